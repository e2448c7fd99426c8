/** Which libraries each crate of the workspace takes for granted, and what is wrong with its load path. */
import type { Association } from "./association.ts";
import type { Crate, CrateIdentity } from "./crates.ts";
import { includedLibraries, type LibrarySource, type LoadPath, scanLoadPath } from "./libraries.ts";
import type { LibraryFile } from "./libraryFile.ts";
import { type Environment, libraryFolders } from "./loadPath.ts";

export interface UsedLibraries {
  readonly crate: CrateIdentity;
  /** Included by name, or brought along by one that is. */
  readonly libraries: readonly LibraryFile[];
  /**
   * Included, but not on the load path of the configuration, or not to be used. RefinedRust may still know them: its
   * standard library is found through opam, too.
   */
  readonly missing: readonly string[];
}

export interface LibraryUses {
  readonly uses: readonly UsedLibraries[];
  readonly notes: LoadPath["notes"];
}

/** Crates without `rr::include`, or without any load path, do not occur. */
export async function usedLibraries(
  crates: readonly Crate[],
  associations: readonly Association[],
  source: LibrarySource & { readonly environment: Environment },
): Promise<LibraryUses> {
  const uses: UsedLibraries[] = [];
  const notes = new Map<string, LoadPath["notes"][number]>();
  const scanned = new Map<string, LoadPath>();
  for (const crate of crates) {
    const names = crate.files.flatMap((file) => file.facts.includes);
    if (names.length === 0) continue;
    const configuration = configurationOf(crate, associations);
    const folders = await libraryFolders(configuration, crate.folder, source.environment, source.stat);
    if (folders.length === 0) continue;
    const key = folders.join("\n");
    const loadPath = scanned.get(key) ?? (await scanLoadPath(folders, source));
    scanned.set(key, loadPath);
    for (const note of loadPath.notes) notes.set(`${note.path} ${note.message}`, note);
    const included = includedLibraries(names, loadPath);
    uses.push({ crate: crate.identity, ...included });
    if (included.missing.length > 0) notes.set(crate.rootFile, missingNote(crate, included.missing));
  }
  return { uses, notes: [...notes.values()] };
}

function missingNote(crate: Crate, missing: readonly string[]): LoadPath["notes"][number] {
  const names = missing.map((name) => `\`${name}\``).join(", ");
  const message = `no folder of the load path holds a usable library ${names}; previews cannot use what these say`;
  return { path: crate.rootFile, message };
}

const configurationOf = (crate: Crate, associations: readonly Association[]): Crate["configuration"] =>
  associations.find((association) => association.crates.includes(crate))?.configuration ??
  crate.configuration;
