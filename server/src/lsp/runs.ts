/** The runs of a session: one at a time and one that waits, what is told of them, and their logs. */
import { setImmediate as nextTurn } from "node:timers/promises";
import { keptFindings } from "../features/keptFindings.ts";
import { itemId, type ProjectView } from "../features/projectView.ts";
import { provesNothing } from "../features/runResults.ts";
import type { AskedScope } from "../features/runScope.ts";
import type { RunResult, RunState, RunStepState } from "../protocol.ts";
import type { ResultStore } from "../runner/resultStore.ts";
import { RunLog } from "../runner/runLog.ts";
import { type Looked, type Verification, verify } from "../runner/verify.ts";
import type { PlanProblem, RunSettings, StepKind } from "../verification/planModel.ts";
import { advance, emptyQueue, type QueuedRun, type QueueEvent } from "../verification/runQueue.ts";
import { detailsOf } from "./request.ts";
import { resultOf } from "./runOutcome.ts";

export interface AskedRun extends AskedScope {
  readonly steps: readonly StepKind[];
}

export interface RunsSource {
  /** The project as the disk has it now; null when it cannot be read. */
  readonly look: () => Promise<ProjectView | null>;
  /** For a file of the scope, or for none. */
  readonly settings: (file: string | null) => {
    readonly run: RunSettings | PlanProblem;
    readonly folder: string;
  };
  readonly store: ResultStore;
  readonly environment: NodeJS.ProcessEnv;
  readonly log: (line: string) => void;
  readonly changed: (state: RunState) => void;
  readonly printed: (run: number, text: string) => void;
  /** Results are there, and all processes are gone. */
  readonly finished: () => void;
}

/** Logs that are kept. */
const MOST_LOGS = 10;

export class Runs {
  readonly #source: RunsSource;
  readonly #logs = new Map<number, RunLog>();
  readonly #controllers = new Map<number, AbortController>();
  #queue = emptyQueue<AskedRun>();
  /** The run that goes on, or the last one. */
  #current: Promise<void> = Promise.resolve();

  constructor(source: RunsSource) {
    this.#source = source;
  }

  /** The number of the run, which may begin later or never. */
  request(asked: AskedRun): number {
    const run = this.#queue.nextId;
    this.#advance({ kind: "request", key: JSON.stringify([asked.scope, asked.steps]), request: asked });
    if (this.#queue.pending?.id === run) this.#tell(this.#queue.pending, "waiting");
    return run;
  }

  cancel(run: number | null): void {
    this.#advance({ kind: "cancel", id: run });
  }

  /** Everything is ended; settles when it is gone. */
  async close(): Promise<void> {
    this.cancel(null);
    await this.#current;
  }

  /** Of the newest run without a number. */
  log(run: number | null): { readonly run: number; readonly text: string } | null {
    const id = run ?? [...this.#logs.keys()].at(-1);
    const log = id === undefined ? undefined : this.#logs.get(id);
    return id === undefined || log === undefined ? null : { run: id, text: log.text };
  }

  #advance(event: QueueEvent<AskedRun>): void {
    const { queue, effects } = advance(this.#queue, event);
    this.#queue = queue;
    for (const effect of effects) {
      if (effect.kind === "start") this.#current = this.#start(effect.run);
      else if (effect.kind === "stop") this.#controllers.get(effect.id)?.abort();
      else this.#tell(effect.run, "dropped");
    }
  }

  async #start(run: QueuedRun<AskedRun>): Promise<void> {
    const controller = new AbortController();
    this.#controllers.set(run.id, controller);
    this.#logs.set(run.id, new RunLog());
    for (const id of this.#logs.keys()) if (this.#logs.size > MOST_LOGS) this.#logs.delete(id);
    this.#tell(run, "running");
    let result: RunResult;
    try {
      result = await this.#verify(run, controller.signal);
    } catch (error) {
      this.#source.log(`A run failed: ${detailsOf(error)}`);
      result = refused(
        `The run could not be done: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
    this.#controllers.delete(run.id);
    this.#source.finished();
    this.#tell(run, "ended", null, result);
    this.#advance({ kind: "ended", id: run.id });
  }

  async #verify(run: QueuedRun<AskedRun>, signal: AbortSignal): Promise<RunResult> {
    const { scope, steps, file } = run.request;
    const { store, environment, printed, settings } = this.#source;
    const { run: chosen, folder } = settings(file);
    if ("code" in chosen) return refused(chosen.message);
    const log = this.#logs.get(run.id) ?? new RunLog();
    const verification: Verification = await verify(
      { scope, steps, workspaceFolder: folder },
      {
        settings: chosen,
        look: () => this.#look(),
        store,
        environment,
        signal,
        log,
        printed: (text) => printed(run.id, text),
        progress: ({ kind }, { planned, done, failed, translated, last }, running) =>
          this.#tell(run, "running", {
            kind,
            planned: planned.size,
            done: done.size,
            failed,
            translated,
            current: running.length > 0 ? running : last === null ? [] : [last],
          }),
      },
    );
    const view = await this.#source.look().catch(() => null);
    const items = new Map(view?.catalogue.items.map((item) => [itemId(item), item]));
    return resultOf(verification, itemId, (item) => {
      const now = items.get(itemId(item));
      return view && now ? provesNothing(now, view) : null;
    });
  }

  async #look(): Promise<Looked> {
    const view = await this.#source.look();
    if (!view) throw new Error("the project cannot be read");
    return {
      catalogue: view.catalogue,
      text: view.text,
      place: (findings, around) => keptFindings(findings, view, around, nextTurn),
    };
  }

  #tell(
    { id, request }: QueuedRun<AskedRun>,
    phase: RunState["phase"],
    step: RunStepState | null = null,
    result: RunResult | null = null,
  ): void {
    this.#source.changed({ run: id, phase, title: request.title, step, result });
  }
}

const refused = (message: string): RunResult => ({
  kind: "refused",
  message,
  seconds: 0,
  functions: { proved: 0, failed: 0, open: 0 },
  items: [],
});
