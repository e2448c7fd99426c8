/** The ways in which teams run RefinedRust and dune. */
import type { Wrapper } from "./command.ts";
import type { CommandTemplate, PlanProblem, RunSettings } from "./planModel.ts";

export const PRESETS = ["plain", "ace", "nix", "container", "ssh", "slurm"] as const;
export type Preset = (typeof PRESETS)[number];

/** What the wrappers need to know. */
export interface PresetPlace {
  /** The flake for nix, the container, the ssh host; slurm needs none. */
  readonly name: string | null;
  /** For `nix develop`, `docker exec`, `ssh` or `srun` itself. */
  readonly options: readonly string[];
}

/**
 * The preset with what the settings say otherwise, or why it cannot be used. Its own target folder keeps rust-analyzer's lock free; RefinedRust
 * writes below that folder unless it is told otherwise, hence `RR_OUTPUT_DIR` (bin/cargo-refinedrust.rs). The messages
 * that name unconstrained regions and missing specifications come at level `warn` only.
 */
export function presetSettings(
  preset: Preset,
  place: PresetPlace,
  changes: Partial<RunSettings>,
): RunSettings | PlanProblem {
  const wrapper = changes.wrapper ?? wrapperOf(preset, place);
  // What was meant to run elsewhere must not run here instead.
  if (wrapper === null) {
    return { code: "place-missing", message: `The preset \`${preset}\` needs ${NEEDS[preset] ?? "a place"}` };
  }
  return { ...PLAIN, ...(preset === "ace" ? ACE : {}), ...changes, wrapper };
}

const NEEDS: Readonly<Partial<Record<Preset, string>>> = {
  container: "the container's name",
  ssh: "the name of a host",
};

/** Null when the place is not known. */
function wrapperOf(preset: Preset, { name, options }: PresetPlace): Wrapper | null {
  switch (preset) {
    case "plain":
    case "ace":
      return { kind: "none" };
    case "nix": {
      const flake = name === null ? [] : [name];
      return { kind: "prefix", command: ["nix", "develop", ...flake, ...options, "--command"] };
    }
    case "container":
      return name === null ? null : { kind: "container", engine: "docker", name, options };
    case "ssh":
      return name === null ? null : { kind: "ssh", host: name, options };
    case "slurm":
      return { kind: "slurm", options };
  }
}

const TRANSLATE: CommandTemplate = {
  program: "cargo",
  arguments: ["refinedrust", "--", "--message-format=json", "${cargoTarget}", "${cargoArguments}"],
  directory: "${crateFolder}",
  environment: {
    CARGO_TARGET_DIR: "${targetDirectory}",
    RR_OUTPUT_DIR: "${ownOutput}",
    RR_CONFIG: "${configuration}",
    RUST_LOG: "translation=warn",
  },
};

const CHECK: CommandTemplate = {
  program: "dune",
  arguments: ["build", "--display=short", "--build-dir=${buildDirectory}", "-j${jobs}", "${targets}"],
  directory: "${duneRoot}",
  environment: {},
};

const PLAIN: RunSettings = {
  translate: TRANSLATE,
  check: CHECK,
  wrapper: { kind: "none" },
  paths: [],
  environment: {},
  cargoArguments: [],
  targetDirectory: "${crateFolder}/target/refinedrust",
  buildDirectory: "${duneRoot}/_build-refinedrust",
  jobs: null,
  memoryPerProof: null,
  seconds: null,
};

/**
 * ACE-RISCV's Makefile builds what its crates need, translates both of them and sets the environment; its dune root holds
 * the sources of RefinedRust, which nobody wants to compile twice.
 */
const ACE: Partial<RunSettings> = {
  translate: {
    program: "make",
    arguments: ["generate_refinedrust_translation"],
    directory: "${workspaceFolder}",
    environment: {},
  },
  targetDirectory: null,
  buildDirectory: null,
};
