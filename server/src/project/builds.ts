/** What a build by dune left behind for the proofs of an output folder. */
import type { CachedDisk, Shelf } from "./cachedDisk.ts";
import type { ProofTexts } from "./definitionUses.ts";
import { fingerprint } from "./fingerprint.ts";
import type { OutputFolder } from "./outputFolder.ts";
import { folderOf, isWithin, join, nameOf, relativeTo, stemOf, upwards } from "./paths.ts";
import type { RocqFacts } from "./rocqFacts.ts";
import { type Importable, TheoryUses } from "./theoryUses.ts";

/** For one output folder. */
export interface Build {
  /** Where dune runs for it; null when no project is around it. */
  readonly duneRoot: string | null;
  /** The modules that `proofs/dune` names, which are those that get checked; null without that file. */
  readonly modules: ReadonlySet<string> | null;
  /** By module name, what each of its `.vo` was made from: there may be one in each build folder. */
  readonly compiled: ReadonlyMap<string, readonly Compiled[]>;
  /** Of what dune's own files say of how the proofs are compiled. */
  readonly settings: string;
}

/** A `.vo`, with the copies that dune made before it compiled it; null for a file that it has no copy of. */
export interface Compiled extends ProofTexts {
  /** When the `.vo` was written, in milliseconds of the wall clock. */
  readonly at: number;
  /** Of what the copies import. */
  readonly theories: string;
  /** Every file that it imports is compiled, too, and was not compiled later: else it may be from before a change. */
  readonly isWhole: boolean;
  /** The files of dune that are kept by hand have not changed since. */
  readonly isOfSettings: boolean;
}

/** Where dune builds, for a folder that it runs in: `--build-dir`, or `_build`. */
export type BuildFolders = (duneRoot: string) => readonly string[];

/** The folder of our own runs, which lets everybody else's builds alone, and dune's own. */
export const usualBuildFolders: BuildFolders = (root) => [`${root}/_build-refinedrust`, `${root}/_build`];

export interface BuildSource {
  readonly disk: CachedDisk;
  readonly texts: Shelf<string>;
  readonly rocq: Shelf<RocqFacts>;
  readonly importable: Importable;
}

/** The builds of a workspace; one that says the same as before is the same object as before. */
export class Builds {
  readonly #known = new Map<string, { readonly output: OutputFolder; readonly build: Build }>();
  readonly #folders: BuildFolders;

  constructor(folders: BuildFolders = usualBuildFolders) {
    this.#folders = folders;
  }

