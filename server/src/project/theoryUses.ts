/** Which Rocq files of the workspace a proof is built on, besides those that RefinedRust writes for its crate. */
import { fingerprint } from "./fingerprint.ts";
import type { OutputFolder } from "./outputFolder.ts";
import { isWithin, stemOf } from "./paths.ts";
import type { RocqFacts } from "./rocqFacts.ts";

/** Null for a file that is not there. */
type Read = (path: string) => Promise<RocqFacts | null>;

/** The Rocq files that an import may mean; of files that share a name all, since too much is better than too little. */
export class Importable {
  readonly #byModule = new Map<string, string[]>();

  constructor(theories: readonly string[], outputs: readonly OutputFolder[]) {
    for (const path of [...theories, ...outputs.flatMap(({ files }) => [...files])]) {
      const module = stemOf(path);
      const known = this.#byModule.get(module);
      if (known) known.push(path);
      else this.#byModule.set(module, [path]);
    }
  }

  has(path: string): boolean {
    return this.#byModule.get(stemOf(path))?.includes(path) ?? false;
  }

  /** What is imported; from the theories of this output folder's crate, only what is in the folder. */
  of(facts: RocqFacts, { crateName, files }: OutputFolder): Set<string> {
    const found = new Set<string>();
    for (const { from, modules } of facts.vernacular.imports) {
      const isOfCrate = [`${crateName}.generated`, `${crateName}.proofs`].some((name) =>
        `.${from}`.endsWith(`.${name}`),
      );
      for (const module of modules) {
        const all = this.#byModule.get(module.slice(module.lastIndexOf(".") + 1)) ?? [];
        const own = isOfCrate ? all.filter((path) => files.has(path)) : [];
        for (const path of own.length > 0 ? own : all) found.add(path);
      }
    }
    return found;
  }
}

/** What files import, directly or not. */
export interface Theories {
  readonly paths: readonly string[];
  /** Empty for nothing. */
  readonly print: string;
}

/** Of one moment. Proofs with the same imports are asked about once. */
export class TheoryUses {
  readonly #importable: Importable;
  readonly #output: OutputFolder;
  readonly #root: string;
  readonly #read: Read;
  readonly #known = new Map<string, Promise<Theories>>();

  /**
   * @param root Where dune runs, or the project: what lies elsewhere is used as it was installed.
   * @param read Of the workspace, or dune's copy of it.
   */
  constructor(importable: Importable, output: OutputFolder, root: string, read: Read) {
    this.#importable = importable;
    this.#output = output;
    this.#root = root;
    this.#read = read;
  }

  /**
   * Of a proof and the generated files under it, which are left out where these import them: their definitions are looked
   * at one by one. Where another file imports them, they count as a whole.
   */
  of(files: readonly (RocqFacts | null)[], template: string | null): Promise<Theories> {
    const own = new Set([this.#output.specs, this.#output.code, template]);
    const all = files.flatMap((facts) => this.#importedBy(facts));
    const first = [...new Set(all)].filter((path) => !own.has(path)).sort();
    const key = first.join("\n");
    const known = this.#known.get(key) ?? this.#walk(first);
    this.#known.set(key, known);
    return known;
  }

  #importedBy(facts: RocqFacts | null): string[] {
    if (facts === null) return [];
    return [...this.#importable.of(facts, this.#output)].filter((path) => isWithin(this.#root, path));
  }

  async #walk(first: readonly string[]): Promise<Theories> {
    const prints = new Map<string, string>();
    const pending = [...first];
    for (let path = pending.pop(); path !== undefined; path = pending.pop()) {
      if (prints.has(path)) continue;
      const facts = await this.#read(path);
      prints.set(path, facts?.fingerprint ?? "");
      pending.push(...this.#importedBy(facts));
    }
    const lines = [...prints].map((each) => each.join(" ")).sort();
    return { paths: [...prints.keys()], print: lines.length === 0 ? "" : fingerprint(lines.join("\n")) };
  }
}
