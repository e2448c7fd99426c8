/** Ways into the catalogue: by place in a Rust file, by Rocq identifier, by file. Each index is made when first asked for. */
import { CLOSURE_METHODS, generatedNames } from "../rocq/names.ts";
import { touches } from "../text.ts";
import type { CatalogueItem, NamedBy, ProofFile } from "./catalogueModel.ts";
import { namedKind } from "./namedItem.ts";

export class Lookups {
  readonly #items: readonly CatalogueItem[];
  readonly #proofFiles: readonly ProofFile[];
  #byRustFile: ReadonlyMap<string, readonly CatalogueItem[]> | null = null;
  #byIdentifier: ReadonlyMap<string, readonly NamedBy[]> | null = null;
  #byRocqFile: ReadonlyMap<string, CatalogueItem> | null = null;

  constructor(items: readonly CatalogueItem[], proofFiles: readonly ProofFile[]) {
    this.#items = items;
    this.#proofFiles = proofFiles;
  }

  at(file: string, offset: number): CatalogueItem | null {
    this.#byRustFile ??= grouped(this.#items, (item) => [item.file]);
    let found: CatalogueItem | null = null;
    for (const item of this.#byRustFile.get(file) ?? []) {
      if (!touches(item.range, offset)) continue;
      // The shortest range is the innermost; of a type and its derived items the type comes first.
      if (!found || length(item) < length(found)) found = item;
    }
    return found;
  }

  named(identifier: string): readonly NamedBy[] {
    this.#byIdentifier ??= identifiers(this.#items);
    const key = identifier.replace(/^(?:generated_template_|proof_(?=.))/, "");
    return this.#byIdentifier.get(identifier) ?? this.#byIdentifier.get(key) ?? [];
  }

  ofFile(path: string): CatalogueItem | null {
    this.#byRocqFile ??= new Map([
      ...this.#items.flatMap((item) => (item.template ? [[item.template.path, item] as const] : [])),
      ...this.#proofFiles.flatMap((file) => (file.item ? [[file.path, file.item] as const] : [])),
    ]);
    return this.#byRocqFile.get(path) ?? null;
  }
}

const length = (item: CatalogueItem): number => item.range.end - item.range.start;

function identifiers(items: readonly CatalogueItem[]): Map<string, NamedBy[]> {
  const found = new Map<string, NamedBy[]>();
  const add = (name: string, by: NamedBy): void => {
    const others = found.get(name);
    if (others) others.push(by);
    else found.set(name, [by]);
  };
  for (const item of items) {
    add(item.rocqName, { item, role: "code" });
    for (const { name, role } of generatedNames(namedKind(item), item.rocqName)) add(name, { item, role });
    if (item.kind !== "closure") continue;
    for (const method of CLOSURE_METHODS) {
      for (const { name, role } of generatedNames("closureShim", `${item.rocqName}_${method}`))
        add(name, { item, role });
    }
  }
  return found;
}

function grouped<T>(values: readonly T[], keysOf: (value: T) => readonly string[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const value of values) {
    for (const key of keysOf(value)) {
      const group = groups.get(key);
      if (group) group.push(value);
      else groups.set(key, [value]);
    }
  }
  return groups;
}
