/** What the Rocq files of the output folders hold, kept up to date file by file. */
import type { Shelf } from "./cachedDisk.ts";
import type { ProjectNote } from "./catalogueModel.ts";
import type { OutputFolder } from "./outputFolder.ts";
import type { RocqFacts } from "./rocqFacts.ts";

export class RocqFiles {
  readonly #shelf: Shelf<RocqFacts>;
  #outputs: readonly OutputFolder[] = [];
  #facts = new Map<string, RocqFacts>();
  readonly #notes = new Map<string, string>();

  constructor(shelf: Shelf<RocqFacts>) {
    this.#shelf = shelf;
  }

  /** By path; a file that cannot be read does not occur. The same map until the folders hold other files. */
  get facts(): ReadonlyMap<string, RocqFacts> {
    return this.#facts;
  }

  /**
   * Reads what is not known yet. `dirty` names the files that may differ since the last call, null all of them. Answers
   * with the paths of those that do differ.
   */
  async update(
    outputs: readonly OutputFolder[],
    dirty: ReadonlySet<string> | null,
  ): Promise<ReadonlySet<string>> {
    const isLike =
      outputs.length === this.#outputs.length && outputs.every((output, n) => output === this.#outputs[n]);
    return isLike && dirty ? this.#refresh(dirty) : this.#readAll(outputs);
  }

  /** What cannot be read of them, or only in part, in the order of the paths. */
  get notes(): ProjectNote[] {
    return [...this.#notes]
      .map(([path, message]) => ({ path, message }))
      .sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  async #readAll(outputs: readonly OutputFolder[]): Promise<Set<string>> {
    const before = this.#facts;
    this.#outputs = outputs;
    this.#facts = new Map();
    this.#notes.clear();
    const changed = new Set<string>();
    for (const path of outputs.flatMap(({ files }) => [...files])) {
      await this.#read(path);
      if (this.#facts.get(path) !== before.get(path)) changed.add(path);
    }
    return changed;
  }

  async #refresh(dirty: ReadonlySet<string>): Promise<Set<string>> {
    const changed = new Set<string>();
    for (const path of dirty) {
      if (!this.#outputs.some(({ files }) => files.has(path))) continue;
      const before = this.#facts.get(path);
      await this.#read(path);
      if (this.#facts.get(path) !== before) changed.add(path);
    }
    return changed;
  }

  async #read(path: string): Promise<void> {
    const known = this.#shelf.peek(path);
    const facts = known === undefined ? await this.#shelf.get(path) : known;
    if (facts) this.#facts.set(path, facts);
    else this.#facts.delete(path);
    const note = noteOf(facts);
    if (note === null) this.#notes.delete(path);
    else this.#notes.set(path, note);
  }
}

function noteOf(facts: RocqFacts | null): string | null {
  if (!facts) return "the file cannot be read";
  const open = facts.vernacular.unfinished.find((at) => at.kind === "comment" || at.kind === "string");
  return open ? `a ${open.kind} that begins in line ${open.line + 1} does not end` : null;
}
