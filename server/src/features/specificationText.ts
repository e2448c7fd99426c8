/** How a specification is shown in little room: its telling definition, and the lines that come from an annotation. */
import type { Annotation } from "../annotations/model.ts";
import type { Part } from "../rocq/draft.ts";
import type { Preview } from "../rocq/preview.ts";
import { readVernacular } from "../rocq/vernacular.ts";
import type { Definition } from "../rocq/vernacularModel.ts";
import { contains, LineIndex, slice, type TextRange } from "../text.ts";

/** At most so many lines are shown, and around what is pointed out so many on each side. */
const LINES = 18;
const AROUND = 1;
/** In a line that is longer than this nobody finds a part of it. */
const LONG = 100;
/** Before each line that an annotation has a part in, and before the others of the same text. */
const POINTER = "▶ ";
const BLANK = "  ";

export interface Excerpt {
  readonly text: string;
  /** Lines of the definition that are left out. */
  readonly left: number;
  /** Names of the preview's other definitions. */
  readonly others: readonly string[];
}

/** The definition that says most. */
export function excerptOf(preview: Preview): Excerpt {
  const { text } = preview;
  const all = definitionsIn(text);
  const shown = all.find(({ name }) => isTelling(preview, name)) ?? all.at(-1);
  const others = all.filter((each) => each !== shown && !isDull(each, text));
  const lines = linesOf(text, shown?.range ?? { start: 0, end: text.length });
  const left = Math.max(0, lines.length - LINES);
  return {
    text: [...lines.slice(0, LINES).map((line) => line.text), ...(left > 0 ? ["…"] : [])].join("\n"),
    left,
    others: others.map(({ name }) => name),
  };
}

/** The lines that an annotation has a part in, with what is around them; null when it has none. */
export function contributionOf(preview: Preview, annotation: Annotation): string | null {
  const { text } = preview;
  const parts = partsOf(preview, annotation);
  const [first] = parts;
  if (!first) return null;
  const around = definitionsIn(text).find(({ range }) => contains(range, first.range));
  const lines = linesOf(text, around?.range ?? { start: 0, end: text.length });
  const isPointed = ({ range }: Line): boolean =>
    parts.some((part) => part.range.start < range.end && range.start < part.range.end);
  if (lines.some((line) => isPointed(line) && line.text.length > LONG)) return alone(text, parts, around);
  const pointed = lines.flatMap((line, n) => (isPointed(line) ? [n] : []));
  const shown: string[] = [];
  for (const [n, line] of lines.entries()) {
    const distance = Math.min(...pointed.map((at) => Math.abs(at - n)));
    if (n === 0 || distance <= AROUND) shown.push(`${distance === 0 ? POINTER : BLANK}${line.text}`);
    else if (shown.at(-1) !== GAP) shown.push(GAP);
  }
  return shown.slice(0, LINES).join("\n");
}

const GAP = `${BLANK}…`;

/** The parts by themselves, and the definition that they stand in. */
function alone(text: string, parts: readonly Part[], around: Definition | undefined): string {
  const texts = new Set(parts.map(({ range }) => slice(text, range)));
  const lines = [...texts].flatMap((part) => part.split("\n")).slice(0, LINES);
  return [...(around ? [`(* in ${around.name} *)`] : []), ...lines].join("\n");
}

const partsOf = ({ parts }: Preview, annotation: Annotation): Part[] =>
  parts.filter((part) => part.annotation.attribute.range.start === annotation.attribute.range.start);

/** Without the members of records and inductive types. */
const definitionsIn = (text: string): Definition[] =>
  readVernacular(text).definitions.filter(({ keyword }) => keyword !== "Constructor" && keyword !== "Field");

function isTelling({ kind }: Preview, name: string): boolean {
  switch (kind) {
    case "fn":
    case "closure":
      return name.startsWith("type_of_") || name.endsWith("_base_spec");
    case "struct":
      return name.endsWith("_inv_t_inv_spec");
    case "enum":
      return name.endsWith("_enum");
    case "trait":
    case "impl":
      return name.endsWith("_spec_attrs") && !name.startsWith("mk_");
  }
}

/** `trait_incl_of_F` without a requirement says nothing. */
const isDull = ({ name, range }: Definition, text: string): boolean =>
  name.startsWith("trait_incl_of_") && slice(text, range).endsWith(", (True).");

interface Line {
  readonly text: string;
  readonly range: TextRange;
}

/** The lines of a range, without the indentation of the first one. */
function linesOf(text: string, range: TextRange): Line[] {
  const index = new LineIndex(text);
  const { line: first, character } = index.positionAt(range.start);
  const { line: last } = index.positionAt(range.end);
  const indentation = new RegExp(`^ {1,${Math.max(1, character)}}`);
  return Array.from({ length: last - first + 1 }, (_, n) => {
    const own = index.lineRange(first + n);
    const written = slice(text, own).trimEnd();
    return { text: character === 0 ? written : written.replace(indentation, ""), range: own };
  });
}
