/** What a program prints when it is asked something short, such as its version. */
import type { Command } from "../verification/command.ts";
import type { Answer } from "../verification/doctorFacts.ts";
import { describeOutcome, isSuccess } from "../verification/outcome.ts";
import { runProcess } from "./runProcess.ts";

/** Seconds; what takes longer waits for something. */
const LIMIT = 15;
/** Bytes of an answer that are kept. */
const MOST = 100_000;

/** Standard output, or why there is none. Never rejects. */
export async function ask(
  command: Command,
  environment: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Promise<Answer> {
  const pieces = { stdout: [] as Uint8Array[], stderr: [] as Uint8Array[] };
  let size = 0;
  const outcome = await runProcess(command, {
    input: null,
    environment,
    seconds: LIMIT,
    signal,
    output: (stream, bytes) => {
      size += bytes.length;
      if (size < MOST) pieces[stream].push(bytes);
    },
  });
  const text = (stream: "stdout" | "stderr"): string => Buffer.concat(pieces[stream]).toString("utf8");
  if (isSuccess(outcome)) return { kind: "said", text: text("stdout") };
  const last = text("stderr").trim().split("\n").at(-1) ?? "";
  return {
    kind: "failed",
    message: last === "" ? describeOutcome(outcome) : `${describeOutcome(outcome)}: ${last}`,
  };
}
