/** Which files make up a crate, and which module each of them is. */
import type { Declaration, RustFacts } from "./declarations.ts";
import { folderOf, join, nameOf, stemOf } from "./paths.ts";

export interface ModuleFile {
  readonly path: string;
  /** `core::page`; empty for the crate root. */
  readonly module: string;
  readonly facts: RustFacts;
  /** Conditions of the `mod` declarations that lead here; null for none. */
  readonly cfg: string | null;
}

/** A `mod x;` whose file is not there. */
export interface MissingModule {
  readonly module: string;
  readonly declaredIn: string;
  readonly line: number;
}

export interface ModuleTree {
  readonly files: readonly ModuleFile[];
  readonly missing: readonly MissingModule[];
}

/** Reads one Rust file; null when it is not there. */
export type ReadRust = (path: string) => Promise<RustFacts | null>;

/**
 * Follows `mod` from the root file, in source order, as rustc does (rustc_expand/src/module.rs: `x.rs` or `x/mod.rs`,
 * `#[path]`, inline modules as folders). A file that includes itself is entered once.
 */
export async function readModuleTree(rootFile: string, read: ReadRust): Promise<ModuleTree> {
  const tree = { files: [] as ModuleFile[], missing: [] as MissingModule[] };
  const facts = await read(rootFile);
  if (facts === null) return tree;
  const root = { path: rootFile, module: "", facts, cfg: null };
  await follow(root, folderOf(rootFile), { tree, read, open: new Set([rootFile]) });
  return tree;
}

interface Walk {
  readonly tree: { files: ModuleFile[]; missing: MissingModule[] };
  readonly read: ReadRust;
  /** Files on the way from the root, so that a circle ends. */
  readonly open: Set<string>;
}

async function follow(file: ModuleFile, base: string, walk: Walk): Promise<void> {
  walk.tree.files.push(file);
  for (const declaration of file.facts.declarations) {
    if (declaration.kind !== "module" || declaration.hasBody || declaration.inMacro) continue;
    const around = modulesAround(declaration, file.facts);
    if (around === null) continue;
    const names = around.map((parent) => withoutRaw(parent.name));
    const module = [file.module, ...names, declaration.name].filter((name) => name !== "").join("::");
    const found = await open(
      declaration,
      { file, folder: folderInside(file, base, around), isTop: names.length === 0 },
      walk,
    );
    if (found.length === 0) {
      walk.tree.missing.push({ module, declaredIn: file.path, line: declaration.line });
    }
    for (const one of found) {
      if (walk.open.has(one.path)) continue;
      const conditions = [file.cfg, ...around.map((parent) => parent.cfg), declaration.cfg, one.cfg];
      const cfg = conditions.filter((condition) => condition !== null).join(" ") || null;
      walk.open.add(one.path);
      await follow({ path: one.path, module, facts: one.facts, cfg }, one.base, walk);
      walk.open.delete(one.path);
    }
  }
}

interface Place {
  readonly file: ModuleFile;
  readonly folder: string;
  readonly isTop: boolean;
}

interface Found {
  readonly path: string;
  readonly facts: RustFacts;
  /** The folder of its own modules. */
  readonly base: string;
  readonly cfg: string | null;
}

/** The file of the module, or several when it depends on conditions. */
async function open(declaration: Declaration, place: Place, walk: Walk): Promise<Found[]> {
  const { pathAttribute, conditionalPaths } = declaration;
  const at = async (written: string, cfg: string | null): Promise<Found[]> => {
    // Outside of inline modules the path counts from the folder of the file itself.
    const path = join(place.isTop ? folderOf(place.file.path) : place.folder, written);
    const facts = await walk.read(path);
    return facts ? [{ path, facts, base: folderOf(path), cfg }] : [];
  };
  if (pathAttribute !== null) return at(pathAttribute, null);
  const found = await usual(declaration, place, walk);
  for (const { path, cfg } of conditionalPaths) found.push(...(await at(path, cfg)));
  return found;
}

async function usual(declaration: Declaration, place: Place, walk: Walk): Promise<Found[]> {
  const name = withoutRaw(declaration.name);
  for (const path of [join(place.folder, `${name}.rs`), join(place.folder, `${name}/mod.rs`)]) {
    const facts = await walk.read(path);
    if (!facts) continue;
    const base = nameOf(path) === "mod.rs" ? folderOf(path) : join(folderOf(path), stemOf(path));
    return [{ path, facts, base, cfg: null }];
  }
  return [];
}

/** The inline modules around a declaration, the outermost first; null when it stands in something else. */
function modulesAround(declaration: Declaration, facts: RustFacts): Declaration[] | null {
  const around: Declaration[] = [];
  for (let at = declaration.parent; at !== null; ) {
    const parent = facts.declarations[at];
    if (parent?.kind !== "module") return null;
    around.unshift(parent);
    at = parent.parent;
  }
  return around;
}

/** The `#[path]` of an outermost inline module counts from the folder of the file, too. */
const folderInside = (file: ModuleFile, base: string, modules: readonly Declaration[]): string =>
  modules.reduce(
    (folder, { pathAttribute, name }, n) =>
      pathAttribute === null
        ? join(folder, withoutRaw(name))
        : join(n === 0 ? folderOf(file.path) : folder, pathAttribute),
    base,
  );

const withoutRaw = (name: string): string => name.replace(/^r#/, "");
