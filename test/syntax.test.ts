/** What the syntax room says of Rust files: dumps beside the fixtures, rewritten by UPDATE=1. */
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { before, test } from "node:test";
import { createRustParser, type RustParser } from "../server/src/syntax/parser.ts";
import { bothParsers } from "./support/rustParsers.ts";
import { dump } from "./support/syntaxDump.ts";

const folder = join(import.meta.dirname, "fixtures", "syntax");
const fixtures = readdirSync(folder).filter((name) => name.endsWith(".rs"));

let parsers: readonly RustParser[] = [];
before(async () => {
  parsers = await bothParsers();
});

for (const name of fixtures) {
  test(`${name} is read as expected, by both engines`, () => {
    const text = readFileSync(join(folder, name), "utf8");
    const expected = join(folder, name.replace(/\.rs$/, ".expected"));
    for (const parser of parsers) {
      const document = parser.parse(text, { path: `src/${name}`, hotword: "rr" });
      const found = dump(document.file);
      document.dispose();
      if (process.env["UPDATE"] && parser.engine === "native") writeFileSync(expected, found);
      assert.ok(existsSync(expected), `${expected} is missing; UPDATE=1 writes it`);
      assert.equal(found, readFileSync(expected, "utf8"), parser.engine);
    }
  });
}

test("both engines load, and auto takes the native one", async () => {
  assert.deepEqual(
    parsers.map((parser) => parser.engine),
    ["native", "wasm"],
  );
  const { engine, description } = await createRustParser();
  assert.equal(engine, "native", description);
});

test("a wasm directory without the files is refused with a reason", async () => {
  await assert.rejects(
    createRustParser({ engine: "wasm", wasmDirectory: join(folder, "nowhere") }),
    /nowhere/,
  );
});

test("the shipped native grammar has the tables version that the pinned binding reads", () => {
  const require = createRequire(import.meta.url);
  const version = (name: string) => (require(`${name}/package.json`) as { version: string }).version;
  assert.equal(version("tree-sitter"), "0.22.4");
  assert.equal(version("tree-sitter-rust"), "0.24.0");
});

test("the configured tool name is the one that is searched for", () => {
  const [parser] = parsers;
  assert.ok(parser);
  const text = '#[proof::requires("a")]\n#[rr::ensures("b")]\nfn f() {}\n';
  const names = (hotword: string) =>
    parser
      .parse(text, { path: "src/a.rs", hotword })
      .file.attributes.map((attribute) => attribute.path[1]?.text);
  assert.deepEqual(names("proof"), ["requires"]);
  assert.deepEqual(names("rr"), ["ensures"]);
});
