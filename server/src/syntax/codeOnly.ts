/** Rust text with blanks for everything that is no code, at the same offsets. */
import type { TextRange } from "../text.ts";
import { apostrophe, quotedEnd, rawEnd, skipComments } from "./lexer.ts";

/**
 * Comments, the insides of strings and characters, and the given ranges (attributes) become blanks. Line ends stay, so
 * that lines do, too.
 */
export function codeOnly(text: string, others: readonly TextRange[] = []): string {
  const parts: string[] = [];
  let copied = 0;
  const drop = (start: number, end: number): void => {
    if (end <= start) return;
    parts.push(text.slice(copied, start), text.slice(start, end).replace(/[^\r\n]/g, " "));
    copied = end;
  };
  const hidden = [...others].sort((a, b) => a.start - b.start);
  for (let at = 0, next = 0; at < text.length; ) {
    while ((hidden[next]?.end ?? text.length) <= at) next++;
    const range = hidden[next];
    if (range && range.start <= at) {
      drop(at, range.end);
      at = range.end;
      continue;
    }
    const trivia = skipComments(text, at);
    if (trivia > at) {
      // An attribute is text of a comment only where it stands in one, and then nothing is hidden anyway.
      drop(at, trivia);
      at = trivia;
      continue;
    }
    const end = wordEnd(text, at) ?? literalEnd(text, at, drop);
    at = end ?? at + 1;
  }
  parts.push(text.slice(copied));
  return parts.join("");
}

const WORD = /[\p{XID_Continue}_]+/uy;
const RAW = /(?:br|cr|r)(#*)"/y;

/** The end of a name or number, which may begin with a letter that elsewhere is the prefix of a string. */
function wordEnd(text: string, at: number): number | null {
  RAW.lastIndex = at;
  if (RAW.test(text)) return null;
  WORD.lastIndex = at;
  const word = WORD.exec(text)?.[0];
  return word === undefined ? null : at + word.length;
}

function literalEnd(text: string, at: number, drop: (start: number, end: number) => void): number | null {
  RAW.lastIndex = at;
  const raw = RAW.exec(text);
  if (raw) {
    const hashes = raw[1]?.length ?? 0;
    const quote = at + raw[0].length - 1;
    const { end, closed } = rawEnd(text, quote, hashes);
    drop(quote + 1, closed ? end - 1 - hashes : end);
    return end;
  }
  const character = text.charAt(at);
  if (character === '"') {
    const { end, closed } = quotedEnd(text, at, '"');
    drop(at + 1, closed ? end - 1 : end);
    return end;
  }
  if (character !== "'") return null;
  const { end, kind, closed } = apostrophe(text, at);
  if (kind === "char") drop(at + 1, closed ? end - 1 : end);
  return Math.max(end, at + 1);
}
