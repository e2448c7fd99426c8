/** Positions as tools print them, and which UTF-16 range of a text they mean. */
import { range, type TextRange } from "../text.ts";

/** As Rocq and dune print it: UTF-8 bytes from the start of a line, line ends included where it spans several. */
export interface BytePlace {
  readonly file: string;
  /** 0-based. */
  readonly line: number;
  readonly startByte: number;
  readonly endByte: number;
  /** Where a relative `file` counts from, when the tool said it; null for the directory of the command. */
  readonly directory: string | null;
}

/** As rustc prints it: 0-based lines, 0-based columns in characters (Unicode scalar values). */
export interface CharPlace {
  readonly file: string;
  readonly start: CharPosition;
  readonly end: CharPosition;
}

interface CharPosition {
  readonly line: number;
  readonly column: number;
}

/**
 * Null when the text has no such place, so that it cannot be the text that the tool read. A place that cuts a character,
 * as dune's do, means the whole of it.
 */
export function rangeOfBytes(text: string, place: BytePlace): TextRange | null {
  const line = lineStart(text, place.line);
  if (line === null || place.endByte < place.startByte) return null;
  const start = afterBytes(text, line, place.startByte, "before");
  const end = afterBytes(text, line, place.endByte, "after");
  return start === null || end === null ? null : range(start, end);
}

/** Null when the text has no such place, so that it cannot be the text that rustc read. */
export function rangeOfChars(text: string, place: CharPlace): TextRange | null {
  const start = atChars(text, place.start);
  const end = atChars(text, place.end);
  return start === null || end === null || end < start ? null : range(start, end);
}

/** Rocq, dune and rustc all count `\n` alone. */
function lineStart(text: string, line: number): number | null {
  let at = 0;
  for (let n = 0; n < line; n++) {
    const end = text.indexOf("\n", at);
    if (end < 0) return null;
    at = end + 1;
  }
  return at;
}

/** The offset that many UTF-8 bytes on, or on that side of a character that they cut; null past the end. */
function afterBytes(text: string, from: number, bytes: number, side: "before" | "after"): number | null {
  let at = from;
  let left = bytes;
  while (left > 0) {
    const code = text.codePointAt(at);
    if (code === undefined) return null;
    left -= code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    if (left < 0 && side === "before") return at;
    at += code < 0x10000 ? 1 : 2;
  }
  return at;
}

/** rustc reports the end of a line as the column after its last character. */
function atChars(text: string, position: CharPosition): number | null {
  let at = lineStart(text, position.line);
  for (let n = 0; n < position.column && at !== null; n++) {
    const code = text.codePointAt(at);
    at = code === undefined || code === 0x0a ? null : at + (code < 0x10000 ? 1 : 2);
  }
  return at;
}
