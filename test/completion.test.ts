/** What completion offers, at the cursors of `fixtures/completion/`, and what accepting an item leaves behind. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { CompletionItem, TextEdit } from "vscode-languageserver-types";
import { completion } from "../server/src/features/completion.ts";
import { withoutPlaceholders } from "../server/src/features/snippets.ts";
import { cursorFixtures, snapshotOf } from "./support/cursors.ts";
import { applied } from "./support/edits.ts";

cursorFixtures("completion", (snapshot, position) => {
  const items = completion(snapshot, { position });
  if (items.length === 0) return "nothing";
  return [...items]
    .sort((a, b) => (key(a) < key(b) ? -1 : 1))
    .map((item) =>
      [`${item.label} => ${JSON.stringify(editOf(item).newText)}`, ...extraEdits(item)].join("\n"),
    )
    .join("\n");
});

const key = ({ sortText, label }: CompletionItem): string => sortText ?? label;

function editOf({ textEdit, label }: CompletionItem): TextEdit {
  assert.ok(textEdit && "range" in textEdit, label);
  return textEdit;
}

const extraEdits = ({ additionalTextEdits = [] }: CompletionItem): string[] =>
  additionalTextEdits.map(
    ({ range, newText }) =>
      `    ${range.start.line + 1}:${range.start.character + 1} ${JSON.stringify(newText)}`,
  );

const ITEMS = {
  function: "fn f(x: &mut i32, y: i32) -> Option<i32> {}",
  method: "impl S { // here\n fn f(&mut self) {} }",
  struct: "struct S { a: i32, b: i32 }",
  tuple: "struct S(i32, u8);",
  enum: "enum E { A, B(i32), C { x: i32 } }",
  trait: "trait T { fn f(); }",
  traitImpl: "impl T for u8 { fn f() {} }",
};

/** The text after accepting the item as a client without snippets does. */
function accept(text: string, item: CompletionItem): string {
  return applied(text, [editOf(item), ...(item.additionalTextEdits ?? [])]);
}

for (const [kind, code] of Object.entries(ITEMS)) {
  for (const typed of ["#[rr::]", "#[rr::", "#[]", "#[r]"]) {
    test(`whatever is accepted after ${typed} on a ${kind} stands where it belongs`, () => {
      const text = `${typed}\n${code.replace("// here", "")}\n`;
      const character = typed.replace("]", "").length;
      const client = { snippets: false, hierarchicalSymbols: true, relatedInformation: true, markdown: true };
      const items = completion(snapshotOf(text, client), { position: { line: 0, character } });
      assert.ok(items.length > 3, `${items.length} items`);
      for (const item of items) {
        const { problems } = snapshotOf(accept(text, item));
        const misplaced = problems.filter(({ code: found }) =>
          /^(unknown|misplaced|removed)-attribute$/.test(found),
        );
        assert.deepEqual(misplaced, [], `${item.label}: ${accept(text, item)}`);
      }
    });
  }
}

test("placeholders leave their defaults", () => {
  assert.equal(withoutPlaceholders("a(${1|x,y|}) ${2:{xt_of T\\}} $3 ${4:b} \\$5"), "a(x) {xt_of T}  b $5");
});

test("outside of annotations there is nothing", () => {
  const text = '// #[rr::\nfn f() { let s = "#[rr::"; } /* #[ */\n#[derive()]\nstruct S;\n';
  const snapshot = snapshotOf(text);
  for (let offset = 0; offset <= text.length; offset++) {
    const position = snapshot.file.lines.positionAt(offset);
    const items = completion(snapshot, { position });
    const inPath = position.line === 2 && position.character >= 2 && position.character <= 8;
    assert.deepEqual(items.length > 0, inPath, JSON.stringify(position));
  }
});
