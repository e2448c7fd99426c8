/** The sources keep the rules of ARCHITECTURE.md, and the check of these rules sees each way to break them. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { readRules, violations } from "./support/architecture.ts";

const root = join(import.meta.dirname, "..");
const document = readFileSync(join(root, "ARCHITECTURE.md"), "utf8");

test("every source file keeps the rules of ARCHITECTURE.md", () => {
  const files = new Map<string, string>();
  for (const folder of ["client/src", "server/src"]) {
    for (const name of readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })) {
      const path = `${folder}/${name.replaceAll("\\", "/")}`;
      if (path.endsWith(".ts")) files.set(path, readFileSync(join(root, path), "utf8"));
    }
  }
  assert.ok(files.size > 0);
  assert.deepEqual(violations(readRules(document), files), []);
});

const example = readRules(
  `## Who may import whom
\`\`\`
text -> nothing
syntax -> text
rocq -> text, syntax (types)
lsp -> text, syntax, vscode-languageserver, node:*
cli -> lsp/disk.ts
client -> protocol, vscode
\`\`\`
## Data tables
- \`server/src/syntax/table.ts\`
- \`server/src/syntax/rows/\`
`,
);
const found = (files: Record<string, string>) => violations(example, new Map(Object.entries(files)));

test("allowed imports pass", () => {
  assert.deepEqual(
    found({
      "server/src/syntax/items.ts":
        'import { range } from "../text.ts";\nimport { scan } from "./scan.ts";\n',
      "server/src/rocq/names.ts": 'import type { Item } from "../syntax/items.ts";\n',
      "server/src/rocq/print.ts": 'import { type Item, type Path } from "../syntax/items.ts";\n',
      "server/src/lsp/disk.ts":
        'import { readFile } from "node:fs/promises";\nimport "vscode-languageserver/node";\n',
      "server/src/cli.ts": 'import { walk } from "./lsp/disk.ts";\n',
      "client/src/extension.ts": 'import { status } from "../../server/src/protocol.ts";\n',
      "server/src/syntax/table.ts": "\n".repeat(900),
      "server/src/syntax/rows/first.ts": `export const note = 'from "x"';\nconst bad = '#[rr::require("x")]';\n${"\n".repeat(900)}`,
    }),
    [],
  );
});

const forbidden: readonly (readonly [string, string, string, RegExp])[] = [
  ["a room above", "server/src/text.ts", 'import { x } from "./syntax/items.ts";', /may not import/],
  ["a dynamic import", "server/src/text.ts", 'const x = await import("./lsp/server.ts");', /may not import/],
  [
    "an import type in brackets",
    "server/src/text.ts",
    'type X = import("./lsp/server.ts").X;',
    /may not import/,
  ],
  ["a re-export", "server/src/syntax/all.ts", 'export { x } from "../text.ts";', /re-exports/],
  [
    "an import over lines",
    "server/src/text.ts",
    'import {\n  x,\n} from "./lsp/server.ts";',
    /may not import/,
  ],
  ["the disk in a pure room", "server/src/syntax/items.ts", 'import "node:fs";', /may not import node:fs/],
  [
    "an unlisted package",
    "server/src/syntax/items.ts",
    'import x from "lodash/map";',
    /may not import lodash/,
  ],
  [
    "a value where only types may go",
    "server/src/rocq/a.ts",
    'import { x } from "../syntax/b.ts";',
    /only types/,
  ],
  [
    "a value among types",
    "server/src/rocq/a.ts",
    'import { type X, y } from "../syntax/b.ts";',
    /may import only types/,
  ],
  ["another file of a room", "server/src/cli.ts", 'import { x } from "./lsp/server.ts";', /may not import/],
  ["the server in the client", "client/src/a.ts", 'import "../../server/src/text.ts";', /may not import/],
  ["a new room", "server/src/magic/a.ts", 'import "../text.ts";', /magic is not in the import table/],
  ["a long file", "server/src/text.ts", "\n".repeat(400), /has 401 lines/],
  ["any", "server/src/text.ts", "const x = y as any;", /uses the type any/],
  ["any in a type argument", "server/src/text.ts", "const x: Map<string, any> = y;", /uses the type any/],
  ["a TODO", "server/src/text.ts", "// TODO later", /TODO/],
  ["mutable state", "server/src/text.ts", "let cache = null;", /mutable state/],
  ["an empty name", "server/src/syntax/utils.ts", "", /says nothing/],
];
for (const [what, path, source, expected] of forbidden) {
  test(`${what} is found`, () => {
    const sentences = found({ [path]: `${source}\n` });
    assert.equal(sentences.length, 1, sentences.join("\n"));
    assert.match(sentences[0] ?? "", expected);
  });
}

test("a cycle is found once, and types make no cycle", () => {
  const a = 'import { b } from "./b.ts";\n';
  const b = 'import { a } from "./a.ts";\n';
  const files = (second: string) => ({ "server/src/syntax/a.ts": a, "server/src/syntax/b.ts": second });
  assert.deepEqual(found(files(b)), [
    "import cycle: server/src/syntax/a.ts -> server/src/syntax/b.ts -> server/src/syntax/a.ts",
  ]);
  assert.deepEqual(found(files(b.replace("import", "import type"))), []);
});

test("prose about any type is not code", () => {
  assert.deepEqual(found({ "server/src/text.ts": "/** A list: any of it. */\n// x: any\n" }), []);
});
