/** The commands that package.json contributes, one entry each. */
import { commands, type Disposable } from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";

export const registerCommands = (client: LanguageClient): Disposable[] => [
  commands.registerCommand("refinedrust.restartServer", () => client.restart()),
  commands.registerCommand("refinedrust.showLog", () => client.outputChannel.show()),
];
