/** What a view of the project takes from the session: open documents, the disk, and whom to tell of changes. */
import { type ClientCapabilities, CodeLensRefreshRequest, type Connection } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { CheckOptions } from "../annotations/model.ts";
import { pathOfUri, read, uriOfPath } from "../disk/node.ts";
import type { ProjectAbilities } from "../features/projectView.ts";
import type { RocqDocument } from "../features/rocqSymbols.ts";
import { type ClientAbilities, createSnapshot, type Snapshot } from "../features/snapshot.ts";
import type { Specifications } from "../features/specifications.ts";
import type { Catalogue } from "../project/catalogueModel.ts";
import { PROJECT_CHANGED } from "../protocol.ts";
import type { RustFile } from "../syntax/model.ts";
import type { Knowledge } from "../verification/collect.ts";
import { isRust, type OpenDocuments } from "./documents.ts";
import type { Surroundings } from "./project.ts";
import { type Reading, slashes } from "./projectSource.ts";

export interface SurroundingsSource extends Knowledge {
  readonly documents: OpenDocuments;
  readonly reading: Reading;
  readonly options: () => CheckOptions;
  readonly client: ClientAbilities;
  readonly specifications: (path: string, file: RustFile) => Specifications;
  readonly project: ProjectAbilities;
}

export function projectSurroundings(source: SurroundingsSource): Surroundings {
  const { documents, reading } = source;
  // Editors write some characters of a URI in other ways.
  const open = (path: string): TextDocument | undefined =>
    documents.text(uriOfPath(path)) ??
    documents.uris.flatMap((one) => (pathFor(one) === path ? (documents.text(one) ?? []) : []))[0];
  const text = (path: string): string | null => {
    const document = open(path);
    if (document) return document.getText();
    const file = read(path);
    return "failure" in file ? null : file.content.toString("utf8");
  };
  const rust = (path: string): Snapshot | null => {
    const document = open(path);
    if (document) return documents.snapshot(document.uri);
    const content = text(path);
    if (content === null) return null;
    const file = reading.parse(content, path, reading.hotword(path));
    const { client } = source;
    return createSnapshot({
      uri: uriOfPath(path),
      version: 0,
      file,
      options: source.options(),
      client,
      specifications: source.specifications(path, file),
      documentation: () => null,
    });
  };
  return {
    text,
    rust,
    snapshot: (one) => documents.snapshot(one) ?? ofOther(one, open, documents),
    path: pathFor,
    uri: (path) => open(path)?.uri ?? uriOfPath(path),
    client: source.project,
    outdated: source.outdated,
    recorded: source.recorded,
  };
}

const pathFor = (uri: string): string | null => {
  const path = pathOfUri(uri);
  return path === null ? null : slashes(path);
};

/** The same file under the URI that the editor has opened it with. */
function ofOther(
  uri: string,
  open: (path: string) => TextDocument | undefined,
  documents: OpenDocuments,
): Snapshot | null {
  const path = pathFor(uri);
  const document = path === null ? undefined : open(path);
  return document ? documents.snapshot(document.uri) : null;
}

export const rocqDocument = (
  document: TextDocument | undefined,
  { hierarchicalSymbols }: ClientAbilities,
): RocqDocument | null =>
  document && !isRust(document) ? { uri: document.uri, text: document.getText(), hierarchicalSymbols } : null;

/** Tells the client that answers about the project may be other ones. */
export const changeTeller =
  (connection: Connection, { workspace }: ClientCapabilities) =>
  (): void => {
    void connection.sendNotification(PROJECT_CHANGED);
    if (workspace?.codeLens?.refreshSupport) void connection.sendRequest(CodeLensRefreshRequest.type);
  };

/** Tells the client of a new catalogue, and the log of what it could not read, once. */
export function projectReporter(
  connection: Connection,
  tellOfChange: () => void,
): (catalogue: Catalogue) => void {
  const noted = new Set<string>();
  return ({ items, proofFiles, crates, notes }) => {
    const summary = `The project has ${crates.length} crates, ${items.length} annotated items and ${proofFiles.length} proof files.`;
    for (const line of [summary, ...notes.map(({ path, message }) => `${path}: ${message}`)]) {
      if (!noted.has(line)) connection.console.info(line);
      noted.add(line);
    }
    tellOfChange();
  };
}
