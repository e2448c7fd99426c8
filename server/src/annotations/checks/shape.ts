/** Attributes that are no attribute for rustc: broken off, followed by something else, or with nothing to stand on. */
import { skipComments } from "../../syntax/lexer.ts";
import type { RustFile, Token, ToolAttribute } from "../../syntax/model.ts";
import type { TextRange } from "../../text.ts";
import { isReserved } from "../keywords.ts";
import type { Problem } from "../model.ts";
import { type FileCheck, refused } from "./context.ts";

export const shape: FileCheck = ({ file }) =>
  file.attributes.flatMap((attribute) => shapeProblems(attribute, file));

function shapeProblems(attribute: ToolAttribute, file: RustFile): Problem[] {
  if (!attribute.closed || (attribute.arguments.kind === "delimited" && !attribute.arguments.closed)) {
    if (attribute.arguments.kind !== "none" && attribute.arguments.tokens.some(isOpen)) return [];
    const range = {
      start: attribute.range.start,
      end: Math.min(attribute.range.start + 2, attribute.range.end),
    };
    return [invalid(range, "This attribute is never closed, or by another delimiter.")];
  }
  // The second segment is the attribute's name, which another check looks at.
  const segments = attribute.path.filter(({ range }, index) => index !== 1 && isKeyword(range, file));
  const problems = segments.map(({ range, text }) =>
    invalid(range, `Expected a name, found the keyword \`${text}\`.`),
  );
  const [first] = attribute.trailing;
  const last = attribute.trailing.at(-1);
  if (first && last) {
    problems.push(invalid({ start: first.range.start, end: last.range.end }, "Expected `]` here."));
  }
  const { arguments: given } = attribute;
  if (given.kind === "equals" && !attribute.inMacro && !isLiteral(given.tokens)) {
    problems.push(invalid(given.range, "Expected one literal without a suffix after `=`."));
  }
  if (problems.length > 0) return problems;
  if (standsOnNothing(attribute, file)) {
    return [invalid(attribute.range, "Nothing follows that this attribute could stand on.")];
  }
  return isTooLate(attribute, file)
    ? [
        invalid(
          attribute.range,
          "An inner attribute `#![..]` stands before everything else of its module, body or crate.",
        ),
      ]
    : [];
}

/** True for a keyword that is not written as a raw identifier (`r#type`). */
export const isKeyword = (range: TextRange, file: RustFile): boolean =>
  isReserved(file.text.slice(range.start, range.end));

const LITERALS: readonly Token["kind"][] = [
  "string",
  "rawString",
  "byteString",
  "cString",
  "char",
  "byte",
  "integer",
  "float",
];

/**
 * rustc takes no other value than a literal (check_attribute in rustc_parse/src/validate_attr.rs); what a macro would
 * expand to is not judged.
 */
function isLiteral(tokens: readonly Token[]): boolean {
  if (tokens.some(({ text }) => text === "!")) return true;
  const [value, ...more] = tokens;
  if (!value || more.length > 0) return false;
  const named = value.kind === "identifier" && (value.text === "true" || value.text === "false");
  return named || (LITERALS.includes(value.kind) && value.suffix === undefined);
}

/** The block of attributes ends at a closing delimiter or at the end of the file. */
function standsOnNothing(attribute: ToolAttribute, file: RustFile): boolean {
  if (attribute.inner || attribute.inMacro || file.items[attribute.owner]?.kind !== "unknown") return false;
  const next = skipComments(file.text, attribute.range.end);
  return next >= file.text.length || /[)\]}]/.test(file.text.charAt(next));
}

/** The lexer check reports what is open inside. */
const isOpen = (token: Token): boolean => token.closed === false || (token.tokens ?? []).some(isOpen);

/** Before an inner attribute there are only comments and other inner attributes. */
function isTooLate(attribute: ToolAttribute, file: RustFile): boolean {
  const owner = file.items[attribute.owner];
  if (!attribute.inner || attribute.inMacro || !owner) return false;
  const others = [...owner.foreign, ...owner.attributes.flatMap((index) => file.attributes[index] ?? [])];
  let at =
    owner.kind === "file" ? firstToken(file.text) : (owner.body?.start ?? attribute.range.start - 1) + 1;
  for (;;) {
    at = skipComments(file.text, at);
    if (at >= attribute.range.start) return false;
    const end = others.find(({ inner, range }) => inner && range.start === at)?.range.end;
    if (end === undefined) return true;
    at = end;
  }
}

/** After a byte order mark and a line `#!/path`. */
const firstToken = (text: string): number => /^\ufeff?(?:#!(?!\s*\[).*)?/.exec(text)?.[0].length ?? 0;

const invalid = (range: TextRange, message: string): Problem =>
  refused(
    "invalid-arguments",
    range,
    `${message} rustc refuses the file, so nothing of the crate is translated.`,
    [],
    "rustc",
  );
