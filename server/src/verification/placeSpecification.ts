/** Which part of which clause an error in a generated specification is about. */
import { readVernacular } from "../rocq/vernacular.ts";
import { contains, slice, type TextRange } from "../text.ts";
import { type Occurrence, occurrences } from "./clauseSearch.ts";
import type { Clause, ClauseText, Spot, WrittenItem } from "./placeModel.ts";
import { type FieldRange, fieldsOf } from "./specificationFields.ts";

/** A generated definition, in the file that holds it. */
export interface GeneratedPlace {
  readonly text: string;
  /** The error's. */
  readonly range: TextRange;
  /** The definition around it, and its sentence. */
  readonly name: string;
  readonly around: TextRange;
}

/** Null when it cannot be told which clause it is, or when two are as good. */
export function placeInSpecification(place: GeneratedPlace, written: WrittenItem): Spot | null {
  const attribute = attributeAt(place, written);
  const clauses = written.clauses.filter(
    (clause) => attribute === null || clause.attribute.start === attribute.start,
  );
  const hits = clauses.flatMap((clause) => hitsOf(clause, place));
  const best = bestOf(hits) ?? nextTo(hits, place);
  if (best) {
    return spot(best.occurrence.source(best.part), "clause", best.clause);
  }
  const [only, ...others] = clauses.filter((clause) => clause.texts.length > 0);
  if (attribute === null) return null;
  return only && others.length === 0 ? spot(only.range, "clause", only) : spot(attribute, "attribute", null);
}

interface Hit {
  readonly clause: Clause;
  readonly occurrence: Occurrence;
  /** What is wrong in it, in the print. */
  readonly part: TextRange;
  /** Whether the text holds all of the error, is held by it, or stands right before it. */
  readonly side: "around" | "inside" | "before";
}

function hitsOf(clause: Clause, { text, range, around }: GeneratedPlace): Hit[] {
  const print = text.slice(around.start, around.end);
  const error = { start: range.start - around.start, end: range.end - around.start };
  const fields = fieldsOf(print);
  const isInField = (found: TextRange): boolean =>
    fields.length === 0 ||
    fields.some(({ field, range: whole }) => isOneOf(field, clause) && contains(whole, found)) ||
    (clause.fields === null && !fields.some(({ range: whole }) => contains(whole, found)));
  return clause.texts.flatMap((each: ClauseText) =>
    occurrences(each, print)
      .filter((occurrence) => isInField(occurrence.range))
      .flatMap((occurrence): Hit[] => {
        const found = occurrence.range;
        if (contains(found, error) && (error.end > error.start || error.start < found.end))
          return [{ clause, occurrence, part: error, side: "around" }];
        if (contains(error, found)) return [{ clause, occurrence, part: found, side: "inside" }];
        const between = print.slice(found.end, error.start);
        const isBehind = error.start >= found.end && /^[\s)⌝%Z]*$/u.test(between);
        return isBehind ? [{ clause, occurrence, part: lastToken(print, found), side: "before" }] : [];
      }),
  );
}

const isOneOf = (field: FieldRange["field"], { fields }: Clause): boolean =>
  fields?.some((each) => each === field) ?? false;

/** The longest text around the error, or else the only clause in it; null when two different ones are as good. */
function bestOf(hits: readonly Hit[]): Hit | null {
  const around = hits.filter(({ side }) => side === "around");
  if (around.length > 0) return single(longestOf(around));
  const inside = hits.filter(({ side }) => side === "inside");
  return inside.every(({ clause }) => clause === inside[0]?.clause) ? (longestOf(inside)[0] ?? null) : null;
}

function longestOf(hits: readonly Hit[]): Hit[] {
  const longest = Math.max(...hits.map(({ occurrence }) => length(occurrence.range)));
  return hits.filter(({ occurrence }) => length(occurrence.range) === longest);
}

/** Rocq finds a syntax error only behind the text that breaks off. */
function nextTo(hits: readonly Hit[], { text, range }: GeneratedPlace): Hit | null {
  const isOther = hits.some(({ side }) => side !== "before");
  if (isOther || text.slice(range.start, range.end).trim() === "") return null;
  const last = Math.max(...hits.map(({ occurrence }) => occurrence.range.end));
  return single(longestOf(hits.filter(({ occurrence }) => occurrence.range.end === last)));
}

/** Equal texts of one field are printed in the order in which they are written, which `attributeAt` knows. */
function single(hits: readonly Hit[]): Hit | null {
  const [first, ...others] = hits;
  return first && others.length === 0 ? first : null;
}

const length = ({ start, end }: TextRange): number => end - start;

function lastToken(print: string, { start, end }: TextRange): TextRange {
  const text = print.slice(start, end).trimEnd();
  const token = /(?:[\p{L}\p{N}_']+|\S)$/u.exec(text)?.[0] ?? "";
  return { start: start + text.length - token.length, end: start + text.length };
}

/** The attribute that the place was printed for, when the file holds exactly what would be printed now. */
function attributeAt(
  { text, range, name, around }: GeneratedPlace,
  { printed }: WrittenItem,
): TextRange | null {
  const own = printed
    ? readVernacular(printed.text).definitions.find((definition) => definition.name === name)
    : undefined;
  if (!printed || !own || slice(printed.text, own.range) !== slice(text, around)) return null;
  const shift = own.range.start - around.start;
  const at = { start: range.start + shift, end: range.end + shift };
  const parts = printed.parts.filter((part) => contains(part.range, at));
  const innermost = Math.min(...parts.map((part) => length(part.range)));
  return parts.find((part) => length(part.range) === innermost)?.attribute ?? null;
}

const spot = (range: TextRange, precision: "clause" | "attribute", clause: Clause | null): Spot => ({
  range,
  clause,
  precision,
  isSure: true,
  what: "",
  related: [],
});
