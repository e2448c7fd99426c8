/** What holds for every text: nothing throws, ranges slice to what they say, and an edit is read as if from scratch. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import fc from "fast-check";
import { difference } from "../server/src/syntax/mask.ts";
import type { RustFile, Token } from "../server/src/syntax/model.ts";
import type { RustParser } from "../server/src/syntax/parser.ts";
import { LineIndex, slice } from "../server/src/text.ts";
import { bothParsers } from "./support/rustParsers.ts";

const folder = join(import.meta.dirname, "fixtures", "syntax");
const texts = readdirSync(folder)
  .filter((name) => name.endsWith(".rs"))
  .map((name) => readFileSync(join(folder, name), "utf8"));

const source = { path: "src/random.rs", hotword: "rr" };
let parsers: readonly RustParser[] = [];
before(async () => {
  parsers = await bothParsers();
});

/** Pieces that make or break attributes, strings, comments and items. */
const pieces = fc.constantFrom(
  ..."#[]!(){}\"'\\/*,:;=<>| \n\r",
  "#[rr::",
  '#[rr::requires("x")]',
  '#![rr::include("a")]',
  "rr::",
  "//",
  "/*",
  "*/",
  "///",
  'r#"',
  '"#',
  "b'",
  "'a",
  "fn f() {}",
  "fn ",
  "impl ",
  'struct S { #[rr::field("x")] a: i32 }',
  "let _ = #[rr::ignore] || {};",
  "while x { ",
  "} #[rr::ignore] || {};",
  "/// doc\n",
  '#[doc = "\n#[rr::no]\n"] ',
  "mod m {",
  "pub ",
  "γ",
  "👻",
  "macro_rules! m { () => { #[rr::verify] fn g() {} } }",
  "// rr-allow: x",
);
const anyText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 200 }),
  fc.array(pieces, { maxLength: 40 }).map((parts) => parts.join("")),
);
const edit = fc.record({
  from: fc.nat(),
  length: fc.oneof(fc.constant(0), fc.nat(30)),
  text: fc.oneof(pieces, fc.string({ maxLength: 3 })),
});
const notification = fc.array(edit, { minLength: 1, maxLength: 4 });

const apply = (
  text: string,
  { from, length, text: inserted }: { from: number; length: number; text: string },
): string => {
  const at = from % (text.length + 1);
  return text.slice(0, at) + inserted + text.slice(at + length);
};

/** Everything but the line index, which is a function of the text. */
const plain = ({ lines: _, ...file }: RustFile) => ({ ...file, allows: [...file.allows] });

test("a change is read as if from scratch, whatever the changes of one notification are", () => {
  for (const parser of parsers) {
    fc.assert(
      fc.property(
        fc.constantFrom(...texts),
        fc.array(notification, { maxLength: 6 }),
        (start, notifications) => {
          let text = start;
          let document = parser.parse(text, source);
          for (const changes of notifications) {
            text = changes.reduce(apply, text);
            document = parser.parse(text, source, document);
            const fresh = parser.parse(text, source);
            assert.deepEqual(plain(document.file), plain(fresh.file), parser.engine);
            fresh.dispose();
          }
          document.dispose();
        },
      ),
      { numRuns: 60 },
    );
  }
});

test("no text throws, and every range lies in the text and slices to what it says", () => {
  for (const parser of parsers) {
    fc.assert(
      fc.property(anyText, (text) => {
        const document = parser.parse(text, source);
        checkRanges(document.file);
        document.dispose();
      }),
      { numRuns: 300 },
    );
  }
});

test("nesting that nobody wrote is read without a stack overflow", () => {
  const deep = (open: string, inside: string, close: string, times = 3000): string =>
    open.repeat(times) + inside + close.repeat(times);
  const nested = [
    `#[rr::a${deep("(", "", ")")}] fn f() {}`,
    "#[".repeat(3000),
    `#[rr::a] fn f(x: ${deep("&", "u8", "")}) {}`,
    `#[rr::a] fn f(x: ${deep("Vec<", "u8", ">")}) {}`,
    `#[rr::a] fn f(x: ${deep("a::", "b", "")}) {}`,
    `#[rr::a] fn f() { let ${deep("(", "x", ")")} = y; loop {} }`,
    `${deep("mod m {", "#[rr::a] fn f() {}", "}", 1000)}`,
    `${deep("#[rr::a] fn f() {", "", "}", 300)}`,
    `fn f() {${deep("#[rr::a] || {", "", "}", 300)}}`,
  ];
  for (const parser of parsers) {
    for (const text of nested) {
      const document = parser.parse(text, source);
      assert.ok(document.file.attributes.length > 0 || text.startsWith("#["));
      checkRanges(document.file);
      document.dispose();
    }
  }
});

