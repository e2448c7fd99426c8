/** The definitions of a preview, and the same definitions in the files that RefinedRust wrote. */
import { readVernacular } from "./vernacular.ts";
import type { Vernacular } from "./vernacularModel.ts";

/** A generated Rocq file, read. */
export interface GeneratedText {
  readonly uri: string;
  readonly text: string;
  readonly vernacular: Vernacular;
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
  for (const { uri, text, vernacular } of files) {
    const heads = headsOf(vernacular);
    const head = heads.find((candidate) => candidate.name === name);
    if (!head) continue;
    const stops = heads.map(({ start }) => start);
    const block = blockAt(head, text, stops);
    return { ...block, uri, line: text.slice(0, block.start).split("\n").length - 1 };
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
  const next = stops.find((stop) => stop >= head.end && stop > head.start) ?? text.length;
  const tail = text.slice(Math.min(head.end, next), next);
  // The surrounding section may end here.
  const close = /^[ \t]*End [^\n]*\.$/m.exec(tail)?.index ?? tail.length;
  const body = text.slice(head.start, Math.min(head.end, next)) + tail.slice(0, close);
  const start = head.start + (body.length - body.trimStart().length);
  const column = start - (text.lastIndexOf("\n", start - 1) + 1);
  const indentation = new RegExp(`^ {${column}}`, "gm");
  return { name: head.name, start, text: body.trim().replace(indentation, "") };
}
