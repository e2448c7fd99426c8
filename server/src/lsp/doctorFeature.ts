/** The check of the installation as a request: it asks programs, and only where the user trusts the workspace. */
import type { CancellationToken } from "vscode-languageserver";
import { pathOfUri } from "../disk/node.ts";
import { DOCTOR_REQUEST, type DoctorParams, type DoctorReport, type Refusal } from "../protocol.ts";
import { probe } from "../runner/probe.ts";
import { diagnose } from "../verification/doctor.ts";
import { doctorText } from "../verification/doctorText.ts";
import type { Feature } from "./feature.ts";

export const doctorFeature: Feature = {
  capability: {},
  listen: (connection, source) => {
    connection.onRequest<DoctorReport | Refusal, void>(
      DOCTOR_REQUEST,
      async (params: DoctorParams, token: CancellationToken) => {
        await source.ready;
        const folder = pathOfUri(params.folder);
        if (folder === null) return { reason: "The folder is not on this disk." };
        const view = await source.project();
        if (!view) return { reason: "The project cannot be read." };
        const settings = source.runSettings(params.folder);
        if ("code" in settings) return { reason: `${settings.message}.` };
        const stopped = new AbortController();
        token.onCancellationRequested(() => stopped.abort());
        const facts = await probe({
          folder,
          catalogue: view.catalogue,
          environment: source.environment,
          settings,
          isTrusted: source.isTrusted(),
          signal: stopped.signal,
        });
        const lines = diagnose(facts);
        return { text: doctorText(folder, lines), lines };
      },
    );
  },
};
