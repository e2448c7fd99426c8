/** The Rust parsers of both engines, as the tests load them: the wasm files come from the packages. */

import { copyFileSync, mkdtempSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createRustParser, type RustParser } from "../../server/src/syntax/parser.ts";

const require = createRequire(import.meta.url);

/** Both engines want their two wasm files in one directory, as beside the bundle. */
function wasmDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), "refinedrust-wasm-"));
  const grammar = join(dirname(require.resolve("tree-sitter-rust/package.json")), "tree-sitter-rust.wasm");
  copyFileSync(grammar, join(directory, "tree-sitter-rust.wasm"));
  copyFileSync(
    require.resolve("web-tree-sitter/web-tree-sitter.wasm"),
    join(directory, "web-tree-sitter.wasm"),
  );
  return directory;
}

export async function bothParsers(): Promise<readonly RustParser[]> {
  return [
    await createRustParser({ engine: "native" }),
    await createRustParser({ engine: "wasm", wasmDirectory: wasmDirectory() }),
  ];
}
