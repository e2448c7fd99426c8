/** Which Rust item a problem is about. */
import type { CatalogueItem } from "../project/catalogueModel.ts";
import { readVernacular } from "../rocq/vernacular.ts";
import { contains, type TextRange } from "../text.ts";
import type { Finding } from "./finding.ts";
import type { PlaceContext, WrittenItem } from "./placeModel.ts";
import type { GeneratedPlace } from "./placeSpecification.ts";

export interface Subject {
  readonly item: CatalogueItem;
  readonly written: WrittenItem | null;
  /** The generated definition that is wrong; null where the problem is another one. */
  readonly definition: GeneratedPlace | null;
}

/** A place in a Rocq file, with the file's text. */
export interface RocqPlace {
  readonly path: string;
  readonly text: string;
  readonly range: TextRange;
}

/** Null when the tools name nothing, and when several items have the name. */
export function subjectIn(finding: Finding, rocq: RocqPlace | null, context: PlaceContext): Subject | null {
  const isGenerated = rocq !== null && /(?:^|\/)generated_(?:specs|template)_[^/]*\.v$/u.test(rocq.path);
  const named = itemOfSubject(finding, context);
  const defined = isGenerated ? itemOfDefinition(rocq, context) : null;
  const item = named ?? defined?.item ?? null;
  if (!item) return null;
  const definition = defined?.item === item ? defined.definition : null;
  return { item, written: context.written(item), definition };
}

function itemOfSubject({ subject, detail }: Finding, context: PlaceContext): CatalogueItem | null {
  const { rocqName, inclusion, rustPath } = subject;
  if (rustPath !== null) return only(context.items.filter((item) => item.path === rustPath));
  const name = rocqName ?? inclusion;
  if (name !== null) return itemNamed(name, context);
  const [local, ...others] = new Set([...detail.matchAll(LOCAL)].map((match) => match[1]));
  return others.length > 0 ? null : only(context.items.filter((item) => item.path === local));
}

/** An item of the crate in rustc's debug output; impls have numbers there, by which they are not found. */
const LOCAL = /\bDefId\(0:\d+ ~ \w+\[\w+\]::([^\s()]+)\)/g;

/**
 * What the innermost definition, proof or section around a place belongs to: by its own name, by that of a section around
 * it, or else by the item that its name begins with, as in `T_Attr_sig` and `F_Itertrait_req`.
 */
function itemOfDefinition(
  { text, range }: RocqPlace,
  context: PlaceContext,
): { readonly item: CatalogueItem; readonly definition: GeneratedPlace } | null {
  const { definitions, proofs, sections } = readVernacular(text);
  const named = [
    ...sections.map(({ name, start, end }) => ({ name, around: { start, end: end ?? text.length } })),
    ...proofs.flatMap(({ name, range: around }) => (name === null ? [] : [{ name, around }])),
    ...definitions.flatMap(({ name, range: around, keyword }) =>
      MEMBERS.has(keyword) ? [] : [{ name, around }],
    ),
  ].filter(({ around }) => contains(around, range));
  const inwards = named
    .sort((a, b) => a.around.start - b.around.start || b.around.end - a.around.end)
    .reverse();
  const [innermost] = inwards;
  if (!innermost) return null;
  const names = inwards.map(({ name }) => name);
  const item =
    names.map((name) => itemNamed(name, context)).find((each) => each !== null) ??
    itemBegun(innermost.name, context);
  return item && { item, definition: { text, range, ...innermost } };
}

/** The item with the longest name that the identifier goes on from. */
function itemBegun(name: string, { items }: PlaceContext): CatalogueItem | null {
  const begun = items.filter(({ rocqName }) => name.startsWith(`${rocqName}_`));
  const longest = Math.max(...begun.map(({ rocqName }) => rocqName.length));
  return only(begun.filter(({ rocqName }) => rocqName.length === longest));
}

const MEMBERS: ReadonlySet<string> = new Set(["Constructor", "Field"]);

/** The item of the run that a Rocq identifier belongs to. */
export function itemNamed(name: string, { items, named }: PlaceContext): CatalogueItem | null {
  const known = new Set(items);
  return only([...new Set(named(name).map(({ item }) => item))].filter((item) => known.has(item)));
}

const only = <T>(found: readonly T[]): T | null => (found.length === 1 ? (found[0] ?? null) : null);
