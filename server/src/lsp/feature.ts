/** A language feature as the server lists it: one request, one pure function, one capability. */
import type { Connection, ServerCapabilities } from "vscode-languageserver";
import type { RocqDocument } from "../features/rocqSymbols.ts";
import { answer, type SnapshotFeature, type Source } from "./request.ts";

export interface Feature {
  readonly capability: ServerCapabilities;
  readonly listen: (connection: Connection, source: Source) => void;
}

/** Requests of this method are answered by the function, and the client is told so by the capability. */
export const feature = <P>(
  method: string,
  run: SnapshotFeature<P>,
  capability: ServerCapabilities,
  rocq?: (document: RocqDocument) => unknown,
): Feature => ({
  capability,
  listen: (connection, source) => {
    connection.onRequest(method, answer(method, run, source, rocq));
  },
});
