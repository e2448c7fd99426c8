/** Keeps the catalogue of a workspace right while files change. */

import type { RustFile } from "../syntax/model.ts";
import { Assembly } from "./assemble.ts";
import { type Association, associate } from "./association.ts";
import { withoutBodies } from "./bodies.ts";
import { type Build, type BuildFolders, Builds, duneRootOf } from "./builds.ts";
import { CachedDisk, type Shelf } from "./cachedDisk.ts";
import type { Catalogue, ProjectNote } from "./catalogueModel.ts";
import { CONFIGURATION_FILE } from "./configuration.ts";
import { CrateItems } from "./crateItems.ts";
import { CrateReuse } from "./crateReuse.ts";
import { type Crate, expectedOutputs, readCrates } from "./crates.ts";
import type { RustFacts } from "./declarations.ts";
import type { Disk } from "./disk.ts";
import { type LibraryFile, readLibraryFile } from "./libraryFile.ts";
import type { Environment } from "./loadPath.ts";
import { type Manifest, readManifest } from "./manifest.ts";
import { ModuleTrees, type RustSource } from "./moduleTrees.ts";
import { type OutputFolder, OutputFolders } from "./outputFolder.ts";
import { folderOf, isWithin, join, nameOf, upwards } from "./paths.ts";
import { ProofTheories } from "./proofTheories.ts";
import { type Configuration, readConfiguration } from "./refinedRustToml.ts";
import { generatedTheory, type RocqFacts, rocqFacts } from "./rocqFacts.ts";
import { RocqFiles } from "./rocqFiles.ts";
import { type RocqUnits, rocqUnits } from "./rocqUnits.ts";
import { factsOf } from "./rustFacts.ts";
import { skeletonOf } from "./skeleton.ts";
import { outputsBelow, type Survey, type SurveySource, survey } from "./survey.ts";
import { usedLibraries } from "./usedLibraries.ts";

export interface WorkspaceOptions {
  /** Absolute folders. */
  readonly roots: readonly string[];
  /** Globs in the form of `.gitignore`, from each root. */
  readonly excludes: readonly string[];
  /** Further `RefinedRust.toml` files, as `RR_CONFIG` names them. */
  readonly configurations: readonly string[];
  /** Further folders that RefinedRust writes to, as `output_dir` names them. */
  readonly outputs?: readonly string[];
  /** Where dune builds, when that is not where it usually does. */
  readonly buildFolders?: BuildFolders;
  /** Variables that RefinedRust will be started with. */
  readonly environment?: Environment;
  readonly hotword: (path: string) => string;
  readonly parse: (text: string, path: string, hotword: string) => RustFile;
}

export class Workspace {
  readonly #disk: CachedDisk;
  readonly #options: WorkspaceOptions;
  readonly #texts: Shelf<string>;
  readonly #manifests: Shelf<Manifest>;
  readonly #configurations: Shelf<Configuration>;
  readonly #quick: Shelf<RustFacts>;
  readonly #full: Shelf<RustFacts>;
  readonly #rocq: Shelf<RocqFacts>;
  readonly #extraSpecs: Shelf<RocqUnits>;
  readonly #libraries: Shelf<LibraryFile>;
  readonly #items = new CrateItems();
  readonly #outputs = new OutputFolders();
  readonly #builds: Builds;
  /** What lies where; null when that may have changed. */
  #survey: Survey | null = null;
  /** Of the first look, and of the one at the functions without annotations of some files, too. */
  readonly #looks: readonly [Look, Look];

