/** Commands that begin and end runs: of the function at the cursor, of its file, its crate, or everything. */
import { commands, type Disposable, window } from "vscode";
import { COMMANDS, type RunParams, type RunScope } from "../../server/src/protocol.ts";
import { referenceOf } from "./navigationCommands.ts";
import { isOpen, type Runs } from "./runs.ts";

/** What a command is about; null when there is nothing of it at the cursor. */
type ScopeOf = (given: unknown) => RunScope | null;

const BEGINNINGS: readonly {
  readonly command: string;
  readonly scope: ScopeOf;
  readonly only?: RunParams["only"];
}[] = [
  { command: COMMANDS.verify, scope: functionScope },
  { command: "refinedrust.verifyFile", scope: () => documentScope("file") },
  { command: "refinedrust.verifyCrate", scope: () => documentScope("crate") },
  { command: "refinedrust.verifyWorkspace", scope: () => ({ kind: "workspace" }) },
  { command: "refinedrust.translate", scope: () => documentScope("crate"), only: "translate" },
  { command: "refinedrust.checkFunction", scope: functionScope, only: "check" },
];

export const runCommands = (runs: Runs): Disposable[] => [
  ...BEGINNINGS.map(({ command, scope, only }) =>
    commands.registerCommand(command, async (given?: unknown) => {
      const asked = scope(given);
      if (asked) await runs.begin(only ? { scope: asked, only } : { scope: asked });
      else void window.showInformationMessage("Open a Rust file of the project first.");
    }),
  ),
  commands.registerCommand("refinedrust.cancelRun", () => runs.cancel()),
  commands.registerCommand("refinedrust.runActions", () => offer(runs)),
];

function functionScope(given: unknown): RunScope | null {
  const item = referenceOf(given);
  return item && { kind: "item", item };
}

function documentScope(kind: "file" | "crate"): RunScope | null {
  const document = window.activeTextEditor?.document;
  if (document?.languageId !== "rust") return null;
  return { kind, textDocument: { uri: document.uri.toString() } };
}

/** Behind the status bar: a run that goes on can be ended, and each has its log. */
async function offer({ latest }: Runs): Promise<void> {
  const rows = [
    { label: "$(output) Show Run Log", command: "refinedrust.showRunLog" },
    { label: "$(checklist) Show Obligations", command: "refinedrust.obligations.focus" },
    { label: "$(list-tree) Show Status", command: "refinedrust.status.focus" },
  ];
  const stop = { label: "$(debug-stop) Cancel Run", command: "refinedrust.cancelRun" };
  const shown = latest && isOpen(latest) ? [stop, ...rows] : rows;
  const placeHolder = latest ? `Run ${latest.run}: ${latest.title}` : "RefinedRust";
  const chosen = await window.showQuickPick(shown, { placeHolder });
  if (chosen) await commands.executeCommand(chosen.command);
}
