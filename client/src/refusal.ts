/** How the user hears that something was not done, and of the trust in the workspace that it may take. */
import { commands, window, workspace } from "vscode";

/** Settles when the message is gone, which may be never. */
export async function tellRefusal(reason: string): Promise<void> {
  const actions = workspace.isTrusted ? [] : ["Manage Workspace Trust"];
  const chosen = await window.showWarningMessage(reason, ...actions);
  if (chosen) await commands.executeCommand("workbench.trust.manage");
}
