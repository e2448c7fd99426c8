/** Ways into the items of a group: by place in a Rust file, by Rocq identifier, by file. */
import { CLOSURE_METHODS, itemNamesIn, type Role } from "../rocq/names.ts";
import { touches } from "../text.ts";
import type { CatalogueItem, NamedBy, ProofFile } from "./catalogueModel.ts";
import type { ItemIndex } from "./itemIndex.ts";
import { namedKind } from "./namedItem.ts";
import { rocqNameOfFile } from "./outputFolder.ts";

/** What was read of a group. */
export interface Shelves {
  /** Of each Rust file. */
  readonly files: readonly (readonly CatalogueItem[])[];
  /** The index may know later names than the files; what it finds is looked at. */
  readonly index: ItemIndex;
  /** The proof files that may be about items of this Rocq name. */
  readonly proofsAbout: (rocqName: string) => readonly ProofFile[];
}

export class Lookups {
  readonly #files: Shelves["files"];
  readonly #index: ItemIndex;
  readonly #proofsAbout: Shelves["proofsAbout"];

  constructor({ files, index, proofsAbout }: Shelves) {
    this.#files = files;
    this.#index = index;
    this.#proofsAbout = proofsAbout;
  }

  /** The items of a Rust file, in its order. */
  in(file: string): readonly CatalogueItem[] {
    return this.#index.at(file).flatMap((n) => this.#files[n] ?? []);
  }

  /** What a Rocq identifier may be a name for, in the order of the items. */
  named(identifier: string): readonly NamedBy[] {
    const found = this.#rolesOf(identifier, "code");
    for (const { kind, role, name } of itemNamesIn(identifier)) {
      if (kind === "closureShim") found.push(...this.#rolesOfShim(name, role));
      else found.push(...this.#rolesOf(name, role).filter(({ item }) => namedKind(item) === kind));
    }
    return found
      .sort((a, b) => a.file - b.file || a.position - b.position)
      .map(({ item, role }) => ({ item, role }));
  }

  /** The item of a proof or template. */
  ofFile(path: string): CatalogueItem | null {
    const name = rocqNameOfFile(path);
    if (name === null) return null;
    const proof = this.#proofsAbout(name).find((file) => file.path === path);
    const items = this.#rolesOf(name, "code").map(({ item }) => item);
    return proof?.item ?? items.findLast((item) => item.template?.path === path) ?? null;
  }

  #rolesOfShim(name: string, role: Role) {
    return CLOSURE_METHODS.flatMap((method) => {
      if (!name.endsWith(`_${method}`)) return [];
      const closures = this.#rolesOf(name.slice(0, -method.length - 1), role);
      return closures.filter(({ item }) => item.kind === "closure");
    });
  }

  #rolesOf(rocqName: string, role: Role) {
    return this.#index
      .named(rocqName)
      .flatMap((file) =>
        (this.#files[file] ?? []).flatMap((item, position) =>
          item.rocqName === rocqName ? [{ item, role, file, position }] : [],
        ),
      );
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
