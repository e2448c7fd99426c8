/** A Rust file without what the catalogue does not look at: comments, bodies, and most of the functions that have no annotation. */
import { blanked, blanks, uncommented } from "./blanking.ts";

/**
 * The text with the bodies of functions and types as blanks, at the same offsets and with the same lines: what is left
 * takes the parser a fraction of the time. Of a function without annotations nothing stays, or its name where an impl may
 * lend it one. A body with an annotation inside stays, because closures are items.
 */
export function withoutBodies(text: string, hotword: string): string {
  const shortening = new Shortening(blanked(text), uncommented(text), hotword);
  MARK.lastIndex = 0;
  const { masked } = shortening;
  for (let match = MARK.exec(masked); match !== null; match = MARK.exec(masked)) {
    const end = MARK.lastIndex;
    const open = bodyStart(masked, end);
    if (open !== null) MARK.lastIndex = shortening.take(match[0], { at: match.index, end, open });
  }
  return shortening.finish();
}

const MARK = /\b(?:fn|struct|enum)\s+(?:r#)?[\p{XID_Start}_]\p{XID_Continue}*|\bimpl\b/gu;
/** What may stand before `fn`, and before `impl`; strings are blanks here. */
const PLAIN =
  /^\s*(?:#\s*\[(?:[^[\]]|\[[^[\]]*\])*\]\s*)*(?:(?:pub(?:\s*\([^()]*\))?|default|const|async|unsafe|safe|extern)\s+)*$/;
/** An annotated type lends its annotation to these (translation/src/lib.rs). */
const LENDS = /\b(?:Clone|Copy|Debug)\b/;
/** A closure, or another function, in the length of an array or the number of a variant. */
const CODE = /\||\bfn\s+\w/;
const INNER_ATTRIBUTE = /\s*#\s*!/y;

/** Where a keyword stands, where it and the name behind it end, and where the body opens. */
interface Head {
  readonly at: number;
  readonly end: number;
  readonly open: number;
}

class Shortening {
  /** Without comments and strings. */
  readonly masked: string;
  readonly #source: string;
  readonly #annotations: readonly number[];
  readonly #parts: string[] = [];
  #copied = 0;
  /** End of the last impl whose functions may count as annotated. */
  #lendsUntil = 0;

  constructor(masked: string, source: string, hotword: string) {
    this.masked = masked;
    this.#source = source;
    const annotations: number[] = [];
    const mark = `${hotword}::`;
    for (let at = source.indexOf(mark); at >= 0; at = source.indexOf(mark, at + 1)) annotations.push(at);
    this.#annotations = annotations;
  }

  /** Returns where to look for the next keyword. */
  take(mark: string, head: Head): number {
    if (mark === "impl") return this.#impl(head);
    const close = closing(this.masked, head.open);
    if (close === null) return mark.startsWith("fn") ? this.masked.length : head.end;
    return mark.startsWith("fn") ? this.#function(head, close) : this.#type(head, close);
  }

  finish(): string {
    this.#parts.push(this.#source.slice(this.#copied));
    return this.#parts.join("");
  }

  #impl(head: Head): number {
    const { masked } = this;
    INNER_ATTRIBUTE.lastIndex = head.open + 1;
    const lends =
      this.#plainStart(head) === null ||
      LENDS.test(masked.slice(head.end, head.open)) ||
      INNER_ATTRIBUTE.test(masked);
    if (lends) this.#lendsUntil = Math.max(this.#lendsUntil, closing(masked, head.open) ?? masked.length);
    return head.end;
  }

  #type({ end, open }: Head, close: number): number {
    if (CODE.test(this.masked.slice(open, close))) return end;
    this.#hide(open + 1, close);
    return close;
  }

  #function(head: Head, close: number): number {
    const { end, open } = head;
    if (this.#holds(end, close)) return open + 1;
    const start = this.#plainStart(head);
    if (start !== null && open > this.#lendsUntil) {
      this.#hide(start, close + 1);
      return close;
    }
    const first = this.masked.indexOf("(", end);
    const last = this.masked.lastIndexOf(")", open);
    if (start !== null && end <= first && first < last) {
      this.#hide(end, first);
      this.#hide(first + 1, last);
      this.#hide(last + 1, open);
    }
    this.#hide(open + 1, close);
    return close;
  }

  #hide(from: number, to: number): void {
    this.#parts.push(this.#source.slice(this.#copied, from), blanks(this.#source.slice(from, to)));
    this.#copied = to;
  }

  /** Where an item without annotations begins, its attributes included; null when it has one, or that is not sure. */
  #plainStart({ at }: Head): number | null {
    const { masked } = this;
    const before = Math.max(...["}", ";", "{"].map((mark) => masked.lastIndexOf(mark, at)));
    const start = before + 1;
    return !this.#holds(start, at) && PLAIN.test(masked.slice(start, at)) ? start : null;
  }

  #holds(from: number, to: number): boolean {
    let low = 0;
    let high = this.#annotations.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#annotations[middle] ?? 0) < from) low = middle + 1;
      else high = middle;
    }
    return (this.#annotations[low] ?? to) < to;
  }
}

/** Offset of the `{` that opens the body; null for a signature without one. */
function bodyStart(masked: string, from: number): number | null {
  let depth = 0;
  for (let at = from; at < masked.length; at++) {
    const char = masked[at];
    if (char === "(" || char === "[") depth++;
    else if (char === ")" || char === "]") depth--;
    else if (char === ";" && depth === 0) return null;
    else if (char === "{" && depth === 0) {
      // `Foo<{ N }>`, `Foo<A, { N }>` and `= { 3 }` are no bodies; a comma may also end the `where` clause.
      const before = masked.slice(from, at).trimEnd();
      const isArgument = /[<=]$/.test(before) || (before.endsWith(",") && !/\bwhere\b/.test(before));
      if (!isArgument) return at;
      at = closing(masked, at) ?? masked.length;
    }
  }
  return null;
}

function closing(masked: string, open: number): number | null {
  let depth = 0;
  BRACE.lastIndex = open;
  for (let match = BRACE.exec(masked); match !== null; match = BRACE.exec(masked)) {
    depth += match[0] === "{" ? 1 : -1;
    if (depth === 0) return match.index;
  }
  return null;
}

const BRACE = /[{}]/g;
