/** The command that shows what of RefinedRust, Rust and Rocq is installed, as a read-only text. */
import { commands, type Disposable, EventEmitter, ProgressLocation, Uri, window, workspace } from "vscode";
import { DOCTOR_REQUEST, type DoctorParams, type DoctorReport } from "../../server/src/protocol.ts";
import type { Project } from "./project.ts";
import { tellRefusal } from "./refusal.ts";

const SCHEME = "refinedrust-installation";
const DOCUMENT = Uri.from({ scheme: SCHEME, path: "/RefinedRust Installation.txt" });
const NOT_ASKED =
  "The workspace is not trusted, so that no program was asked for its version. Trust it, and check again.";

export function checkInstallation(project: Project): Disposable[] {
  const changes = new EventEmitter<Uri>();
  let text = "";
  const show = async (): Promise<void> => {
    const folders = workspace.workspaceFolders ?? [];
    if (folders.length === 0) {
      void window.showInformationMessage("Open the folder that is to be verified first.");
      return;
    }
    const reports = await window.withProgress(
      { location: ProgressLocation.Window, title: "RefinedRust: checking the installation" },
      () => Promise.all(folders.map(({ uri }) => report(project, uri))),
    );
    text = reports.flatMap((each) => each?.text ?? []).join("\n");
    changes.fire(DOCUMENT);
    await window.showTextDocument(await workspace.openTextDocument(DOCUMENT), { preview: true });
    if (!workspace.isTrusted) void tellRefusal(NOT_ASKED);
  };
  return [
    changes,
    workspace.registerTextDocumentContentProvider(SCHEME, {
      onDidChange: changes.event,
      provideTextDocumentContent: () => text,
    }),
    commands.registerCommand("refinedrust.checkInstallation", show),
  ];
}

const report = (project: Project, folder: Uri): Promise<DoctorReport | null> => {
  const params: DoctorParams = { folder: folder.toString() };
  return project.ask<DoctorReport>(DOCTOR_REQUEST, params);
};
