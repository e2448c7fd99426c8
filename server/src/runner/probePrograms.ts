/** Which programs of a verification there are, where, and what they say of their versions. */
import { realpathSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import which from "which";
import { type Command, type Wrapper, wrap } from "../verification/command.ts";
import { type Answer, PROGRAMS, type ProgramFact, type ProgramName } from "../verification/doctorFacts.ts";
import type { PathPair } from "../verification/pathMapping.ts";
import { ask } from "./ask.ts";

export interface ProgramProbe {
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly wrapper: Wrapper;
  readonly paths: readonly PathPair[];
  readonly isTrusted: boolean;
  readonly signal: AbortSignal;
  /** Of the login shell. */
  readonly loginPath: readonly string[] | null;
}

/** What each is asked; none of them writes anything. */
const QUESTIONS: Readonly<Record<ProgramName, readonly string[]>> = {
  "cargo-refinedrust": ["refinedrust", "-V"],
  "refinedrust-rustc": ["-vV"],
  cargo: ["--version"],
  rustc: ["--version"],
  rustup: ["toolchain", "list"],
  dune: ["--version"],
  rocq: ["--version"],
  coqc: ["--version"],
  opam: ["switch", "show"],
  nix: ["--version"],
};

/** All are asked at the same time. */
export async function probePrograms(
  probe: ProgramProbe,
): Promise<Readonly<Record<ProgramName, ProgramFact>>> {
  const facts = await Promise.all(
    PROGRAMS.map(async (name) => [name, await probeProgram(name, probe)] as const),
  );
  return Object.fromEntries(facts) as Record<ProgramName, ProgramFact>;
}

/** The command line that asks where the commands run, for programs and their folders. */
export function question(probe: ProgramProbe, program: string, words: readonly string[]): Command {
  // rustup would fetch the toolchain that a project asks for, so that its folder is no place to ask in.
  const isHere = probe.wrapper.kind === "none";
  const environment = { RUSTUP_AUTO_INSTALL: "0" };
  const command = { program, arguments: words, directory: isHere ? tmpdir() : probe.folder, environment };
  return wrap(command, probe.wrapper, probe.paths);
}

async function probeProgram(name: ProgramName, probe: ProgramProbe): Promise<ProgramFact> {
  const isHere = probe.wrapper.kind === "none";
  const path = isHere ? await pathOf(name, probe.environment) : null;
  const isAsked = probe.isTrusted && (path !== null || !isHere);
  const notAsked: Answer = { kind: "notAsked" };
  const answer = isAsked
    ? await ask(question(probe, path ?? name, QUESTIONS[name]), probe.environment, probe.signal)
    : notAsked;
  const isSearched = path === null && isHere;
  return {
    path,
    unusable: isSearched ? unusable(name, probe.environment) : null,
    answer,
    inLoginShell: isSearched && probe.loginPath ? await find(name, probe.loginPath.join(delimiter)) : null,
  };
}

/** cargo-refinedrust starts the compiler that lies beside it, whatever PATH says (get_rustc_path in cargo-refinedrust.rs). */
async function pathOf(name: ProgramName, environment: NodeJS.ProcessEnv): Promise<string | null> {
  const path = environment["PATH"] ?? environment["Path"] ?? "";
  if (name !== "refinedrust-rustc") return find(name, path);
  const translator = await find("cargo-refinedrust", path);
  return translator === null ? find(name, path) : find(name, dirname(realPath(translator)));
}

/** Also a path, which stands for itself. */
export const findProgram = (name: string, environment: NodeJS.ProcessEnv): Promise<string | null> =>
  find(name, environment["PATH"] ?? environment["Path"] ?? "");

const find = (name: string, path: string): Promise<string | null> => which(name, { path, nothrow: true });

/** The first file of that name on PATH: it is known that none can be executed. */
const unusable = (name: string, environment: NodeJS.ProcessEnv): string | null =>
  (environment["PATH"] ?? "")
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((file) => statSync(file, { throwIfNoEntry: false })?.isFile()) ?? null;

function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
