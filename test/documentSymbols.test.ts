/** Which items a document lists, for the files of `fixtures/documentSymbols/`. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { DocumentSymbol } from "vscode-languageserver-types";
import { documentSymbols } from "../server/src/features/documentSymbols.ts";
import { cursorFixtures, snapshotOf } from "./support/cursors.ts";

cursorFixtures("documentSymbols", (snapshot) => tree(documentSymbols(snapshot) as DocumentSymbol[], ""));

const tree = (symbols: readonly DocumentSymbol[], indent: string): string =>
  symbols
    .map(({ name, kind, detail = "", range, selectionRange, children = [] }) => {
      const lines = `${range.start.line + 1}-${range.end.line + 1}, name in ${selectionRange.start.line + 1}`;
      return `${indent}${name} (${kind}) ${detail} [${lines}]\n${tree(children, `${indent}  `)}`;
    })
    .join("");

test("a client without trees gets a list", () => {
  const client = { snippets: true, hierarchicalSymbols: false, relatedInformation: true, markdown: true };
  const symbols = documentSymbols(snapshotOf("impl S {\n    #[rr::verify]\n    fn f() {}\n}\n", client));
  assert.deepEqual(
    symbols.map((symbol) => [symbol.name, "containerName" in symbol ? symbol.containerName : undefined]),
    [
      ["impl S", undefined],
      ["f", "impl S"],
    ],
  );
});
