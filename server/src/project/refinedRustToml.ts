/** Where RefinedRust writes and what it is told, by its configuration file. */
import { parse, type TomlTable } from "smol-toml";
import { fingerprint } from "./fingerprint.ts";
import { folderOf, join } from "./paths.ts";

export interface Configuration {
  readonly path: string;
  /** Absolute; null when RefinedRust falls back to cargo's target folder. */
  readonly outputFolder: string | null;
  /** What relative paths count from. */
  readonly workFolder: string;
  /** Absolute folders in which `.rrlib` libraries are searched. */
  readonly libraryFolders: readonly string[];
  /** The standard library of the installed RefinedRust is searched, too (`find_stdlib`). */
  readonly findsStandardLibrary: boolean;
  /** The text that is pasted into the generated specifications. */
  readonly extraSpecs: string | null;
  /** `Debug::fmt` is only specified, not proved. */
  readonly trustsDebug: boolean;
  /** A command of the user's own works on the generated files (`post_generation_hook`). */
  readonly hasHook: boolean;
  /** Of the text. */
  readonly fingerprint: string;
  /** Why nothing could be read, in one line; null when all is well. */
  readonly failure: string | null;
}

/**
 * Reads the text of a `RefinedRust.toml` (rr_frontend/rrconfig/src/lib.rs). Relative paths count from `work_dir`, which
 * is the folder RefinedRust runs in (`.`), or, for a file given by `RR_CONFIG`, the folder of that file: for a file found
 * on the disk both are its own folder.
 */
export function readConfiguration(path: string, toml: string): Configuration {
  let table: TomlTable;
  let failure: string | null = null;
  try {
    table = parse(toml);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    failure = message.split("\n")[0] ?? message;
    table = {};
  }
  const text = (key: string): string | null => {
    const value = table[key];
    return typeof value === "string" ? value : null;
  };
  const base = join(folderOf(path), text("work_dir") ?? ".");
  const absolute = (value: string | null): string | null => (value === null ? null : join(base, value));
  const libraries = table["lib_load_paths"];
  const named = Array.isArray(libraries) ? libraries : (text("lib_load_paths") ?? "").split(":");
  return {
    path,
    outputFolder: absolute(text("output_dir")),
    workFolder: base,
    findsStandardLibrary: table["find_stdlib"] !== false,
    libraryFolders: named.flatMap((value) =>
      typeof value === "string" && value !== "" ? [join(base, value)] : [],
    ),
    extraSpecs: absolute(text("extra_specs")),
    trustsDebug: table["trust_debug"] === true,
    hasHook: text("post_generation_hook") !== null,
    fingerprint: fingerprint(toml),
    failure,
  };
}
