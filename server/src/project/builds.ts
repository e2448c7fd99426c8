/** What a build by dune left behind for the proofs of an output folder. */
import type { CachedDisk, Shelf } from "./cachedDisk.ts";
import type { OutputFolder } from "./outputFolder.ts";
import { folderOf, isWithin, nameOf, relativeTo, upwards } from "./paths.ts";
import type { RocqFacts } from "./rocqFacts.ts";

/** For one output folder. */
export interface Build {
  /** Where dune runs for it; null when no project is around it. */
  readonly duneRoot: string | null;
  /** The modules that `proofs/dune` names, which are those that get checked; null without that file. */
  readonly modules: ReadonlySet<string> | null;
  /** By module name, what each of its `.vo` was made from: there may be one in each build folder. */
  readonly compiled: ReadonlyMap<string, readonly Compiled[]>;
}

/** Fingerprints of texts; null for a file that dune has no copy of. */
export interface Compiled {
  /** When the `.vo` was written, in milliseconds of the wall clock. */
  readonly at: number;
  readonly proof: string | null;
  readonly template: string | null;
  readonly specs: string | null;
  readonly code: string | null;
}

/** Where dune builds, for a folder that it runs in: `--build-dir`, or `_build`. */
export type BuildFolders = (duneRoot: string) => readonly string[];

/** The folder of our own runs, which lets everybody else's builds alone, and dune's own. */
export const usualBuildFolders: BuildFolders = (root) => [`${root}/_build-refinedrust`, `${root}/_build`];

export interface BuildSource {
  readonly disk: CachedDisk;
  readonly texts: Shelf<string>;
  readonly rocq: Shelf<RocqFacts>;
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
    if (known?.output === output && dirty && !this.#isAffected(known, dirty)) return known.build;
    const read = await readBuild(output, source, this.#folders);
    const build = known && isSame(known.build, read) ? known.build : read;
    this.#known.set(output.path, { output, build });
    return build;
  }

  #isAffected(
    { output, build }: { readonly output: OutputFolder; readonly build: Build },
    dirty: ReadonlySet<string>,
  ): boolean {
    const folders = build.duneRoot === null ? [] : this.#folders(build.duneRoot);
    const isRead = (path: string) =>
      path === output.proofsDune || folders.some((folder) => isWithin(folder, path));
    return [...dirty].some(isRead);
  }
}

function isSame(a: Build, b: Build): boolean {
  if (a.duneRoot !== b.duneRoot) return false;
  if (a.compiled.size !== b.compiled.size || a.modules?.size !== b.modules?.size) return false;
  for (const module of a.modules ?? []) if (!b.modules?.has(module)) return false;
  for (const [module, compiled] of a.compiled) {
    const other = b.compiled.get(module);
    if (other?.length !== compiled.length) return false;
    if (compiled.some((one, n) => FIELDS.some((field) => one[field] !== other[n]?.[field]))) return false;
  }
  return true;
}

const FIELDS = ["at", "proof", "template", "specs", "code"] as const satisfies readonly (keyof Compiled)[];

/**
 * dune copies every source into `_build/default` before it compiles it, and keeps the `.vo` of a module whose dependency
 * fails: only equal copies say what a `.vo` is worth.
 */
async function readBuild(output: OutputFolder, source: BuildSource, folders: BuildFolders): Promise<Build> {
  const dune = output.proofsDune === null ? null : await source.texts.get(output.proofsDune);
  const modules = dune === null ? null : modulesIn(dune);
  const compiled = new Map<string, Compiled[]>();
  const root = await duneRootOf(folderOf(output.path), source.disk);
  if (root === null || output.layout !== "current") return { duneRoot: root, modules, compiled };
  for (const folder of folders(root)) await readFolder(output, { root, folder }, source, compiled);
  return { duneRoot: root, modules, compiled };
}

async function readFolder(
  output: OutputFolder,
  { root, folder }: { readonly root: string; readonly folder: string },
  source: BuildSource,
  compiled: Map<string, Compiled[]>,
): Promise<void> {
  const copy = (path: string): string => `${folder}/default/${relativeTo(root, path)}`;
  const print = async (path: string | null): Promise<string | null> =>
    path === null ? null : ((await source.rocq.get(copy(path)))?.fingerprint ?? null);
  const proofs = copy(`${output.path}/proofs`);
  const names = new Set(((await source.disk.list(proofs)) ?? []).map((entry) => entry.name));
  if (![...names].some((name) => name.endsWith(".vo"))) return;
  const specs = await print(output.specs);
  const code = await print(output.code);
  for (const { path, rocqName } of output.proofs) {
    const module = nameOf(path).slice(0, -2);
    if (!names.has(`${module}.vo`)) continue;
    const at = (await source.disk.stat(`${proofs}/${module}.vo`))?.modified ?? 0;
    const template = await print(output.templates.get(rocqName) ?? null);
    const one = { at, proof: await print(path), template, specs, code };
    compiled.set(module, [...(compiled.get(module) ?? []), one]);
  }
}

/** The names in `(modules ..)`; null when the field is missing, which means all. */
function modulesIn(dune: string): ReadonlySet<string> | null {
  const found = /\(modules\s+([^()]*)\)/.exec(dune.replace(/;[^\n]*/g, ""))?.[1];
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
