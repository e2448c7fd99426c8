/** What can be done about problems, at the cursors of `fixtures/codeActions/`, and that it helps. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { CodeAction } from "vscode-languageserver-types";
import { codeActions, FIX_ALL } from "../server/src/features/codeActions.ts";
import type { Snapshot } from "../server/src/features/snapshot.ts";
import type { TextPosition } from "../server/src/text.ts";
import { cursorFixtures, snapshotOf } from "./support/cursors.ts";
import { applied } from "./support/edits.ts";
import { withoutMarkers } from "./support/markers.ts";

cursorFixtures("codeActions", (snapshot, position) => {
  const actions = codeActions(snapshot, {
    range: { start: position, end: position },
    context: { diagnostics: [] },
  });
  if (actions.length === 0) return "nothing";
  return actions.map((action) => described(action, snapshot)).join("\n");
});

function described(action: CodeAction, { file, uri }: Snapshot): string {
  const after = applied(file.text, action.edit?.changes?.[uri] ?? []);
  const title = `${action.title} [${action.kind}${action.isPreferred ? ", preferred" : ""}]`;
  return [title, ...changedLines(file.text, after)].join("\n");
}

/** The lines that differ, without those that both texts begin and end with. */
function changedLines(before: string, after: string): string[] {
  const [old, now] = [before.split("\n"), after.split("\n")];
  while (old.length > 0 && now.length > 0 && old[0] === now[0]) {
    old.shift();
    now.shift();
  }
  while (old.length > 0 && now.length > 0 && old.at(-1) === now.at(-1)) {
    old.pop();
    now.pop();
  }
  return [...old.map((line) => `  - ${line}`), ...now.map((line) => `  + ${line}`)];
}

const CODES = join(import.meta.dirname, "fixtures", "codes");

for (const name of readdirSync(CODES).filter((file) => file.endsWith(".rs"))) {
  test(`a problem of ${name} can be allowed where it stands`, () => {
    const text = withoutMarkers(readFileSync(join(CODES, name), "utf8"));
    const snapshot = snapshotOf(text);
    for (const problem of snapshot.problems) {
      const at = (offset: number): TextPosition => snapshot.file.lines.positionAt(offset);
      const range = { start: at(problem.range.start), end: at(problem.range.end) };
      const allow = codeActions(snapshot, { range, context: { diagnostics: [] } }).find(
        ({ title, diagnostics }) =>
          title === `Allow ${problem.code} here` && diagnostics?.[0]?.message === problem.message,
      );
      const edits = allow?.edit?.changes?.[snapshot.uri] ?? [];
      assert.equal(edits.length, 1, problem.code);
      const left = snapshotOf(applied(text, edits)).problems;
      const same = (list: Snapshot["problems"]) => list.filter(({ code }) => code === problem.code).length;
      assert.ok(same(left) < same(snapshot.problems), `${problem.code} is still there`);
      assert.ok(left.length < snapshot.problems.length, "another problem came");
    }
  });
}

test("a client gets the kinds it asks for", () => {
  const snapshot = snapshotOf('#[rr::require("x")]\nfn f() {}\n');
  const start = { line: 0, character: 8 };
  const kinds = (only?: string[]) =>
    codeActions(snapshot, {
      range: { start, end: start },
      context: { diagnostics: [], ...(only ? { only } : {}) },
    })
      .map(({ kind }) => kind)
      .filter((kind, n, all) => all.indexOf(kind) === n);
  assert.deepEqual(kinds(), ["quickfix", FIX_ALL]);
  assert.deepEqual(kinds(["source"]), [FIX_ALL]);
  assert.deepEqual(kinds(["source.fixAll"]), [FIX_ALL]);
  assert.deepEqual(kinds([FIX_ALL]), [FIX_ALL]);
  assert.deepEqual(kinds(["quickfix"]), ["quickfix"]);
  assert.deepEqual(kinds(["refactor"]), []);
});
