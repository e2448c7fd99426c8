/** What rustc's lexer and parser refuse in an attribute before RefinedRust sees it, and string escapes that arrive undecoded. */
import type { Token, ToolAttribute } from "../../syntax/model.ts";
import type { TextRange } from "../../text.ts";
import { isReserved } from "../keywords.ts";
import type { Problem } from "../model.ts";
import { type FileCheck, refused } from "./context.ts";
import { escapeProblems } from "./stringEscape.ts";

export const lexical: FileCheck = ({ file, items }) =>
  file.attributes.flatMap((attribute, index) => {
    const owner = items.find((item) => item.item.attributes.includes(index));
    const annotation = owner?.annotations.find((a) => a.attribute === attribute);
    const tokens = attribute.arguments.kind === "none" ? [] : attribute.arguments.tokens;
    return [
      ...shapeProblems(attribute),
      ...tokens.flatMap((token) => tokenProblems(token)),
      ...tokens.flatMap((token) => escapeProblems(token, annotation)),
    ];
  });

function shapeProblems(attribute: ToolAttribute): Problem[] {
  // The second segment is the attribute's name, which another check looks at.
  const problems = attribute.path
    .filter((_, index) => index !== 1 || attribute.path[1]?.text === "")
    .filter((segment) => isReserved(segment.text) || segment.text === "")
    .map((segment) =>
      invalid(
        segment.range,
        `Expected a name, found ${segment.text ? `the keyword \`${segment.text}\`` : "nothing"}.`,
      ),
    );
  const [first] = attribute.trailing;
  const last = attribute.trailing.at(-1);
  if (first && last) {
    problems.push(
      invalid({ start: first.range.start, end: last.range.end }, "Expected `]` after the arguments."),
    );
  }
  const { arguments: given } = attribute;
  if (given.kind === "equals" && given.tokens.length === 0)
    problems.push(invalid(given.range, "Expected a value after `=`."));
  if (given.kind === "delimited" && !given.closed && attribute.closed)
    problems.push(invalid(given.range, "This delimiter is never closed."));
  return problems;
}

function tokenProblems(token: Token): Problem[] {
  if (token.kind === "group") {
    const inner = (token.tokens ?? []).flatMap(tokenProblems);
    return token.closed === false
      ? [...inner, invalid(startOf(token), "This delimiter is never closed.")]
      : inner;
  }
  if (token.kind === "unknown") return [invalid(token.range, `\`${token.text}\` starts no Rust token.`)];
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
