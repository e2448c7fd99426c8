/** Runs one command to its end, with its output in pieces as it comes. */
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { stat } from "node:fs/promises";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { Command } from "../verification/command.ts";
import type { Outcome } from "../verification/outcome.ts";
import type { Stream } from "../verification/output.ts";
import { endOrphans, endTree, killTree } from "./endTree.ts";

export interface ProcessOptions {
  /** The command's own variables are added to these. */
  readonly environment: NodeJS.ProcessEnv;
  /** Written to its input, which stays open until it ends; null for an empty input. */
  readonly input: string | null;
  /** Limit by the monotonic clock; null for none. */
  readonly seconds: number | null;
  /** Aborting it ends the whole process tree. */
  readonly signal: AbortSignal;
  readonly started?: (pid: number) => void;
  /** The command waits while it is busy, and so does nothing else: other events are let through between two pieces. */
  readonly output: (stream: Stream, bytes: Uint8Array) => void;
}

/** Milliseconds without output after which pipes that something else holds open are given up. */
const QUIET = 1000;
/** Bytes that are read in about a millisecond: several turns of the event loop pass before an edit is answered. */
const PIECE = 4096;

type Child = ChildProcessWithoutNullStreams;

/** Never rejects. It settles when no process of the command is left, as far as that can be had. */
export async function runProcess(command: Command, options: ProcessOptions): Promise<Outcome> {
  const { signal, seconds } = options;
  // A missing folder and a missing program give the same error.
  const folder = await stat(command.directory).catch(() => null);
  if (!folder?.isDirectory()) return { kind: "failed", message: `chdir: ${command.directory} is no folder` };
  if (signal.aborted) return { kind: "cancelled" };
  const started = await start(command, options);
  if ("kind" in started) return started;
  return watch(started, { ...options, seconds });
}

/** No shell reads the command. */
function start(
  { program, arguments: rest, directory, environment }: Command,
  options: ProcessOptions,
): Promise<Child | Outcome> {
  return new Promise((settle) => {
    const fail = (error: unknown): void => settle(notStarted(program, error));
    try {
      const child = spawn(program, rest, {
        cwd: directory,
        env: { ...options.environment, ...environment },
        stdio: "pipe",
        // A session of its own, by which its family is known. On Windows that would open a window.
        detached: process.platform !== "win32",
        windowsHide: true,
      });
      child.on("error", fail);
      child.once("spawn", () => {
        // What has ended meanwhile reads no input any more.
        child.stdin.on("error", () => {});
        if (options.input === null) child.stdin.end();
        else child.stdin.write(options.input);
        settle(child);
      });
    } catch (error) {
      fail(error);
    }
  });
}

function notStarted(program: string, error: unknown): Outcome {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === "ENOENT") return { kind: "notFound", program };
  if (code === "EACCES")
    return { kind: "failed", message: `${program}: Permission denied: it is not executable` };
  const message = error instanceof Error ? error.message : String(error);
  return { kind: "failed", message: `${program} could not be started: ${message}` };
}

async function watch(child: Child, { signal, seconds, started, output }: ProcessOptions): Promise<Outcome> {
  const pid = child.pid ?? 0;
  let ending: Outcome | null = null;
  let ended: Promise<unknown> = Promise.resolve();
  const stop = (outcome: Outcome): void => {
    if (ending !== null || child.exitCode !== null || child.signalCode !== null) return;
    ending = outcome;
    ended = endTree(pid);
  };
  const kill = (): void => killTree(pid);
  process.once("exit", kill);
  const cancel = (): void => stop({ kind: "cancelled" });
  signal.addEventListener("abort", cancel);
  if (signal.aborted) cancel();
  const limit =
    seconds === null ? null : setTimeout(() => stop({ kind: "timedOut", seconds }), seconds * 1000);
  started?.(pid);
  const reading = new Reading(child, output);
  const own = await new Promise<Outcome>((settle) => {
    child.once("exit", (status, by) =>
      settle(by === null ? { kind: "finished", status: status ?? 0 } : { kind: "killed", signal: by }),
    );
  });
  if (limit !== null) clearTimeout(limit);
  signal.removeEventListener("abort", cancel);
  await ended;
  const failure = await reading.end();
  // What it left in the background would go on writing to the project.
  await endOrphans(pid);
  process.off("exit", kill);
  return ending ?? (failure === null ? own : { kind: "failed", message: failure });
}

/** Both streams, piece by piece. */
class Reading {
  readonly #child: Child;
  readonly #output: ProcessOptions["output"];
  readonly #done: Promise<unknown>;
  #failure: string | null = null;
  #last = performance.now();

  constructor(child: Child, output: ProcessOptions["output"]) {
    this.#child = child;
    this.#output = output;
    this.#done = Promise.all([this.#read("stdout"), this.#read("stderr")]);
  }

  /** After the exit: the rest that is in the pipes. Answers why they cannot be read, when that is so. */
  async end(): Promise<string | null> {
    this.#last = performance.now();
    const timer = setInterval(() => {
      if (performance.now() - this.#last < QUIET) return;
      this.#child.stdout.destroy();
      this.#child.stderr.destroy();
    }, QUIET / 4);
    await this.#done;
    clearInterval(timer);
    return this.#failure;
  }

  async #read(stream: Stream): Promise<void> {
    try {
      for await (const bytes of this.#child[stream]) {
        for (let at = 0; at < bytes.length; at += PIECE) {
          this.#output(stream, (bytes as Uint8Array).subarray(at, at + PIECE));
          await nextTurn();
        }
        this.#last = performance.now();
      }
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (code !== "ERR_STREAM_PREMATURE_CLOSE")
        this.#failure = `Its output could not be read: ${String(error)}`;
    }
  }
}
