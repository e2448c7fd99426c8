/** Whatever the text, checking answers with ranges of that text; fixes do what they promise. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import type { Problem } from "../server/src/annotations/model.ts";
import { ROWS } from "../server/src/annotations/schema.ts";
import { applyEdits } from "../server/src/text.ts";
import { checkText } from "./support/checking.ts";
import { withoutMarkers } from "./support/markers.ts";

const fixtures = ["attributes", "codes"].flatMap((folder) => {
  const path = join(import.meta.dirname, "fixtures", folder);
  return readdirSync(path).map((name) => withoutMarkers(readFileSync(join(path, name), "utf8")));
});

function assertRangesLieIn(text: string, problems: readonly Problem[]): void {
  for (const { range, code } of problems) {
    assert.ok(0 <= range.start && range.start <= range.end && range.end <= text.length, `${code} in ${text}`);
  }
}

const piece = fc.constantFrom(
  ...[
    '"x"',
    'r"x"',
    "'x'",
    "'a",
    "x",
    "_",
    "r#x",
    ":",
    "::",
    ":=",
    "=",
    "@",
    "#",
    "#iris",
    "#type",
    "#raw",
    "#trait",
  ],
  ...[
    "T::A",
    "$",
    ",",
    ";",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "{x}",
    '"{x}{y}"',
    '"\\q"',
    '"',
    "42",
    "1.5",
    "/* c */",
  ],
  ...["// c\n", "/// d\n", "`", "γ", "🦀", "-1", "\n", " ", "\\"],
);
const name = fc.constantFrom("", "unknown", ...ROWS.map((row) => row.name));
const attribute = fc
  .tuple(
    name,
    fc.array(piece, { maxLength: 8 }),
    fc.constantFrom(["(", ")"], ["[", "]"], ["=", ""], ["", ""]),
  )
  .map(([word, pieces, [open, close]]) => `#[rr::${word}${open}${pieces.join(" ")}${close}]`);

const places = [
  (attributes: string) => `${attributes}\nfn f<T: Tr>(x: i32, y: &mut T) -> Option<i32> { None }`,
  (attributes: string) => `${attributes}\nstruct S<T> { ${attributes} x: i32, y: T }`,
  (attributes: string) =>
    `#[rr::refined_by("Z")]\nenum E { ${attributes} A, ${attributes} B(#[rr::field("x")] i32) }`,
  (attributes: string) => `${attributes}\ntrait Tr { ${attributes} fn f(&self); const C: i32; }`,
  (attributes: string) => `${attributes}\nimpl Tr for S { ${attributes} fn f(&self) {} }`,
  (attributes: string) =>
    `#[rr::verify]\nfn f() { let mut x = 0; while x < 5 { let _ = ${attributes} #[rr::ignore] || {}; x += 1; } }`,
  (attributes: string) => `${attributes.replaceAll("#[", "#![")}\nmod m { ${attributes} static X: i32 = 0; }`,
];

test("no attribute makes checking throw or point outside the text", () => {
  fc.assert(
    fc.property(
      fc.array(attribute, { minLength: 1, maxLength: 4 }),
      fc.constantFrom(...places),
      (attributes, place) => {
        const text = place(attributes.join("\n"));
        assertRangesLieIn(text, checkText(text));
      },
    ),
    { numRuns: 500 },
  );
});

test("no text makes checking throw or point outside the text", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 60 }), fc.nat(), (noise, seed) => {
      const fixture = fixtures[seed % fixtures.length] ?? "";
      const at = seed % (fixture.length + 1);
      const text = fixture.slice(0, at) + noise + fixture.slice(at);
      assertRangesLieIn(text, checkText(text));
    }),
    { numRuns: 300 },
  );
});

test("deleting any character of a fixture is survived", () => {
  fc.assert(
    fc.property(fc.constantFrom(...fixtures), fc.nat(), (fixture, seed) => {
      const at = seed % Math.max(1, fixture.length);
      const text = fixture.slice(0, at) + fixture.slice(at + 1);
      assertRangesLieIn(text, checkText(text));
    }),
    { numRuns: 500 },
  );
});

test("a safe fix makes its problem go away and adds none", () => {
  let applied = 0;
  for (const text of fixtures) {
    const before = checkText(text);
    for (const problem of before) {
      for (const fix of problem.fixes.filter((candidate) => candidate.safe)) {
        const after = checkText(applyEdits(text, fix.edits));
        const context = `${fix.title}: ${problem.message}`;
        assert.ok(after.length < before.length, context);
        for (const [message, count] of tally(after))
          assert.ok(count <= (tally(before).get(message) ?? 0), `${context} adds ${message}`);
        applied++;
      }
    }
  }
  assert.ok(applied > 0);
});

function tally(problems: readonly Problem[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { code, message } of problems) {
    const key = `${code}: ${message}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}
