/**
 * The floor of a cold check, as a process of its own: walk a tree, read its Rust files, search each for the bytes `rr::`,
 * and, with `--parse`, let tree-sitter parse those that hold them. Prints one JSON line.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import Parser from "tree-sitter";
import Rust from "tree-sitter-rust";

function rustFiles(directory: string, found: string[] = []): string[] {
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if (entry.isDirectory() && entry.name !== "target" && entry.name !== ".git") rustFiles(path, found);
    else if (entry.isFile() && entry.name.endsWith(".rs")) found.push(path);
  }
  return found;
}

const root = process.argv[2] ?? ".";
const started = performance.now();
const files = rustFiles(root);
const annotated: Buffer[] = [];
for (const file of files) {
  const content = readFileSync(file);
  if (content.includes("rr::")) annotated.push(content);
}
const searched = performance.now();
let parsed = searched;
if (process.argv.includes("--parse")) {
  const parser = new Parser();
  parser.setLanguage(Rust as unknown as Parser.Language);
  for (const content of annotated) parser.parse(content.toString("utf8"));
  parsed = performance.now();
}
const result = {
  files: files.length,
  annotated: annotated.length,
  search: searched - started,
  parse: parsed - searched,
};
process.stdout.write(`${JSON.stringify(result)}\n`);
