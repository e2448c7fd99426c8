/** The definitions of a preview, and the same definitions in the files that RefinedRust wrote. */
import { LineIndex } from "../text.ts";
import { readVernacular } from "./vernacular.ts";
import type { Vernacular } from "./vernacularModel.ts";

/** A generated Rocq file, read; what is in it is looked up once. */
export class GeneratedText {
  readonly uri: string;
  readonly text: string;
  readonly #vernacular: Vernacular;
  #index: Index | null = null;

  constructor(uri: string, text: string, vernacular: Vernacular) {
    this.uri = uri;
    this.text = text;
    this.#vernacular = vernacular;
  }

  /** The first section or definition of the name; null for none. */
  find(name: string): GeneratedBlock | null {
    this.#index ??= indexOf(this.text, this.#vernacular);
    const { heads, stops, lines } = this.#index;
    const head = heads.get(name);
    if (!head) return null;
    const block = blockAt(head, this.text, stops);
    return { ...block, uri: this.uri, line: lines.positionAt(block.start).line };
  }
}

interface Index {
  readonly heads: ReadonlyMap<string, Head>;
  /** Where sections and definitions start, in the order of the text. */
  readonly stops: readonly number[];
  readonly lines: LineIndex;
}

function indexOf(text: string, vernacular: Vernacular): Index {
  const heads = headsOf(vernacular);
  const first = new Map<string, Head>();
  for (const head of heads) if (!first.has(head.name)) first.set(head.name, head);
  return { heads: first, stops: heads.map(({ start }) => start), lines: new LineIndex(text) };
}

/** A definition or a section, with the commands that follow it up to the next one. */
export interface Block {
  readonly name: string;
  /** Without the indentation of its first line, and without blank lines at the end. */
  readonly text: string;
  /** Offset of its first character in the text it was taken from. */
  readonly start: number;
}

export interface GeneratedBlock extends Block {
  readonly uri: string;
  /** 0-based, of its first character. */
  readonly line: number;
}

/** The outermost sections and definitions of a text, in its order. */
export function blocksOf(text: string): Block[] {
  const vernacular = readVernacular(text);
  const heads = headsOf(vernacular);
  const outermost: Head[] = [];
  for (const head of heads) if (head.start >= (outermost.at(-1)?.end ?? 0)) outermost.push(head);
  const stops = outermost.map((head) => head.start);
  return outermost.map((head) => blockAt(head, text, stops));
}

/** Where the files hold a section or definition of the name; null when none does. */
export function findBlock(name: string, files: readonly GeneratedText[]): GeneratedBlock | null {
  for (const file of files) {
    const found = file.find(name);
    if (found) return found;
  }
  return null;
}

interface Head {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** In the order of the text; a section comes before the definition of the same name in it. */
const headsOf = ({ sections, definitions }: Vernacular): Head[] =>
  [
    ...sections.map(({ name, start, end }) => ({ name, start, end: end ?? Number.MAX_SAFE_INTEGER })),
    ...definitions
      .filter(({ keyword }) => keyword !== "Constructor" && keyword !== "Field")
      .map(({ name, range }) => ({ name, ...range })),
  ].sort((a, b) => a.start - b.start || b.end - a.end);

function blockAt(head: Head, text: string, stops: readonly number[]): Block {
  const next = firstAtLeast(stops, Math.max(head.end, head.start + 1)) ?? text.length;
  const tail = text.slice(Math.min(head.end, next), next);
  // The surrounding section may end here.
  const close = /^[ \t]*End [^\n]*\.$/m.exec(tail)?.index ?? tail.length;
  const body = text.slice(head.start, Math.min(head.end, next)) + tail.slice(0, close);
  const start = head.start + (body.length - body.trimStart().length);
  const column = start - (text.lastIndexOf("\n", start - 1) + 1);
  const indentation = new RegExp(`^ {${column}}`, "gm");
  return { name: head.name, start, text: body.trim().replace(indentation, "") };
}

/** In a list that grows; null when all are smaller. */
function firstAtLeast(sorted: readonly number[], least: number): number | null {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < least) low = middle + 1;
    else high = middle;
  }
  return sorted[low] ?? null;
}
