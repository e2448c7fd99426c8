/** What the client said it can do, as far as the server minds. */
import {
  type ClientCapabilities,
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type InitializeParams,
} from "vscode-languageserver";
import type { ProjectAbilities } from "../features/projectView.ts";
import type { ClientAbilities } from "../features/snapshot.ts";
import { CONFIGURATION_FILE } from "../project/configuration.ts";
import type { Delivery } from "./publisher.ts";

/** What answers may contain. */
export const abilitiesOf = ({
  capabilities: { textDocument },
  initializationOptions,
}: InitializeParams): ClientAbilities => ({
  snippets: textDocument?.completion?.completionItem?.snippetSupport ?? false,
  hierarchicalSymbols: textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport ?? false,
  relatedInformation: textDocument?.publishDiagnostics?.relatedInformation ?? false,
  markdown: textDocument?.hover?.contentFormat?.includes("markdown") ?? false,
  commands: hasOurCommands(initializationOptions),
});

/** Our own client says that it has the commands when it starts the server. */
const hasOurCommands = (options: unknown): boolean =>
  (options as { commands?: unknown } | null | undefined)?.commands === true;

/** The client can be told to ask for inlay hints again. */
export const refreshesHints = ({ capabilities }: InitializeParams): boolean =>
  capabilities.workspace?.inlayHint?.refreshSupport ?? false;

/** A client that can ask for diagnostics gets no others. */
export function deliveryOf({ textDocument, workspace }: ClientCapabilities): Delivery {
  if (!textDocument?.diagnostic) return "push";
  return workspace?.diagnostics?.refreshSupport ? "pullAndRefresh" : "pull";
}

/** Asks to be told of changed settings and files, where the client lets a server ask. */
export async function registerForEvents(
  connection: Connection,
  { workspace }: ClientCapabilities,
): Promise<void> {
  if (workspace?.didChangeConfiguration?.dynamicRegistration) {
    await connection.client.register(DidChangeConfigurationNotification.type, { section: "refinedrust" });
  }
  if (workspace?.didChangeWatchedFiles?.dynamicRegistration) {
    const watchers = WATCHED.map((globPattern) => ({ globPattern }));
    await connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
  }
}

/** Folders are named because an editor may report the deletion of a folder without that of its files. */
const WATCHED = [
  "**/*.rs",
  `**/${CONFIGURATION_FILE}`,
  "**/*.{v,vo,rrlib}",
  "**/{Cargo.toml,dune,dune-project,dune-workspace,.gitignore}",
  "**/{_CoqProject,_RocqProject}",
  "**/{generated,proofs}",
];

/** What the editor can do with answers about the project. */
export const projectAbilitiesOf = ({
  capabilities: { textDocument, workspace },
  initializationOptions,
}: InitializeParams): ProjectAbilities => ({
  locationLinks: textDocument?.definition?.linkSupport ?? false,
  resolvesSymbols: workspace?.symbol?.resolveSupport?.properties.includes("location.range") ?? false,
  commands: hasOurCommands(initializationOptions),
});
