/** Where the items of the catalogue, which knows the disk, stand in a text that may have been edited since. */
import type { Catalogue, CatalogueItem } from "../project/catalogueModel.ts";
import type { Declaration } from "../project/declarations.ts";
import type { Item, ItemKind, RustFile, RustType } from "../syntax/model.ts";
import { touches } from "../text.ts";

export interface Standing {
  readonly item: CatalogueItem;
  /** The same item in the text. */
  readonly at: Item;
}

/** Of one catalogue; what was worked out for a text is kept as long as the text is. */
export class ItemMatching {
  readonly #catalogue: Catalogue;
  readonly #standing = new WeakMap<RustFile, Map<string, readonly Standing[]>>();

  constructor(catalogue: Catalogue) {
    this.#catalogue = catalogue;
  }

  /** The items of a file that are in the text too; an item that could be one of several is left out. */
  standing(path: string, file: RustFile): readonly Standing[] {
    const known = this.#standing.get(file) ?? new Map<string, readonly Standing[]>();
    this.#standing.set(file, known);
    const found = known.get(path) ?? this.#match(this.#catalogue.itemsIn(path), file);
    known.set(path, found);
    return found;
  }

  /** The innermost item around the offset; of a type and the items derived from it, the type. */
  at(path: string, file: RustFile, offset: number): Standing | null {
    let found: Standing | null = null;
    for (const candidate of this.standing(path, file)) {
      if (!touches(candidate.at.fullRange, offset)) continue;
      if (!found || length(candidate) < length(found)) found = candidate;
    }
    return found;
  }

  /** Every declaration of the item's file, as the catalogue has read it. */
  declarations({ crate, file }: CatalogueItem): readonly Declaration[] {
    const files = this.#catalogue.crates.find(({ id }) => id === crate.id)?.files;
    return files?.find(({ path }) => path === file)?.facts.declarations ?? [];
  }

  #match(items: readonly CatalogueItem[], file: RustFile): Standing[] {
    if (items.length === 0) return [];
    const written = file.items.filter(isDeclaration).map((item) => ({ key: keyOf(item, file), item }));
    const now = groupedByKey(written);
    const before = new Map<string, Map<number, Item | null>>();
    return items.flatMap((item) => {
      const known = before.get(item.crate.id) ?? pairs(this.declarations(item), now);
      before.set(item.crate.id, known);
      const at = known.get(item.declaration);
      return at ? [{ item, at }] : [];
    });
  }
}

const length = ({ at }: Standing): number => at.fullRange.end - at.fullRange.start;

/** Declarations by index, each with the item of the same key; alternatives of one name count by their order. */
function pairs(
  declarations: readonly Declaration[],
  now: ReadonlyMap<string, readonly { readonly item: Item }[]>,
): Map<number, Item | null> {
  const before = groupedByKey(
    declarations.map((declaration) => ({ key: declarationKey(declaration, declarations), declaration })),
  );
  const found = new Map<number, Item | null>();
  for (const [key, group] of before) {
    const written = now.get(key) ?? [];
    // The catalogue leaves out functions that are no use to it.
    const same =
      written.length === group.length ? written : written.filter(({ item }) => item.attributes.length > 0);
    for (const [n, { declaration }] of group.entries()) {
      found.set(declaration.index, same.length === group.length ? (same[n]?.item ?? null) : null);
    }
  }
  return found;
}

function groupedByKey<T extends { readonly key: string }>(values: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const value of values) groups.set(value.key, [...(groups.get(value.key) ?? []), value]);
  return groups;
}

const KINDS: ReadonlySet<ItemKind> = new Set([
  "module",
  "function",
  "closure",
  "struct",
  "union",
  "enum",
  "trait",
  "impl",
  "typeAlias",
  "const",
  "static",
]);

const isDeclaration = (item: Item): boolean => KINDS.has(item.kind);

function keyOf(item: Item, file: RustFile): string {
  const parts: string[] = [];
  for (let at: Item | undefined = item; at; at = at.parent === null ? undefined : file.items[at.parent]) {
    if (isDeclaration(at)) parts.push(part(at.kind, at.name, at.header, at.closure?.number.numbers));
  }
  return parts.join(" in ");
}

function declarationKey(declaration: Declaration, all: readonly Declaration[]): string {
  const parts: string[] = [];
  for (
    let at: Declaration | undefined = declaration;
    at;
    at = at.parent === null ? undefined : all[at.parent]
  ) {
    parts.push(part(at.kind, at.name, at.header, at.number?.numbers));
  }
  return parts.join(" in ");
}

function part(
  kind: string,
  name: string,
  header: { readonly trait: RustType | null; readonly selfType: RustType } | null,
  numbers: readonly number[] | undefined,
): string {
  if (header) return `impl ${header.trait?.text ?? ""} for ${header.selfType.text}`;
  return `${kind} ${numbers ? numbers.join(".") : name.replace(/^r#/, "")}`;
}
