/** Where the text of a clause stands in printed Rocq, and which part of it a part of the print was copied from. */
import type { TextRange } from "../text.ts";
import type { ClauseText } from "./placeModel.ts";

export interface Occurrence {
  /** In the print. */
  readonly range: TextRange;
  /** The part of the Rust file that a part of the print stands for. */
  source(part: TextRange): TextRange;
}

/** In the order of the print. A text that is nothing but escapes has no letters to be found by. */
export function occurrences(text: ClauseText, print: string): Occurrence[] {
  const pieces = piecesOf(text);
  const pattern = patternOf(pieces);
  if (pattern === null) return [];
  const found: Occurrence[] = [];
  for (let match = pattern.exec(print); match !== null; match = pattern.exec(print)) {
    const range = { start: match.index, end: match.index + match[0].length };
    const ends = pieces.map((_, n) => match?.indices?.[n + 1]?.[1] ?? range.end);
    const spans = pieces.map((piece, n) => spanOf(piece, ends[n - 1] ?? range.start, ends[n] ?? range.end));
    if (isWhole(print, range)) found.push({ range, source: (part) => sourceOf(part, spans, text.range) });
    // Occurrences may overlap: `x x` in `x x x`.
    pattern.lastIndex = match.index + 1;
  }
  return found;
}

interface Piece {
  /** What is printed; null for an escape, which anything may be printed for. */
  readonly text: string | null;
  readonly source: TextRange;
}

/** `{{` and `}}` are braces, `{..}` is an escape, `\"` is a quote; a line end is printed with more blanks after it. */
const PART = /\{\{|\}\}|\{[^{}]*\}|\\"|\r?\n|[^{}\\\r\n]+|[\s\S]/g;

const PRINTED: ReadonlyMap<string, string> = new Map([
  ["{{", "{"],
  ["}}", "}"],
  ['\\"', '"'],
  ["\r\n", "\n"],
]);

const piecesOf = ({ value, range }: ClauseText): Piece[] =>
  [...value.matchAll(PART)].map(({ 0: written, index }) => {
    const start = range.start + index;
    const text = /^\{[^{}]+\}$/.test(written) ? null : (PRINTED.get(written) ?? written);
    return { text, source: { start, end: start + written.length } };
  });

/** Escapes that a search would have to guess. */
const MOST_ESCAPES = 12;

function patternOf(pieces: readonly Piece[]): RegExp | null {
  const hasLetters = pieces.some(({ text }) => text !== null && text.trim() !== "");
  if (!hasLetters || pieces.filter(({ text }) => text === null).length > MOST_ESCAPES) return null;
  return new RegExp(
    pieces.map(({ text }) => `(${text === null ? ESCAPE : patternFor(text)})`).join(""),
    "dg",
  );
}

/** What stands for an escape is on one line. */
const ESCAPE = "[^\\n]{0,300}?";

const patternFor = (text: string): string =>
  text === "\n" ? "\\n *" : text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");

interface Span {
  readonly print: TextRange;
  readonly source: TextRange;
  /** Character by character the same. */
  readonly isCopy: boolean;
}

const spanOf = ({ text, source }: Piece, start: number, end: number): Span => ({
  print: { start, end },
  source,
  isCopy: text !== null && source.end - source.start === end - start,
});

function sourceOf(part: TextRange, spans: readonly Span[], whole: TextRange): TextRange {
  const first = spans.find(({ print }) => part.start < print.end);
  const last = spans.findLast(({ print }) => print.start < part.end);
  const offset = ({ print, source, isCopy }: Span, at: number, side: "start" | "end"): number =>
    isCopy ? Math.max(source.start, Math.min(source.start + at - print.start, source.end)) : source[side];
  const start = first ? offset(first, part.start, "start") : whole.end;
  return { start, end: Math.max(start, last ? offset(last, part.end, "end") : start) };
}

/** A name is not found in the middle of another one; a quote before it belongs to it only behind a letter. */
function isWhole(print: string, { start, end }: TextRange): boolean {
  const before = /[\p{L}\p{N}_]'*$/u.test(print.slice(Math.max(0, start - 20), start));
  return (
    !(before && IN_NAME.test(print.charAt(start))) &&
    !(endsName(print, end) && IN_NAME.test(print.charAt(end)))
  );
}

const IN_NAME = /[\p{L}\p{N}_']/u;

const endsName = (print: string, end: number): boolean => IN_NAME.test(print.charAt(end - 1));
