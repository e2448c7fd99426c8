/** A preview beside what RefinedRust wrote last: fresh, stale with the first difference, missing, or not to be told. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { loneFile, previewCrate } from "../server/src/project/previewCrate.ts";
import { type Comparison, compareWithGenerated } from "../server/src/rocq/freshness.ts";
import { GeneratedText } from "../server/src/rocq/generatedBlocks.ts";
import { type Preview, Previewer } from "../server/src/rocq/preview.ts";
import { readVernacular } from "../server/src/rocq/vernacular.ts";
import { createRustParser } from "../server/src/syntax/parser.ts";

const parser = await createRustParser();

function previewsOf(code: string): Preview[] {
  const file = parser.read(code, { path: "src/lib.rs", hotword: "rr" });
  const { crate, sources } = previewCrate([loneFile("src/lib.rs", file)], []);
  return sources.flatMap((source) => new Previewer(crate).previewFile(source));
}

function only(code: string): Preview {
  const [preview, ...others] = previewsOf(code);
  assert.ok(preview && others.length === 0);
  return preview;
}

const written = (text: string, uri = "file:///specs.v"): GeneratedText =>
  new GeneratedText(uri, text, readVernacular(text));

/** The file that RefinedRust would have written for the code. */
const specsOf = (code: string): GeneratedText =>
  written(
    `From a Require Import b.\n\nSection specs.\nContext \`{RRGS : !refinedrustGS Σ}.\n\n${previewsOf(code)
      .map((preview) => preview.text.trimEnd())
      .join("\n\n")}\n\nEnd specs.\n`,
  );

const compared = (now: string, before: string): Comparison =>
  compareWithGenerated(only(now), [specsOf(before)]);

const OPEN = '#[rr::requires("0 < n")]\n#[rr::returns("n + 1")]\nfn grow(n: i32) -> i32 { n + 1 }\n';

test("the same specification is fresh, wherever it stands in the file", () => {
  const { freshness, generated, place } = compared(OPEN, OPEN);
  assert.deepEqual(freshness, { state: "fresh" });
  assert.equal(generated, `${only(OPEN).text.trimEnd()}\n`);
  assert.deepEqual(place, { uri: "file:///specs.v", line: 8 });
});

const STALE: Readonly<Record<string, readonly [from: string, to: string, difference: string]>> = {
  "a changed bound": ["0 < n", "5 < n", "The precondition: `0` was generated, `5` would be now."],
  "a changed word": ["0 < n", "0 < m", "The precondition: `n` was generated, `m` would be now."],
  "a changed result": ['"n + 1"', '"n + 12"', "The result: `1` was generated, `12` would be now."],
  "another type": ["(n: i32)", "(n: u8)", "The arguments: `I32` was generated, `U8` would be now."],
};

for (const [name, [from, to, difference]] of Object.entries(STALE)) {
  test(`${name} makes it stale, and the difference is named`, () => {
    const now = OPEN.replace(from, to);
    const { freshness, generated } = compared(now, OPEN);
    assert.deepEqual(freshness, { state: "stale", difference });
    assert.equal(generated, `${only(OPEN).text.trimEnd()}\n`);
  });
}

test("a clause that was added or taken away is named by its field", () => {
  const more = OPEN.replace("#[rr::returns", '#[rr::requires("n < 9")]\n#[rr::returns');
  for (const [now, before] of [
    [more, OPEN],
    [OPEN, more],
  ] as const) {
    const { freshness } = compared(now, before);
    assert.equal(freshness.state, "stale");
    assert.match(freshness.state === "stale" ? freshness.difference : "", /^The precondition: /);
  }
});

test("what the files do not hold is missing, and what has no specification any more is stale", () => {
  assert.deepEqual(compared(OPEN, OPEN.replace("grow", "shrink")).freshness, { state: "missing" });
  const skipped = compared(`#[rr::skip]\n${OPEN}`, OPEN);
  assert.equal(skipped.freshness.state, "stale");
  assert.match(skipped.generated ?? "", /^Definition type_of_grow/);
  assert.deepEqual(compared(`#[rr::skip]\n${OPEN}`, "").freshness, { state: "missing" });
});

test("an approximate preview never calls anything fresh or stale", () => {
  const unknown = OPEN.replaceAll("i32", "other::Thing");
  assert.equal(only(unknown).fidelity, "approximate");
  for (const before of [unknown, OPEN]) assert.equal(compared(unknown, before).freshness.state, "unknown");
});

test("what another version of RefinedRust wrote in its own format is neither fresh nor stale", () => {
  const old = only(OPEN).text.replaceAll(/\(\* [a-z ]+\.+ \*\) /g, "");
  const { freshness, generated } = compareWithGenerated(only(OPEN.replace("0 < n", "1 < n")), [written(old)]);
  assert.deepEqual(freshness, { state: "unknown", reason: "another version of RefinedRust wrote it" });
  assert.match(generated ?? "", /type_of_grow/);
  const fewer = compared('#[rr::returns("1")]\nfn grow() -> i32 { 1 }\n', OPEN);
  assert.equal(fewer.freshness.state, "stale");
});

const MODEL =
  '#[rr::refined_by("n" : "Z")]\n#[rr::invariant("0 ≤ n")]\nstruct S {\n    #[rr::field("n")]\n    n: i32,\n}\n';

test("a struct is compared with both of its files", () => {
  const [layout, ...spec] = only(MODEL).text.split("\n\nSection S_ty.");
  assert.ok(layout && spec.length === 1);
  const code = written(`Section code.\nEnd code.\n${layout}\n\nSection more.\nEnd more.\n`, "file:///code.v");
  const specs = written(`Section S_ty.${spec.join("")}\n\nSection specs.\nEnd specs.\n`);
  const fresh = compareWithGenerated(only(MODEL), [specs, code]);
  assert.deepEqual(fresh.freshness, { state: "fresh" });
  assert.equal(fresh.place?.uri, "file:///specs.v");
  assert.equal(fresh.generated?.trimEnd(), only(MODEL).text.trimEnd());
  const changed = compareWithGenerated(only(MODEL.replace("0 ≤ n", "1 ≤ n")), [specs, code]);
  assert.deepEqual(changed.freshness, {
    state: "stale",
    difference: "`S_inv_t_inv_spec`: `0` was generated, `1` would be now.",
  });
  const without = compareWithGenerated(only("#[rr::skip]\nstruct S { n: i32 }\n"), [specs, code]);
  assert.equal(without.freshness.state, "stale");
  assert.equal(compareWithGenerated(only(MODEL), [code]).freshness.state, "stale");
});

test("every recorded definition is fresh beside itself and stale beside any other text of its names", () => {
  const path = join(import.meta.dirname, "fixtures", "specs.jsonl");
  const cases = readFileSync(path, "utf8").trim().split("\n");
  let exact = 0;
  for (const line of cases) {
    const { id, code } = JSON.parse(line) as { readonly id: string; readonly code: string };
    const previews = previewsOf(code);
    const file = specsOf(code);
    const spoilt = written(file.text.replaceAll(" :=", "  :="));
    for (const preview of previews.filter(({ fidelity }) => fidelity === "exact")) {
      exact++;
      assert.deepEqual(compareWithGenerated(preview, [file]).freshness, { state: "fresh" }, id);
      assert.equal(compareWithGenerated(preview, [spoilt]).freshness.state, "stale", id);
    }
  }
  assert.ok(exact > 100, `${exact}`);
});
