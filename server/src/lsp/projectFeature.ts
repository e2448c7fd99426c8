/** A feature that needs the whole project: it waits until the catalogue is there. */
import {
  type CancellationToken,
  LSPErrorCodes,
  ResponseError,
  type ServerCapabilities,
} from "vscode-languageserver";
import type { ProjectView } from "../features/projectView.ts";
import type { Snapshot } from "../features/snapshot.ts";
import type { Feature } from "./feature.ts";
import { type DocumentParams, detailsOf, guarded, type Source } from "./request.ts";

interface Conditions<P> {
  /** Tells early which questions about an open Rust document others answer. */
  readonly isConcerned?: (snapshot: Snapshot, params: P) => boolean;
  /** The status of items is asked for, which takes their specifications. */
  readonly needsStatus?: true;
}

export const projectFeature = <P>(
  method: string,
  run: (view: ProjectView, params: P) => unknown,
  capability: ServerCapabilities = {},
  { isConcerned, needsStatus }: Conditions<P> = {},
): Feature => ({
  capability,
  listen: (connection, source) => {
    // A request without parameters has the token in their place.
    connection.onRequest(method, async (params: P, token?: CancellationToken): Promise<unknown> => {
      await source.ready;
      const uri = (params as Partial<DocumentParams> | null)?.textDocument?.uri;
      const snapshot = isConcerned && uri !== undefined ? source.snapshot(uri) : null;
      if (snapshot && isConcerned && !isConcerned(snapshot, params)) return null;
      const view = await project(source);
      if (view && needsStatus) await source.specifications();
      if (token?.isCancellationRequested)
        return new ResponseError(LSPErrorCodes.RequestCancelled, "cancelled");
      return view && guarded(method, source.log, () => run(view, params));
    });
  },
});

const project = (source: Source): Promise<ProjectView | null> =>
  source.project().catch((error: unknown) => {
    source.log(`Reading the project failed: ${detailsOf(error)}`);
    return null;
  });
