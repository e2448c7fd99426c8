/** Ways to mend arguments that do not follow the grammar. */
import type { RustFile, Token } from "../../syntax/model.ts";
import type { TextEdit } from "../../text.ts";
import { parseArguments } from "../forms/parse.ts";
import { takesRefinementFromFields } from "../interpret.ts";
import type { AnnotatedItem, Annotation, ArgumentFailure, Fix } from "../model.ts";
import { nearest } from "../nearest.ts";
import { useAt } from "../schema.ts";
import { plainString } from "./plainString.ts";

/** Fixes for the place of the failure; only one whose result follows the grammar is called safe. */
export function argumentFixes(
  annotation: Annotation,
  failure: ArgumentFailure,
  item: AnnotatedItem,
  file: RustFile,
): Fix[] {
  const { arguments: given } = annotation.attribute;
  if (given.kind === "equals") return [parenthesised(file.text, given.range)];
  if (given.kind !== "delimited") return [];
  const [first] = given.tokens;
  const last = given.tokens.at(-1);
  if (failure.expected.includes("string") && first && last && given.tokens.every(isBare)) {
    const range = { start: first.range.start, end: last.range.end };
    const quoted = `"${file.text.slice(range.start, range.end)}"`;
    return [{ title: "Put it in quotes", edits: [{ range, newText: quoted }], safe: false }];
  }
  if (failure.kind === "notPlainString") return plainStrings(given.tokens, annotation, item, file);
  return failure.kind === "unknownFlag" ? flagFix(failure, file.text) : replacement(failure);
}

function parenthesised(text: string, range: TextEdit["range"]): Fix {
  const value = text.slice(range.start, range.end).replace(/^\s*=\s*/, "");
  return {
    title: "Put the arguments in parentheses",
    edits: [{ range, newText: `(${value})` }],
    safe: false,
  };
}

/** Part of a Rocq term that was written without quotes: no text literal, and more than one number. */
const isBare = (token: Token, _index: number, all: readonly Token[]): boolean =>
  all.length > 1
    ? ["identifier", "integer", "punctuation"].includes(token.kind) &&
      !["#", "$", "@", ","].includes(token.text)
    : token.kind === "identifier";

/** All literals of the attribute at once, so that the next one does not fail in turn. */
function plainStrings(
  tokens: readonly Token[],
  annotation: Annotation,
  item: AnnotatedItem,
  file: RustFile,
): Fix[] {
  const edits: TextEdit[] = [];
  const converted: Token[] = [];
  for (const token of tokens) {
    const plain = plainString(token);
    if (plain === null) return [];
    if (plain === token.text) converted.push(token);
    else {
      edits.push({ range: token.range, newText: plain });
      converted.push({ kind: "string", range: token.range, text: plain });
    }
  }
  const safe = follows(converted, annotation, item, file);
  return edits.length > 0 ? [{ title: "Convert to a plain string", edits, safe }] : [];
}

function follows(
  tokens: readonly Token[],
  { attribute, name }: Annotation,
  item: AnnotatedItem,
  file: RustFile,
): boolean {
  const form = useAt(name, item.position)?.form;
  if (!form || attribute.arguments.kind !== "delimited") return false;
  const changed = { ...attribute, arguments: { ...attribute.arguments, tokens } };
  const parsed = parseArguments(changed, form, name, takesRefinementFromFields(item.item, file));
  return parsed.failure === null && parsed.leftover === null;
}

function flagFix(failure: ArgumentFailure, text: string): Fix[] {
  const written = text.slice(failure.range.start, failure.range.end).replace(/\s+/g, "");
  const meant = nearest(written, failure.expected.match(/#\w+/g) ?? []);
  return meant
    ? [{ title: `Change to \`${meant}\``, edits: [{ range: failure.range, newText: meant }], safe: false }]
    : [];
}

/** Quotes an identifier where a string is wanted, and takes the quotes from one where an identifier is wanted. */
function replacement(failure: ArgumentFailure): Fix[] {
  const found = failure.found;
  if (!found) return [];
  if (found.kind === "identifier" && failure.expected.includes("string")) {
    return [
      { title: "Put it in quotes", edits: [{ range: found.range, newText: `"${found.text}"` }], safe: false },
    ];
  }
  const bare = found.text.slice(1, -1);
  if (found.kind === "string" && /^[A-Za-z_]\w*$/.test(bare) && !failure.expected.includes("string")) {
    return [{ title: "Remove the quotes", edits: [{ range: found.range, newText: bare }], safe: false }];
  }
  if (failure.expected === "`:`" && (found.text === "=" || found.text === "::")) {
    return [{ title: "Change to `:`", edits: [{ range: found.range, newText: ":" }], safe: false }];
  }
  return [];
}
