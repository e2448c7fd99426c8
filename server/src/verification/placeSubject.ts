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

function itemOfSubject({ subject }: Finding, context: PlaceContext): CatalogueItem | null {
  const { rocqName, inclusion, rustPath } = subject;
  if (rustPath !== null) return only(context.items.filter((item) => item.path === rustPath));
  const name = rocqName ?? inclusion;
  return name === null ? null : itemNamed(name, context);
}

/** The innermost definition around a place that belongs to one item, by its own name or that of a section around it. */
function itemOfDefinition(
  { text, range }: RocqPlace,
  context: PlaceContext,
): { readonly item: CatalogueItem; readonly definition: GeneratedPlace } | null {
  const { definitions, sections } = readVernacular(text);
  const definition = definitions.findLast(
    ({ range: whole, keyword }) => contains(whole, range) && !MEMBERS.has(keyword),
  );
  if (!definition) return null;
  const names = sections
    .filter(({ start, end }) => start <= range.start && range.end <= (end ?? text.length))
    .map(({ name }) => name);
  for (const name of [definition.name, ...names.reverse()]) {
    const item = itemNamed(name, context);
    if (item) return { item, definition: { text, range, name: definition.name, around: definition.range } };
  }
  return null;
}

const MEMBERS: ReadonlySet<string> = new Set(["Constructor", "Field"]);

/** The item of the run that a Rocq identifier belongs to. */
export function itemNamed(name: string, { items, named }: PlaceContext): CatalogueItem | null {
  const known = new Set(items);
  return only([...new Set(named(name).map(({ item }) => item))].filter((item) => known.has(item)));
}

const only = <T>(found: readonly T[]): T | null => (found.length === 1 ? (found[0] ?? null) : null);
