/** The annotated traits of the whole workspace, kept up to date without keeping any text or tree. */
import { setImmediate as nextTurn } from "node:timers/promises";
import type { TraitFacts } from "../annotations/model.ts";
import { read } from "../disk/node.ts";
import { isIgnored, rustFiles } from "../disk/rustFiles.ts";
import { traitsByName, traitsOf } from "../project/traitFacts.ts";
import type { RustParser } from "../syntax/parser.ts";

/** How long the server may be busy with files before it looks at its messages again, in milliseconds. */
const SLICE = 8;

export class WorkspaceTraits {
  readonly #onDisk = new Map<string, readonly TraitFacts[]>();
  /** Open documents hide their file. */
  readonly #open = new Map<string, readonly TraitFacts[]>();
  #merged: ReadonlyMap<string, TraitFacts> | null = null;
  #scans = 0;
  readonly #parser: () => RustParser | null;
  readonly #hotword: (path: string) => string;

  constructor(parser: () => RustParser | null, hotword: (path: string) => string) {
    this.#parser = parser;
    this.#hotword = hotword;
  }

  get byName(): ReadonlyMap<string, TraitFacts> {
    this.#merged ??= traitsByName([...this.#current()].flat());
    return this.#merged;
  }

  /** Reads the directories anew, a few files at a time; a later scan ends an earlier one. */
  async scan(directories: readonly string[]): Promise<void> {
    const scan = ++this.#scans;
    const found = new Map<string, readonly TraitFacts[]>();
    let paused = performance.now();
    for (const directory of directories) {
      for (const path of rustFiles(directory, () => {})) {
        const facts = this.#factsOf(path);
        if (facts.length > 0) found.set(path, facts);
        if (performance.now() - paused < SLICE) continue;
        await nextTurn();
        if (scan !== this.#scans) return;
        paused = performance.now();
      }
    }
    this.#onDisk.clear();
    for (const [path, facts] of found) this.#onDisk.set(path, facts);
    this.#merged = null;
  }

  /** Reads one file that was created, changed or deleted; true when that changes what is known. */
  reload(path: string): boolean {
    return this.#replace(this.#onDisk, path, isIgnored(path) ? [] : this.#factsOf(path));
  }

  /** Takes the traits of an open document; true when that changes what is known. */
  open(path: string, facts: readonly TraitFacts[]): boolean {
    return this.#replace(this.#open, path, facts, true);
  }

  close(path: string): boolean {
    return this.#replace(this.#open, path, []);
  }

  #replace(
    facts: Map<string, readonly TraitFacts[]>,
    path: string,
    now: readonly TraitFacts[],
    keepEmpty = false,
  ): boolean {
    const before = JSON.stringify(this.#of(path));
    if (now.length > 0 || keepEmpty) facts.set(path, now);
    else facts.delete(path);
    if (before === JSON.stringify(this.#of(path))) return false;
    this.#merged = null;
    return true;
  }

  #of(path: string): readonly TraitFacts[] {
    return this.#open.get(path) ?? this.#onDisk.get(path) ?? [];
  }

  *#current(): Generator<readonly TraitFacts[]> {
    yield* this.#open.values();
    for (const [path, facts] of this.#onDisk) if (!this.#open.has(path)) yield facts;
  }

  #factsOf(path: string): readonly TraitFacts[] {
    const parser = this.#parser();
    const file = read(path);
    if (!parser || "failure" in file) return [];
    const hotword = this.#hotword(path);
    if (!file.content.includes("trait") || !file.content.includes(`${hotword}::`)) return [];
    return traitsOf(parser.read(file.content.toString("utf8"), { path, hotword }));
  }
}
