/** Settings, suppressions and the configured tool name reach every problem; macros and `cfg` take certainty away. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { checkFile } from "../server/src/annotations/check.ts";
import type { CheckOptions, Problem } from "../server/src/annotations/model.ts";
import { createRustParser } from "../server/src/syntax/parser.ts";

const parser = await createRustParser();

function check(text: string, lint: CheckOptions["lint"] = {}, hotword = "rr"): Problem[] {
  const document = parser.parse(text, { path: "part.rs", hotword });
  const problems = checkFile(document.file, { lint, traits: new Map() });
  document.dispose();
  return problems;
}

const shown = (problems: readonly Problem[]): string[] =>
  problems.map(({ severity, origin, code }) => `${severity} ${origin} ${code}`);

const misspelt = '#[rr::require("0 < x")]\nfn f(x: i32) {}\n';

test("a severity setting replaces the severity, and `off` hides the problem", () => {
  assert.deepEqual(shown(check(misspelt)), ["error frontend unknown-attribute"]);
  assert.deepEqual(shown(check(misspelt, { "unknown-attribute": "hint" })), [
    "hint frontend unknown-attribute",
  ]);
  assert.deepEqual(check(misspelt, { "unknown-attribute": "off" }), []);
});

test("`// rr-allow` silences its code above the attribute and above the item", () => {
  assert.deepEqual(check(`// rr-allow: unknown-attribute\n${misspelt}`), []);
  assert.deepEqual(
    check(`// rr-allow: leftover-arguments, unknown-attribute\n/// Doc.\n#[inline]\n${misspelt}`),
    [],
  );
  assert.equal(check(`// rr-allow: leftover-arguments\n${misspelt}`).length, 1);
  assert.equal(check(`// rr-allow: unknown-attribute\n\n${misspelt}`).length, 1);
});

test("only the configured tool is checked, and fixes use its name", () => {
  assert.deepEqual(check(misspelt, {}, "spec"), []);
  assert.deepEqual(shown(check(misspelt.replace("rr::", "spec::"), {}, "spec")), [
    "error frontend unknown-attribute",
  ]);
  const field = check('#[spec::refined_by("x" : "Z")]\nstruct S { x: i32 }\n', {}, "spec")[0];
  assert.match(field?.fixes[0]?.edits[0]?.newText ?? "", /spec::field/);
});

test("under a `cfg` or in a macro a refusal is a warning only", () => {
  assert.deepEqual(shown(check(`#[cfg(test)]\nmod tests {\n${misspelt}}\n`)), [
    "warning lint unknown-attribute",
  ]);
  assert.deepEqual(shown(check(`macro_rules! m { () => { ${misspelt} } }\n`)), [
    "warning lint unknown-attribute",
  ]);
  assert.deepEqual(check("macro_rules! m { ($x:expr) => { #[rr::requires($x)] fn f() {} } }\n"), []);
});

test("problems come in source order", () => {
  const starts = check(`${misspelt}#[rr::returns(5)]\n#[rr::skipp]\nfn g() {}\n`).map((p) => p.range.start);
  assert.ok(starts.length > 2);
  assert.deepEqual(
    starts,
    [...starts].sort((a, b) => a - b),
  );
});
