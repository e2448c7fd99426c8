/**
 * Cuts a long Rust text between top-level items, so that an edit concerns one piece. The pieces are found again after an
 * edit without reading the rest of the text.
 */
import { apostrophe, blockCommentEnd, lineEnd, quotedEnd, rawEnd } from "./lexer.ts";

/** A piece is cut off at the first end of a top-level item after this many UTF-16 units. */
const SIZE = 8_000;

const EVENT = /\/\/|\/\*|"|'|\b(?:br|cr|r)#*"|[{}()[\];]/g;

/**
 * The pieces of a text, in order; joined they are the text. `before` are the pieces of an earlier version: where the text
 * still has them, the same strings come back.
 */
export function segmentsOf(text: string, before: readonly string[] = []): string[] {
  const found: string[] = [];
  let at = 0;
  let known = 0;
  for (; known < before.length; known++) {
    const piece = before[known] ?? "";
    // The last equal piece is read again: what follows it may now belong to it.
    const next = before[known + 1];
    if (next === undefined || !text.startsWith(piece, at) || !text.startsWith(next, at + piece.length)) break;
    found.push(piece);
    at += piece.length;
  }
  const starts = startsOf(before, known, text.length);
  while (at < text.length) {
    const same = starts.get(at);
    if (same !== undefined && isJoined(text, at, before, same)) return [...found, ...before.slice(same)];
    const end = pieceEnd(text, at);
    found.push(text.slice(at, end));
    at = end;
  }
  return found;
}

/** Where each piece from `first` on stands in the new text if nothing after its start has changed. */
function startsOf(pieces: readonly string[], first: number, length: number): Map<number, number> {
  const starts = new Map<number, number>();
  let at = length;
  for (let n = pieces.length - 1; n >= first; n--) {
    at -= pieces[n]?.length ?? 0;
    starts.set(at, n);
  }
  return starts;
}

/** True when the text from the offset on is the pieces from `first` on. */
function isJoined(text: string, offset: number, pieces: readonly string[], first: number): boolean {
  let at = offset;
  for (let n = first; n < pieces.length; n++) {
    const piece = pieces[n] ?? "";
    if (!text.startsWith(piece, at)) return false;
    at += piece.length;
  }
  return at === text.length;
}

/** End of the line where the first top-level item ends that reaches the size; the text's end when none does. */
function pieceEnd(text: string, start: number): number {
  let depth = 0;
  let at = start;
  for (;;) {
    EVENT.lastIndex = at;
    const event = EVENT.exec(text);
    if (event === null) return text.length;
    const [mark] = event;
    const { index } = event;
    if (mark === "//") at = lineEnd(text, index);
    else if (mark === "/*") at = blockCommentEnd(text, index);
    else if (mark === '"') at = quotedEnd(text, index, '"').end;
    else if (mark === "'") at = apostrophe(text, index).end;
    else if (mark.endsWith('"')) at = rawEnd(text, index + mark.length - 1, mark.split("#").length - 1).end;
    else {
      at = index + 1;
      if (mark === "{" || mark === "(" || mark === "[") depth++;
      else if (mark !== ";") depth = Math.max(0, depth - 1);
      if (depth === 0 && (mark === "}" || mark === ";") && at - start >= SIZE) {
        const end = lineEnd(text, at);
        if (text.slice(at, end).trim() === "") return Math.min(text.length, nextLine(text, end));
      }
    }
  }
}

const nextLine = (text: string, end: number): number => (text.startsWith("\r\n", end) ? end + 2 : end + 1);
