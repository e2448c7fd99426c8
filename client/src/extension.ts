/** Starts the language server of the extension when VS Code opens a Rust file. */
import type { ExtensionContext } from "vscode";
import { checkInstallation } from "./checkInstallation.ts";
import { registerCommands } from "./commands.ts";
import { generatedFiles } from "./generatedFiles.ts";
import { gutter } from "./gutter.ts";
import { createLanguageClient, tellOfTrust } from "./languageClient.ts";
import { navigationCommands } from "./navigationCommands.ts";
import { Project } from "./project.ts";
import { proofCommands } from "./proofCommands.ts";
import { specificationPreview } from "./specificationPreview.ts";
import { statusBar } from "./statusBar.ts";
import { statusView } from "./statusView.ts";
import { trustView } from "./trustView.ts";

/** Called by VS Code once; the client and the commands end with the extension's subscriptions. */
export async function activate(context: ExtensionContext): Promise<void> {
  const client = createLanguageClient(
    context.asAbsolutePath("dist/server.js"),
    (context.storageUri ?? context.globalStorageUri).fsPath,
  );
  context.subscriptions.push(client.outputChannel, client, ...registerCommands(client), tellOfTrust(client));
  const project = new Project(client);
  context.subscriptions.push(
    project,
    generatedFiles(),
    ...navigationCommands(project),
    ...proofCommands(project),
    ...checkInstallation(project),
    ...specificationPreview(project),
    ...statusView(project),
    ...trustView(project),
    ...statusBar(project),
    ...gutter(project),
  );
  await client.start();
}