  /** `dirty` names the files that may differ since the last call for this folder, when no file came or went; null for all. */
  async of(output: OutputFolder, dirty: ReadonlySet<string> | null, source: BuildSource): Promise<Build> {
    const known = this.#known.get(output.path);
    if (known?.output === output && dirty && !this.#isAffected(known.build, dirty)) return known.build;
    const read = await readBuild(output, source, this.#folders);
    const build = known && isSame(known.build, read) ? known.build : read;
    this.#known.set(output.path, { output, build });
    return build;
  }

  #isAffected({ duneRoot }: Build, dirty: ReadonlySet<string>): boolean {
    const folders = duneRoot === null ? [] : this.#folders(duneRoot);
    const isRead = (path: string) =>
      DUNE_FILES.has(nameOf(path)) || folders.some((folder) => isWithin(folder, path));
    return [...dirty].some(isRead);
  }
}

function isSame(a: Build, b: Build): boolean {
  if (a.duneRoot !== b.duneRoot || a.settings !== b.settings) return false;
  if (a.compiled.size !== b.compiled.size || a.modules?.size !== b.modules?.size) return false;
  for (const module of a.modules ?? []) if (!b.modules?.has(module)) return false;
  for (const [module, compiled] of a.compiled) {
    const other = b.compiled.get(module);
    if (other?.length !== compiled.length) return false;
    if (compiled.some((one, n) => !isSameCompiled(one, other[n]))) return false;
  }
  return true;
}

const isSameCompiled = (a: Compiled, b: Compiled | undefined): boolean =>
  a.at === b?.at &&
  a.theories === b.theories &&
  a.isWhole === b.isWhole &&
  a.isOfSettings === b.isOfSettings &&
  TEXTS.every((text) => a[text]?.fingerprint === b[text]?.fingerprint);

const TEXTS = ["proof", "template", "specs", "code"] as const satisfies readonly (keyof ProofTexts)[];

const DUNE_FILES: ReadonlySet<string> = new Set(["dune", "dune-project", "dune-workspace"]);

/**
 * dune copies every source into `_build/default` before it compiles it, and keeps the `.vo` of a module whose dependency
 * fails: only equal copies say what a `.vo` is worth.
 */
async function readBuild(output: OutputFolder, source: BuildSource, folders: BuildFolders): Promise<Build> {
  const dune = output.proofsDune === null ? null : await source.texts.get(output.proofsDune);
  const modules = dune === null ? null : modulesIn(dune);
  const compiled = new Map<string, Compiled[]>();
  const root = await duneRootOf(folderOf(output.path), source.disk);
  const settings = await settingsOf(output, root, dune, source);
  if (root === null || output.layout !== "current") return { duneRoot: root, modules, compiled, settings };
  const kept = await Promise.all(duneFilesAround(output, root).map((path) => source.disk.stat(path)));
  const settingsAt = Math.max(0, ...kept.map((stat) => stat?.modified ?? 0));
  for (const folder of folders(root))
    await readFolder(output, { root, folder, settingsAt }, source, compiled);
  return { duneRoot: root, modules, compiled, settings };
}

/** Which modules there are is no setting: each run of RefinedRust names those that it has written. */
async function settingsOf(
  output: OutputFolder,
  root: string | null,
  dune: string | null,
  { disk, texts }: BuildSource,
): Promise<string> {
  const others = [`${output.path}/generated/dune`, ...(root === null ? [] : duneFilesAround(output, root))];
  const read = others.map(async (path) => ((await disk.stat(path)) === null ? "" : await texts.get(path)));
  return fingerprint([dune?.replace(MODULES, ""), ...(await Promise.all(read))].join("\0"));
}

/** Those that RefinedRust does not write. */
function duneFilesAround({ path }: OutputFolder, root: string): string[] {
  const around = [...upwards(path)].filter((folder) => isWithin(root, folder));
  return [`${root}/dune-project`, `${root}/dune-workspace`, ...around.map((folder) => join(folder, "dune"))];
}

interface BuildFolder {
  readonly root: string;
  readonly folder: string;
  /** When what dune is told was last changed. */
  readonly settingsAt: number;
}

async function readFolder(
  output: OutputFolder,
  { root, folder, settingsAt }: BuildFolder,
  source: BuildSource,
  compiled: Map<string, Compiled[]>,
): Promise<void> {
  const copy = (path: string): string => `${folder}/default/${relativeTo(root, path)}`;
  const read = (path: string | null): Promise<RocqFacts | null> =>
    path === null ? Promise.resolve(null) : source.rocq.get(copy(path));
  const proofs = copy(`${output.path}/proofs`);
  const names = new Set(((await source.disk.list(proofs)) ?? []).map((entry) => entry.name));
  if (![...names].some((name) => name.endsWith(".vo"))) return;
  const specs = await read(output.specs);
  const code = await read(output.code);
  const uses = new TheoryUses(source.importable, output, root, read);
  const written = async (path: string): Promise<number> =>
    (await source.disk.stat(`${folderOf(copy(path))}/${stemOf(path)}.vo`))?.modified ??
    Number.POSITIVE_INFINITY;
  for (const { path, rocqName } of output.proofs) {
    const module = stemOf(path);
    if (!names.has(`${module}.vo`)) continue;
    const at = (await source.disk.stat(`${proofs}/${module}.vo`))?.modified ?? 0;
    const template = output.templates.get(rocqName) ?? null;
    const texts = { proof: await read(path), template: await read(template), specs, code };
    const theories = await uses.of([texts.proof, texts.template, specs, code], template);
    const needed = [output.specs, output.code, template, ...theories.paths].filter((each) => each !== null);
    const isWhole = (await Promise.all(needed.map(written))).every((time) => time <= at);
    compiled.set(module, [
      ...(compiled.get(module) ?? []),
      { ...texts, at, theories: theories.print, isWhole, isOfSettings: settingsAt <= at },
    ]);
  }
}

const MODULES = /\(modules\s+([^()]*)\)/;

/** The names in `(modules ..)`; null when the field is missing, which means all. */
function modulesIn(dune: string): ReadonlySet<string> | null {
  const found = MODULES.exec(dune.replace(/;[^\n]*/g, ""))?.[1];
  return found === undefined ? null : new Set(found.split(/\s+/).filter((name) => name !== ""));
}

/** For files in `path`: dune runs in the outermost folder with a workspace file, else in the outermost with a project file. */
export async function duneRootOf(path: string, disk: CachedDisk): Promise<string | null> {
  let root: string | null = null;
  let isWorkspace = false;
  for (const folder of upwards(path)) {
    const hasWorkspace = (await disk.stat(`${folder}/dune-workspace`)) !== null;
    if (!hasWorkspace && (isWorkspace || (await disk.stat(`${folder}/dune-project`)) === null)) continue;
    root = folder;
    isWorkspace ||= hasWorkspace;
  }
  return root;
}
