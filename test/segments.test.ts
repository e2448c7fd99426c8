/** Long texts are cut between items, the same way whether the text is new or edited; their problems are those of the whole. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { annotatedFile } from "../bench/annotatedFile.ts";
import { checkFile } from "../server/src/annotations/check.ts";
import { Pieces } from "../server/src/lsp/pieces.ts";
import { createRustParser } from "../server/src/syntax/parser.ts";
import { segmentsOf } from "../server/src/syntax/segments.ts";

const parser = await createRustParser();
const source = { path: "src/lib.rs", hotword: "rr" };
const options = { lint: {}, traits: new Map() };
const long = annotatedFile(3000, { crateRoot: true });

const piece = fc.constantFrom(
  "x",
  '"',
  "{",
  "}",
  "//",
  "/*",
  "*/",
  "'",
  "\n",
  "fn f() {}\n",
  "#[rr::oberve]\n",
  'r#"',
  "γ",
);
const edit = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), length: fc.nat(200), text: piece });
const apply = (
  text: string,
  { at, length, text: inserted }: { at: number; length: number; text: string },
) => {
  const start = Math.floor(at * text.length);
  return text.slice(0, start) + inserted + text.slice(start + length);
};

test("the pieces join to the text, and begin and end between items", () => {
  const pieces = segmentsOf(long);
  assert.equal(pieces.join(""), long);
  assert.ok(pieces.length > 5, `${pieces.length} pieces`);
  for (const one of pieces) {
    assert.match(one, /\n$/);
    assert.equal(
      parser.read(one, { ...source, path: "piece.rs" }).items.some((item) => item.kind === "unknown"),
      false,
    );
  }
  assert.deepEqual(segmentsOf(""), []);
  assert.deepEqual(segmentsOf("fn f() {"), ["fn f() {"]);
});

test("an edited text is cut as if it were new", () => {
  fc.assert(
    fc.property(fc.array(edit, { maxLength: 5 }), (edits) => {
      let text = long;
      let pieces = segmentsOf(text);
      for (const one of edits) {
        text = apply(text, one);
        pieces = segmentsOf(text, pieces);
        assert.equal(pieces.join(""), text);
        assert.deepEqual(pieces, segmentsOf(text));
      }
    }),
    { numRuns: 60 },
  );
});

test("the problems of the pieces after edits are those of a new reading", () => {
  fc.assert(
    fc.property(fc.array(edit, { maxLength: 4 }), (edits) => {
      let text = long;
      let pieces = Pieces.of(parser, text, source, null);
      for (const one of edits) {
        text = apply(text, one);
        pieces = Pieces.of(parser, text, source, pieces);
      }
      assert.deepEqual(pieces.problems(options), Pieces.of(parser, text, source, null).problems(options));
    }),
    { numRuns: 15 },
  );
});

test("in a well-formed text the pieces have the problems of the whole", () => {
  const text = long.replaceAll("rr::observe", "rr::oberve").replace(/rr::field\("1005"\)/, "rr::field(1)");
  const whole = checkFile(parser.read(text, source), options);
  assert.ok(whole.length > 20);
  assert.deepEqual(Pieces.of(parser, text, source, null).problems(options), whole);
});
