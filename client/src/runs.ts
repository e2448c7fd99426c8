/** Runs of RefinedRust as the server tells of them, what they found out, and how one is asked for. */
import { commands, type Disposable, EventEmitter, window, workspace } from "vscode";
import {
  CANCEL_RUN_REQUEST,
  type FunctionResult,
  RESULTS_REQUEST,
  type Refusal,
  RUN_OUTPUT,
  RUN_REQUEST,
  RUN_STATE,
  type RunOutputParams,
  type RunParams,
  type RunState,
} from "../../server/src/protocol.ts";
import type { Project } from "./project.ts";
import { tellRefusal } from "./refusal.ts";

export class Runs implements Disposable {
  readonly #project: Project;
  readonly #states = new EventEmitter<RunState>();
  readonly #output = new EventEmitter<RunOutputParams>();
  readonly #resultChanges = new EventEmitter<void>();
  readonly #subscriptions: Disposable[];
  #latest: RunState | null = null;
  #results: ReadonlyMap<string, FunctionResult> = new Map();
  #asked = 0;

  constructor(project: Project) {
    const { client } = project;
    this.#project = project;
    this.#subscriptions = [
      client.onNotification(RUN_STATE, (state: RunState) => this.#told(state)),
      client.onNotification(RUN_OUTPUT, (output: RunOutputParams) => this.#output.fire(output)),
      project.onDidChange(() => void this.refresh()),
    ];
  }

  readonly onDidChange = this.#states.event;
  readonly onDidPrint = this.#output.event;
  readonly onDidChangeResults = this.#resultChanges.event;

  /** What was told last, of whatever run. */
  get latest(): RunState | null {
    return this.#latest;
  }

  /** By the item's id. */
  get results(): ReadonlyMap<string, FunctionResult> {
    return this.#results;
  }

  /** Saves what the tools read, then asks for the run. Its number; null after the user was told why there is none. */
  async begin(params: RunParams): Promise<number | null> {
    const unsaved = await save();
    if (unsaved !== null) {
      void window.showErrorMessage(`Nothing was run, because ${unsaved} could not be saved.`);
      return null;
    }
    const { client } = this.#project;
    const answer = await client.sendRequest<{ run: number } | Refusal>(RUN_REQUEST, params);
    if ("run" in answer) return answer.run;
    void tellRefusal(answer.reason);
    return null;
  }

  /** Without a number all of them. */
  async cancel(run?: number): Promise<void> {
    await this.#project.client.sendRequest(CANCEL_RUN_REQUEST, run === undefined ? {} : { run });
  }

  /** Asks for the results anew, and gives them; the newest answer is kept. */
  async refresh(): Promise<ReadonlyMap<string, FunctionResult>> {
    const asked = ++this.#asked;
    const { client } = this.#project;
    const answer = await client.sendRequest<FunctionResult[] | null>(RESULTS_REQUEST, {}).catch(() => null);
    if (!answer) return this.#results;
    const found = new Map(answer.map((result) => [result.id, result]));
    if (asked === this.#asked) {
      this.#results = found;
      this.#resultChanges.fire();
    }
    return found;
  }

  dispose(): void {
    for (const each of this.#subscriptions) each.dispose();
    for (const each of [this.#states, this.#output, this.#resultChanges]) each.dispose();
  }

  #told(state: RunState): void {
    // That another run waits, or will never begin, is no news of the one that goes on.
    const isRunning = this.#latest?.phase === "running";
    if (!isRunning || state.phase === "running" || state.run === this.#latest?.run) {
      this.#latest = state;
      void commands.executeCommand("setContext", "refinedrust.isRunning", isOpen(state));
    }
    this.#states.fire(state);
  }
}

/** It has not ended yet. */
export const isOpen = ({ phase }: RunState): boolean => phase === "waiting" || phase === "running";

/** The name of a file that could not be saved; null when all are. */
async function save(): Promise<string | null> {
  for (const document of workspace.textDocuments) {
    const { isDirty, languageId, uri } = document;
    const isRead = languageId === "rust" || /\.(?:v|toml)$|\/dune$/.test(uri.path);
    if (isDirty && uri.scheme === "file" && isRead && !(await document.save())) return uri.fsPath;
  }
  return null;
}
