/** Features that ask a snapshot for specifications: they wait until the other files of the crate are read. */
import type { CancellationToken, ServerCapabilities } from "vscode-languageserver";
import type { Feature } from "./feature.ts";
import { answer, type SnapshotFeature } from "./request.ts";

interface Conditions {
  /** Has to be switched on for an answer. */
  readonly setting?: "inlayHints";
  /** Also waits until it is known what RefinedRust wrote; others say nothing of it as long as it is not known. */
  readonly waitsForProject?: true;
}

/** As `feature`, for functions that use `Snapshot.specifications`. */
export const specificationFeature = <P>(
  method: string,
  run: SnapshotFeature<P>,
  capability: ServerCapabilities = {},
  { setting, waitsForProject }: Conditions = {},
): Feature => ({
  capability,
  listen: (connection, source) => {
    const respond = answer(method, run, source);
    connection.onRequest(
      method,
      async (params: P & { readonly textDocument: { readonly uri: string } }, token: CancellationToken) => {
        await source.ready;
        if (setting && !source.isOn(setting, params.textDocument.uri)) return null;
        await source.surroundings(params.textDocument.uri);
        if (waitsForProject) await source.project().catch((error: unknown) => source.log(String(error)));
        return respond(params, token);
      },
    );
  },
});
