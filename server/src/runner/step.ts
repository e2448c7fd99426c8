/** Runs one step of a plan and reads what it prints. */
import { existsSync } from "node:fs";
import { printCommand } from "../verification/command.ts";
import type { Report } from "../verification/finding.ts";
import { describeOutcome, isSuccess, type Outcome } from "../verification/outcome.ts";
import type { OutputItem } from "../verification/output.ts";
import { OutputReader } from "../verification/outputReader.ts";
import type { Step } from "../verification/planModel.ts";
import { ReportBuilder } from "../verification/reportBuilder.ts";
import { advanceProgress, moduleOf, type RunProgress, startProgress } from "../verification/runProgress.ts";
import { GO } from "../verification/watched.ts";
import { guard } from "./guard.ts";
import { ModuleClock } from "./moduleClock.ts";
import type { RunLog } from "./runLog.ts";
import { runProcess } from "./runProcess.ts";

export interface StepOptions {
  readonly environment: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
  readonly log: RunLog;
  /** What was added to the log. */
  readonly printed?: (text: string) => void;
  /** `running` names the modules that are being compiled, where the system tells. */
  readonly progress?: (progress: RunProgress, running: readonly string[]) => void;
  readonly started?: (pid: number) => void;
}

export interface StepResult {
  readonly step: Step;
  readonly outcome: Outcome;
  readonly report: Report;
  /** By the monotonic clock. */
  readonly seconds: number;
  readonly progress: RunProgress;
  /** Wall-clock seconds by module, of those for which they are known. */
  readonly cost: ReadonlyMap<string, number>;
  /** Modules that were being compiled when it ended. */
  readonly unfinished: readonly string[];
}

/** Never rejects. */
export async function runStep(step: Step, options: StepOptions): Promise<StepResult> {
  const { environment, signal, log } = options;
  const write = (text: string): void => {
    log.write(text);
    options.printed?.(text);
  };
  const command = printCommand(step.command);
  write(`$ cd ${step.command.directory}\n$ ${command}\n`);
  const begin = performance.now();
  const reader = new OutputReader();
  const builder = new ReportBuilder();
  const costs = new Costs(step);
  let progress = startProgress(step.proofs.map(moduleOf));
  let clock: ModuleClock | null = null;
  const tell = (): void => options.progress?.(withEnded(progress, clock?.ended ?? []), clock?.running ?? []);
  const take = (items: readonly OutputItem[]): void => {
    builder.add(items);
    costs.add(items, clock);
    const next = advanceProgress(progress, items);
    const isNew = next.last !== progress.last || next.done.size !== progress.done.size;
    progress = next;
    if (isNew) tell();
  };
  tell();
  let release = (): void => {};
  const outcome = await runProcess(step.watched ?? step.command, {
    input: step.watched ? GO : null,
    environment,
    signal,
    seconds: step.seconds,
    started: (pid) => {
      release = guard(pid);
      clock = new ModuleClock(pid, tell);
      options.started?.(pid);
    },
    output: (stream, bytes) => {
      const text = log.print(stream, bytes);
      options.printed?.(text);
      take(reader.feed(stream, bytes));
    },
  });
  release();
  const cut = log.endStreams();
  if (cut !== "") options.printed?.(cut);
  const unfinished = ((clock as ModuleClock | null)?.stop() ?? []).filter(
    (module) => !progress.done.has(module),
  );
  take(reader.end());
  const seconds = (performance.now() - begin) / 1000;
  write(`[${describeOutcome(outcome)}, ${seconds.toFixed(1)} s]\n\n`);
  const lastLines = [...reader.lastLines("stdout"), ...reader.lastLines("stderr")];
  const { directory } = step.command;
  const isGone = outcome.kind === "finished" && !existsSync(directory);
  const report = builder.end({
    command,
    outcome,
    lastLines,
    ...(isGone ? { goneFolder: directory } : {}),
  });
  return { step, outcome, report, seconds, progress, cost: costs.found(isSuccess(outcome)), unfinished };
}

/** With what the system says has come to its end, before dune says so. */
function withEnded(progress: RunProgress, ended: Iterable<string>): RunProgress {
  const own = [...ended].filter((module) => progress.planned.has(module));
  return { ...progress, done: new Set([...progress.done, ...own]) };
}

/** What each module took. */
class Costs {
  /** By the processes of the system. */
  readonly #seen = new Map<string, number>();
  /** From the end of one action to that of the next. */
  readonly #between = new Map<string, number>();
  readonly #isSequential: boolean;
  #last: number | null = null;

  constructor({ command }: Step) {
    this.#isSequential = command.arguments.includes("-j1");
  }

  add(items: readonly OutputItem[], clock: ModuleClock | null): void {
    for (const item of items) {
      if (item.kind !== "action") continue;
      const now = performance.now();
      const module = item.file === null ? null : moduleOf(item.file);
      if (module !== null) {
        const seconds = clock?.seconds(module, now) ?? null;
        if (seconds !== null) this.#seen.set(module, seconds);
        if (this.#last !== null) this.#between.set(module, (now - this.#last) / 1000);
      }
      this.#last = now;
    }
  }

  /** With one worker an action begins when the one before has ended; but dune says only at the end what has failed. */
  found(isSuccess: boolean): ReadonlyMap<string, number> {
    return new Map([...(this.#isSequential && isSuccess ? this.#between : []), ...this.#seen]);
  }
}
