/** What the translation and the compilation of a whole crate depend on, besides its code: equal as long as nothing of it changes. */
import type { Association } from "./association.ts";
import type { Build } from "./builds.ts";
import type { Crate } from "./crates.ts";
import type { OutputFolder } from "./outputFolder.ts";
import { join } from "./paths.ts";
import type { RocqFacts } from "./rocqFacts.ts";
import type { RocqUnits } from "./rocqUnits.ts";
import type { LibraryUses } from "./usedLibraries.ts";

export interface EnvironmentSource {
  readonly crates: readonly Crate[];
  readonly associations: readonly Association[];
  readonly builds: ReadonlyMap<OutputFolder, Build>;
  readonly libraries: LibraryUses;
  /** By path, the files named by `extra_specs`; null for one that is not there. */
  readonly extraSpecs: ReadonlyMap<string, RocqUnits | null>;
  readonly rocq: ReadonlyMap<string, RocqFacts>;
}

export interface CrateEnvironment {
  readonly print: string;
  /** The manifests and settings by which RefinedRust translates it. */
  readonly files: readonly string[];
  /**
   * What of the file named by `extra_specs` is not in the generated specifications, into which it is pasted: the names of
   * definitions, and null for what may concern any proof.
   */
  readonly unpasted: readonly (string | null)[];
}

/** By the crate's id. */
export function environmentsOf(source: EnvironmentSource): Map<string, CrateEnvironment> {
  const { crates, associations, builds, libraries } = source;
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
    const unpasted = own.flatMap((association) => unpastedOf(association, source));
    found.set(crate.id, { print: parts.join(" "), files, unpasted });
  }
  return found;
}

/** None where a hook of the user's may have changed the text. */
function unpastedOf(
  { output, configuration }: Association,
  { extraSpecs, rocq }: EnvironmentSource,
): CrateEnvironment["unpasted"] {
  const extra = configuration?.hasHook ? null : extraSpecs.get(configuration?.extraSpecs ?? "");
  const specs = rocq.get(output.specs ?? "")?.units;
  if (!extra || !specs || specs.units.length === 0) return [];
  const prints = new Set([...specs.ambientPrints, ...specs.units.map(({ print }) => print)]);
  const units = extra.units.filter(({ print }) => !prints.has(print));
  const names = units.map(({ names: [name = null] }) => name);
  return extra.ambientPrints.every((print) => prints.has(print)) ? names : [...names, null];
}
