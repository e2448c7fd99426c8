/** `$/progress` of runs: true counts, and a way to cancel. */
import type { Connection, WorkDoneProgressServerReporter } from "vscode-languageserver";
import type { RunState, RunStepState } from "../protocol.ts";

interface Shown {
  readonly reporter: Promise<WorkDoneProgressServerReporter>;
  isOver: boolean;
}

export class RunProgressReporter {
  readonly #connection: Connection;
  readonly #cancel: (run: number) => void;
  readonly #shown = new Map<number, Shown>();

  constructor(connection: Connection, cancel: (run: number) => void) {
    this.#connection = connection;
    this.#cancel = cancel;
  }

  changed({ run, phase, title, step, result }: RunState): void {
    if (phase === "running") {
      const { reporter } = this.#shown.get(run) ?? this.#begin(run, title);
      if (step)
        void reporter.then(
          (each) => report(each, step),
          () => {},
        );
      return;
    }
    const shown = this.#shown.get(run);
    if (!shown || phase === "waiting") return;
    this.#shown.delete(run);
    void shown.reporter.then(
      (each) => {
        if (result) each.report(result.message);
        each.done();
      },
      () => {},
    );
  }

  #begin(run: number, title: string): Shown {
    const reporter = this.#connection.window.createWorkDoneProgress();
    const shown: Shown = { reporter, isOver: false };
    this.#shown.set(run, shown);
    void reporter.then(
      (each) => {
        each.begin(`Verifying ${title}`, undefined, undefined, true);
        each.token.onCancellationRequested(() => this.#cancel(run));
      },
      () => {},
    );
    return shown;
  }
}

function report(
  reporter: WorkDoneProgressServerReporter,
  { kind, planned, done, failed, translated, current }: RunStepState,
): void {
  const names = current.slice(0, 3).join(", ");
  const tail = [failed > 0 ? `${failed} failed` : "", names].filter((part) => part !== "").join(", ");
  if (kind === "translate") {
    reporter.report(
      `translating${translated > 0 ? `, ${translated} functions` : ""}${names === "" ? "" : `: ${names}`}`,
    );
  } else if (planned > 0) {
    reporter.report(
      Math.floor((100 * done) / planned),
      `${done} of ${planned} proofs${tail === "" ? "" : `, ${tail}`}`,
    );
  } else reporter.report(`checking${tail === "" ? "" : `: ${tail}`}`);
}
