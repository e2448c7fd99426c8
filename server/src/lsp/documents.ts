/** The open documents: their text, their syntax tree, and a snapshot of their current version. */
import type { Connection } from "vscode-languageserver";
import { TextDocuments } from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { createSnapshot, type Snapshot, type SnapshotSource } from "../features/snapshot.ts";
import type { RustFile } from "../syntax/model.ts";
import type { ParsedDocument, RustParser } from "../syntax/parser.ts";

/** What a snapshot takes from outside its document; asked for again after `refresh`. */
export type Surroundings = Pick<SnapshotSource, "options" | "client" | "documentation">;

interface Parsed {
  readonly version: number;
  readonly hotword: string;
  readonly document: ParsedDocument;
}

interface Known {
  parsed: Parsed | null;
  snapshot: Snapshot | null;
}

export interface DocumentEvents {
  readonly changed: (document: TextDocument) => void;
  readonly closed: (uri: string) => void;
  readonly saved: (uri: string) => void;
}

/** Editors also send Rocq files, which have other features. */
export const isRust = ({ uri, languageId }: TextDocument): boolean =>
  languageId === "rust" || uri.endsWith(".rs");

export class OpenDocuments {
  readonly #texts = new TextDocuments(TextDocument);
  readonly #known = new Map<string, Known>();
  readonly #parser: () => RustParser | null;
  readonly #hotword: (uri: string) => string;
  readonly #path: (uri: string) => string;
  readonly #surroundings: (uri: string, file: RustFile) => Surroundings;

  /** The functions are asked anew for each version; without a parser there is no snapshot. */
  constructor(from: {
    readonly parser: () => RustParser | null;
    readonly hotword: (uri: string) => string;
    readonly path: (uri: string) => string;
    readonly surroundings: (uri: string, file: RustFile) => Surroundings;
  }) {
    this.#parser = from.parser;
    this.#hotword = from.hotword;
    this.#path = from.path;
    this.#surroundings = from.surroundings;
  }

  /** Incremental synchronisation: several changes of one notification are applied one after another. */
  listen(connection: Connection, events: DocumentEvents): void {
    this.#texts.onDidOpen(({ document }) => {
      this.#forget(document.uri);
      this.#known.set(document.uri, { parsed: null, snapshot: null });
    });
    this.#texts.onDidChangeContent(({ document }) => events.changed(document));
    this.#texts.onDidClose(({ document }) => {
      this.#forget(document.uri);
      events.closed(document.uri);
    });
    this.#texts.onDidSave(({ document }) => events.saved(document.uri));
    this.#texts.listen(connection);
  }

  get uris(): string[] {
    return this.#texts.keys();
  }

  text(uri: string): TextDocument | undefined {
    return this.#texts.get(uri);
  }

  /** The document as it is now, or null when it is not open. */
  snapshot(uri: string): Snapshot | null {
    const text = this.#texts.get(uri);
    const known = this.#known.get(uri);
    const parser = this.#parser();
    if (!text || !known || !parser || !isRust(text)) return null;
    const hotword = this.#hotword(uri);
    if (known.parsed?.version !== text.version || known.parsed.hotword !== hotword) {
      known.parsed = this.#parse(parser, text, hotword, known.parsed);
      known.snapshot = null;
    }
    const { file } = known.parsed.document;
    known.snapshot ??= createSnapshot({ uri, version: text.version, file, ...this.#surroundings(uri, file) });
    return known.snapshot;
  }

  /** Makes new snapshots of the unchanged texts, because settings or other files changed. */
  refresh(): void {
    for (const known of this.#known.values()) known.snapshot = null;
  }

  #parse(parser: RustParser, text: TextDocument, hotword: string, previous: Parsed | null): Parsed {
    const source = { path: this.#path(text.uri), hotword };
    const reusable = previous?.hotword === hotword ? previous.document : undefined;
    if (previous && !reusable) previous.document.dispose();
    const document = parser.parse(text.getText(), source, reusable);
    return { version: text.version, hotword, document };
  }

  #forget(uri: string): void {
    this.#known.get(uri)?.parsed?.document.dispose();
    this.#known.delete(uri);
  }
}
