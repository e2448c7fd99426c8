/** The generated documents are those that the tables give. `UPDATE=1` rewrites them. */
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { CODES } from "../server/src/annotations/codes.ts";
import { ROWS } from "../server/src/annotations/schema.ts";
import { annotationGrammar } from "./support/annotationGrammar.ts";
import { attributeTable, codesPage, snippets } from "./support/generatedText.ts";

const root = join(import.meta.dirname, "..");

test("docs/codes.md explains every code of the table", () => same("docs/codes.md", () => codesPage(CODES)));

test("the snippets are those of the table", () =>
  same("snippets/refinedrust.json", () => json(snippets(ROWS))));

test("the grammar's names and flags are those of the table", () =>
  same("syntaxes/refinedrust-annotations.tmLanguage.json", () => json(annotationGrammar(ROWS))));

test("the README's attribute table is that of the rows", () =>
  same("README.md", (readme) => {
    const [before, rest] = split(readme, "<!-- attributes:begin -->");
    const [, after] = split(rest, "<!-- attributes:end -->");
    return `${before}<!-- attributes:begin -->\n${attributeTable(ROWS)}\n<!-- attributes:end -->${after}`;
  }));

test("a name has one row, and one meaning at each position", () => {
  assert.equal(new Set(ROWS.map((row) => row.name)).size, ROWS.length);
  for (const row of ROWS) {
    const positions = row.uses.flatMap((use) => use.on);
    assert.equal(new Set(positions).size, positions.length, row.name);
  }
});

test("a code has one row", () => assert.equal(new Set(CODES.map((row) => row.code)).size, CODES.length));

/** Compares the file with what it should be, or writes it. `wanted` is given what the file holds now. */
function same(path: string, wanted: (current: string) => string) {
  const file = join(root, path);
  if (process.env["UPDATE"]) writeFileSync(file, wanted(read(file)));
  const current = read(file);
  assert.equal(current, wanted(current), `${path} is out of date: run UPDATE=1 npm run test:unit`);
}

function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

const json = (value: object): string => `${JSON.stringify(value, null, 2)}\n`;

function split(text: string, marker: string): [string, string] {
  const at = text.indexOf(marker);
  assert.notEqual(at, -1, `the marker ${marker.trim()} is missing`);
  return [text.slice(0, at), text.slice(at + marker.length)];
}
