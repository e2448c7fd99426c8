/** Which results of runs are shown in which file. */
import type { Diagnostic } from "vscode-languageserver";
import type { ProjectView } from "../features/projectView.ts";
import { runDiagnostics } from "../features/runDiagnostics.ts";
import type { ResultStore } from "../runner/resultStore.ts";
import { statusOfItem } from "../verification/collect.ts";
import { isOfCrate, type KeptFinding, moduleOfItem, type RecordedRun } from "../verification/recorded.ts";
import { isSettled } from "../verification/status.ts";

export class RunFindings {
  readonly #store: ResultStore;
  readonly #view: () => ProjectView | null;
  #byFile: ReadonlyMap<string, readonly KeptFinding[]> = new Map();

  constructor(store: ResultStore, view: () => ProjectView | null) {
    this.#store = store;
    this.#view = view;
  }

  /** The project or the results are other ones: answers the files whose diagnostics may be other ones, too. */
  renew(): readonly string[] {
    const before = [...this.#byFile.keys()];
    const view = this.#view();
    const found = new Map<string, KeptFinding[]>();
    if (view) {
      const items = new Map(
        view.catalogue.items.map((item) => [keyOf(item.crate.id, moduleOfItem(item)), item]),
      );
      const crates = new Set(view.catalogue.crates.map(({ id }) => id));
      for (const record of this.#store.all) {
        if (shownOf(record).length === 0) continue;
        const item = items.get(keyOf(record.crate, record.module));
        // What was proved by other means, or is not to be proved any more, is settled.
        const isOpen = item
          ? !isSettled(statusOfItem(item, view.catalogue, view)?.status)
          : isOfCrate(record);
        if (!isOpen || !crates.has(record.crate)) continue;
        for (const finding of shownOf(record)) {
          found.set(finding.file, [...(found.get(finding.file) ?? []), finding]);
        }
      }
    }
    this.#byFile = found;
    return [...new Set([...before, ...found.keys()])];
  }

  /** @param path Absolute, with `/`. */
  diagnostics(path: string | null): Diagnostic[] {
    const findings = path === null ? undefined : this.#byFile.get(path);
    const view = findings ? this.#view() : null;
    return findings && view ? runDiagnostics(findings, view) : [];
  }
}

const keyOf = (crate: string, module: string): string => `${crate} ${module}`;

/** That a run was cancelled is no problem of the code; notes, and warnings about no place in Rust, are in the log. */
const shownOf = ({ findings }: RecordedRun): readonly KeptFinding[] =>
  findings.filter(
    ({ severity, code, precision }) =>
      severity !== "information" &&
      code !== "cancelled" &&
      !(precision === "crate" && (code === "rocq-warning" || code === "build-warning")),
  );
