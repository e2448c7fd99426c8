/** A text that remembers, through replacements, where in the file each of its characters came from. */
import type { TextRange } from "../text.ts";

/** Immutable; every character (UTF-16 unit) keeps the file range that it was written as or inserted for. */
export class MappedText {
  readonly text: string;
  readonly #starts: readonly number[];
  readonly #ends: readonly number[];
  readonly #inserted: readonly boolean[];

  /** `offset` is where the text starts in the file. */
  constructor(text: string, offset: number, origin?: Origin) {
    this.text = text;
    this.#starts = origin?.starts ?? Array.from({ length: text.length }, (_, index) => offset + index);
    this.#ends = origin?.ends ?? this.#starts.map((start) => start + 1);
    this.#inserted = origin?.inserted ?? this.#starts.map(() => false);
  }

  /** The part of the file that the characters `start..end` stand for. */
  sourceRange(start: number, end: number): TextRange {
    const from = this.#starts[start] ?? this.#ends.at(-1) ?? 0;
    return { start: from, end: end > start ? (this.#ends[end - 1] ?? from) : from };
  }

  /** True when one of the characters was put there by `replace`. */
  hasInserted(start: number, end: number): boolean {
    return this.#inserted.slice(start, end).includes(true);
  }

  /** Replaces every occurrence of a plain string; the result still counts as written. */
  replaceAll(search: string, replacement: string): MappedText {
    return this.text.includes(search)
      ? this.#rebuild(this.#occurrences(search), () => replacement, false)
      : this;
  }

  /** Replaces every match of a global pattern from left to right, not looking at what it inserts. */
  replace(pattern: RegExp, replacement: (match: RegExpExecArray) => string): MappedText {
    const matches = [...this.text.matchAll(pattern)];
    return matches.length > 0 ? this.#rebuild(matches, replacement, true) : this;
  }

  *#occurrences(search: string): Iterable<Found> {
    for (let at = this.text.indexOf(search); at >= 0; at = this.text.indexOf(search, at + search.length))
      yield { index: at, 0: search };
  }

  #rebuild<M extends Found>(
    matches: Iterable<M>,
    replacement: (match: M) => string,
    marks: boolean,
  ): MappedText {
    const starts: number[] = [];
    const ends: number[] = [];
    const inserted: boolean[] = [];
    let text = "";
    const keep = (from: number, to: number) => {
      text += this.text.slice(from, to);
      for (let index = from; index < to; index++) {
        starts.push(this.#starts[index] ?? 0);
        ends.push(this.#ends[index] ?? 0);
        inserted.push(this.#inserted[index] ?? false);
      }
    };
    let last = 0;
    for (const match of matches) {
      keep(last, match.index);
      last = match.index + match[0].length;
      const source = this.sourceRange(match.index, last);
      const added = replacement(match);
      for (let index = 0; index < added.length; index++) {
        starts.push(source.start);
        ends.push(source.end);
        inserted.push(marks);
      }
      text += added;
    }
    keep(last, this.text.length);
    return new MappedText(text, 0, { starts, ends, inserted });
  }
}

interface Origin {
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  readonly inserted: readonly boolean[];
}

interface Found {
  readonly index: number;
  readonly 0: string;
}
