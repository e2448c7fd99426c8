/** The open documents: their text, their syntax tree, and a snapshot of their current version. */
import type { Connection } from "vscode-languageserver";
import { TextDocuments } from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { TraitFacts } from "../annotations/model.ts";
import { type Checked, recheck } from "../annotations/recheck.ts";
import { createSnapshot, type Snapshot, type SnapshotSource } from "../features/snapshot.ts";
import { traitsOf } from "../project/traitFacts.ts";
import type { RustFile } from "../syntax/model.ts";
import type { ParsedDocument, ParseSource, RustParser } from "../syntax/parser.ts";
import { LineIndex } from "../text.ts";
import { LARGE, Pieces } from "./pieces.ts";

/** What a snapshot takes from outside its document; asked for again after `refresh`. */
export type Surroundings = Pick<SnapshotSource, "options" | "client" | "specifications" | "documentation">;

interface Parsed {
  readonly version: number;
  readonly hotword: string;
  readonly document: ParsedDocument;
}

interface Known {
  parsed: Parsed | null;
  /** Of the version that was last checked. */
  checked: Checked | null;
  /** Of a very long document, which has no `parsed`. */
  pieces: Pieces | null;
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
  readonly #texts = new TextDocuments({ create: TextDocument.create, update });
  readonly #known = new Map<string, Known>();
  readonly #parser: () => RustParser | null;
  readonly #hotword: (uri: string) => string;
  readonly #path: (uri: string) => string;
  readonly #surroundings: (uri: string, file: RustFile, traits: readonly TraitFacts[]) => Surroundings;

  /** The functions are asked anew for each version; without a parser there is no snapshot. */
  constructor(from: {
    readonly parser: () => RustParser | null;
    readonly hotword: (uri: string) => string;
    readonly path: (uri: string) => string;
    readonly surroundings: (uri: string, file: RustFile, traits: readonly TraitFacts[]) => Surroundings;
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
      this.#known.set(document.uri, { parsed: null, checked: null, pieces: null, snapshot: null });
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
    if (text.getText().length >= LARGE) return this.#snapshotOfPieces(parser, text, hotword, known);
    known.pieces = null;
    if (known.parsed?.version !== text.version || known.parsed.hotword !== hotword) {
      known.parsed = this.#parse(parser, text, hotword, known.parsed);
      known.snapshot = null;
    }
    const { file } = known.parsed.document;
    known.snapshot ??= createSnapshot(
      { uri, version: text.version, file, ...this.#surroundings(uri, file, traitsOf(file)) },
      (context) => {
        known.checked = recheck(context(), known.checked);
        return known.checked.problems;
      },
    );
    return known.snapshot;
  }

  /** Problems come from the pieces; the file as a whole is only read for the features that ask for it. */
  #snapshotOfPieces(parser: RustParser, document: TextDocument, hotword: string, known: Known): Snapshot {
    const { uri, version } = document;
    const { snapshot } = known;
    if (snapshot?.version === version && snapshot.file.hotword === hotword) return snapshot;
    known.parsed?.document.dispose();
    known.parsed = null;
    const text = document.getText();
    const source = { path: this.#path(uri), hotword };
    const pieces = Pieces.of(parser, text, source, known.pieces);
    known.pieces = pieces;
    const file = fileReadLater(parser, text, source);
    const surroundings = this.#surroundings(uri, file, pieces.traits);
    known.snapshot = createSnapshot({ uri, version, file, ...surroundings }, () =>
      pieces.problems(surroundings.options),
    );
    return known.snapshot;
  }

  /** What the open document of this path holds, with `/`; null when it is not open. */
  fileAt(path: string): RustFile | null {
    for (const uri of this.#known.keys())
      if (this.#path(uri).replaceAll("\\", "/") === path) return this.snapshot(uri)?.file ?? null;
    return null;
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

/**
 * Leaves out changes that the document has already: a client that starts a crashed server again sends the text as it is, and
 * then, late, what was typed meanwhile.
 */
const update: typeof TextDocument.update = (document, changes, version) =>
  version <= document.version ? document : TextDocument.update(document, changes, version);

/** A file whose items are read when one is first asked for. */
function fileReadLater(parser: RustParser, text: string, source: ParseSource): RustFile {
  let read: RustFile | null = null;
  let lines: LineIndex | null = null;
  const file = (): RustFile => {
    read ??= parser.read(text, source);
    return read;
  };
  return {
    text,
    hotword: source.hotword,
    get lines() {
      lines ??= new LineIndex(text);
      return lines;
    },
    get attributes() {
      return file().attributes;
    },
    get otherToolAttributes() {
      return file().otherToolAttributes;
    },
    get items() {
      return file().items;
    },
    get registeredTools() {
      return file().registeredTools;
    },
    get features() {
      return file().features;
    },
    get isCrateRoot() {
      return file().isCrateRoot;
    },
    get allows() {
      return file().allows;
    },
  };
}
