/** Finds out what there is of an installation, for the check of it. Without trust nothing is executed. */
import { readFileSync, statSync } from "node:fs";
import { delimiter, isAbsolute, join, resolve } from "node:path";
import type { Catalogue } from "../project/catalogueModel.ts";
import { folderOf, upwards } from "../project/paths.ts";
import { readToolchain, TOOLCHAIN_FILES } from "../project/rustToolchain.ts";
import type { Wrapper } from "../verification/command.ts";
import {
  type DoctorFacts,
  type PathFact,
  PROGRAMS,
  type ProgramFact,
  type ProgramName,
} from "../verification/doctorFacts.ts";
import type { RunSettings } from "../verification/planModel.ts";
import { readDuneProject, readTranslatorVersion } from "../verification/toolVersions.ts";
import { ask } from "./ask.ts";
import { probeLoginShell } from "./probeLoginShell.ts";
import { findProgram, type ProgramProbe, probePrograms, question } from "./probePrograms.ts";

export interface ProbeOptions {
  readonly folder: string;
  readonly catalogue: Catalogue;
  readonly settings: Pick<RunSettings, "wrapper" | "paths" | "environment" | "translate" | "check">;
  readonly environment: NodeJS.ProcessEnv;
  readonly isTrusted: boolean;
  readonly signal: AbortSignal;
}

/** Never rejects. */
export async function probe(options: ProbeOptions): Promise<DoctorFacts> {
  const { folder, catalogue, isTrusted, signal, settings } = options;
  const { wrapper, paths } = settings;
  const environment = { ...options.environment, ...settings.environment };
  const loginShell = await probeLoginShell(environment, isTrusted && wrapper.kind === "none", signal);
  const asking = { folder, environment, wrapper, paths, isTrusted, signal, loginPath: loginShell.path };
  const programs = await probePrograms(asking);
  const said = (name: ProgramName): string | null => {
    const { answer } = programs[name];
    return answer.kind === "said" ? answer.text : null;
  };
  const version = readTranslatorVersion(said("cargo-refinedrust") ?? "");
  const isHere = wrapper.kind === "none";
  return {
    folder,
    isTrusted,
    platform: process.platform,
    elsewhere: elsewhere(wrapper),
    programs,
    toolchains: toolchainFiles(catalogue),
    installedToolchains: isHere ? (said("rustup")?.split("\n").flatMap(toolchainName) ?? null) : null,
    commands: isHere ? await commands(settings, environment) : [],
    named: isHere ? [version?.programs.rustc, version?.programs.cargo].flatMap(pathInBrackets) : [],
    opamSwitch: environment["OPAMSWITCH"] || said("opam")?.trim() || null,
    nix: {
      flake: nearest(slashes(folder), "flake.nix"),
      isInside: Boolean(environment["IN_NIX_SHELL"]),
    },
    namedConfiguration: environment["RR_CONFIG"] ? fact(resolve(folder, environment["RR_CONFIG"])) : null,
    configurations: catalogue.configurations.map(({ path, failure, libraryFolders, extraSpecs }) => ({
      path,
      failure,
      libraryFolders: libraryFolders.map(fact),
      extraSpecs: extraSpecs === null ? null : fact(extraSpecs),
    })),
    missingLibraries: catalogue.libraries.flatMap(({ crate, missing }) =>
      missing.length === 0 ? [] : [{ crate: crate.name, names: missing }],
    ),
    duneProjects: duneProjects(catalogue),
    rocqLibrary: await rocqLibrary(programs, catalogue, asking),
    loginShell,
  };
}

/** Those that the other checks do not look for: placeholders are the business of runs. */
const commands = (
  { translate, check }: ProbeOptions["settings"],
  environment: NodeJS.ProcessEnv,
): Promise<DoctorFacts["commands"]> =>
  Promise.all(
    [
      { step: "translate", program: translate.program },
      { step: "check", program: check.program },
    ]
      .filter(({ program }) => !program.includes("$") && !PROGRAMS.some((name) => name === program))
      // A relative path counts from a folder that only the run knows.
      .filter(({ program }) => isAbsolute(program) || !/[\\/]/.test(program))
      .map(async (each) => ({ ...each, path: await findProgram(each.program, environment) })),
  );

