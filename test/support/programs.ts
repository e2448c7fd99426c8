/** Which programs of a verification this machine has, and stand-ins for those that it does not have. */
import { chmodSync, mkdirSync, statSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";

/** The path of a program that a shell would start, by the PATH of the tests. */
export function programOnPath(name: string): string | null {
  const endings = process.platform === "win32" ? [".exe", ".cmd", ".bat"] : [""];
  const files = (process.env["PATH"] ?? "")
    .split(delimiter)
    .flatMap((folder) => endings.map((ending) => join(folder, name + ending)));
  return files.find((file) => statSync(file, { throwIfNoEntry: false })?.isFile()) ?? null;
}

/** Why tests that check real proofs cannot run here; false when they can. `npm test` installs what is missing, or says how to. */
export const withoutProver: string | false = ["coqc", "dune"].every((name) => programOnPath(name) !== null)
  ? false
  : "coqc and dune are not installed; `npm test` installs them on Debian and says how to elsewhere";

/** The real translator runs where it is installed, and the stand-in everywhere else. */
export const hasRealTranslator = programOnPath("cargo-refinedrust") !== null;

const STAND_IN = join(import.meta.dirname, "standInCargoRefinedrust.mjs");

/** An environment in which `cargo refinedrust` can be started; `bin` is a folder for what has to be made for it. */
export function translatorEnvironment(bin: string, code: string): NodeJS.ProcessEnv {
  mkdirSync(bin, { recursive: true });
  if (!hasRealTranslator)
    addScript(bin, "cargo-refinedrust", `exec "${process.execPath}" "${STAND_IN}" "$@"`);
  // All that is asked of cargo is to start its subcommand.
  if (programOnPath("cargo") === null) addScript(bin, "cargo", 'command="$1"; exec "cargo-$command" "$@"');
  return {
    ...process.env,
    PATH: `${bin}${delimiter}${process.env["PATH"] ?? ""}`,
    RR_STAND_IN_CODE: code,
    RR_CONFIG: "",
    RR_SPEC_HOTWORD: "",
  };
}

/** A shell script that can be started by its name. */
export function addScript(bin: string, name: string, script: string): void {
  mkdirSync(bin, { recursive: true });
  const file = join(bin, name);
  writeFileSync(file, `#!/bin/sh\n# A stand-in of the tests.\n${script}\n`);
  chmodSync(file, 0o755);
}
