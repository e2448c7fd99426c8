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
    const written = outputs.flatMap(({ specs, code, proofs }) => [
      ...[specs, code].filter((path) => path !== null),
      ...proofs.map(({ path }) => path),
    ]);
    for (const path of [...theories, ...written]) {
      const module = stemOf(path);
      const known = this.#byModule.get(module);
      if (known) known.push(path);
      else this.#byModule.set(module, [path]);
    }
  }

  has(path: string): boolean {
    return this.#byModule.get(stemOf(path))?.includes(path) ?? false;
  }

  /** What is imported. */
  of(facts: RocqFacts): Set<string> {
    const found = new Set<string>();
    for (const { modules } of facts.vernacular.imports) {
      for (const module of modules) {
        const name = module.slice(module.lastIndexOf(".") + 1);
        for (const path of this.#byModule.get(name) ?? []) found.add(path);
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
  readonly #own: ReadonlySet<string | null>;
  readonly #root: string;
  readonly #read: Read;
  readonly #known = new Map<string, Promise<Theories>>();

  /**
   * @param own Files that are left out, since their definitions are looked at one by one.
   * @param root Where dune runs: what lies elsewhere is used as it was installed.
   * @param read Of the workspace, or dune's copy of it.
   */
  constructor(importable: Importable, own: OutputFolder, root: string, read: Read) {
    this.#importable = importable;
    this.#own = new Set([own.specs, own.code]);
    this.#root = root;
    this.#read = read;
  }

  of(files: readonly (RocqFacts | null)[]): Promise<Theories> {
    const first = [...new Set(files.flatMap((facts) => this.#importedBy(facts)))].sort();
    const key = first.join("\n");
    const known = this.#known.get(key) ?? this.#walk(first);
    this.#known.set(key, known);
    return known;
  }

  #importedBy(facts: RocqFacts | null): string[] {
    if (facts === null) return [];
    return [...this.#importable.of(facts)].filter(
      (path) => !this.#own.has(path) && isWithin(this.#root, path),
    );
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
