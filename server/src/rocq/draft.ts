/** A text under way: it remembers which part comes from which annotation, and which parts are unknown. */
import type { Annotation } from "../annotations/model.ts";
import type { TextRange } from "../text.ts";

/** A place of a specification that cannot be known from the source. */
export interface Hole {
  /** In the preview's text, the brackets `⟨ ⟩` included. */
  readonly range: TextRange;
  /** What stands between the brackets. */
  readonly shown: string;
  /** What would have to be known, in words that follow "needs". */
  readonly needed: string;
}

/** A stretch of the preview's text and the annotation it was printed for. */
export interface Part {
  readonly range: TextRange;
  readonly annotation: Annotation;
}

type Entry = { readonly annotation: Annotation } | { readonly shown: string; readonly needed: string };

const CLOSE = "\uE001";
const FIRST = 0xe010;
const LAST = 0xf8ff;

/** True for a text that can be quoted between marks. */
export const canMark = (text: string): boolean => !/[\uE000-\uF8FF]/.test(text);

/**
 * Printers build plain strings. A part or a hole is wrapped in two marks of the private-use area, which survive every
 * indentation and are taken out by `finish`, where they become ranges.
 */
export class Draft {
  readonly #entries: Entry[] = [];
  readonly #enabled: boolean;

  /** @param canMark False when a quoted text holds private-use characters itself (see `canMark`); then parts are not recorded. */
  constructor(canMark: boolean) {
    this.#enabled = canMark;
  }

  part(text: string, annotation: Annotation): string {
    return this.#mark(text, { annotation });
  }

  /** Text between `⟨ ⟩` that stands for something unknown, or that is unsure. */
  hole(shown: string, needed: string): string {
    return this.#mark(`⟨${shown}⟩`, { shown, needed });
  }

  /** Whether a marked text has a hole in it. */
  hasHole(marked: string): boolean {
    return [...marked].some((mark) => {
      const entry = this.#entries[mark.charCodeAt(0) - FIRST];
      return entry !== undefined && "needed" in entry;
    });
  }

  #mark(text: string, entry: Entry): string {
    const code = FIRST + this.#entries.length;
    this.#entries.push(entry);
    return this.#enabled && code <= LAST ? `${String.fromCharCode(code)}${text}${CLOSE}` : text;
  }

  /** The text without marks; holes and parts in the order of their starts. A hole that was dropped on the way is not listed. */
  finish(marked: string): { text: string; holes: Hole[]; parts: Part[] } {
    const holes: Hole[] = [];
    const parts: Part[] = [];
    const unmarked = this.#enabled ? this.#entries.slice(LAST - FIRST + 1) : this.#entries;
    for (const entry of unmarked)
      if ("needed" in entry) holes.push({ ...entry, range: { start: 0, end: 0 } });
    if (!this.#enabled) return { text: marked, holes, parts };
    let text = "";
    const open: { start: number; entry: Entry }[] = [];
    let last = 0;
    for (const match of marked.matchAll(/[\uE000-\uF8FF]/g)) {
      text += marked.slice(last, match.index);
      last = match.index + 1;
      if (match[0] === CLOSE) {
        const top = open.pop();
        if (!top) continue;
        const range = { start: top.start, end: text.length };
        if ("needed" in top.entry) {
          const { needed } = top.entry;
          holes.push({ range, shown: text.slice(range.start + 1, range.end - 1), needed });
        } else parts.push({ range, annotation: top.entry.annotation });
      } else {
        const entry = this.#entries[match[0].charCodeAt(0) - FIRST];
        if (entry) open.push({ start: text.length, entry });
      }
    }
    text += marked.slice(last);
    const byStart = (a: { readonly range: TextRange }, b: { readonly range: TextRange }): number =>
      a.range.start - b.range.start;
    return { text, holes: holes.sort(byStart), parts: parts.sort(byStart) };
  }
}
