/** Where a Rocq file defines a name. */
import type { Place } from "../rocq/vernacularModel.ts";
import type { RocqFacts } from "./rocqFacts.ts";

export class Definitions {
  readonly #rocq: ReadonlyMap<string, RocqFacts>;
  readonly #byFile = new Map<string, ReadonlyMap<string, Place>>();

  constructor(rocq: ReadonlyMap<string, RocqFacts>) {
    this.#rocq = rocq;
  }

  /** The first definition of the name in the file; null when there is none. */
  find(path: string, name: string): Place | null {
    return this.#of(path).get(name) ?? null;
  }

  #of(path: string): ReadonlyMap<string, Place> {
    const known = this.#byFile.get(path);
    if (known) return known;
    const places = new Map<string, Place>();
    for (const { name, place } of this.#rocq.get(path)?.vernacular.definitions ?? []) {
      if (!places.has(name)) places.set(name, place);
    }
    this.#byFile.set(path, places);
    return places;
  }
}
