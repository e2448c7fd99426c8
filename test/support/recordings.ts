/** Recorded runs of tools: what was called, what it printed on each stream, how it ended. */
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import type { Outcome } from "../../server/src/verification/outcome.ts";

/**
 * A `.txt` file of `fixtures/tool-output/`: `$ command`, `--- stdout`, what stands there, `--- stderr`, the same, and one
 * of `--- exit status: N`, `--- cancelled`, `--- timed out: SECONDS`, `--- not found: PROGRAM`, `--- signal: NAME`,
 * `--- failed: MESSAGE`. Paths in it count from the folder that it lies in.
 */
export interface Recording {
  readonly name: string;
  readonly folder: string;
  readonly path: string;
  readonly command: string;
  readonly stdout: string;
  readonly stderr: string;
  readonly outcome: Outcome;
}

const root = join(import.meta.dirname, "../fixtures/tool-output");

export const recordings = (): Recording[] =>
  readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".txt"))
    .sort()
    .map((name) => readRecording(join(root, name)));

export function readRecording(path: string): Recording {
  const text = readFileSync(path, "utf8");
  const match = /^\$ ([^\n]*)\n--- stdout\n((?:[^\n]*\n)*?)--- stderr\n((?:[^\n]*\n)*?)--- ([^\n]*)\n/.exec(
    text,
  );
  if (!match) throw new Error(`${path} is no recording`);
  const [, command = "", stdout = "", stderr = "", ending = ""] = match;
  const name = relative(root, path).replaceAll("\\", "/");
  return { name, folder: join(path, ".."), path, command, stdout, stderr, outcome: outcomeOf(ending) };
}

function outcomeOf(ending: string): Outcome {
  const [kind = "", value = ""] = ending.split(": ");
  switch (kind) {
    case "exit status":
      return { kind: "finished", status: Number(value) };
    case "cancelled":
      return { kind: "cancelled" };
    case "timed out":
      return { kind: "timedOut", seconds: Number(value) };
    case "not found":
      return { kind: "notFound", program: value };
    case "signal":
      return { kind: "killed", signal: value };
    case "failed":
      return { kind: "failed", message: value };
    default:
      throw new Error(`no ending of a recording: ${ending}`);
  }
}
