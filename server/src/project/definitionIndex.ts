/** Where Rocq names are defined: in the user's theories and in what RefinedRust wrote. */
import type { Place } from "../rocq/vernacularModel.ts";
import type { RocqFacts } from "./rocqFacts.ts";

export interface DefinedAt {
  readonly path: string;
  readonly place: Place;
}

/** The files by path. A name is looked for when it is asked for: an index would be made anew after every change, for one question. */
export class DefinitionIndex {
  readonly files: ReadonlyMap<string, RocqFacts>;
  /** The names under which Rocq finds the files, as far as they are known. */
  readonly logicalPaths: ReadonlyMap<string, string>;
  readonly #known = new Map<string, readonly DefinedAt[]>();

  constructor(
    files: ReadonlyMap<string, RocqFacts>,
    logicalPaths: ReadonlyMap<string, string> = new Map<string, string>(),
  ) {
    this.files = files;
    this.logicalPaths = logicalPaths;
  }

  /** Every definition of the name, in the order of the files. */
  of(name: string): readonly DefinedAt[] {
    const known = this.#known.get(name) ?? definitionsOf(name, this.files);
    this.#known.set(name, known);
    return known;
  }
}

function definitionsOf(wanted: string, files: ReadonlyMap<string, RocqFacts>): DefinedAt[] {
  const found: DefinedAt[] = [];
  for (const [path, { vernacular }] of files) {
    for (const { name, place } of vernacular.definitions) if (name === wanted) found.push({ path, place });
  }
  return found;
}
