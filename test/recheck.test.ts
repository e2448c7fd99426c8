/** After edits, problems taken over from the version before are those that a new check finds. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import { annotatedFile } from "../bench/annotatedFile.ts";
import { runChecks } from "../server/src/annotations/check.ts";
import type { CheckContext } from "../server/src/annotations/checks/context.ts";
import { annotate } from "../server/src/annotations/interpret.ts";
import { recheck } from "../server/src/annotations/recheck.ts";
import { traitsOf } from "../server/src/project/traitFacts.ts";
import { createRustParser } from "../server/src/syntax/parser.ts";
import { withoutMarkers } from "./support/markers.ts";

const parser = await createRustParser();
const fixtures = ["attributes", "codes"].flatMap((folder) => {
  const directory = join(import.meta.dirname, "fixtures", folder);
  return readdirSync(directory).map((name) => withoutMarkers(readFileSync(join(directory, name), "utf8")));
});
const lines = fixtures.flatMap((text) => text.split(/(?<=\n)/));

function contextOf(text: string): CheckContext {
  const file = parser.read(text, { path: "src/part.rs", hotword: "rr" });
  const items = annotate(file);
  const traits = new Map(traitsOf(file).map((facts) => [facts.name, facts]));
  return {
    file,
    options: { lint: {}, traits },
    items,
    byIndex: new Map(items.map((one) => [one.item.index, one])),
  };
}

const share = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
const edit = fc.record({
  at: share,
  length: fc.oneof({ weight: 5, arbitrary: fc.nat(3) }, { weight: 1, arbitrary: fc.nat(200) }),
  text: fc.oneof(
    fc.constantFrom(
      "",
      "x",
      '"',
      "{",
      "}",
      "//",
      "\n",
      "#[rr::skip]\n",
      "struct S;",
      "fn f() {}\n",
      "γ",
      "// rr-allow: x\n",
    ),
    fc.constantFrom(...lines),
  ),
});
const session = fc.record({
  texts: fc.array(fc.constantFrom(...fixtures), { minLength: 1, maxLength: 6 }),
  edits: fc.array(edit, { minLength: 1, maxLength: 8 }),
});

test("a rechecked text has the problems of a new one", () => {
  fc.assert(
    fc.property(session, ({ texts, edits }) => {
      let text = texts.join("\n");
      let checked = recheck(contextOf(text), null);
      assert.deepEqual(checked.problems, runChecks(contextOf(text)));
      for (const { at, length, text: inserted } of edits) {
        const start = Math.floor(at * text.length);
        text = text.slice(0, start) + inserted + text.slice(start + length);
        checked = recheck(contextOf(text), checked);
        assert.deepEqual(checked.problems, runChecks(contextOf(text)));
      }
    }),
    { numRuns: 150 },
  );
});

test("an edit in a function leaves the findings of the others alone", () => {
  const text = annotatedFile(300, { seed: 3 }).replaceAll("rr::requires", "rr::requiress");
  const before = recheck(contextOf(text), null);
  const at = text.lastIndexOf("rr::requiress");
  const after = recheck(contextOf(`${text.slice(0, at)}rr::oberve, ${text.slice(at)}`), before);
  const touched = before.functions.findIndex(
    ({ start, text: own }) => start <= at && at < start + own.length,
  );
  assert.ok(touched > 5);
  for (const [n, { found }] of before.functions.entries()) {
    const now = after.functions[n]?.found ?? [];
    const taken = found.length > 0 && found.every((problem) => now.includes(problem));
    assert.equal(taken, n < touched && found.length > 0, `function ${n}`);
  }
});
