/** Ways into the items of a group: by place in a Rust file, by Rocq identifier, by file. Each index is made when first asked for. */
import { CLOSURE_METHODS, itemNamesIn, type Role } from "../rocq/names.ts";
import { touches } from "../text.ts";
import type { CatalogueItem, NamedBy, ProofFile } from "./catalogueModel.ts";
import { namedKind } from "./namedItem.ts";

export class Lookups {
  readonly #items: readonly CatalogueItem[];
  readonly #proofFiles: readonly ProofFile[];
  #byRustFile: ReadonlyMap<string, readonly CatalogueItem[]> | null = null;
  /** Positions in the list of items, and for several items of one name the list of them. */
  #byRocqName: ReadonlyMap<string, number | readonly number[]> | null = null;

  constructor(items: readonly CatalogueItem[], proofFiles: readonly ProofFile[]) {
    this.#items = items;
    this.#proofFiles = proofFiles;
  }

  /** The items of a Rust file, in its order. */
  in(file: string): readonly CatalogueItem[] {
    this.#byRustFile ??= byRustFile(this.#items);
    return this.#byRustFile.get(file) ?? [];
  }

  /** What a Rocq identifier may be a name for, in the order of the items. */
  named(identifier: string): readonly NamedBy[] {
    const found = this.#rolesOf(identifier, "code");
    for (const { kind, role, name } of itemNamesIn(identifier)) {
      if (kind === "closureShim") found.push(...this.#rolesOfShim(name, role));
      else found.push(...this.#rolesOf(name, role).filter(({ item }) => namedKind(item) === kind));
    }
    return found.sort((a, b) => a.position - b.position).map(({ item, role }) => ({ item, role }));
  }

  /** The item of a proof or template. */
  ofFile(path: string): CatalogueItem | null {
    return (
      this.#proofFiles.find((file) => file.path === path)?.item ??
      this.#items.findLast((item) => item.template?.path === path) ??
      null
    );
  }

  #rolesOfShim(name: string, role: Role) {
    return CLOSURE_METHODS.flatMap((method) => {
      if (!name.endsWith(`_${method}`)) return [];
      const closures = this.#rolesOf(name.slice(0, -method.length - 1), role);
      return closures.filter(({ item }) => item.kind === "closure");
    });
  }

  #rolesOf(rocqName: string, role: Role) {
    this.#byRocqName ??= byRocqName(this.#items);
    const positions = this.#byRocqName.get(rocqName) ?? [];
    return (typeof positions === "number" ? [positions] : positions).flatMap((position) => {
      const item = this.#items[position];
      return item ? [{ item, role, position }] : [];
    });
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

function byRustFile(items: readonly CatalogueItem[]): Map<string, CatalogueItem[]> {
  const found = new Map<string, CatalogueItem[]>();
  for (const item of items) {
    const others = found.get(item.file);
    if (others) others.push(item);
    else found.set(item.file, [item]);
  }
  return found;
}

function byRocqName(items: readonly CatalogueItem[]): Map<string, number | number[]> {
  const found = new Map<string, number | number[]>();
  for (const [position, { rocqName }] of items.entries()) {
    const others = found.get(rocqName);
    if (others === undefined) found.set(rocqName, position);
    else if (typeof others === "number") found.set(rocqName, [others, position]);
    else others.push(position);
  }
  return found;
}
