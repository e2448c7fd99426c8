/** Starts the language server of the extension when VS Code opens a Rust file. */
import type { ExtensionContext } from "vscode";
import { checkInstallation } from "./checkInstallation.ts";
import { registerCommands } from "./commands.ts";
import { generatedFiles } from "./generatedFiles.ts";
import { gutter } from "./gutter.ts";
import { createLanguageClient, tellOfTrust } from "./languageClient.ts";
import { navigationCommands } from "./navigationCommands.ts";
import { Obligations } from "./obligations.ts";
import { obligationsText } from "./obligationsText.ts";
import { obligationsView } from "./obligationsView.ts";
import { Project } from "./project.ts";
import { proofCommands } from "./proofCommands.ts";
import { runCommands } from "./runCommands.ts";
import { runLog } from "./runLog.ts";
import { runStatus } from "./runStatus.ts";
import { Runs } from "./runs.ts";
import { specificationPreview } from "./specificationPreview.ts";
import { statusBar } from "./statusBar.ts";
import { statusView } from "./statusView.ts";
import { taskProvider } from "./tasks.ts";
import { testExplorer } from "./testExplorer.ts";
import { trustView } from "./trustView.ts";

/** Called by VS Code once; the client and the commands end with the extension's subscriptions. */
export async function activate(context: ExtensionContext): Promise<void> {
  const results = context.storageUri ?? context.globalStorageUri;
  const client = createLanguageClient(context.asAbsolutePath("dist/server.js"), results.fsPath);
  context.subscriptions.push(client.outputChannel, client, ...registerCommands(client), tellOfTrust(client));
  const project = new Project(client);
  const runs = new Runs(project);
  const obligations = new Obligations(project, runs);
  context.subscriptions.push(
    project,
    runs,
    obligations,
    generatedFiles(),
    ...navigationCommands(project),
    ...proofCommands(project),
    ...checkInstallation(project),
    ...specificationPreview(project),
    ...statusView(project, runs),
    ...trustView(project),
    ...statusBar(project),
    ...gutter(project),
    ...runCommands(runs),
    ...runStatus(runs),
    runLog(project, runs),
    ...testExplorer(project, runs),
    ...obligationsView(obligations),
    ...obligationsText(obligations),
    taskProvider({ cli: context.asAbsolutePath("dist/cli.js"), results }),
  );
  await client.start();
}
