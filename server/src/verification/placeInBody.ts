/** Where in a function's body the automation got stuck, as far as its places, calls and blocks tell. */
import type { CatalogueItem } from "../project/catalogueModel.ts";
import type { TextRange } from "../text.ts";
import type { Goal } from "./goal.ts";
import { type Judgement, type RustPlace, readJudgement } from "./judgement.ts";
import type { PlaceContext, RelatedPlace, Spot, WrittenItem } from "./placeModel.ts";

/** Null when nothing in the goal occurs exactly once in the body. */
export function placeInBody(
  goal: Goal,
  item: CatalogueItem,
  written: WrittenItem,
  context: PlaceContext,
): Spot | null {
  const judgement = readJudgement(goal.conclusion);
  const related = blocksOf(judgement, item, context);
  const callees = judgement.callees.flatMap((name) => calleeOf(name, context) ?? []);
  for (const callee of callees) {
    const range = callSite(callee, written);
    if (range) return spot(range, `at the call of \`${callee.path}\``, related);
  }
  // The first place with a dereference or field says more than a variable that is only passed on.
  const telling = judgement.places.filter(({ isWholeLocal }) => !isWholeLocal);
  for (const place of telling.length > 0 ? telling : judgement.places) {
    const range = onlyPlace(place, written);
    if (range) return spot(range, `at \`${place.text}\``, related);
  }
  return related.length > 0
    ? { range: written.nameRange, clause: null, precision: "item", isSure: true, what: "", related }
    : null;
}

/** The name of a function where the body calls it; null unless it does so exactly once. */
export function callSite(callee: CatalogueItem, written: WrittenItem): TextRange | null {
  const name = callee.path.split("::").at(-1) ?? "";
  if (!/^[\p{L}\p{N}_]+$/u.test(name)) return null;
  const pattern = `(?<![\\p{L}\\p{N}_])${name}(?=\\s*(?:::\\s*<[^;{}]*?>\\s*)?\\()`;
  return onlyMatch(pattern, written);
}

const spot = (range: TextRange, what: string, related: readonly RelatedPlace[]): Spot => ({
  range,
  clause: null,
  precision: "clause",
  isSure: false,
  what,
  related,
});

const onlyPlace = ({ pattern }: RustPlace, written: WrittenItem): TextRange | null =>
  onlyMatch(pattern, written);

/** The only place of the body that the pattern matches; null for none, and for several. */
export function onlyMatch(pattern: string, { code, body }: WrittenItem): TextRange | null {
  if (!body) return null;
  const [first, ...others] = code.slice(body.start, body.end).matchAll(new RegExp(pattern, "gu"));
  if (!first || others.length > 0) return null;
  const start = body.start + first.index;
  return { start, end: start + first[0].length };
}

/** The F of `F_loc` is the callee's name and those of its type arguments (mangle_name_with_tys in types/mod.rs). */
function calleeOf(name: string, { items }: PlaceContext): CatalogueItem | null {
  const fitting = items.filter(
    ({ rocqName, hasBody }) => hasBody && (name === rocqName || name.startsWith(`${rocqName}_`)),
  );
  const longest = Math.max(...fitting.map(({ rocqName }) => rocqName.length));
  const [callee, ...others] = fitting.filter(({ rocqName }) => rocqName.length === longest);
  return callee && others.length === 0 ? callee : null;
}

/** Where the generated code has the block that the goal is about. */
function blocksOf(
  { blocks }: Judgement,
  { code, rocqName }: CatalogueItem,
  context: PlaceContext,
): RelatedPlace[] {
  const [block] = blocks;
  const text = code === null ? null : context.text(code.path);
  if (block === undefined || code === null || text === null) return [];
  const from = new RegExp(`\\bDefinition ${rocqName}_def\\b`, "u").exec(text)?.index;
  const end = from === undefined ? -1 : text.indexOf("\nNext Obligation.", from);
  const at = from === undefined ? -1 : text.indexOf(`"${block}" :=`, from);
  if (at < 0 || (end >= 0 && at > end)) return [];
  const range = { start: at, end: at + block.length + 2 };
  return [{ path: code.path, range, message: `The block \`${block}\` in the generated code` }];
}
