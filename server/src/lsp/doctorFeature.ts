/** The check of the installation as a request: it asks programs, and only where the client says that the user trusts the workspace. */
import { type CancellationToken, LSPErrorCodes, ResponseError } from "vscode-languageserver";
import { pathOfUri } from "../disk/node.ts";
import { DOCTOR_REQUEST, type DoctorParams, type DoctorReport } from "../protocol.ts";
import { probe } from "../runner/probe.ts";
import { diagnose } from "../verification/doctor.ts";
import { doctorText } from "../verification/doctorText.ts";
import type { Feature } from "./feature.ts";

export const doctorFeature: Feature = {
  capability: {},
  listen: (connection, source) => {
    connection.onRequest(DOCTOR_REQUEST, async (params: DoctorParams, token: CancellationToken) => {
      await source.ready;
      const folder = pathOfUri(params.folder);
      if (folder === null)
        return new ResponseError(LSPErrorCodes.RequestFailed, "The folder is not on this disk");
      const view = await source.project();
      if (!view) return new ResponseError(LSPErrorCodes.RequestFailed, "The project cannot be read");
      const stopped = new AbortController();
      token.onCancellationRequested(() => stopped.abort());
      const facts = await probe({
        folder,
        catalogue: view.catalogue,
        environment: process.env,
        wrapper: { kind: "none" },
        paths: [],
        isTrusted: params.isTrusted === true,
        signal: stopped.signal,
      });
      const lines = diagnose(facts);
      const report: DoctorReport = { text: doctorText(folder, lines), lines };
      return report;
    });
  },
};
