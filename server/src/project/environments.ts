/** What the translation and the compilation of a whole crate depend on, besides its code: equal as long as nothing of it changes. */
import type { Association } from "./association.ts";
import type { Build } from "./builds.ts";
import type { Crate } from "./crates.ts";
import type { OutputFolder } from "./outputFolder.ts";
import { join } from "./paths.ts";
import type { LibraryUses } from "./usedLibraries.ts";

export interface EnvironmentSource {
  readonly crates: readonly Crate[];
  readonly associations: readonly Association[];
  readonly builds: ReadonlyMap<OutputFolder, Build>;
  readonly libraries: LibraryUses;
}

export interface CrateEnvironment {
  readonly print: string;
  /** The manifests and settings by which RefinedRust translates it. */
  readonly files: readonly string[];
}

/** By the crate's id. */
export function environmentsOf({ crates, associations, builds, libraries }: EnvironmentSource) {
  const found = new Map<string, CrateEnvironment>();
  for (const crate of crates) {
    const own = associations.filter((association) => association.crates.includes(crate));
    const configurations = new Set([crate.configuration, ...own.map(({ configuration }) => configuration)]);
    const used = libraries.uses.find((use) => use.crate.id === crate.id);
    const parts = [
      crate.settings,
      crate.rocqPrefix,
      ...[...configurations].map((configuration) => configuration?.fingerprint),
      ...own.map(({ output }) => builds.get(output)?.settings),
      ...(used?.libraries.map(({ content }) => content) ?? []),
      ...(used?.missing ?? []),
    ];
    const files = [crate.folder, crate.workspace].map((folder) => join(folder, "Cargo.toml"));
    for (const configuration of configurations) if (configuration) files.push(configuration.path);
    found.set(crate.id, { print: parts.join(" "), files });
  }
  return found;
}