function checkRanges(file: RustFile): void {
  const inside = ({ start, end }: { start: number; end: number }) =>
    assert.ok(
      0 <= start && start <= end && end <= file.text.length,
      `${start}-${end} of ${file.text.length}`,
    );
  for (const attribute of file.attributes) {
    inside(attribute.range);
    assert.equal(attribute.path[0]?.text, file.hotword);
    assert.ok(slice(file.text, attribute.range).startsWith("#"));
    assert.ok(file.items[attribute.owner]?.attributes.includes(file.attributes.indexOf(attribute)));
    for (const segment of attribute.path)
      assert.equal(slice(file.text, segment.range).replace(/^r#/, ""), segment.text);
    if (attribute.arguments.kind !== "none")
      for (const token of attribute.arguments.tokens) checkToken(file, token);
  }
  for (const item of file.items) {
    inside(item.range);
    inside(item.fullRange);
    assert.ok(item.parent === null || item.parent < item.index, "parents come first");
    if (item.body !== null) inside(item.body);
    for (const argument of item.signature?.arguments ?? []) {
      if (argument.name !== null && argument.receiver === null) {
        assert.equal(slice(file.text, argument.name.range).replace(/^r#/, ""), argument.name.text);
      }
    }
  }
}

function checkToken(file: RustFile, token: Token): void {
  assert.equal(slice(file.text, token.range), token.text);
  for (const inner of token.tokens ?? []) checkToken(file, inner);
}

test("every attribute that is written between other things is found, with its arguments", () => {
  const name = fc.constantFrom("requires", "ensures", "verify", "params");
  const argument = fc.constantFrom(
    '("a ∗ b")',
    '("]")',
    '("\\"")',
    "",
    '["x"]',
    '(#iris "P")',
    '("two\n  lines")',
  );
  const between = fc.constantFrom(
    "",
    "// #[rr::no]\n",
    '/* " */ ',
    "/// doc\n",
    "#[inline]\n",
    '#[doc = "#[rr::no]"]\n',
  );
  const annotation = fc
    .tuple(name, argument, between)
    .map(([n, a, b]) => ({ source: `#[rr::${n}${a}]\n${b}`, name: n, argument: a }));
  const item = fc.tuple(
    fc.array(annotation, { maxLength: 4 }),
    fc.nat(99),
    fc.constantFrom('"#[rr::no]"', "'\"'", 'r##""#[rr::no]"##', "1"),
  );
  fc.assert(
    fc.property(fc.array(item, { maxLength: 6 }), (items) => {
      const text = items
        .map(
          ([annotations, n, value]) =>
            `${annotations.map((a) => a.source).join("")}fn f${n}() { let _ = ${value}; }\n`,
        )
        .join("");
      const expected = items.flatMap(([annotations, n]) =>
        annotations.map((a) => [a.name, a.argument, `f${n}`]),
      );
      for (const parser of parsers) {
        const { file } = parser.parse(text, source);
        const found = file.attributes.map((attribute) => [
          attribute.path[1]?.text,
          attribute.arguments.kind === "none" ? "" : slice(text, attribute.arguments.range),
          file.items[attribute.owner]?.name,
        ]);
        assert.deepEqual(found, expected);
      }
    }),
  );
});

test("the difference of two texts is one replacement that leads from one to the other", () => {
  fc.assert(
    fc.property(anyText, fc.array(edit, { maxLength: 3 }), (text, edits) => {
      const after = edits.reduce(apply, text);
      const found = difference(text, after);
      if (found === null) return assert.equal(text, after);
      const { start, oldEnd, newEnd } = found;
      assert.equal(text.slice(0, start) + after.slice(start, newEnd) + text.slice(oldEnd), after);
      for (const [of, at] of [
        [text, start],
        [text, oldEnd],
        [after, newEnd],
      ] as const) {
        assert.ok(
          !/^[\udc00-\udfff]/.test(of.slice(at)) || !/[\ud800-\udbff]$/.test(of.slice(0, at)),
          "inside a pair",
        );
      }
    }),
  );
});

test("positions and offsets lead to each other", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const lines = new LineIndex(text);
      for (let offset = 0; offset <= text.length; offset++) {
        const position = lines.positionAt(offset);
        const back = lines.offsetAt(position);
        const { end } = lines.lineRange(position.line);
        // An offset inside a line end has a column past the line's end.
        assert.equal(back, Math.min(offset, end));
      }
    }),
  );
});
