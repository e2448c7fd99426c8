/** Starts the language server of the extension when VS Code opens a Rust file. */
import type { ExtensionContext } from "vscode";
import { registerCommands } from "./commands.ts";
import { createLanguageClient } from "./languageClient.ts";

/** Called by VS Code once; the client and the commands end with the extension's subscriptions. */
export async function activate(context: ExtensionContext): Promise<void> {
  const client = createLanguageClient(context.asAbsolutePath("dist/server.js"));
  context.subscriptions.push(client.outputChannel, client, ...registerCommands(client));
  await client.start();
}
