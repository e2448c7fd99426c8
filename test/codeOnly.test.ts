/** What stays of Rust text when everything that is no code is blanked. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { codeOnly } from "../server/src/syntax/codeOnly.ts";

const cases: readonly (readonly [string, string])[] = [
  ['let a = "b // c"; // d', 'let a = "      ";     '],
  ["x /* *p /* y */ */ + *p", "x                  + *p"],
  ["let c = '\"'; let d: &'a str = e;", "let c = ' '; let d: &'a str = e;"],
  ['r#"a "b" c"# + br"d" + rest"e"', 'r#"       "# + br" " + rest" "'],
  ["/// *p\nfn f() { *p }", "      \nfn f() { *p }"],
  ['let unclosed = "a\nb', 'let unclosed = " \n '],
  ["r#type + r", "r#type + r"],
];

test("comments and the insides of literals are blanked", () => {
  for (const [text, expected] of cases) assert.equal(codeOnly(text), expected);
});

test("given ranges are blanked, whatever they hold", () => {
  const text = '#[rr::requires("/* x")] fn f() {}';
  assert.equal(codeOnly(text, [{ start: 0, end: 23 }]), `${" ".repeat(23)} fn f() {}`);
});

test("offsets and lines stay", () => {
  const pieces = fc.array(
    fc.constantFrom('"', "'", "/*", "*/", "//", "\n", "\r\n", "r#", "x", "𝔽", "\\", " ", "b", "#"),
  );
  fc.assert(
    fc.property(pieces, fc.nat(40), fc.nat(40), (parts, a, b) => {
      const text = parts.join("");
      const [start, end] = [Math.min(a, b, text.length), Math.min(Math.max(a, b), text.length)];
      const code = codeOnly(text, [{ start, end }]);
      assert.equal(code.length, text.length);
      assert.deepEqual(code.match(/[\r\n]/g), text.match(/[\r\n]/g));
    }),
  );
});
