/** Which output folder belongs to which crate. */
import type { Crate } from "./crates.ts";
import type { OutputFolder } from "./outputFolder.ts";
import { folderOf, isWithin, sharedDepth } from "./paths.ts";
import type { Configuration } from "./refinedRustToml.ts";

export interface Association {
  /** The crates of the folder: a library and a program of one name write to the same folder. Empty when none is sure. */
  readonly crates: readonly Crate[];
  readonly output: OutputFolder;
  /** Its configuration, the crate's own or one that is used through `RR_CONFIG`. */
  readonly configuration: Configuration | null;
  /** Why no crate was chosen; null when one was. */
  readonly reason: string | null;
}

/** What the imports of the folder's files say: `sm.ace`; null when there is none. */
export type TheoryOf = (output: OutputFolder) => string | null;

/**
 * A folder belongs to a crate of its name: to the one whose configuration names the folder, else to the one with the
 * logical prefix that the proofs import from, else to the nearest. A tie is left open, because a wrong target is worse.
 */
export function associate(
  outputs: readonly OutputFolder[],
  crates: readonly Crate[],
  configurations: readonly Configuration[],
  theoryOf: TheoryOf,
): Association[] {
  return outputs.map((output) => {
    const root = folderOf(output.path);
    const named = crates.filter((crate) => crate.name === output.crateName);
    const configured = named.filter((crate) => crate.configuration?.outputFolder === root);
    const found = configured.length > 0 ? configured : byTheory(named, output, theoryOf(output));
    const chosen = nearest(found, output);
    const configuration =
      chosen[0]?.configuration?.outputFolder === root
        ? chosen[0].configuration
        : (configurations.find((candidate) => candidate.outputFolder === root) ??
          chosen[0]?.configuration ??
          null);
    return {
      output,
      crates: chosen,
      configuration,
      reason: chosen.length > 0 ? null : reasonFor(named, found, output),
    };
  });
}

function byTheory(crates: readonly Crate[], output: OutputFolder, theory: string | null): readonly Crate[] {
  if (theory === null) return crates;
  return crates.filter((crate) => theory === `${crate.rocqPrefix}.${output.crateName}`);
}

/** The crates of the one package that is nearest; none when two packages are equally near. */
function nearest(crates: readonly Crate[], output: OutputFolder): readonly Crate[] {
  const around = crates.filter((crate) => isWithin(crate.folder, output.path));
  const candidates = around.length > 0 ? around : crates;
  const depth = (crate: Crate): number => sharedDepth(crate.folder, output.path);
  const best = Math.max(...candidates.map(depth));
  const chosen = candidates.filter((crate) => depth(crate) === best);
  return new Set(chosen.map((crate) => crate.folder)).size === 1 ? chosen : [];
}

function reasonFor(named: readonly Crate[], found: readonly Crate[], output: OutputFolder): string {
  const name = `\`${output.crateName}\``;
  if (named.length === 0) return `there is no crate ${name} in the workspace`;
  if (found.length === 0)
    return `its files belong to another crate ${name}: they import from another Rocq prefix`;
  return `several crates are called ${name}, and none is nearer or names this folder in its RefinedRust.toml`;
}
