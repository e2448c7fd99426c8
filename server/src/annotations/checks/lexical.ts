/** What rustc's lexer refuses in an attribute's arguments before RefinedRust sees them, and string escapes that arrive undecoded. */
import type { Token } from "../../syntax/model.ts";
import { slice, type TextRange } from "../../text.ts";
import type { Problem } from "../model.ts";
import { type FileCheck, refused } from "./context.ts";
import { malformation } from "./malformedToken.ts";
import { escapeProblems } from "./stringEscape.ts";

export const lexical: FileCheck = ({ file, byIndex }) =>
  file.attributes.flatMap((attribute) => {
    if (attribute.arguments.kind === "none") return [];
    const { tokens, range } = attribute.arguments;
    const problems = tokens.flatMap((token) => tokenProblems(token, file.text));
    if (!slice(file.text, range).includes("\\")) return problems;
    const owner = byIndex.get(attribute.owner);
    const annotation = owner?.annotations.find((a) => a.attribute === attribute);
    return [...problems, ...tokens.flatMap((token) => escapeProblems(token, annotation))];
  });

function tokenProblems(token: Token, text: string): Problem[] {
  if (token.kind === "group") {
    const inner = (token.tokens ?? []).flatMap((nested) => tokenProblems(nested, text));
    return token.closed === false
      ? [...inner, invalid(startOf(token), "This delimiter is never closed.")]
      : inner;
  }
  const malformed = malformation(token, text);
  if (malformed) return [invalid(token.range, malformed)];
  if (token.closed === false)
    return [
      invalid(startOf(token), "This literal is never closed: everything after it is read as its content."),
    ];
  return [];
}

const invalid = (range: TextRange, message: string): Problem =>
  refused(
    "invalid-arguments",
    range,
    `${message} rustc refuses the file, so nothing of the crate is translated.`,
    [],
    "rustc",
  );

const startOf = (token: Token): TextRange => ({ start: token.range.start, end: token.range.start + 1 });
