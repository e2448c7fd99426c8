/** What was found of an installation, before anything is judged. Paths are absolute. */
import type { RustToolchain } from "../project/rustToolchain.ts";
import type { DuneNeeds } from "./toolVersions.ts";

export const PROGRAMS = [
  "cargo-refinedrust",
  "refinedrust-rustc",
  "cargo",
  "rustc",
  "rustup",
  "dune",
  "rocq",
  "coqc",
  "opam",
  "nix",
] as const;
export type ProgramName = (typeof PROGRAMS)[number];

/** What a program printed when it was asked for its version. */
export type Answer =
  | { readonly kind: "said"; readonly text: string }
  /** Why there is no answer, as a sentence without its full stop. */
  | { readonly kind: "failed"; readonly message: string }
  /** Nothing is executed in an untrusted workspace, nor what is not there. */
  | { readonly kind: "notAsked" };

export interface ProgramFact {
  /** Null when no folder of PATH has it. */
  readonly path: string | null;
  /** A file of that name on PATH that may not be executed. */
  readonly unusable: string | null;
  readonly answer: Answer;
  /** Where the login shell finds it, when that is elsewhere; null when it does not, or was not asked. */
  readonly inLoginShell: string | null;
}

export interface ConfigurationFact {
  readonly path: string;
  readonly failure: string | null;
  readonly libraryFolders: readonly PathFact[];
  readonly extraSpecs: PathFact | null;
}

export interface PathFact {
  readonly path: string;
  readonly exists: boolean;
}

export interface DoctorFacts {
  /** The folder that was looked at. */
  readonly folder: string;
  readonly isTrusted: boolean;
  /** As Node calls it: `linux`, `darwin`, `win32`. */
  readonly platform: string;
  /** How commands get to another place, such as `ssh host`; null when they run here. */
  readonly elsewhere: string | null;
  readonly programs: Readonly<Record<ProgramName, ProgramFact>>;
  /** Toolchain files of the crates, each once. */
  readonly toolchains: readonly { readonly path: string; readonly toolchain: RustToolchain }[];
  /** Names of what rustup has; null when it was not asked or did not answer. */
  readonly installedToolchains: readonly string[] | null;
  /** Programs of configured commands that are none of `programs`, such as make; empty when they run elsewhere. */
  readonly commands: readonly {
    readonly step: string;
    readonly program: string;
    readonly path: string | null;
  }[];
  /** Whether files exist that the translator names in its version. */
  readonly named: readonly PathFact[];
  /** The opam switch in use; null when opam did not say. */
  readonly opamSwitch: string | null;
  readonly nix: { readonly flake: string | null; readonly isInside: boolean };
  /** The file that RR_CONFIG names. */
  readonly namedConfiguration: PathFact | null;
  readonly configurations: readonly ConfigurationFact[];
  /** Names that crates include and no load path holds. */
  readonly missingLibraries: readonly { readonly crate: string; readonly names: readonly string[] }[];
  readonly duneProjects: readonly { readonly path: string; readonly needs: DuneNeeds }[];
  /** Folders of Rocq's libraries in which `refinedrust` was searched, and where it was found. */
  readonly rocqLibrary: { readonly searched: readonly string[]; readonly found: string | null };
  readonly loginShell: LoginShellFact;
}

export interface LoginShellFact {
  /** `/bin/bash`; null where there is none, as on Windows. */
  readonly shell: string | null;
  /** Null when it was not asked; `failure` says why it did not answer. */
  readonly path: readonly string[] | null;
  readonly failure: string | null;
  /** The PATH that commands get. */
  readonly own: readonly string[];
}
