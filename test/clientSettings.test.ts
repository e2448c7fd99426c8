/** What the settings of the VS Code client switch off, with the client's own code and a stand-in for the editor. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Mark } from "../server/src/protocol.ts";
import { loadClient } from "./support/client.ts";

type Listener = (argument: unknown) => unknown;

/** An editor with one Rust document or Rocq file open, as far as the two features look at it. */
class Workbench {
  readonly settings: Map<string, unknown>;
  readonly drawn = new Map<string, readonly { readonly line: number }[]>();
  readonly executed: string[] = [];
  requests = 0;
  readonly #listeners = new Map<string, Listener>();
  readonly #editor: unknown;

  constructor(path: string, settings: Readonly<Record<string, unknown>>) {
    this.settings = new Map(Object.entries(settings));
    this.#editor = {
      document: { languageId: path.endsWith(".rs") ? "rust" : "coq", uri: { path }, version: 1 },
      setDecorations: (type: { shape: string }, lines: readonly { line: number }[]) =>
        this.drawn.set(type.shape, lines),
    };
  }

  /** The module `vscode`. */
  get api(): unknown {
    const on = (event: string) => (listener: Listener) => {
      this.#listeners.set(event, listener);
      return { dispose() {} };
    };
    return {
      Range: class {
        readonly line: number;
        constructor(line: number) {
          this.line = line;
        }
      },
      Uri: { parse: (address: string) => address },
      commands: { executeCommand: async (name: string) => this.executed.push(name) },
      window: {
        activeTextEditor: this.#editor,
        visibleTextEditors: [this.#editor],
        createTextEditorDecorationType: ({ dark }: { dark: { gutterIconPath: unknown } }) => ({
          shape: JSON.stringify(dark.gutterIconPath),
          dispose() {},
        }),
        onDidChangeActiveTextEditor: on("active"),
        onDidChangeVisibleTextEditors: on("visible"),
      },
      workspace: {
        getConfiguration: () => ({
          get: (name: string, otherwise: unknown) => this.settings.get(name) ?? otherwise,
        }),
        onDidChangeConfiguration: on("configuration"),
      },
    };
  }

  get project(): unknown {
    const marks: Mark[] = [{ line: 4, shape: "proved", text: "proved" }];
    return {
      client: {
        sendRequest: async () => {
          this.requests++;
          return marks;
        },
      },
      onDidChange: (listener: Listener) => {
        this.#listeners.set("project", listener);
        return { dispose() {} };
      },
    };
  }

  /** Something happens, and all that follows at once. */
  async fire(event: string, argument: unknown = this.#editor): Promise<void> {
    this.#listeners.get(event)?.(argument);
    await new Promise((done) => setImmediate(done));
  }

  get lines(): number[] {
    return [...this.drawn.values()].flatMap((ranges) => ranges.map(({ line }) => line));
  }
}

const GENERATED = "/w/out/a/generated/generated_specs_a.v";
const READONLY = "workbench.action.files.setActiveEditorReadonlyInSession";

async function openedFile(path: string, settings: Readonly<Record<string, unknown>>): Promise<string[]> {
  const workbench = new Workbench(path, settings);
  loadClient("generatedFiles", workbench.api)["generatedFiles"]?.();
  await workbench.fire("active");
  return [...new Set(workbench.executed)];
}

test("a generated file opens read-only, unless the setting says otherwise", async () => {
  assert.deepEqual(await openedFile(GENERATED, {}), [READONLY]);
  assert.deepEqual(await openedFile(GENERATED, { generatedFilesReadOnly: true }), [READONLY]);
  assert.deepEqual(await openedFile(GENERATED, { generatedFilesReadOnly: false }), []);
  assert.deepEqual(await openedFile("/w/out/a/proofs/proof_f.v", {}), []);
});

test("the gutter shows a status as long as the setting lets it", async () => {
  const workbench = new Workbench("/w/src/lib.rs", {});
  loadClient("gutter", workbench.api)["gutter"]?.(workbench.project);
  await workbench.fire("project");
  assert.deepEqual(workbench.lines, [4]);
  workbench.settings.set("gutterIcons", false);
  await workbench.fire("configuration", { affectsConfiguration: () => true });
  assert.deepEqual(workbench.lines, []);
  const { requests } = workbench;
  await workbench.fire("project");
  assert.equal(workbench.requests, requests);
  assert.deepEqual(workbench.lines, []);
  workbench.settings.set("gutterIcons", true);
  await workbench.fire("configuration", { affectsConfiguration: () => true });
  assert.deepEqual(workbench.lines, [4]);
});
