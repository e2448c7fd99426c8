/** Rust text with parts of it as blanks, at the same offsets and with the same lines. */
import { apostrophe, blockCommentEnd, lineEnd, quotedEnd, rawEnd } from "../syntax/lexer.ts";

/** The text without comments, strings and chars. */
export const blanked = (text: string): string => hide(text, true);

/** The text without comments, except those that document the item behind them. */
export const uncommented = (text: string): string => hide(text, false);

/** Blanks for everything but line ends. */
export const blanks = (text: string): string => text.replace(/[^\r\n]+/g, (line) => " ".repeat(line.length));

function hide(text: string, literals: boolean): string {
  const parts: string[] = [];
  let copied = 0;
  HIDDEN.lastIndex = 0;
  for (let match = HIDDEN.exec(text); match !== null; match = HIDDEN.exec(text)) {
    const start = match.index;
    const [mark] = match;
    const end = endOf(mark, text, start);
    HIDDEN.lastIndex = end;
    const isComment = mark === "//" || mark === "/*";
    if (isComment && !literals && DOCUMENTATION.test(text.slice(start, start + 5))) continue;
    if (!isComment && (!literals || (mark === "'" && LIFETIME.test(text.slice(start, end))))) continue;
    parts.push(text.slice(copied, start), blanks(text.slice(start, end)));
    copied = end;
  }
  parts.push(text.slice(copied));
  return parts.join("");
}

const HIDDEN = /\/\/|\/\*|"|'|\b(?:br|cr|r)#*"/g;
const DOCUMENTATION = /^(?:\/\/!|\/\/\/(?!\/)|\/\*!|\/\*\*(?![*/]))/;
const LIFETIME = /^'[\p{XID_Start}_]\p{XID_Continue}*$/u;

function endOf(mark: string, text: string, start: number): number {
  if (mark === "//") return lineEnd(text, start);
  if (mark === "/*") return blockCommentEnd(text, start);
  if (mark === '"') return quotedEnd(text, start, '"').end;
  if (mark === "'") return apostrophe(text, start).end;
  return rawEnd(text, start + mark.length - 1, mark.split("#").length - 1).end;
}
