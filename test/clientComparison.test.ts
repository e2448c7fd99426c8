/** The comparison of the VS Code client follows the edits of the Rust file until its tab is closed. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { COMPARE_REQUEST } from "../server/src/protocol.ts";
import { loadClient } from "./support/client.ts";

type Listener = (event: unknown) => void;

class Address {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
  toString(): string {
    return this.text;
  }
}

class TabInputTextDiff {
  readonly modified: Address;
  constructor(modified: Address) {
    this.modified = modified;
  }
}

const RUST = "file:///w/src/lib.rs";

async function open(answers: { preview: string; generated: string } | { reason: string }) {
  const listeners = new Map<string, Listener>();
  const on = (name: string) => (listener: Listener) => {
    listeners.set(name, listener);
    return { dispose() {} };
  };
  const requests: unknown[] = [];
  const texts = new Map<string, string>();
  const current = { answer: answers };
  const ask = async (method: string, params: unknown) => {
    assert.equal(method, COMPARE_REQUEST);
    requests.push(params);
    return "reason" in current.answer ? current.answer : { name: "f", ...current.answer };
  };
  const { SpecificationComparison } = loadClient("specificationComparison", {
    TabInputTextDiff,
    commands: { executeCommand: async () => {} },
    window: { tabGroups: { onDidChangeTabs: on("tabs") } },
    workspace: { onDidChangeTextDocument: on("edit") },
  });
  const virtual = {
    uri: (path: string) => new Address(path),
    set: (uri: Address, text: string) => texts.set(uri.text, text),
  };
  const project = { ask, client: { sendRequest: ask }, onDidChange: on("project") };
  const Comparison = SpecificationComparison as unknown as new (
    ...arguments_: unknown[]
  ) => { open(at: unknown): Promise<void>; dispose(): void };
  const comparison = new Comparison(project, virtual);
  await comparison.open({ textDocument: { uri: RUST }, position: { line: 1, character: 0 } });
  return { listeners, requests, texts, current, comparison };
}

const settled = (t: { mock: { timers: { runAll(): void } } }): Promise<void> => {
  t.mock.timers.runAll();
  return new Promise((done) => setImmediate(done));
};

test("each side has what the server says after an edit, once for several edits", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const { listeners, requests, texts, current } = await open({ preview: "new", generated: "old" });
  assert.deepEqual(
    [...texts],
    [
      ["generated/f", "old"],
      ["preview/f", "new"],
    ],
  );
  current.answer = { preview: "newer", generated: "old" };
  for (let n = 0; n < 3; n++) listeners.get("edit")?.({ document: { uri: new Address(RUST) } });
  await settled(t);
  assert.deepEqual(requests.slice(1), [{ textDocument: { uri: RUST }, name: "f" }]);
  assert.equal(texts.get("preview/f"), "newer");
  current.answer = { preview: "newer", generated: "newer" };
  listeners.get("project")?.(undefined);
  await settled(t);
  assert.equal(texts.get("generated/f"), "newer");
});

test("an item that is gone is said to be, and other documents and closed tabs ask nothing", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const { listeners, requests, texts, current } = await open({ preview: "new", generated: "old" });
  listeners.get("edit")?.({ document: { uri: new Address("file:///w/src/other.rs") } });
  await settled(t);
  assert.equal(requests.length, 1);
  current.answer = { reason: "It is gone." };
  listeners.get("edit")?.({ document: { uri: new Address(RUST) } });
  await settled(t);
  assert.equal(texts.get("preview/f"), "(* It is gone. *)\n");
  assert.equal(texts.get("generated/f"), "old");
  listeners.get("tabs")?.({ closed: [{ input: new TabInputTextDiff(new Address("preview/f")) }] });
  listeners.get("edit")?.({ document: { uri: new Address(RUST) } });
  await settled(t);
  assert.equal(requests.length, 2);
});
