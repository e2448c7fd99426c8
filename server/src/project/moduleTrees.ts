/** Keeps the module trees of crates: one is followed anew only when its files say something else about modules. */
import type { RustFacts } from "./declarations.ts";
import { type ModuleFile, type ModuleTree, readModuleTree } from "./moduleTree.ts";

/** Rust files; `peek` answers undefined for one that the disk has to be asked about. */
export interface RustSource {
  get(path: string): Promise<RustFacts | null>;
  peek(path: string): RustFacts | null | undefined;
}

interface Known {
  /** Every file that was asked for, and what the answer was: the tree follows from these. */
  readonly asked: Map<string, RustFacts | null>;
  readonly tree: ModuleTree;
}

export class ModuleTrees {
  readonly #known = new Map<string, Known>();

  /** The old tree when nothing differs, else one with those files of the old that are as before. */
  async of(rootFile: string, rust: RustSource): Promise<ModuleTree> {
    const known = this.#known.get(rootFile);
    const changed = known && (await changes(known.asked, rust));
    if (known && changed?.size === 0) return known.tree;
    const patched = known && changed && patch(known, changed);
    if (patched) {
      this.#known.set(rootFile, patched);
      return patched.tree;
    }
    const asked = new Map<string, RustFacts | null>();
    const read = async (path: string): Promise<RustFacts | null> => {
      const facts = rust.peek(path) ?? (await rust.get(path));
      asked.set(path, facts);
      return facts;
    };
    const tree = await readModuleTree(rootFile, read);
    const reused = { ...tree, files: known ? withOldFiles(tree.files, known.tree.files) : tree.files };
    this.#known.set(rootFile, { asked, tree: reused });
    return reused;
  }
}

/** The files that are not what they were. */
async function changes(
  asked: ReadonlyMap<string, RustFacts | null>,
  rust: RustSource,
): Promise<Map<string, RustFacts | null>> {
  const changed = new Map<string, RustFacts | null>();
  for (const [path, before] of asked) {
    const peeked = rust.peek(path);
    const now = peeked === undefined ? await rust.get(path) : peeked;
    if (now !== before) changed.set(path, now);
  }
  return changed;
}

/** The same tree with the files as they are now; null when it may be another tree. */
function patch({ asked, tree }: Known, changed: ReadonlyMap<string, RustFacts | null>): Known | null {
  for (const [path, facts] of changed) {
    const before = asked.get(path);
    if (!facts || !before || modulesOf(facts) !== modulesOf(before)) return null;
    // The lines of what is missing may be others.
    if (tree.missing.some(({ declaredIn }) => declaredIn === path)) return null;
  }
  for (const [path, facts] of changed) asked.set(path, facts);
  const files = tree.files.map((file) => {
    const facts = changed.get(file.path);
    return facts ? { ...file, facts } : file;
  });
  return { asked, tree: { ...tree, files } };
}

/** All that a file says about modules. */
function modulesOf({ declarations }: RustFacts): string {
  const positions = new Map<number, number>();
  return JSON.stringify(
    declarations.flatMap(({ kind, index, parent, name, hasBody, inMacro, cfg, ...paths }) => {
      if (kind !== "module") return [];
      positions.set(index, positions.size);
      const around = parent === null ? "file" : (positions.get(parent) ?? null);
      return [[name, around, hasBody, inMacro, cfg, paths.pathAttribute, paths.conditionalPaths]];
    }),
  );
}

/** A file that is declared twice stays two. */
function withOldFiles(files: readonly ModuleFile[], old: readonly ModuleFile[]): ModuleFile[] {
  const before = new Map(old.map((file) => [`${file.module} ${file.path}`, file]));
  return files.map((file) => {
    const key = `${file.module} ${file.path}`;
    const other = before.get(key);
    before.delete(key);
    return other?.facts === file.facts && other.cfg === file.cfg ? other : file;
  });
}
