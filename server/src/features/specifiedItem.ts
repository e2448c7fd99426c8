/** Which item's specification a place of a Rust file is about. */
import type { Item } from "../syntax/model.ts";
import { type TextRange, touches } from "../text.ts";
import type { Snapshot } from "./snapshot.ts";

/** The item whose name or keyword (`fn`, `struct`, `impl` ...) is at the offset; null for items without annotations. */
export function itemNamedAt(
  offset: number,
  snapshot: Snapshot,
): { readonly item: Item; readonly range: TextRange } | null {
  for (const item of snapshot.file.items) {
    if (item.range.start > offset || offset > item.range.end) continue;
    const range = [item.nameRange, keywordOf(item, snapshot)].find((each) => each && touches(each, offset));
    if (range && hasSpecification(item, snapshot)) return { item, range };
  }
  return null;
}

/** The innermost item with a specification around the offset, its attributes included. */
export function itemAround(offset: number, snapshot: Snapshot): Item | null {
  let found: Item | null = null;
  for (const item of snapshot.file.items) {
    if (!touches(item.fullRange, offset) || !hasSpecification(item, snapshot)) continue;
    if (!found || length(item) <= length(found)) found = item;
  }
  return found;
}

/** The item whose specification an attribute on this item belongs to: of a field or variant, its type. */
export function specifiedOwner(owner: Item, { file }: Snapshot): Item | null {
  let item: Item | undefined = owner;
  while (item && (item.kind === "field" || item.kind === "variant"))
    item = item.parent === null ? undefined : file.items[item.parent];
  return item ?? null;
}

/** A preview, and an annotation that asks for it: of the item, of what it holds, or of the trait impl around it. */
export function hasSpecification(item: Item, { file, specifications }: Snapshot): boolean {
  if (!KINDS.has(item.kind)) return false;
  const annotated = (each: Item | undefined): boolean => (each?.attributes.length ?? 0) > 0;
  const holds = item.children.some((index) => annotated(file.items[index]));
  const parent = item.parent === null ? undefined : file.items[item.parent];
  const lends = parent?.header?.trait != null && annotated(parent);
  const asks = annotated(item) || (item.kind === "function" || item.kind === "closure" ? lends : holds);
  return asks && specifications.preview(item) !== null;
}

const KINDS: ReadonlySet<string> = new Set(["function", "closure", "struct", "enum", "trait", "impl"]);

const length = (item: Item): number => item.fullRange.end - item.fullRange.start;

/** The word right before the name; of an `impl` its first word is the name. */
function keywordOf(item: Item, { file }: Snapshot): TextRange | null {
  const before = file.text.slice(item.range.start, item.nameRange.start);
  const match = /\b(fn|struct|enum|trait)\s+(?:r#)?$/.exec(before);
  if (!match?.[1]) return null;
  const start = item.range.start + match.index;
  return { start, end: start + match[1].length };
}
