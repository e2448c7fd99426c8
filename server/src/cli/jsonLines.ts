/** `check --stdin-jsonl`: one text per line in, its diagnostics per line out, as they come. */
import { once } from "node:events";
import type { Readable, Writable } from "node:stream";
import type { Checker } from "./checker.ts";
import { CLEAN, ERRORS_FOUND, FAILED } from "./exitCodes.ts";
import { jsonDiagnostics } from "./jsonReport.ts";

/** Answers every line; the exit status. A line that is no request is answered with an `error`. */
export async function checkJsonLines(checker: Checker, input: Readable, output: Writable): Promise<number> {
  let malformed = false;
  let errors = false;
  for await (const line of linesOf(input)) {
    if (line.trim() === "") continue;
    const request = readRequest(line);
    const answer = "error" in request ? request : check(request, checker);
    if ("error" in answer) malformed = true;
    else errors ||= answer.diagnostics.some((diagnostic) => diagnostic.severity === "error");
    if (!output.write(`${JSON.stringify(answer)}\n`)) await once(output, "drain");
  }
  if (malformed) return FAILED;
  return errors ? ERRORS_FOUND : CLEAN;
}

export interface Request {
  readonly id: unknown;
  readonly path: string | null;
  readonly text: string;
}

/** A mistake of ours with one text must not end the answers for the others. */
function check({ id, path, text }: Request, checker: Checker) {
  try {
    const file = checker.parse(text, path ?? "", checker.hotword(path));
    return { id, diagnostics: jsonDiagnostics(file, checker.check(file, new Map())) };
  } catch (error) {
    return { id, error: `internal error: ${String(error)}` };
  }
}

export function readRequest(line: string): Request | { readonly id: unknown; readonly error: string } {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    return { id: null, error: `not JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
  if (typeof value !== "object" || value === null) return { id: null, error: "not an object" };
  const { id = null, path = null, text } = value as Record<string, unknown>;
  if (typeof text !== "string") return { id, error: "`text` is not a string" };
  if (path !== null && typeof path !== "string") return { id, error: "`path` is not a string" };
  return { id, path, text };
}

/** Splits at line feeds only: a JSON string may hold other line separators as they are. */
export async function* linesOf(input: Readable): AsyncGenerator<string> {
  input.setEncoding("utf8");
  let rest = "";
  for await (const chunk of input as AsyncIterable<string>) {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
  if (rest !== "") yield rest;
}
