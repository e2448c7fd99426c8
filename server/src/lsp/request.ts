/** What every request goes through: wait for the start, take a snapshot, mind cancellation, survive a mistake of ours. */
import { type CancellationToken, LSPErrorCodes, ResponseError } from "vscode-languageserver";
import type { ProjectView } from "../features/projectView.ts";
import type { RocqDocument } from "../features/rocqSymbols.ts";
import type { Snapshot } from "../features/snapshot.ts";
import type { PlanProblem, RunSettings } from "../verification/planModel.ts";

export interface DocumentParams {
  readonly textDocument: { readonly uri: string };
}

/** Where snapshots come from, and who hears of an exception. */
export interface Source {
  /** Settles when parser and settings are there; until then there is no snapshot. */
  readonly ready: Promise<void>;
  readonly snapshot: (uri: string) => Snapshot | null;
  /** Settles when the specifications of the document's snapshot can be asked for: the other files of its crate are read. */
  readonly surroundings: (uri: string) => Promise<void>;
  /** Whether the document's user has switched a feature on. */
  readonly isOn: (setting: "inlayHints", uri: string) => boolean;
  /** An open document that is no Rust. */
  readonly rocq: (uri: string) => RocqDocument | null;
  /** The project as it is now; null when it cannot be read. */
  readonly project: () => Promise<ProjectView | null>;
  /** The project as it was known last, without waiting; null before the first look. */
  readonly known: () => ProjectView | null;
  /** Settles when `ProjectView.outdated` can be asked. */
  readonly specifications: () => Promise<void>;
  /** How commands are run for a folder, or why they cannot be. */
  readonly runSettings: (uri: string) => RunSettings | PlanProblem;
  readonly environment: NodeJS.ProcessEnv;
  /** Whether the user trusts the workspace by now; without that nothing of it is executed. */
  readonly isTrusted: () => boolean;
  readonly log: (line: string) => void;
}

/** The project is what is known of it, which may be nothing yet. */
export type SnapshotFeature<P> = (snapshot: Snapshot, params: P, view: ProjectView | null) => unknown;

/** A handler that answers with the feature's result, and with null for a document that is not open; `rocq` answers for one that is no Rust. */
export function answer<P>(
  name: string,
  feature: SnapshotFeature<P>,
  source: Source,
  rocq?: (document: RocqDocument) => unknown,
) {
  return async (params: P & DocumentParams, token: CancellationToken): Promise<unknown> => {
    await source.ready;
    if (token.isCancellationRequested) return new ResponseError(LSPErrorCodes.RequestCancelled, "cancelled");
    return guarded(name, source.log, () => {
      const snapshot = source.snapshot(params.textDocument.uri);
      if (snapshot) return feature(snapshot, params, source.known());
      const document = rocq ? source.rocq(params.textDocument.uri) : null;
      return document && rocq ? rocq(document) : null;
    });
  };
}

/** The result, or null and one line in the log when the function throws. */
export function guarded<R>(what: string, log: (line: string) => void, run: () => R): R | null {
  try {
    return run();
  } catch (error) {
    log(`${what} failed: ${detailsOf(error)}`);
    return null;
  }
}

/** Runs what nobody waits for; a failure becomes one line in the log instead of the end of the process. */
export function inBackground(what: string, log: (line: string) => void, task: Promise<unknown>): void {
  task.catch((error: unknown) => log(`${what} failed: ${detailsOf(error)}`));
}

export const detailsOf = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error);
