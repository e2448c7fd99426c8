/** What a plan is made of: settings, crates with their proofs, a scope; and the steps that come out. Paths are absolute. */
import type { Command, Wrapper } from "./command.ts";
import type { PathPair } from "./pathMapping.ts";

/** A command with `${placeholders}` in each part; a part whose placeholder has no value is left out. */
export interface CommandTemplate {
  readonly program: string;
  /** An argument that is a placeholder of a list alone becomes one argument for each entry. */
  readonly arguments: readonly string[];
  readonly directory: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** Everything a team may want to have its own way. */
export interface RunSettings {
  readonly translate: CommandTemplate;
  readonly check: CommandTemplate;
  readonly wrapper: Wrapper;
  /** Folders that are called otherwise where the commands run. */
  readonly paths: readonly PathPair[];
  /** Added to both commands. */
  readonly environment: Readonly<Record<string, string>>;
  /** For cargo: features, target, profile. */
  readonly cargoArguments: readonly string[];
  /** May have placeholders; null for that of the project, which rust-analyzer and cargo lock too. */
  readonly targetDirectory: string | null;
  /** May have placeholders; null for dune's `_build`. */
  readonly buildDirectory: string | null;
  readonly jobs: number | null;
  /** MB that one Rocq process may need; null when nothing is to depend on the memory. */
  readonly memoryPerProof: number | null;
  /** For each step. */
  readonly seconds: number | null;
}

export interface PlanProof {
  readonly rocqName: string;
  /** The Rust file. */
  readonly file: string;
  /** The `.v` file; it may not exist yet. */
  readonly path: string;
}

export interface PlanCrate {
  readonly id: string;
  readonly name: string;
  /** The package's. */
  readonly folder: string;
  readonly rootFile: string;
  /** Names of crates. */
  readonly dependencies: readonly string[];
  /** `RefinedRust.toml`, and whether it says where the output goes. */
  readonly configuration: { readonly path: string; readonly hasOutput: boolean } | null;
  /** What RefinedRust writes for this crate: `<output_dir>/<crate>`. */
  readonly output: string;
  /** Where dune has to be started for it. */
  readonly duneRoot: string;
  /** RefinedRust has something to read in it. */
  readonly isAnnotated: boolean;
  readonly proofs: readonly PlanProof[];
}

export type Scope =
  | { readonly kind: "function"; readonly crate: string; readonly rocqName: string }
  | {
      readonly kind: "functions";
      readonly functions: readonly { readonly crate: string; readonly rocqName: string }[];
    }
  | { readonly kind: "file"; readonly file: string }
  | { readonly kind: "crate"; readonly crate: string }
  | { readonly kind: "workspace" };

export interface PlanRequest {
  readonly scope: Scope;
  readonly steps: readonly StepKind[];
  /** The folder that is open in the editor, or the current one. */
  readonly workspaceFolder: string;
}

export type StepKind = "translate" | "check";

export interface Step {
  readonly kind: StepKind;
  /** Ids of the crates it is for. */
  readonly crates: readonly string[];
  readonly command: Command;
  /** What is started instead, so that its end reaches the other side; absent where it runs here. */
  readonly watched?: Command;
  /** Paths in the output are those of the other side. */
  readonly paths: readonly PathPair[];
  /** The `.v` files of the proofs that dune will check. */
  readonly proofs: readonly string[];
  readonly seconds: number | null;
}

/** Why a plan is not what was asked for. */
export interface PlanProblem {
  readonly code: "nothing-to-verify" | "unknown-placeholder" | "outside-dune-root" | "place-missing";
  readonly message: string;
}

export interface Plan {
  readonly steps: readonly Step[];
  readonly problems: readonly PlanProblem[];
}
