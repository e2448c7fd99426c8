/** What the grammars colour: snapshots of whole files, and the promise that nothing outside an attribute changes. */
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { ROWS } from "../server/src/annotations/schema.ts";
import { highlighter, type Token } from "./support/highlight.ts";

const folder = join(import.meta.dirname, "fixtures", "grammar");
const withAnnotations = await highlighter("source.rust", true);
const plainRust = await highlighter("source.rust", false);
const rocq = await highlighter("source.rocq", false);

for (const name of readdirSync(folder).filter((file) => /\.(rs|v)$/.test(file))) {
  test(`scopes of ${name}`, () => {
    const snapshot = render(
      (name.endsWith(".v") ? rocq : withAnnotations)(readFileSync(join(folder, name), "utf8")),
    );
    const file = join(folder, name.replace(/\.\w+$/, ".expected"));
    if (process.env["UPDATE"]) writeFileSync(file, snapshot);
    assert.ok(existsSync(file), "no expectation yet: run UPDATE=1 npm run test:unit");
    assert.equal(snapshot, readFileSync(file, "utf8"));
  });
}

test("every current attribute name is a keyword, and its example ends where it ends", () => {
  for (const row of ROWS)
    for (const use of row.uses) {
      const [attribute = [], next = []] = withAnnotations(`${use.example}\nfn f() {}`);
      const name = attribute.find((token) => token.text === row.name);
      assert.ok(name?.scopes.includes("keyword.other.annotation.refinedrust"), use.example);
      assert.deepEqual(attribute.at(-1)?.scopes.at(-1), "punctuation.brackets.attribute.rust", use.example);
      assert.deepEqual(next, plainRust("fn f() {}")[0], use.example);
    }
});

test("retired and misspelt names are no keywords", () => {
  const retired = ROWS.filter((row) => row.uses.length === 0).map((row) => row.name);
  for (const name of [...retired, "oberve", "require", "requiresx"]) {
    const scopes = withAnnotations(`#[rr::${name}("x")]`)[0]?.flatMap((token) => token.scopes);
    assert.ok(!scopes?.includes("keyword.other.annotation.refinedrust"), name);
  }
});

const OPEN = [
  '#[rr::requires("0 ≤ n',
  '#[rr::requires("0 ≤ n"',
  '#[rr::requires("0 ≤ n")',
  '#[rr::requires("0 ≤ (n *',
  "#[rr::requires(#iris",
  "#[rr::requires(",
  "#[rr::requires",
  '#[rr::params("n" :',
  '#[rr::params("n" : "list {rt_of T',
  '#![rr::include("option',
  "#[rr::args(x, ",
];
const FOLLOWING = [
  'fn half(n: i32) -> i32 {\n    let text = "a";\n    n / 2\n}\n',
  'pub(crate) struct Page {\n    size: usize, // "quoted"\n}\n',
  "impl<T> Page<T> {\n    const A: i32 = 1;\n}\n",
];

for (const open of OPEN)
  test(`an attribute left open at \`${open}\` does not colour what follows`, () => {
    for (const code of FOLLOWING)
      assert.deepEqual(withAnnotations(`${open}\n${code}`).slice(1), plainRust(code));
  });

test("an attribute left open before its name is the Rust grammar's alone", () => {
  for (const open of ["#[rr", "#[rr::", "#!["])
    for (const code of FOLLOWING) {
      const text = `${open}\n${code}`;
      assert.deepEqual(withAnnotations(text), plainRust(text));
    }
});

test("Rust without annotations, and attributes of other tools, look as they do without us", () => {
  const text = readFileSync(join(folder, "untouched.rs"), "utf8");
  assert.deepEqual(withAnnotations(text), plainRust(text));
});

/** One block per line: the line, then every token with scopes of its own. */
function render(lines: readonly (readonly Token[])[]): string {
  return lines
    .map((tokens) => {
      const shown = tokens
        .map(({ text, scopes }) => ({
          text,
          scopes: scopes.filter((scope) => !/^(source\.(rust|rocq)$|meta\.)/.test(scope)),
        }))
        .filter(({ text, scopes }) => text.trim() !== "" && scopes.length > 0)
        .map(({ text, scopes }) => `    ${text.trim().padEnd(20)} ${scopes.join(" ")}\n`);
      return `${tokens.map((token) => token.text).join("")}\n${shown.join("")}`;
    })
    .join("");
}
