/** The catalogue of the workspace in the server: made in the background, kept right while files change. */
import { setTimeout as wait } from "node:timers/promises";
import { ItemMatching } from "../features/itemMatching.ts";
import type { ProjectView } from "../features/projectView.ts";
import type { Catalogue } from "../project/catalogueModel.ts";
import { DefinitionIndex } from "../project/definitionIndex.ts";
import { logicalPaths } from "../project/logicalPaths.ts";
import type { RocqFacts } from "../project/rocqFacts.ts";
import type { Workspace } from "../project/workspace.ts";

/** A run of RefinedRust deletes and writes many files: the disk is looked at when it has been quiet so long, in milliseconds. */
const QUIET = 200;

/** What a view has besides the project itself. */
export type Surroundings = Omit<ProjectView, "catalogue" | "definitions" | "matching">;

type Known = Pick<ProjectView, "catalogue" | "definitions" | "matching">;

export class Project {
  readonly #create: () => Promise<Workspace>;
  readonly #surroundings: Surroundings;
  readonly #changed: (catalogue: Catalogue) => void;
  #workspace: Workspace | null = null;
  #known: Known | null = null;
  /** What may differ from what is known; null for everything. */
  #dirty: Set<string> | null = null;
  /** The update that runs, or the last one. */
  #updating: Promise<void> = Promise.resolve();
  #events = 0;

  /** `create` reads the settings anew each time; `changed` hears of every new catalogue. */
  constructor(
    create: () => Promise<Workspace>,
    surroundings: Surroundings,
    changed: (catalogue: Catalogue) => void,
  ) {
    this.#create = create;
    this.#surroundings = surroundings;
    this.#changed = changed;
  }

  /** Other folders or settings: everything is read anew, when it is asked for or now. */
  restart(): Promise<void> {
    this.#workspace = null;
    this.#dirty = null;
    return this.#update();
  }

  /** Files or folders that were created, changed or deleted. */
  async filesChanged(paths: readonly string[]): Promise<void> {
    if (this.#dirty) for (const path of paths) this.#dirty.add(path);
    const event = ++this.#events;
    await wait(QUIET, undefined, { ref: false });
    if (event === this.#events) await this.#update();
  }

  /** The project as the disk has it now, as far as the server was told. */
  async view(): Promise<ProjectView | null> {
    await this.#update();
    return this.current;
  }

  /** The project as the disk has it now, whatever the server was told. */
  look(): Promise<ProjectView | null> {
    this.#dirty = null;
    return this.view();
  }

  /** The project as it was known last; null before the first look. */
  get current(): ProjectView | null {
    return this.#known && { ...this.#surroundings, ...this.#known };
  }

  /** Updates run one after another, and only when there is something to do. */
  #update(): Promise<void> {
    const before = this.#updating.catch(() => {});
    this.#updating = before.then(() => this.#run());
    return this.#updating;
  }

  async #run(): Promise<void> {
    if (this.#dirty?.size === 0) return;
    const changed = this.#dirty && [...this.#dirty];
    this.#dirty = new Set();
    try {
      const workspace = this.#workspace ?? (await this.#create());
      this.#workspace = workspace;
      const catalogue = await workspace.update(changed);
      const definitions = new DefinitionIndex(
        await rocqFiles(catalogue, workspace),
        await logicalPaths(catalogue.theories, (path) => workspace.text(path)),
      );
      this.#known = { catalogue, definitions, matching: new ItemMatching(catalogue) };
      this.#changed(catalogue);
    } catch (error) {
      // What was learned halfway is not to be trusted.
      this.#dirty = null;
      this.#workspace = null;
      throw error;
    }
  }
}

async function rocqFiles(catalogue: Catalogue, workspace: Workspace): Promise<Map<string, RocqFacts>> {
  const files = new Map<string, RocqFacts>();
  for (const path of catalogue.theories) {
    const facts = await workspace.theory(path);
    if (facts) files.set(path, facts);
  }
  for (const output of catalogue.outputs) {
    for (const path of output.files) {
      const facts = catalogue.rocq(path);
      if (facts) files.set(path, facts);
    }
  }
  return files;
}
