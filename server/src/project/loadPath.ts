/** The folders in which RefinedRust searches libraries: of its configuration, of the environment, and of its installation. */
import type { Disk } from "./disk.ts";
import { join, upwards } from "./paths.ts";
import type { Configuration } from "./refinedRustToml.ts";

/** Variables of the process that RefinedRust is started in. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Absolute folders, in the order in which RefinedRust gets them (SETTINGS and register_stdlib_paths in
 * rr_frontend/rrconfig/src/lib.rs). Variables win over the file, and an empty one counts as none. RefinedRust asks opam
 * where its standard library is; here it is where opam installs it, in a switch that belongs to the crate's folder or in
 * the one that the process runs in.
 * @param folder Of the crate, which relative paths of the environment count from when there is no configuration.
 */
export async function libraryFolders(
  configuration: Configuration | null,
  folder: string,
  environment: Environment,
  stat: Disk["stat"],
): Promise<string[]> {
  const set = (name: string): string | null => environment[name] || null;
  const base = join(configuration?.workFolder ?? folder, set("RR_WORK_DIR") ?? ".");
  const named = set("RR_LIB_LOAD_PATHS");
  const own =
    named === null
      ? (configuration?.libraryFolders ?? [])
      : named.split(":").flatMap((path) => (path === "" ? [] : join(base, path)));
  const searches = truth(set("RR_FIND_STDLIB")) ?? configuration?.findsStandardLibrary ?? true;
  const standard = searches ? await standardLibrary(folder, set, stat) : null;
  return [...new Set([...own, ...(standard === null ? [] : [join(base, standard)])])];
}

async function standardLibrary(
  folder: string,
  set: (name: string) => string | null,
  stat: Disk["stat"],
): Promise<string | null> {
  const nix = set("RR_NIX_STDLIB");
  if (nix !== null) return nix;
  for (const at of upwards(folder)) {
    const local = join(at, "_opam");
    if ((await stat(local)) !== null) return join(local, SHARED);
  }
  const prefix = set("OPAM_SWITCH_PREFIX");
  return prefix === null ? null : join(prefix, SHARED);
}

/** What `opam config list refinedrust-stdlib` says of `share`, below the prefix of the switch. */
const SHARED = "share/refinedrust-stdlib";

/** As the `config` crate reads a boolean from the environment. */
function truth(value: string | null): boolean | null {
  if (value === null) return null;
  if (/^(?:1|true|on|yes)$/i.test(value)) return true;
  return /^(?:0|false|off|no)$/i.test(value) ? false : null;
}