function elsewhere(wrapper: Wrapper): string | null {
  switch (wrapper.kind) {
    case "none":
      return null;
    case "prefix":
      return wrapper.command.join(" ");
    case "container":
      return `${wrapper.engine} exec ${wrapper.name}`;
    case "ssh":
      return `ssh ${wrapper.host}`;
    case "slurm":
      return "srun";
  }
}

/** The file that rustup would take for each crate. */
function toolchainFiles({ crates }: Catalogue): DoctorFacts["toolchains"] {
  const files = crates.flatMap(({ folder }) => nearest(folder, ...TOOLCHAIN_FILES) ?? []);
  return [...new Set(files)].flatMap((path) => {
    const text = read(path);
    return text === null ? [] : [{ path, toolchain: readToolchain(text) }];
  });
}

/** `stable-x86_64-unknown-linux-gnu (active, default)`; without any, a sentence. */
const toolchainName = (line: string): string[] => {
  const [name = ""] = line.trim().split(" ");
  return name === "" || name === "no" ? [] : [name];
};

/** `rustc 1.90.0-nightly (..) (/path/rustc)` as upstream prints it. */
const pathInBrackets = (program: string | null | undefined): PathFact[] => {
  const path = /\(([^()]*[\\/][^()]*)\)\s*$/.exec(program ?? "")?.[1];
  return path === undefined ? [] : [fact(path)];
};

function duneProjects(catalogue: Catalogue): DoctorFacts["duneProjects"] {
  const roots = new Set(catalogue.outputs.flatMap(({ path }) => catalogue.duneRoot(folderOf(path)) ?? []));
  return [...roots].flatMap((root) => {
    const path = `${root}/dune-project`;
    const text = read(path);
    return text === null ? [] : [{ path, needs: readDuneProject(text) }];
  });
}

/** As sources in the project, or installed where the prover looks. */
async function rocqLibrary(
  programs: Readonly<Record<ProgramName, ProgramFact>>,
  { theories }: Catalogue,
  asking: ProgramProbe,
): Promise<DoctorFacts["rocqLibrary"]> {
  const own = [...new Set(theories.map(folderOf))].find((folder) =>
    /\(\s*name\s+refinedrust\s*\)/.test(read(`${folder}/dune`) ?? ""),
  );
  if (own !== undefined) return { searched: [], found: own };
  const { environment, isTrusted, wrapper, signal } = asking;
  if (!isTrusted || wrapper.kind !== "none") return { searched: [], found: null };
  const { rocq, coqc } = programs;
  const asked = rocq.path ?? coqc.path;
  if (asked === null) return { searched: [], found: null };
  const words = rocq.path === null ? ["-where"] : ["c", "-where"];
  const answer = await ask(question(asking, asked, words), environment, signal);
  const named = ["ROCQPATH", "COQPATH"].flatMap((name) => (environment[name] ?? "").split(delimiter));
  const searched = [
    ...(answer.kind === "said" ? [join(answer.text.trim(), "user-contrib")] : []),
    ...named.filter((folder) => folder !== ""),
  ];
  return { searched, found: searched.map((at) => join(at, "refinedrust")).find(isThere) ?? null };
}

function nearest(folder: string, ...names: readonly string[]): string | null {
  for (const at of upwards(folder)) {
    const found = names.map((name) => `${at === "/" ? "" : at}/${name}`).find(isThere);
    if (found !== undefined) return found;
  }
  return null;
}

const isThere = (path: string): boolean => statSync(path, { throwIfNoEntry: false }) !== undefined;
const fact = (path: string): PathFact => ({ path, exists: isThere(path) });
const slashes = (path: string): string => path.replaceAll("\\", "/");

function read(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}
