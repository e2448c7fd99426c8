/** The `.rrlib` libraries on the load paths, and those of them that a crate includes. */
import type { Interfaces } from "../rocq/interfaces.ts";
import type { Disk } from "./disk.ts";
import type { Described, LibraryFile } from "./libraryFile.ts";
import { STANDARD_CRATES } from "./standardPaths.ts";

export interface LoadPath {
  /** Libraries by the name that `rr::include` uses; null for a name that stands for different files. */
  readonly libraries: ReadonlyMap<string, LibraryFile | null>;
  readonly notes: readonly { readonly path: string; readonly message: string }[];
}

export interface LibrarySource {
  readonly list: Disk["list"];
  readonly stat: Disk["stat"];
  /** Null when the file cannot be read. */
  readonly library: (path: string) => Promise<LibraryFile | null>;
}

/**
 * Looks through all that lies below the folders, in any order, as scan_loadpath in rr_frontend/translation/src/shims/mod.rs
 * does; a folder that several links lead to is entered once.
 */
export async function scanLoadPath(folders: readonly string[], source: LibrarySource): Promise<LoadPath> {
  const libraries = new Map<string, LibraryFile | null>();
  const notes: { path: string; message: string }[] = [];
  const seen = new Set<string>();
  const note = (path: string, message: string) => notes.push({ path, message });
  const file = async (path: string): Promise<void> => {
    const library = await source.library(path);
    if (library === null) {
      note(path, "the library cannot be read");
      return;
    }
    if (library.failure !== null) note(path, `the library is not used: ${library.failure}`);
    if (library.name === null) return;
    const rival = libraries.get(library.name);
    if (rival === undefined) libraries.set(library.name, library);
    else if (rival?.content !== library.content) {
      libraries.set(library.name, null);
      note(path, `another library on the load path is called \`${library.name}\`, too`);
    }
  };
  const enter = async (path: string): Promise<void> => {
    if (seen.has(path) || seen.size > MOST_FOLDERS) return;
    seen.add(path);
    const entries = await source.list(path);
    if (entries === null) note(path, "the folder of libraries cannot be read");
    for (const { name, kind } of entries ?? []) {
      const at = path === "/" ? `/${name}` : `${path}/${name}`;
      const found = kind === "link" ? await source.stat(at) : null;
      if (kind === "folder") await enter(at);
      else if (found?.kind === "folder") await enter(found.realPath);
      else if (name.endsWith(".rrlib") && (kind === "file" || found?.kind === "file")) await file(at);
    }
  };
  for (const folder of folders) {
    const found = await source.stat(folder);
    // What is no folder is passed over in silence, as upstream does.
    if (found?.kind === "folder") await enter(found.realPath);
  }
  if (seen.size > MOST_FOLDERS) note(folders[0] ?? "", `more than ${MOST_FOLDERS} folders on the load path`);
  return { libraries, notes };
}

/** A load path is meant to hold libraries; one that names a whole disk must not keep the process busy. */
const MOST_FOLDERS = 50_000;

export interface Included {
  readonly libraries: readonly LibraryFile[];
  /** Names that no library has, and those of libraries that cannot be used. */
  readonly missing: readonly string[];
}

/** The libraries of `rr::include` and `rr::export_include`, with all that these bring along (generate_coq_code in translation/src/lib.rs). */
export function includedLibraries(names: readonly string[], { libraries }: LoadPath): Included {
  const found = new Map<string, LibraryFile>();
  const missing = new Set<string>();
  const pending = [...names];
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    if (found.has(name) || missing.has(name)) continue;
    const library = libraries.get(name);
    if (library == null || library.failure !== null) missing.add(name);
    else {
      found.set(name, library);
      pending.push(...library.exports);
    }
  }
  const byName = [...found].sort(([a], [b]) => (a < b ? -1 : 1));
  return { libraries: byName.map(([, library]) => library), missing: [...missing].sort() };
}

export function interfacesOf({ libraries, missing }: Included): Interfaces {
  const types = tableOf(libraries.flatMap((library) => library.types));
  const traits = tableOf(libraries.flatMap((library) => library.traits));
  const impls = tableOf(
    libraries.flatMap((library) =>
      library.impls.flatMap(({ name, trait, type }) =>
        trait && type ? [{ path: [keyOf(trait), keyOf(type)], what: name }] : [],
      ),
    ),
  );
  return {
    type: (path) => types.get(keyOf(path)) ?? null,
    trait: (path) => traits.get(keyOf(path)) ?? null,
    impl: (trait, type) => impls.get(keyOf([keyOf(trait), keyOf(type)])) ?? null,
    isComplete: missing.length === 0,
  };
}

/** What is described twice, in different words, is left open. */
function tableOf<T>(entries: readonly Described<T>[]): ReadonlyMap<string, T | null> {
  const table = new Map<string, T | null>();
  for (const { path, what } of entries) {
    const key = keyOf(path);
    const known = table.get(key);
    const isSame = known === undefined || JSON.stringify(known) === JSON.stringify(what);
    table.set(key, isSame ? what : null);
  }
  return table;
}

/** The standard library's crates show each other's items, and RefinedRust looks in each of them (try_resolve_did in translation/src/search.rs). */
const keyOf = ([crate = "", ...rest]: readonly string[]): string =>
  [STANDARD_CRATES.has(crate) ? "std" : crate, ...rest].join("::");
