/** The crates below the roots: which files they have, and which configuration speaks of them. */
import type { CachedDisk, Shelf } from "./cachedDisk.ts";
import type { Manifest, Target } from "./manifest.ts";
import type { ModuleFile, ModuleTree } from "./moduleTree.ts";
import type { ModuleTrees, RustSource } from "./moduleTrees.ts";
import { folderOf, join, nameOf, upwards } from "./paths.ts";
import type { Configuration } from "./refinedRustToml.ts";
import type { Survey } from "./survey.ts";

/** What a crate is called and where it lies: the same object as long as that is the same. */
export interface CrateIdentity {
  /** Unique: the package's folder and the crate's name. */
  readonly id: string;
  /** As rustc knows it. */
  readonly name: string;
  /** The package's folder. */
  readonly folder: string;
  readonly rootFile: string;
}

export interface Crate extends CrateIdentity {
  readonly identity: CrateIdentity;
  /** The folder of cargo's workspace, or else the package's own: there rustc runs. */
  readonly workspace: string;
  readonly files: readonly ModuleFile[];
  readonly missing: ModuleTree["missing"];
  /** Of `#![rr::coq_prefix("..")]`, or the default. */
  readonly rocqPrefix: string;
  readonly dependencies: readonly string[];
  /** Fingerprints of its `Cargo.toml` and of the one of its workspace. */
  readonly settings: string;
  /** The `RefinedRust.toml` of the package's or the workspace's folder, where upstream looks for it. */
  readonly configuration: Configuration | null;
}

/** The folder above the crate's output, when no output is there that tells (cargo-refinedrust writes to `target/verify`). */
export const expectedOutputs = ({ configuration, workspace }: Crate): string =>
  configuration?.outputFolder ?? `${workspace}/target/verify`;

/** The logical prefix of a crate that names none (rr_frontend/translation/src/lib.rs). */
const DEFAULT_PREFIX = "refinedrust.examples";

export interface CrateSource {
  readonly disk: CachedDisk;
  readonly manifests: Shelf<Manifest>;
  readonly rust: RustSource;
  readonly trees: ModuleTrees;
}

/** Every library and program of the manifests whose root file is there; those of one package follow each other. */
export async function readCrates(
  found: Pick<Survey, "manifests" | "workspaces">,
  configurations: readonly Configuration[],
  source: CrateSource,
): Promise<Crate[]> {
  const read = async (paths: readonly string[]): Promise<Manifest[]> =>
    (await Promise.all(paths.map((path) => source.manifests.get(path)))).filter(
      (manifest) => manifest !== null,
    );
  const manifests = await read(found.manifests);
  const around = await read(found.workspaces.map((folder) => join(folder, "Cargo.toml")));
  const known = [...manifests, ...around];
  const workspaces = new Set(known.flatMap((m) => (m.isWorkspace ? [folderOf(m.path)] : [])));
  const byFolder = new Map(
    configurations.map((configuration) => [folderOf(configuration.path), configuration]),
  );
  const prints = new Map(known.map((manifest) => [folderOf(manifest.path), manifest.fingerprint]));
  const crates: Crate[] = [];
  for (const manifest of manifests) {
    const folder = folderOf(manifest.path);
    const workspace = workspaceOf(folder, workspaces) ?? folder;
    for (const target of [...manifest.targets, ...(await programs(manifest, source.disk))]) {
      const tree = await source.trees.of(target.rootFile, source.rust);
      if (tree.files.length === 0) continue;
      const taken = crates.some((crate) => crate.folder === folder && crate.name === target.crateName);
      const identity: CrateIdentity = {
        id: `${folder}#${target.crateName}${taken ? `@${nameOf(target.rootFile)}` : ""}`,
        name: target.crateName,
        folder,
        rootFile: target.rootFile,
      };
      crates.push({
        ...identity,
        identity,
        workspace,
        files: tree.files,
        missing: tree.missing,
        rocqPrefix: tree.files[0]?.facts.rocqPrefix ?? DEFAULT_PREFIX,
        dependencies: [...manifest.dependencies, ...libraryOf(manifest, target)],
        settings: `${manifest.fingerprint} ${prints.get(workspace) ?? ""}`,
        configuration: byFolder.get(folder) ?? byFolder.get(workspace) ?? null,
      });
    }
  }
  return crates;
}

/** `src/bin/x.rs` and `src/bin/x/main.rs`, which cargo finds by itself. */
async function programs(manifest: Manifest, disk: CachedDisk): Promise<Target[]> {
  if (manifest.packageName === null) return [];
  const folder = join(folderOf(manifest.path), "src/bin");
  const entries = (await disk.list(join(folderOf(manifest.path), "src")))?.some(
    (entry) => entry.name === "bin",
  )
    ? ((await disk.list(folder)) ?? [])
    : [];
  return entries.flatMap(({ name, kind }): Target[] => {
    const isFolder = kind === "folder";
    if (!isFolder && !name.endsWith(".rs")) return [];
    const rootFile = join(folder, isFolder ? `${name}/main.rs` : name);
    if (manifest.targets.some((target) => target.rootFile === rootFile)) return [];
    const crateName = name.replace(/\.rs$/, "").replaceAll("-", "_");
    return [{ crateName, kind: "bin", rootFile, declared: false }];
  });
}

/** A program sees the library of its own package. */
const libraryOf = (manifest: Manifest, target: Target): string[] =>
  target.kind === "lib" ? [] : manifest.targets.filter((t) => t.kind === "lib").map((t) => t.crateName);

function workspaceOf(folder: string, workspaces: ReadonlySet<string>): string | null {
  for (const above of upwards(folder)) if (workspaces.has(above)) return above;
  return null;
}
