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
  const first = pieces.findIndex((piece) => piece.text !== null && piece.text.trim() !== "");
  const letters = pieces[first]?.text;
  if (letters == null) return [];
  const found: Occurrence[] = [];
  for (let at = print.indexOf(letters); at >= 0; at = print.indexOf(letters, at + 1)) {
    const spans = spansAt(at, pieces.slice(first), print);
    if (!spans) continue;
    const before = unionOf(pieces.slice(0, first));
    if (before) spans.unshift(escapeSpan(beginOf(print, at), at, before));
    const range = { start: spans[0]?.print.start ?? at, end: spans.at(-1)?.print.end ?? at };
    if (isWhole(print, range)) found.push({ range, source: (part) => sourceOf(part, spans, text.range) });
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

interface Span {
  readonly print: TextRange;
  readonly source: TextRange;
  /** Character by character the same. */
  readonly isCopy: boolean;
}

/** What an escape stands for is not known, but it is on one line and not longer. */
const LONGEST = 300;

/** Goes from piece to piece, to the nearest place of what follows an escape; null when one is not there. */
function spansAt(start: number, pieces: readonly Piece[], print: string): Span[] | null {
  const spans: Span[] = [];
  let at = start;
  let escapes: Piece[] = [];
  for (const [n, piece] of pieces.entries()) {
    if (piece.text === null) {
      escapes.push(piece);
      continue;
    }
    const escaped = unionOf(escapes);
    const next = escaped ? print.slice(at, at + LONGEST + piece.text.length).indexOf(piece.text) : 0;
    const from = at + next;
    if (next < 0 || !print.startsWith(piece.text, from) || print.slice(at, from).includes("\n")) return null;
    if (escaped) spans.push(escapeSpan(at, from, escaped));
    at = from + piece.text.length;
    const added = piece.text === "\n" ? blanksAt(print, at) - blanksAt(pieces[n + 1]?.text ?? "", 0) : 0;
    at += Math.max(0, added);
    const isCopy = piece.source.end - piece.source.start === at - from;
    spans.push({ print: { start: from, end: at }, source: piece.source, isCopy });
    escapes = [];
  }
  const last = unionOf(escapes);
  if (last) spans.push(escapeSpan(at, endOf(print, at), last));
  return spans;
}

/** A line is printed with more blanks before those that it has itself. */
const blanksAt = (text: string, at: number): number =>
  /^ */.exec(text.slice(at, at + LONGEST))?.[0].length ?? 0;

const escapeSpan = (start: number, end: number, source: TextRange): Span => ({
  print: { start, end },
  source,
  isCopy: false,
});

function unionOf(pieces: readonly Piece[]): TextRange | null {
  const [first, last] = [pieces[0], pieces.at(-1)];
  return first && last ? { start: first.source.start, end: last.source.end } : null;
}

/** Where the brackets around an offset open, or the line begins. */
function beginOf(print: string, offset: number): number {
  let depth = 0;
  for (let at = offset; at > 0; at--) {
    const character = print.charAt(at - 1);
    if (character === "\n" || ("([{⌜".includes(character) && depth-- === 0)) return at;
    if (")]}⌝".includes(character)) depth++;
  }
  return 0;
}

/** Where they close, or the line ends. */
function endOf(print: string, offset: number): number {
  let depth = 0;
  for (let at = offset; at < print.length; at++) {
    const character = print.charAt(at);
    if (character === "\n" || (")]}⌝".includes(character) && depth-- === 0)) return at;
    if ("([{⌜".includes(character)) depth++;
  }
  return print.length;
}

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
