/** What a build by dune left behind for the proofs of an output folder. */
import type { CachedDisk, Shelf } from "./cachedDisk.ts";
import type { OutputFolder } from "./outputFolder.ts";
import { folderOf, nameOf, relativeTo, upwards } from "./paths.ts";
import type { RocqFacts } from "./rocqFacts.ts";

/** For one output folder. */
export interface Build {
  /** The modules that `proofs/dune` names, which are those that get checked; null without that file. */
  readonly modules: ReadonlySet<string> | null;
  /** By module name, the fingerprints of the texts that its `.vo` was made from. */
  readonly compiled: ReadonlyMap<string, Compiled>;
}

/** Null for a file that dune has no copy of. */
export interface Compiled {
  readonly proof: string | null;
  readonly template: string | null;
  readonly specs: string | null;
  readonly code: string | null;
}

export interface BuildSource {
  readonly disk: CachedDisk;
  readonly texts: Shelf<string>;
  readonly rocq: Shelf<RocqFacts>;
}

/** The builds of a workspace; one that says the same as before is the same object as before. */
export class Builds {
  readonly #known = new Map<string, Build>();

  async of(output: OutputFolder, source: BuildSource): Promise<Build> {
    const build = await readBuild(output, source);
    const known = this.#known.get(output.path);
    if (known && isSame(known, build)) return known;
    this.#known.set(output.path, build);
    return build;
  }
}

function isSame(a: Build, b: Build): boolean {
  if (a.compiled.size !== b.compiled.size || a.modules?.size !== b.modules?.size) return false;
  for (const module of a.modules ?? []) if (!b.modules?.has(module)) return false;
  for (const [module, compiled] of a.compiled) {
    const other = b.compiled.get(module);
    if (other === undefined || INPUTS.some((input) => compiled[input] !== other[input])) return false;
  }
  return true;
}

const INPUTS = ["proof", "template", "specs", "code"] as const satisfies readonly (keyof Compiled)[];

/**
 * dune copies every source into `_build/default` before it compiles it, and keeps the `.vo` of a module whose dependency
 * fails: only equal copies say what a `.vo` is worth.
 */
async function readBuild(output: OutputFolder, source: BuildSource): Promise<Build> {
  const dune = output.proofsDune === null ? null : await source.texts.get(output.proofsDune);
  const modules = dune === null ? null : modulesIn(dune);
  const compiled = new Map<string, Compiled>();
  const root = output.layout === "current" ? await duneRoot(output.path, source.disk) : null;
  if (root === null) return { modules, compiled };
  const copy = (path: string): string => `${root}/_build/default/${relativeTo(root, path)}`;
  const print = async (path: string | null): Promise<string | null> =>
    path === null ? null : ((await source.rocq.get(copy(path)))?.fingerprint ?? null);
  const names = new Set(
    ((await source.disk.list(copy(`${output.path}/proofs`))) ?? []).map((entry) => entry.name),
  );
  if (![...names].some((name) => name.endsWith(".vo"))) return { modules, compiled };
  const specs = await print(output.specs);
  const code = await print(output.code);
  for (const { path, rocqName } of output.proofs) {
    const module = nameOf(path).slice(0, -2);
    if (!names.has(`${module}.vo`)) continue;
    const template = await print(output.templates.get(rocqName) ?? null);
    compiled.set(module, { proof: await print(path), template, specs, code });
  }
  return { modules, compiled };
}

/** The names in `(modules ..)`; null when the field is missing, which means all. */
function modulesIn(dune: string): ReadonlySet<string> | null {
  const found = /\(modules\s+([^()]*)\)/.exec(dune.replace(/;[^\n]*/g, ""))?.[1];
  return found === undefined ? null : new Set(found.split(/\s+/).filter((name) => name !== ""));
}

/** dune runs in the outermost folder with a workspace file, else in the outermost with a project file. */
async function duneRoot(path: string, disk: CachedDisk): Promise<string | null> {
  let root: string | null = null;
  let isWorkspace = false;
  for (const folder of upwards(folderOf(path))) {
    const hasWorkspace = (await disk.stat(`${folder}/dune-workspace`)) !== null;
    if (!hasWorkspace && (isWorkspace || (await disk.stat(`${folder}/dune-project`)) === null)) continue;
    root = folder;
    isWorkspace ||= hasWorkspace;
  }
  return root;
}
