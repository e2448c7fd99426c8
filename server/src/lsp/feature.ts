/** A language feature as the server lists it: one request, one pure function, one capability. */
import type { Connection, ServerCapabilities } from "vscode-languageserver";
import type { RocqDocument } from "../features/rocqSymbols.ts";
import type { Snapshot } from "../features/snapshot.ts";
import { answer, type Source } from "./request.ts";

export interface Feature {
  readonly capability: ServerCapabilities;
  readonly listen: (connection: Connection, source: Source) => void;
}

/** Requests of this method are answered by the function, and the client is told so by the capability. */
export const feature = <P>(
  method: string,
  run: (snapshot: Snapshot, params: P) => unknown,
  capability: ServerCapabilities,
  rocq?: (document: RocqDocument) => unknown,
): Feature => ({
  capability,
  listen: (connection, source) => {
    connection.onRequest(method, answer(method, run, source, rocq));
  },
});
