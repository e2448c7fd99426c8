/** Runs of RefinedRust and dune: when they are begun, by whom, and where their results go. */
import type { Connection, InitializeParams } from "vscode-languageserver";
import type { ProjectView } from "../features/projectView.ts";
import { type AskedScope, runScope } from "../features/runScope.ts";
import {
  CANCEL_RUN_REQUEST,
  type Refusal,
  RUN_LOG_REQUEST,
  RUN_OUTPUT,
  RUN_REQUEST,
  RUN_STATE,
  type RunOutputParams,
  type RunParams,
  type RunState,
  TRUST,
} from "../protocol.ts";
import { ResultStore, usualResultFolder } from "../runner/resultStore.ts";
import type { StepKind } from "../verification/planModel.ts";
import type { OnSave } from "../verification/runSettings.ts";
import { RunFindings } from "./runFindings.ts";
import { RunProgressReporter } from "./runProgress.ts";
import { Runs, type RunsSource } from "./runs.ts";
import { SavedItems } from "./savedItems.ts";

export interface RunFeatureSource extends Pick<RunsSource, "settings" | "environment" | "log"> {
  /** The project as it is known, without a look at the disk. */
  readonly current: () => ProjectView | null;
  /** The project as the server was told of it. */
  readonly project: () => Promise<ProjectView | null>;
  /** The project as the disk has it now. */
  readonly look: () => Promise<ProjectView | null>;
  readonly onSave: (file: string) => OnSave;
  /** The diagnostics of these files may be other ones. */
  readonly changed: (files: readonly string[]) => void;
  /** Lenses and views may be other ones. */
  readonly told: () => void;
}

/** Milliseconds between two notifications of the same kind. */
const PERIOD = 100;
/** UTF-16 units of output in one of them; the log has all. */
const MOST_OUTPUT = 50_000;

export class RunFeature {
  readonly findings: RunFindings;
  readonly store: ResultStore;
  readonly #connection: Connection;
  readonly #source: RunFeatureSource;
  readonly #runs: Runs;
  readonly #progress: RunProgressReporter | null;
  readonly #sendsOutput: boolean;
  readonly #saved = new SavedItems();
  #isTrusted: boolean;
  /** The newest state that the client was not told of. */
  #untold: RunState | null = null;
  #unsent: RunOutputParams | null = null;
  #timer: NodeJS.Timeout | null = null;

  constructor(connection: Connection, params: InitializeParams, source: RunFeatureSource) {
    const options = optionsOf(params.initializationOptions);
    this.#connection = connection;
    this.#source = source;
    this.#isTrusted = options.trusted;
    this.#sendsOutput = options.runOutput;
    this.store = new ResultStore(options.resultsFolder ?? usualResultFolder(source.environment), source.log);
    this.findings = new RunFindings(this.store, source.current);
    this.#runs = new Runs({
      ...source,
      store: this.store,
      changed: (state) => this.#changed(state),
      printed: (run, text) => this.#printed(run, text),
      finished: () => {
        source.changed(this.findings.renew());
        source.told();
      },
    });
    this.#progress = params.capabilities.window?.workDoneProgress
      ? new RunProgressReporter(connection, (run) => this.#runs.cancel(run))
      : null;
    connection.onNotification(TRUST, () => {
      this.#isTrusted = true;
    });
    connection.onRequest(RUN_REQUEST, (asked: RunParams): Promise<unknown> => this.#request(asked));
    connection.onRequest(CANCEL_RUN_REQUEST, (asked: { readonly run?: number } | null) => {
      this.#runs.cancel(asked?.run ?? null);
      return null;
    });
    connection.onRequest(
      RUN_LOG_REQUEST,
      (asked: { readonly run?: number } | null): unknown =>
        this.#runs.log(asked?.run ?? null) ??
        ({ reason: "There is no log of such a run." } satisfies Refusal),
    );
    connection.onShutdown(() => this.#runs.close());
  }

  get isTrusted(): boolean {
    return this.#isTrusted;
  }

  /** There is a new catalogue: results of its crates are read, and findings stand elsewhere. */
  async projectChanged(view: ProjectView): Promise<void> {
    const isNew = await this.store.load(view.catalogue.crates.map(({ id }) => id));
    this.#saved.seen(view.catalogue);
    this.#source.changed(this.findings.renew());
    if (isNew) this.#source.told();
  }

  /** The user has saved a file. */
  async saved(file: string): Promise<void> {
    const policy = this.#isTrusted ? this.#source.onSave(file) : "off";
    if (policy === "off" || !file.endsWith(".rs")) return;
    const before = this.#saved.of(file);
    const view = await this.#source.look();
    if (!view) return;
    const asked = this.#saved.changedSince(before, file, view.catalogue);
    if (!asked) return;
    this.#begin(asked, policy === "translate" ? ["translate"] : ["translate", "check"]);
  }

  async #request({ scope, only }: RunParams): Promise<{ readonly run: number } | Refusal> {
    if (!this.#isTrusted)
      return { reason: "The workspace is not trusted, so that nothing of it is executed." };
    const view = await this.#source.project();
    if (!view) return { reason: "The project cannot be read." };
    const asked = runScope(scope, view);
    if ("reason" in asked) return asked;
    return { run: this.#begin(asked, only === undefined ? ["translate", "check"] : [only]) };
  }

  #begin(asked: AskedScope, steps: readonly StepKind[]): number {
    return this.#runs.request({ ...asked, steps });
  }

  #changed(state: RunState): void {
    this.#progress?.changed(state);
    if (this.#untold && (this.#untold.run !== state.run || this.#untold.phase !== state.phase)) this.#flush();
    this.#untold = state;
    if (state.phase === "running" && state.step) this.#later();
    else this.#flush();
  }

  #printed(run: number, text: string): void {
    if (!this.#sendsOutput) return;
    const before = this.#unsent?.run === run ? this.#unsent.text : "";
    const all = before + text;
    this.#unsent = { run, text: all.length > MOST_OUTPUT ? `[...]\n${all.slice(-MOST_OUTPUT)}` : all };
    this.#later();
  }

  #later(): void {
    this.#timer ??= setTimeout(() => this.#flush(), PERIOD);
  }

  #flush(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#unsent) void this.#connection.sendNotification(RUN_OUTPUT, this.#unsent);
    if (this.#untold) void this.#connection.sendNotification(RUN_STATE, this.#untold);
    this.#unsent = null;
    this.#untold = null;
  }
}

/** Whatever the client sent. */
function optionsOf(sent: unknown): {
  readonly trusted: boolean;
  readonly runOutput: boolean;
  readonly resultsFolder: string | null;
} {
  const options = (typeof sent === "object" && sent !== null ? sent : {}) as Record<string, unknown>;
  const folder = options["resultsFolder"];
  return {
    trusted: options["trusted"] === true,
    runOutput: options["runOutput"] === true,
    resultsFolder: typeof folder === "string" && folder !== "" ? folder : null,
  };
}
