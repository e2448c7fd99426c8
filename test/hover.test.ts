/** What a hover says, at the cursors of `fixtures/hover/`, and that each attribute, flag and notation has one. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { ROWS } from "../server/src/annotations/schema.ts";
import { hover } from "../server/src/features/hover.ts";
import { NOTATIONS, notationAt } from "../server/src/rocq/notation.ts";
import type { TextPosition } from "../server/src/text.ts";
import { cursorFixtures, snapshotOf } from "./support/cursors.ts";

cursorFixtures("hover", (snapshot, position) => {
  const found = hover(snapshot, { position });
  if (!found?.range) return "nothing";
  const { start, end } = found.range;
  const shown = `${start.line + 1}:${start.character + 1}-${end.line + 1}:${end.character + 1}`;
  return `${shown}\n${markdownOf(found.contents)}`;
});

const markdownOf = (contents: unknown): string => (contents as { readonly value: string }).value;

test("each attribute of the table is explained by its first words", () => {
  for (const row of ROWS) {
    const found = hover(snapshotOf(`#[rr::${row.name}]\nfn f() {}\n`), {
      position: { line: 0, character: 7 },
    });
    assert.ok(found, row.name);
    const [first = ""] = markdownOf(found.contents).split("\n");
    assert.ok(first.includes(`rr::${row.name}`) && first.length < 100, first);
  }
});

test("a hover speaks of the project's own tool name and of nothing that the client cannot show", () => {
  const snapshot = snapshotOf("#[rr::ok]\nfn f() {}\n");
  const other = { ...snapshot, file: { ...snapshot.file, hotword: "verify" } };
  const at: TextPosition = { line: 0, character: 7 };
  assert.doesNotMatch(markdownOf(hover(other, { position: at })?.contents), /\brr::/);
  const plain = { ...snapshot, client: { ...snapshot.client, markdown: false } };
  assert.doesNotMatch(markdownOf(hover(plain, { position: at })?.contents), /[`*]/);
});

test("each notation is found in its own form", () => {
  for (const { symbols, form } of NOTATIONS) {
    const found = symbols.some((symbol) => {
      const at = form.indexOf(symbol);
      return at >= 0 && notationAt(form, at)?.notation.form === form;
    });
    assert.ok(found, form);
  }
});

test("a symbol occurs once in the table", () => {
  const symbols = NOTATIONS.flatMap((notation) => notation.symbols);
  assert.deepEqual(symbols, [...new Set(symbols)]);
});