  constructor(disk: Disk, options: WorkspaceOptions) {
    const cached = new CachedDisk(disk);
    this.#disk = cached;
    this.#options = options;
    this.#builds = new Builds(options.buildFolders);
    this.#texts = cached.shelf((_, text) => text);
    this.#manifests = cached.shelf(readManifest);
    this.#configurations = cached.shelf(readConfiguration);
    this.#quick = cached.shelf((path, text) => {
      const hotword = options.hotword(path);
      if (!text.includes(`${hotword}::`)) return skeletonOf(text);
      const file = options.parse(withoutBodies(text, hotword), path, hotword);
      return factsOf(file, { text, keepsAll: false });
    });
    this.#full = cached.shelf((path, text) => {
      const file = options.parse(text, path, options.hotword(path));
      return factsOf(file, { text, keepsAll: true });
    });
    this.#rocq = cached.shelf(rocqFacts);
    this.#extraSpecs = cached.shelf((_, text) => structuredClone(rocqUnits(text)));
    this.#libraries = cached.shelf(readLibraryFile);
    this.#looks = [newLook(this.#rocq), newLook(this.#rocq)];
  }

  /** How many files were read since the start. */
  get reads(): number {
    return this.#disk.reads;
  }

  /**
   * The catalogue of the disk as it is now. `changed` names what may be different since the last call, files or whole
   * folders; without it everything is looked at again, and read where time or size differ.
   */
  async update(changed: readonly string[] | null = null): Promise<Catalogue> {
    const isMoved = await this.#disk.invalidate(changed);
    for (const look of this.#looks) {
      if (isMoved || changed === null) look.dirty = null;
      else for (const path of changed) look.dirty?.add(path);
    }
    const source = { disk: this.#disk, texts: this.#texts, outputs: this.#outputs };
    if (isMoved || changed?.some((path) => nameOf(path) === ".gitignore")) this.#survey = null;
    const found = this.#survey ?? (await this.#surveyWithWorkspaces(source));
    this.#survey = found;
    const configurations = await this.#readConfigurations(found);
    const base = { found, configurations, source };
    const first = await this.#look(0, base, this.#quick);
    const parsed = filesToParse(first);
    if (parsed.size === 0) return first;
    const shelf = (path: string): Shelf<RustFacts> => (parsed.has(path) ? this.#full : this.#quick);
    return this.#look(1, base, {
      get: (path) => shelf(path).get(path),
      peek: (path) => shelf(path).peek(path),
    });
  }

  /** What a Rocq file outside of the output folders contains; null when it is not there. */
  theory(path: string): Promise<RocqFacts | null> {
    return this.#rocq.get(path);
  }

  /** A small file of any kind, such as one of dune's; null when it is not there. */
  text(path: string): Promise<string | null> {
    return this.#texts.get(path);
  }

  /** With the settings of cargo's workspaces around the roots: RefinedRust runs there. */
  async #surveyWithWorkspaces(source: SurveySource): Promise<Survey> {
    const found = await survey(this.#options.roots, this.#options, source);
    const folders = new Set<string>();
    for (const root of this.#options.roots) {
      const around = await this.#workspaceAround(root);
      if (around !== null) folders.add(around);
    }
    const configurations = new Set(found.configurations);
    for (const folder of folders) {
      const path = join(folder, CONFIGURATION_FILE);
      if ((await this.#disk.stat(path))?.kind === "file") configurations.add(path);
    }
    return { ...found, configurations: [...configurations], workspaces: [...folders] };
  }

  /** The nearest one, unless the root is one itself. */
  async #workspaceAround(root: string): Promise<string | null> {
    for (const folder of upwards(root)) {
      const path = join(folder, "Cargo.toml");
      const isFile = (await this.#disk.stat(path))?.kind === "file";
      if (isFile && (await this.#manifests.get(path))?.isWorkspace) return folder === root ? null : folder;
    }
    return null;
  }

  async #look(n: 0 | 1, { found, configurations, source }: Base, rust: RustSource): Promise<Catalogue> {
    const look = this.#looks[n];
    const { trees, reuse, assembly } = look;
    const read = await readCrates(found, configurations, {
      disk: this.#disk,
      manifests: this.#manifests,
      rust,
      trees,
    });
    const crates = read.map((crate) => reuse.of(crate));
    const { roots, outputs: named = [] } = this.#options;
    const outputs = await allOutputs(found, configurations, crates, { source, named, roots });
    const { dirty } = look;
    const changed = await look.rocq.update(outputs, dirty);
    const rocq = look.rocq.facts;
    const duneRoots = await this.#duneRoots(outputs, crates);
    const theories = await look.theories.update({
      theories: found.theories,
      outputs,
      rocq,
      read: (path) => this.#rocq.get(path),
      projects: await this.#projects(duneRoots),
      dirty,
    });
    const builds = new Map<OutputFolder, Build>();
    const { importable } = look.theories;
    const buildSource = { disk: this.#disk, texts: this.#texts, rocq: this.#rocq, importable };
    for (const output of outputs) builds.set(output, await this.#builds.of(output, dirty, buildSource));
    look.dirty = new Set();
    const associations = this.#associate(outputs, crates, configurations, rocq);
    return assembly.catalogue({
      found,
      configurations,
      crates,
      associations,
      libraries: await usedLibraries(crates, associations, {
        environment: this.#options.environment ?? {},
        list: (folder) => this.#disk.list(folder),
        stat: (path) => this.#disk.stat(path),
        library: (path) => this.#libraries.get(path),
      }),
      extraSpecs: await this.#readExtraSpecs(configurations),
      rocq,
      changed,
      theories,
      fileNotes: [...(await this.#manifestNotes(found)), ...look.rocq.notes],
      builds,
      itemsOf: (crate, trustsDebug) => this.#items.of(crate, trustsDebug),
      duneRoots,
      modified: (path) =>
        this.#rocq.modified(path) ??
        this.#quick.modified(path) ??
        this.#full.modified(path) ??
        this.#configurations.modified(path) ??
        this.#manifests.modified(path),
    });
  }

  /** For all folders that RefinedRust writes to, or will. */
  async #duneRoots(outputs: readonly OutputFolder[], crates: readonly Crate[]) {
    const folders = [...outputs.map(({ path }) => folderOf(path)), ...crates.map(expectedOutputs)];
    const roots = new Map<string, string | null>();
    for (const folder of new Set(folders)) roots.set(folder, await duneRootOf(folder, this.#disk));
    return roots;
  }

  /** Without dune, the nearest folder around that has settings of RefinedRust or a package. */
  async #projects(duneRoots: ReadonlyMap<string, string | null>) {
    const found = new Map(duneRoots);
    for (const [folder, root] of duneRoots) {
      if (root !== null) continue;
      for (const around of upwards(folder)) {
        const files = [CONFIGURATION_FILE, "Cargo.toml"].map((name) => this.#disk.stat(join(around, name)));
        if ((await Promise.all(files)).every((stat) => stat === null)) continue;
        found.set(folder, around);
        break;
      }
    }
    return found;
  }

  async #manifestNotes({ manifests }: Survey): Promise<ProjectNote[]> {
    const read = await Promise.all(manifests.map((path) => this.#manifests.get(path)));
    return read.flatMap((one) => (one?.failure ? [{ path: one.path, message: one.failure }] : []));
  }

  async #readConfigurations(found: Survey): Promise<Configuration[]> {
    const paths = new Set([...this.#options.configurations, ...found.configurations]);
    const read = await Promise.all([...paths].map((path) => this.#configurations.get(path)));
    return read.filter((configuration) => configuration !== null);
  }

  async #readExtraSpecs(configurations: readonly Configuration[]): Promise<Map<string, RocqUnits | null>> {
    const paths = new Set(configurations.flatMap(({ extraSpecs }) => extraSpecs ?? []));
    const read = [...paths].map(async (path) => [path, await this.#extraSpecs.get(path)] as const);
    return new Map(await Promise.all(read));
  }

  #associate(
    outputs: readonly OutputFolder[],
    crates: readonly Crate[],
    configurations: readonly Configuration[],
    rocq: ReadonlyMap<string, RocqFacts>,
  ): Association[] {
    return associate(outputs, crates, configurations, (output) => {
      for (const { path } of output.proofs) {
        const facts = rocq.get(path);
        const theory = facts && generatedTheory(facts);
        if (theory) return theory;
      }
      return null;
    });
  }
}

/** What is kept between two looks at the same files. */
interface Look {
  readonly trees: ModuleTrees;
  readonly reuse: CrateReuse;
  readonly rocq: RocqFiles;
  readonly theories: ProofTheories;
  readonly assembly: Assembly;
  /** The files that may differ since the last time; null for all. */
  dirty: Set<string> | null;
}

const newLook = (rocq: Shelf<RocqFacts>): Look => ({
  trees: new ModuleTrees(),
  reuse: new CrateReuse(),
  rocq: new RocqFiles(rocq),
  theories: new ProofTheories(),
  assembly: new Assembly(),
  dirty: null,
});

interface Base {
  readonly found: Survey;
  readonly configurations: readonly Configuration[];
  readonly source: SurveySource;
}

interface OutputSource {
  readonly source: SurveySource;
  readonly named: readonly string[];
  readonly roots: readonly string[];
}

/** What the walk found, what configurations name, and cargo's target folder, where upstream writes by default. */
async function allOutputs(
  found: Survey,
  configurations: readonly Configuration[],
  crates: readonly Crate[],
  { source, named, roots }: OutputSource,
): Promise<OutputFolder[]> {
  const outputs = new Map(found.outputs.map((output) => [output.path, output]));
  const folders = configurations.flatMap((configuration) => configuration.outputFolder ?? []);
  const defaults = crates.flatMap(({ folder, workspace }) =>
    [folder, workspace].map((at) => join(at, "target/verify")),
  );
  for (const folder of new Set([...folders, ...named, ...defaults])) {
    // Elsewhere, other crates have their output, too.
    const isOurs = roots.some((root) => isWithin(root, folder));
    for (const output of await outputsBelow(folder, source))
      if (isOurs || crates.some(({ name }) => name === output.crateName)) outputs.set(output.path, output);
  }
  return [...outputs.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Files that may hold, among their functions without annotations, the function of a proof file that has no item yet. */
function filesToParse(catalogue: Catalogue): Set<string> {
  const stale = catalogue.proofFiles.filter((file) => file.state === "stale" && file.file.kind === "proof");
  const names = stale.map(({ file }) =>
    file.rocqName.replace(/(?:_closure\d+)+(?:_call(?:_once|_mut)?)?$/, ""),
  );
  if (names.length === 0) return new Set();
  const wanted = (functions: readonly string[]): boolean =>
    functions.some((name) => names.some((rocqName) => rocqName === name || rocqName.endsWith(`_${name}`)));
  return new Set(
    catalogue.crates.flatMap((crate) =>
      crate.files.flatMap((file) => (wanted(file.facts.functionNames ?? []) ? file.path : [])),
    ),
  );
}
