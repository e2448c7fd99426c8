/** The language server: which features it has, and how a session starts. */
import {
  CodeActionKind,
  CodeActionRequest,
  CodeLensRequest,
  CompletionRequest,
  type Connection,
  DefinitionRequest,
  DocumentSymbolRequest,
  HoverRequest,
  ImplementationRequest,
  type InitializeParams,
  type InitializeResult,
  InlayHintRequest,
  ReferencesRequest,
  TypeDefinitionRequest,
  WorkspaceSymbolRequest,
  WorkspaceSymbolResolveRequest,
} from "vscode-languageserver";
import { adoptProof } from "../features/adoptProof.ts";
import { codeActions, FIX_ALL } from "../features/codeActions.ts";
import { codeLens } from "../features/codeLens.ts";
import { COMPLETION_TRIGGERS, completion } from "../features/completion.ts";
import { createProof } from "../features/createProof.ts";
import { documentSymbols } from "../features/documentSymbols.ts";
import { explainStatus } from "../features/explainStatus.ts";
import { hover } from "../features/hover.ts";
import { inlayHints } from "../features/inlayHints.ts";
import { marks } from "../features/marks.ts";
import { definition, implementation, isConcerned, typeDefinition } from "../features/navigation.ts";
import { obligationsView } from "../features/obligationsView.ts";
import { openArtefact } from "../features/openArtefact.ts";
import { overview } from "../features/overview.ts";
import { compareSpecification, previewDocument } from "../features/previewDocument.ts";
import { references } from "../features/references.ts";
import { rocqSymbols } from "../features/rocqSymbols.ts";
import { runResults } from "../features/runResults.ts";
import { resolveWorkspaceSymbol, workspaceSymbols } from "../features/workspaceSymbols.ts";
import {
  ADOPT_REQUEST,
  COMPARE_REQUEST,
  CREATE_REQUEST,
  EXPLAIN_REQUEST,
  MARKS_REQUEST,
  OBLIGATIONS_REQUEST,
  OPEN_REQUEST,
  OVERVIEW_REQUEST,
  PREVIEW_REQUEST,
  RESULTS_REQUEST,
} from "../protocol.ts";
import { doctorFeature } from "./doctorFeature.ts";
import { type Feature, feature } from "./feature.ts";
import { projectFeature } from "./projectFeature.ts";
import { type Product, Session } from "./session.ts";
import { specificationFeature } from "./specificationFeature.ts";

const STATUS = { needsStatus: true } as const;

/** One line per feature: the request, the function that answers it, the capability that announces it. */
const FEATURES: readonly Feature[] = [
  specificationFeature(HoverRequest.method, hover, { hoverProvider: true }),
  specificationFeature(PREVIEW_REQUEST, previewDocument),
  specificationFeature(COMPARE_REQUEST, compareSpecification, {}, { waitsForProject: true }),
  specificationFeature(
    InlayHintRequest.method,
    inlayHints,
    { inlayHintProvider: true },
    { setting: "inlayHints" },
  ),
  feature(CompletionRequest.method, completion, {
    completionProvider: { triggerCharacters: COMPLETION_TRIGGERS },
  }),
  feature(CodeActionRequest.method, codeActions, {
    codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, FIX_ALL] },
  }),
  feature(
    DocumentSymbolRequest.method,
    documentSymbols,
    { documentSymbolProvider: { label: "RefinedRust" } },
    rocqSymbols,
  ),
  projectFeature(DefinitionRequest.method, definition, { definitionProvider: true }, { isConcerned }),
  projectFeature(
    ImplementationRequest.method,
    implementation,
    { implementationProvider: true },
    { isConcerned },
  ),
  projectFeature(
    TypeDefinitionRequest.method,
    typeDefinition,
    { typeDefinitionProvider: true },
    { isConcerned },
  ),
  projectFeature(ReferencesRequest.method, references, { referencesProvider: true }, { isConcerned }),
  projectFeature(WorkspaceSymbolRequest.method, workspaceSymbols, {
    workspaceSymbolProvider: { resolveProvider: true },
  }),
  projectFeature(WorkspaceSymbolResolveRequest.method, resolveWorkspaceSymbol),
  projectFeature(CodeLensRequest.method, codeLens, { codeLensProvider: {} }, STATUS),
  projectFeature(OPEN_REQUEST, openArtefact, {}, STATUS),
  projectFeature(EXPLAIN_REQUEST, explainStatus, {}, STATUS),
  projectFeature(OVERVIEW_REQUEST, overview, {}, STATUS),
  projectFeature(MARKS_REQUEST, marks, {}, STATUS),
  projectFeature(RESULTS_REQUEST, runResults),
  projectFeature(OBLIGATIONS_REQUEST, obligationsView, {}, STATUS),
  projectFeature(ADOPT_REQUEST, adoptProof),
  projectFeature(CREATE_REQUEST, createProof),
  doctorFeature,
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
