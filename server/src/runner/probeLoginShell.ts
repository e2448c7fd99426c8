/** The PATH of a login shell, which an editor started from a desktop may lack. */
import { tmpdir } from "node:os";
import { delimiter } from "node:path";
import type { LoginShellFact } from "../verification/doctorFacts.ts";
import { ask } from "./ask.ts";

/** Start-up files may print what they like, before and after. */
const MARK = "refinedrust-path-";

/** The shell is interactive, too, as where VS Code asks: many set PATH in the files of interactive shells. */
export async function probeLoginShell(
  environment: NodeJS.ProcessEnv,
  isTrusted: boolean,
  signal: AbortSignal,
): Promise<LoginShellFact> {
  const own = foldersOf(environment["PATH"] ?? environment["Path"] ?? "");
  const shell = process.platform === "win32" ? null : environment["SHELL"] || "/bin/sh";
  if (shell === null || !isTrusted) return { shell, path: null, failure: null, own };
  // dash knows no option for a login shell with a command but as single letters.
  const words = ["-i", "-l", "-c", `printf '%s%s\\n' ${MARK} "$PATH"`];
  const command = { program: shell, arguments: words, directory: tmpdir(), environment: {} };
  const answer = await ask(command, environment, signal);
  if (answer.kind !== "said") {
    return { shell, path: null, failure: answer.kind === "failed" ? answer.message : null, own };
  }
  const line = answer.text.split("\n").findLast((each) => each.includes(MARK));
  const path = line === undefined ? null : foldersOf(line.slice(line.indexOf(MARK) + MARK.length));
  return { shell, path, failure: path === null ? "it did not print its PATH" : null, own };
}

const foldersOf = (path: string): string[] => [
  ...new Set(path.split(delimiter).filter((each) => each !== "")),
];
