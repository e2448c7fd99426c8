/** What every request goes through: wait for the start, take a snapshot, mind cancellation, survive a mistake of ours. */
import { type CancellationToken, LSPErrorCodes, ResponseError } from "vscode-languageserver";
import type { Snapshot } from "../features/snapshot.ts";

interface DocumentParams {
  readonly textDocument: { readonly uri: string };
}

/** Where snapshots come from, and who hears of an exception. */
export interface Source {
  /** Settles when parser and settings are there; until then there is no snapshot. */
  readonly ready: Promise<void>;
  readonly snapshot: (uri: string) => Snapshot | null;
  readonly log: (line: string) => void;
}

/** A handler that answers with the feature's result, and with null for a document that is not open. */
export function answer<P>(name: string, feature: (snapshot: Snapshot, params: P) => unknown, source: Source) {
  return async (params: P & DocumentParams, token: CancellationToken): Promise<unknown> => {
    await source.ready;
    if (token.isCancellationRequested) return new ResponseError(LSPErrorCodes.RequestCancelled, "cancelled");
    return guarded(name, source.log, () => {
      const snapshot = source.snapshot(params.textDocument.uri);
      return snapshot && feature(snapshot, params);
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

const detailsOf = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error);
