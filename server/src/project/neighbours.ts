/** What a crate can know of other crates: the libraries it includes, and the sources of those that lie beside it. */
import type { RustFile } from "../syntax/model.ts";
import { CONFIGURATION_FILE } from "./configuration.ts";
import type { RustFacts } from "./declarations.ts";
import type { Disk } from "./disk.ts";
import type { Neighbour, Neighbours } from "./foreignItems.ts";
import { includedLibraries, interfacesOf, scanLoadPath } from "./libraries.ts";
import { type LibraryFile, readLibraryFile } from "./libraryFile.ts";
import { type Environment, libraryFolders } from "./loadPath.ts";
import { type Manifest, readManifest, type Target } from "./manifest.ts";
import { type ModuleFile, readModuleTree } from "./moduleTree.ts";
import { join, upwards } from "./paths.ts";
import { previewCrate } from "./previewCrate.ts";
import { type Configuration, readConfiguration } from "./refinedRustToml.ts";
import { standardTraits } from "./standardTraits.ts";

export interface NeighbourSource {
  readonly disk: Disk;
  /** Parses a Rust file; null when it is not there. */
  readonly rust: (path: string) => Promise<{ readonly file: RustFile; readonly facts: RustFacts } | null>;
  /** Parses a Rust text that is no file. */
  readonly parse: (text: string) => RustFile | null;
  /** The file that `RR_CONFIG` names; null for none. */
  readonly configuration: string | null;
  readonly environment: Environment;
}

/** Null when no library is included, or when the load path is not known or holds none of them: nothing can be said then. */
export async function readNeighbours(
  manifest: Manifest,
  target: Target,
  files: readonly ModuleFile[],
  source: NeighbourSource,
): Promise<Neighbours | null> {
  const names = files.flatMap((file) => file.facts.includes);
  if (names.length === 0) return null;
  const configuration = await configurationOf(manifest, target, source);
  const { disk, environment } = source;
  const own = join(manifest.path, "..");
  const folders = await libraryFolders(configuration, own, environment, (path) => disk.stat(path));
  if (folders.length === 0) return null;
  const loadPath = await scanLoadPath(folders, {
    list: (folder) => disk.list(folder),
    stat: (path) => disk.stat(path),
    async library(path) {
      const text = await disk.read(path);
      return text === null ? null : readLibraryFile(path, text);
    },
  });
  const included = includedLibraries(names, loadPath);
  if (included.libraries.length === 0) return null;
  const crates = new Map<string, Neighbour>();
  const described = cratesIn(included.libraries);
  for (const [name, folder] of await localCrates(manifest, target, disk)) {
    const neighbour = await readNeighbour(folder, described, source);
    if (neighbour) crates.set(name, neighbour);
  }
  const preview = standardTraits(source.parse);
  const standard = preview && { name: files[0]?.facts.isNoStd ? "core" : "std", preview };
  return { interfaces: interfacesOf(included), crates, standard };
}

/** Crates of which a library describes a type or trait. */
const cratesIn = (libraries: readonly LibraryFile[]): ReadonlySet<string> =>
  new Set(libraries.flatMap(({ types, traits }) => [...types, ...traits].map(({ path }) => path[0] ?? "")));

/** The folders of the crates that are named in this crate's paths and lie on this disk. */
async function localCrates(manifest: Manifest, target: Target, disk: Disk): Promise<Map<string, string>> {
  const folders = new Map<string, string>();
  const workspace = [...manifest.localDependencies.values()].includes(null)
    ? await workspaceOf(manifest, disk)
    : null;
  for (const [name, folder] of manifest.localDependencies) {
    const found = folder ?? workspace?.workspaceDependencies.get(name);
    if (found != null) folders.set(name, found);
  }
  const own = manifest.targets.find((each) => each.kind === "lib");
  if (target.kind !== "lib" && own) folders.set(own.crateName, join(manifest.path, ".."));
  return folders;
}

async function workspaceOf(manifest: Manifest, disk: Disk): Promise<Manifest | null> {
  for (const folder of upwards(join(manifest.path, ".."))) {
    const path = join(folder, "Cargo.toml");
    const text = await disk.read(path);
    const found = text === null ? null : readManifest(path, text);
    if (found?.isWorkspace) return found;
  }
  return null;
}

async function readNeighbour(
  folder: string,
  described: ReadonlySet<string>,
  { disk, rust }: NeighbourSource,
): Promise<Neighbour | null> {
  const path = join(folder, "Cargo.toml");
  const text = await disk.read(path);
  const manifest = text === null ? null : readManifest(path, text);
  const target = manifest?.targets.find((each) => each.kind === "lib");
  if (!manifest || !target || !described.has(target.crateName)) return null;
  const parsed = new Map<string, RustFile>();
  const tree = await readModuleTree(target.rootFile, async (at) => {
    const found = await rust(at);
    if (found) parsed.set(at, found.file);
    return found?.facts ?? null;
  });
  const files = tree.files.flatMap((module) => {
    const file = parsed.get(module.path);
    return file ? [{ module, file }] : [];
  });
  if (files.length === 0) return null;
  return { name: target.crateName, preview: previewCrate(files, manifest.dependencies) };
}

/**
 * RefinedRust reads the file of the folder it runs in and the one that `RR_CONFIG` names, which wins. Without either, a
 * folder beside the crate may hold a file whose output folder has an output of the crate: that one was used.
 */
async function configurationOf(
  manifest: Manifest,
  target: Target,
  { disk, configuration }: NeighbourSource,
): Promise<Configuration | null> {
  const read = async (path: string): Promise<Configuration | null> => {
    const text = await disk.read(path);
    return text === null ? null : readConfiguration(path, text);
  };
  if (configuration !== null) return read(configuration);
  const above = [...upwards(join(manifest.path, ".."))];
  for (const folder of above) {
    const found = await read(join(folder, CONFIGURATION_FILE));
    if (found) return found;
  }
  for (const folder of above) {
    for (const { name, kind } of (await disk.list(folder)) ?? []) {
      const found = kind === "folder" ? await read(join(folder, `${name}/${CONFIGURATION_FILE}`)) : null;
      const output = found?.outputFolder ?? null;
      if (output !== null && (await disk.stat(join(output, `${target.crateName}/proofs`)))) return found;
    }
    // Another repository has nothing to do with this one.
    if (await disk.stat(join(folder, ".git"))) break;
  }
  return null;
}
