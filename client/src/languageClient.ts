/** How the client reaches the language server, and what happens when the server dies. */
import { type Disposable, window, workspace } from "vscode";
import {
  CloseAction,
  ErrorAction,
  type ErrorHandler,
  LanguageClient,
  TransportKind,
} from "vscode-languageclient/node";
import { SPECIFICATION_COMMANDS, TRUST } from "../../server/src/protocol.ts";

const restartsAllowed = 5;
const restartWindow = 3 * 60 * 1000;

/** A client for the bundled server at this path; it is not started yet. @param results Where the server may keep results. */
export function createLanguageClient(serverModule: string, results: string): LanguageClient {
  const run = { module: serverModule, transport: TransportKind.ipc };
  return new LanguageClient(
    "refinedrust",
    "RefinedRust",
    { run, debug: { ...run, options: { execArgv: ["--nolazy", "--inspect=6009"] } } },
    {
      documentSelector: [
        ...["file", "untitled"].map((scheme) => ({ language: "rust", scheme })),
        // Whatever language another extension takes Rocq files for.
        { scheme: "file", pattern: "**/*.v" },
      ],
      outputChannel: window.createOutputChannel("RefinedRust", { log: true }),
      // What the server obeys comes last: a folder's settings may hold anything.
      initializationOptions: () => ({
        ...workspace.getConfiguration("refinedrust"),
        commands: true,
        runOutput: true,
        trusted: workspace.isTrusted,
        resultsFolder: results,
      }),
      // Links in hovers may run these and no others.
      markdown: { isTrusted: { enabledCommands: Object.values(SPECIFICATION_COMMANDS) } },
      errorHandler: quietRestart(),
    },
  );
}

/** The server runs nothing before it hears of the user's trust. */
export const tellOfTrust = (client: LanguageClient): Disposable =>
  workspace.onDidGrantWorkspaceTrust(() => client.sendNotification(TRUST));

/** Restarts a server that died without a word to the user, unless it dies again and again. */
function quietRestart(): ErrorHandler {
  const deaths: number[] = [];
  return {
    // A message that could not be delivered is followed by `closed` when the server is gone.
    error: () => ({ action: ErrorAction.Continue, handled: true }),
    closed: () => {
      const now = Date.now();
      deaths.push(now);
      const recent = deaths.filter((time) => now - time <= restartWindow).length;
      if (recent <= restartsAllowed) return { action: CloseAction.Restart, handled: true };
      const message = `The RefinedRust server stopped ${recent} times within three minutes and was not started again; its log says more.`;
      return { action: CloseAction.DoNotRestart, message };
    },
  };
}
