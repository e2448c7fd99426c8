/** The results of runs, kept on the disk so that they are there again when an editor is. */
import { createHash } from "node:crypto";
import { mkdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { messageOf } from "../disk/node.ts";
import type { CatalogueItem } from "../project/catalogueModel.ts";
import { moduleOfItem, type RecordedRun } from "../verification/recorded.ts";
import { readResults, type StoredResults, storedResults } from "./storedResults.ts";

/** Bytes; a larger file is not ours. */
const LARGEST = 64_000_000;

/** `$XDG_CACHE_HOME/refinedrust-tools`, where nothing else was asked for. */
export function usualResultFolder(environment: NodeJS.ProcessEnv): string {
  const cache = environment["XDG_CACHE_HOME"] || environment["LOCALAPPDATA"] || join(homedir(), ".cache");
  return join(cache, "refinedrust-tools", "results");
}

/** One file for each crate. What cannot be read or written is told to the log, and never an error. */
export class ResultStore {
  readonly #folder: string;
  readonly #log: (line: string) => void;
  readonly #crates = new Map<string, Map<string, RecordedRun>>();
  readonly #said = new Set<string>();

  constructor(folder: string, log: (line: string) => void) {
    this.#folder = folder;
    this.#log = log;
  }

  /** Reads the results of crates that were not asked for before; answers whether there were any. */
  async load(crates: readonly string[]): Promise<boolean> {
    let found = 0;
    for (const crate of crates) {
      if (this.#crates.has(crate)) continue;
      const results = await this.#read(crate);
      this.#crates.set(crate, results);
      found += results.size;
    }
    return found > 0;
  }

  of(item: Pick<CatalogueItem, "crate" | "kind" | "rocqName">): RecordedRun | null {
    return this.#crates.get(item.crate.id)?.get(moduleOfItem(item)) ?? null;
  }

  get all(): RecordedRun[] {
    return [...this.#crates.values()].flatMap((results) => [...results.values()]);
  }

  /** What other windows have learned meanwhile of other functions is kept. */
  async add(results: readonly RecordedRun[]): Promise<void> {
    for (const crate of new Set(results.map((result) => result.crate))) {
      const known = new Map([...(this.#crates.get(crate) ?? []), ...(await this.#read(crate))]);
      for (const result of results) {
        if (result.crate !== crate) continue;
        const before = known.get(result.module);
        known.set(result.module, { ...result, cost: { ...result.cost, before: secondsBefore(before) } });
      }
      this.#crates.set(crate, known);
      await this.#write(crate, storedResults(crate, [...known.values()]));
    }
  }

  #path(crate: string): string {
    const name = createHash("sha256").update(crate).digest("hex").slice(0, 24);
    return join(this.#folder, `${name}.json`);
  }

  async #read(crate: string): Promise<Map<string, RecordedRun>> {
    const path = this.#path(crate);
    try {
      if ((await stat(path)).size > LARGEST) throw new Error("it is too large");
      const results = readResults(JSON.parse(await readFile(path, "utf8")), crate);
      return new Map(results.map((result) => [result.module, result]));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") {
        this.#sayOnce(`The results in ${path} are ignored: ${messageOf(error)}`);
      }
      return new Map();
    }
  }

  #sayOnce(line: string): void {
    if (!this.#said.has(line)) this.#log(line);
    this.#said.add(line);
  }

  /** Under another name first, so that a reader finds all or nothing. */
  async #write(crate: string, results: StoredResults): Promise<void> {
    const path = this.#path(crate);
    const draft = `${path}.${process.pid}`;
    try {
      await mkdir(this.#folder, { recursive: true });
      await writeFile(draft, JSON.stringify(results));
      await rename(draft, path);
    } catch (error) {
      this.#log(`The results of the run are not kept: ${path}: ${messageOf(error)}`);
      await rm(draft, { force: true }).catch(() => {});
    }
  }
}

const secondsBefore = (before: RecordedRun | undefined): number | null =>
  before === undefined ? null : (before.cost.seconds ?? before.cost.before);
