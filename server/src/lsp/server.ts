/** The language server: which features it has, and how a session starts. */
import {
  CodeActionKind,
  CodeActionRequest,
  CompletionRequest,
  type Connection,
  DocumentSymbolRequest,
  HoverRequest,
  type InitializeParams,
  type InitializeResult,
} from "vscode-languageserver";
import { codeActions, FIX_ALL } from "../features/codeActions.ts";
import { COMPLETION_TRIGGERS, completion } from "../features/completion.ts";
import { documentSymbols } from "../features/documentSymbols.ts";
import { hover } from "../features/hover.ts";
import { type Feature, feature } from "./feature.ts";
import { type Product, Session } from "./session.ts";

/** One line per feature: the request, the function that answers it, the capability that announces it. */
const FEATURES: readonly Feature[] = [
  feature(HoverRequest.method, hover, { hoverProvider: true }),
  feature(CompletionRequest.method, completion, {
    completionProvider: { triggerCharacters: COMPLETION_TRIGGERS },
  }),
  feature(CodeActionRequest.method, codeActions, {
    codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, FIX_ALL] },
  }),
  feature(DocumentSymbolRequest.method, documentSymbols, {
    documentSymbolProvider: { label: "RefinedRust" },
  }),
];

/** Answers everything that arrives on the connection, until the client ends it. */
export function serve(connection: Connection, product: Product): void {
  connection.onInitialize((params: InitializeParams): InitializeResult => {
    const session = new Session(connection, params, product);
    for (const { listen } of FEATURES) listen(connection, session.source);
    return {
      capabilities: Object.assign({}, session.capabilities, ...FEATURES.map(({ capability }) => capability)),
      serverInfo: { name: "RefinedRust", version: product.version },
    };
  });
  connection.listen();
}
