/** Ways into the items of a group: by place in a Rust file, by Rocq identifier, by file. Each index is made when first asked for. */
import { CLOSURE_METHODS, itemNamesIn, type Role } from "../rocq/names.ts";
import { touches } from "../text.ts";
import type { CatalogueItem, NamedBy, ProofFile } from "./catalogueModel.ts";
import { namedKind } from "./namedItem.ts";

export class Lookups {
  readonly #items: readonly CatalogueItem[];
  readonly #proofFiles: readonly ProofFile[];
  #byRustFile: ReadonlyMap<string, readonly CatalogueItem[]> | null = null;
  /** Positions in the list of items. */
  #byRocqName: ReadonlyMap<string, readonly number[]> | null = null;
  #byRocqFile: ReadonlyMap<string, CatalogueItem> | null = null;

  constructor(items: readonly CatalogueItem[], proofFiles: readonly ProofFile[]) {
    this.#items = items;
    this.#proofFiles = proofFiles;
  }

  /** The items of a Rust file, in its order. */
  in(file: string): readonly CatalogueItem[] {
    this.#byRustFile ??= grouped(this.#items, (item) => [item.file, item]);
    return this.#byRustFile.get(file) ?? [];
  }

  /** What a Rocq identifier may be a name for, in the order of the items. */
  named(identifier: string): readonly NamedBy[] {
    const found = this.#rolesOf(identifier, "code");
    for (const { kind, role, name } of itemNamesIn(identifier)) {
      if (kind === "closureShim") found.push(...this.#rolesOfShim(name, role));
      else found.push(...this.#rolesOf(name, role).filter(({ item }) => namedKind(item) === kind));
    }
    return found.sort((a, b) => a.position - b.position);
  }

  ofFile(path: string): CatalogueItem | null {
    this.#byRocqFile ??= this.#readRocqFiles();
    return this.#byRocqFile.get(path) ?? null;
  }

  #rolesOfShim(name: string, role: Role) {
    return CLOSURE_METHODS.flatMap((method) => {
      if (!name.endsWith(`_${method}`)) return [];
      const closures = this.#rolesOf(name.slice(0, -method.length - 1), role);
      return closures.filter(({ item }) => item.kind === "closure");
    });
  }

  #rolesOf(rocqName: string, role: Role) {
    this.#byRocqName ??= grouped(this.#items, (item, position) => [item.rocqName, position]);
    return (this.#byRocqName.get(rocqName) ?? []).flatMap((position) => {
      const item = this.#items[position];
      return item ? [{ item, role, position }] : [];
    });
  }

  #readRocqFiles(): Map<string, CatalogueItem> {
    const found = new Map<string, CatalogueItem>();
    for (const item of this.#items) if (item.template) found.set(item.template.path, item);
    for (const { path, item } of this.#proofFiles) if (item) found.set(path, item);
    return found;
  }
}

/** The innermost of the items around an offset: the shortest; of a type and its derived items the type comes first. */
export function innermost(items: readonly CatalogueItem[], offset: number): CatalogueItem | null {
  let found: CatalogueItem | null = null;
  for (const item of items) {
    if (touches(item.range, offset) && (!found || length(item) < length(found))) found = item;
  }
  return found;
}

const length = (item: CatalogueItem): number => item.range.end - item.range.start;

function grouped<T, V>(
  values: readonly T[],
  entry: (value: T, position: number) => readonly [string, V],
): Map<string, V[]> {
  const groups = new Map<string, V[]>();
  for (const [n, value] of values.entries()) {
    const [key, one] = entry(value, n);
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return groups;
}
