/** Attributes whose name RefinedRust does not know at their position: unknown ones and misplaced ones. */
import type { TextEdit } from "../../text.ts";
import { parseArguments } from "../forms/parse.ts";
import type { AnnotatedItem, Annotation, Fix, Position, Problem } from "../model.ts";
import { nearest } from "../nearest.ts";
import { isWellFormed } from "../position.ts";
import { rowNamed, rowsAt, useAt } from "../schema.ts";
import { type Check, nameRange, refused, suspicious } from "./context.ts";
import { place, placeOf, refusal } from "./outcome.ts";
import { refusesUnknown } from "./refusal.ts";
import { removal } from "./removal.ts";
import { isKeyword } from "./shape.ts";

export const unknownAttribute: Check = (item, { file }) =>
  item.annotations.flatMap((annotation): Problem[] => {
    if (annotation.attribute.path.length < 2 || isKnown(annotation, item)) return [];
    if (rowNamed(annotation.name)?.removed?.on.includes(item.position)) return [];
    // What an item of a macro becomes part of is not known; a statement stays one.
    if (annotation.attribute.inMacro && item.item.kind !== "let" && rowNamed(annotation.name)) return [];
    if (!isWellFormed(annotation.attribute) || item.item.kind === "unknown") return [];
    const meant = nearestNames(annotation.name, item.position);
    if (isKeyword(nameRange(annotation), file)) return [keyword(annotation, item, meant)];
    const refuses = refusesUnknown(item, file);
    const code = rowNamed(annotation.name) ? "misplaced-attribute" : "unknown-attribute";
    const message = `${describe(annotation, item)} ${consequence(item, refuses)}${advice(annotation, meant)}`;
    const fixes =
      code === "misplaced-attribute"
        ? [removal(annotation, file)]
        : meant.map((name) => renaming(annotation, name, item, refuses));
    return [
      refuses
        ? refused(code, nameRange(annotation), message, fixes)
        : suspicious(code, nameRange(annotation), message, fixes),
    ];
  });

/** `#[rr::return(..)]` never reaches RefinedRust. */
function keyword(annotation: Annotation, item: AnnotatedItem, meant: readonly string[]): Problem {
  const message = `\`${annotation.name}\` is a keyword, and rustc refuses it as the name of an attribute, so nothing of the crate is translated.${advice(annotation, meant)}`;
  const fixes = meant.map((name) => renaming(annotation, name, item, true));
  return refused("unknown-attribute", nameRange(annotation), message, fixes, "rustc");
}

/** Modes are found by their presence before the clauses are parsed; where the parser still meets them, it does not know them. */
const ONLY_PRESENCE = ["skip", "ignore", "shim", "default_spec"];
const CLAUSE_POSITIONS: readonly Position[] = [
  "function",
  "method",
  "traitFunction",
  "traitImplFunction",
  "closure",
];

function isKnown(annotation: Annotation, item: AnnotatedItem): boolean {
  if (!useAt(annotation.name, item.position)) return isLoopClauseWithoutIgnore(annotation, item);
  return !(
    item.parsed &&
    CLAUSE_POSITIONS.includes(item.position) &&
    ONLY_PRESENCE.includes(annotation.name)
  );
}

/** That mistake has a code of its own. */
export const isLoopClauseWithoutIgnore = (annotation: Annotation, item: AnnotatedItem): boolean =>
  item.position === "closure" &&
  item.item.closure?.loop != null &&
  ["inv", "invariant", "inv_var", "inv_vars"].includes(annotation.name);

/** Names that are legal here come first; without one, a name from anywhere explains the mistake better than none. */
function nearestNames(name: string, position: Position): string[] {
  const here = nearest(
    name,
    rowsAt(position).map((row) => row.name),
  );
  return here ? [here] : [];
}

function describe(annotation: Annotation, item: AnnotatedItem): string {
  const known = rowNamed(annotation.name);
  const written = `\`rr::${annotation.name}\``;
  if (!known) return `${written} is no attribute that RefinedRust knows on ${placeOf(item)}.`;
  if (item.position === "traitImplFunction" && annotation.name === "default_spec") {
    return `${written} stands on a method that has its own specification.`;
  }
  const places = known.uses.flatMap((use) => use.on).map(place);
  const where = places.length > 0 ? ` It belongs on ${list([...new Set(places)])}.` : "";
  return `${written} has no meaning on ${placeOf(item)}.${where}`;
}

function consequence(item: AnnotatedItem, refuses: boolean): string {
  if (refuses) return refusal(item.position);
  const reason = item.parsed || item.unparsedReason === null ? "" : `, because ${item.unparsedReason}`;
  return `RefinedRust ignores it silently${reason}.`;
}

const advice = (annotation: Annotation, meant: readonly string[]): string =>
  !rowNamed(annotation.name) && meant.length > 0 ? ` Did you mean \`rr::${meant.join("` or `rr::")}\`?` : "";

/** Safe only where the arguments suit the new name as well, and where nothing that was ignored comes to life. */
function renaming(annotation: Annotation, name: string, item: AnnotatedItem, refuses: boolean): Fix {
  const edit: TextEdit = { range: nameRange(annotation), newText: name };
  const form = useAt(name, item.position)?.form;
  const parsed = form && parseArguments(annotation.attribute, form, name, false);
  const safe = refuses && parsed !== undefined && parsed.failure === null && parsed.leftover === null;
  return { title: `Change to \`rr::${name}\``, edits: [edit], safe };
}

const list = (words: readonly string[]): string =>
  words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
