/** Checks a text as the product does, with one parser for all tests of a process. */
import { checkFile } from "../../server/src/annotations/check.ts";
import type { Problem } from "../../server/src/annotations/model.ts";
import { createRustParser } from "../../server/src/syntax/parser.ts";

const parser = await createRustParser();

/** Problems of a file of its own, with default severities and no knowledge of other files. */
export function checkText(text: string, path = "part.rs"): Problem[] {
  const document = parser.parse(text, { path, hotword: "rr" });
  const problems = checkFile(document.file, { lint: {}, traits: new Map() });
  document.dispose();
  return problems;
}
