/** Rocq text without its comments and strings, at the same offsets. */
import { range, type TextRange } from "../text.ts";

export interface Masked {
  /** As long as the source; comments are blanks, and so is what stands between the quotes of a string. */
  readonly text: string;
  /** A comment or string that the file ends in; null when all are closed. */
  readonly unclosed: { readonly kind: "comment" | "string"; readonly range: TextRange } | null;
}

/** Comments nest, and a string inside a comment hides its delimiters, as in Rocq's own lexer (clexer.ml). */
export function mask(source: string): Masked {
  const parts: string[] = [];
  let copied = 0;
  let unclosed: Masked["unclosed"] = null;
  OPENING.lastIndex = 0;
  for (let match = OPENING.exec(source); match !== null; match = OPENING.exec(source)) {
    const start = match.index;
    const isString = match[0] === '"';
    const end = isString ? endOfString(source, start) : endOfComment(source, start);
    if (end === null)
      unclosed = { kind: isString ? "string" : "comment", range: range(start, source.length) };
    const stop = end ?? source.length;
    const blank = isString && end !== null ? `"${" ".repeat(stop - start - 2)}"` : " ".repeat(stop - start);
    parts.push(source.slice(copied, start), blank);
    copied = stop;
    OPENING.lastIndex = stop;
  }
  if (copied === 0) return { text: source, unclosed };
  parts.push(source.slice(copied));
  return { text: parts.join(""), unclosed };
}

const OPENING = /\(\*|"/g;
const IN_COMMENT = /\(\*|\*\)|"/g;

/** Offset behind the closing quote; a doubled quote is a quote in the string. */
function endOfString(source: string, start: number): number | null {
  for (let at = source.indexOf('"', start + 1); at >= 0; at = source.indexOf('"', at + 1)) {
    if (source[at + 1] !== '"') return at + 1;
    at++;
  }
  return null;
}

function endOfComment(source: string, start: number): number | null {
  let depth = 0;
  IN_COMMENT.lastIndex = start;
  for (let match = IN_COMMENT.exec(source); match !== null; match = IN_COMMENT.exec(source)) {
    if (match[0] === "(*") depth++;
    else if (match[0] === "*)") depth--;
    else IN_COMMENT.lastIndex = endOfString(source, match.index) ?? source.length;
    if (depth === 0) return IN_COMMENT.lastIndex;
  }
  return null;
}
