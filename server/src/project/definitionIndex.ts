/** Where Rocq names are defined: in the user's theories and in what RefinedRust wrote. */
import type { Place } from "../rocq/vernacularModel.ts";
import type { RocqFacts } from "./rocqFacts.ts";

export interface DefinedAt {
  readonly path: string;
  readonly place: Place;
}

/** The files by path, and an index of their definitions that is made when first asked for. */
export class DefinitionIndex {
  readonly files: ReadonlyMap<string, RocqFacts>;
  /** The names under which Rocq finds the files, as far as they are known. */
  readonly logicalPaths: ReadonlyMap<string, string>;
  #byName: ReadonlyMap<string, readonly DefinedAt[]> | null = null;

  constructor(
    files: ReadonlyMap<string, RocqFacts>,
    logicalPaths: ReadonlyMap<string, string> = new Map<string, string>(),
  ) {
    this.files = files;
    this.logicalPaths = logicalPaths;
  }

  /** Every definition of the name, in the order of the files. */
  of(name: string): readonly DefinedAt[] {
    this.#byName ??= indexOf(this.files);
    return this.#byName.get(name) ?? [];
  }
}

function indexOf(files: ReadonlyMap<string, RocqFacts>): Map<string, DefinedAt[]> {
  const found = new Map<string, DefinedAt[]>();
  for (const [path, { vernacular }] of files) {
    for (const { name, place } of vernacular.definitions) {
      const others = found.get(name);
      if (others) others.push({ path, place });
      else found.set(name, [{ path, place }]);
    }
  }
  return found;
}
