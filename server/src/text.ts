/** Text and its coordinates: UTF-16 offsets, 0-based positions, UTF-8 bytes, edits. */

/** A half-open range of UTF-16 offsets into one text. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** A 0-based line and a 0-based UTF-16 column, as the Language Server Protocol counts by default. */
export interface TextPosition {
  readonly line: number;
  readonly character: number;
}

/** One replacement; the range counts in the text before any edit of the same list. */
export interface TextEdit {
  readonly range: TextRange;
  readonly newText: string;
}

export const range = (start: number, end: number): TextRange => ({ start, end });

/** True when the offset lies in the range, its end included, as a cursor between two characters does. */
export const touches = (r: TextRange, offset: number): boolean => r.start <= offset && offset <= r.end;

/** True when `inner` lies wholly in `outer`. */
export const contains = (outer: TextRange, inner: TextRange): boolean =>
  outer.start <= inner.start && inner.end <= outer.end;

export const slice = (text: string, r: TextRange): string => text.slice(r.start, r.end);

/** Line starts of one text; lines end at `\n`, `\r\n` or a lone `\r`, as in the protocol. */
export class LineIndex {
  readonly #starts: number[] = [0];
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
    if (text.includes("\r"))
      for (const end of text.matchAll(/\r\n|\n|\r/g)) this.#starts.push(end.index + end[0].length);
    else
      for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) this.#starts.push(at + 1);
  }

  get lineCount(): number {
    return this.#starts.length;
  }

  /** Position of a UTF-16 offset; offsets outside the text are clamped. */
  positionAt(offset: number): TextPosition {
    const at = Math.max(0, Math.min(offset, this.#text.length));
    let low = 0;
    let high = this.#starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((this.#starts[middle] ?? 0) <= at) low = middle;
      else high = middle;
    }
    return { line: low, character: at - (this.#starts[low] ?? 0) };
  }

  /** UTF-16 offset of a position; a column past the line's end means the line's end. */
  offsetAt(position: TextPosition): number {
    if (position.line >= this.#starts.length) return this.#text.length;
    const { start, end } = this.lineRange(position.line);
    return Math.max(start, Math.min(start + position.character, end));
  }

  /** Range of a 0-based line without its line end; empty at the text's end for a line that does not exist. */
  lineRange(line: number): TextRange {
    const start = this.#starts[line] ?? this.#text.length;
    let end = this.#starts[line + 1] ?? this.#text.length;
    while (end > start && /[\r\n]/.test(this.#text.charAt(end - 1))) end--;
    return { start, end };
  }
}

/** Applies edits that do not overlap; edits at the same offset are applied in list order. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const sorted = edits.map((edit, order) => ({ edit, order }));
  sorted.sort((a, b) => a.edit.range.start - b.edit.range.start || a.order - b.order);
  let result = "";
  let last = 0;
  for (const { edit } of sorted) {
    result += text.slice(last, edit.range.start) + edit.newText;
    last = Math.max(last, edit.range.end);
  }
  return result + text.slice(last);
}
