/** When diagnostics go to the client: once per change, for the newest version only, pushed or pulled but never both. */
import {
  type Connection,
  type Diagnostic,
  type DocumentDiagnosticParams,
  type DocumentDiagnosticReport,
  DocumentDiagnosticReportKind,
} from "vscode-languageserver";
import { diagnostics } from "../features/diagnostics.ts";
import type { Snapshot } from "../features/snapshot.ts";
import type { OpenDocuments } from "./documents.ts";
import { LARGE } from "./pieces.ts";
import { guarded } from "./request.ts";

/** A large document is checked when typing pauses this many milliseconds, any other after every change. */
const PAUSE = 30;

/** `pull`: the client asks; `pullAndRefresh`: it can also be told to ask again. */
export type Delivery = "push" | "pull" | "pullAndRefresh";

export class Publisher {
  readonly #connection: Connection;
  readonly #documents: OpenDocuments;
  readonly #delivery: Delivery;
  readonly #ready: Promise<void>;
  readonly #found: (uri: string) => Diagnostic[];
  /** Results of runs that were sent by themselves, by file. */
  readonly #sent = new Map<string, string>();
  /** The newest change of each document that waits to be published. */
  readonly #waiting = new Map<string, symbol>();
  readonly #published = new Map<string, { readonly version: number; readonly content: string }>();
  readonly #resultIds = new WeakMap<Snapshot, string>();
  #results = 0;

  /** @param found What runs have found in a file: it is added to what is published, and sent alone to a client that asks for the rest. */
  constructor(
    connection: Connection,
    documents: OpenDocuments,
    delivery: Delivery,
    ready: Promise<void>,
    found: (uri: string) => Diagnostic[],
  ) {
    this.#connection = connection;
    this.#documents = documents;
    this.#delivery = delivery;
    this.#ready = ready;
    this.#found = found;
  }

  /** Publishes the document once the messages that already arrived are handled: a newer change among them takes over. */
  changed(uri: string): void {
    if (this.#delivery !== "push" && !this.#sent.has(uri)) return;
    const change = Symbol(uri);
    this.#waiting.set(uri, change);
    const publish = () => {
      if (this.#waiting.get(uri) !== change) return;
      this.#waiting.delete(uri);
      if (this.#delivery === "push") this.#publish(uri);
      else this.#send(uri);
    };
    const length = this.#documents.text(uri)?.getText().length ?? 0;
    void this.#ready.then(() => {
      // The connection takes one message per turn of the event loop, after what this turn has scheduled before it.
      if (length >= LARGE) setTimeout(publish, PAUSE);
      else setImmediate(() => setImmediate(publish));
    });
  }

  /** Clears what the client shows of the document. */
  closed(uri: string): void {
    this.#waiting.delete(uri);
    if (this.#delivery !== "push") return;
    this.#published.delete(uri);
    // What was published of the open document has to be taken back.
    this.#sent.set(uri, "");
    this.#send(uri);
  }

  /** The results of runs in a file are other ones; it need not be open. */
  runChanged(uri: string): void {
    if (this.#delivery === "push" && this.#documents.snapshot(uri)) this.changed(uri);
    else this.#send(uri);
  }

  /** Something outside the documents changed, so each may have other diagnostics now. */
  refresh(): void {
    this.#documents.refresh();
    if (this.#delivery === "pullAndRefresh") void this.#connection.languages.diagnostics.refresh();
    for (const uri of this.#documents.uris) this.changed(uri);
  }

  /** The answer to a client that asks. */
  report(snapshot: Snapshot, params: DocumentDiagnosticParams): DocumentDiagnosticReport {
    const known = this.#resultIds.get(snapshot);
    const resultId = known ?? `${process.pid}.${++this.#results}`;
    this.#resultIds.set(snapshot, resultId);
    if (known !== undefined && known === params.previousResultId) {
      return { kind: DocumentDiagnosticReportKind.Unchanged, resultId };
    }
    return { kind: DocumentDiagnosticReportKind.Full, resultId, items: diagnostics(snapshot) };
  }

  /** The results of runs alone. */
  #send(uri: string): void {
    guarded(
      "Showing results",
      (line) => this.#connection.console.error(line),
      () => {
        const diagnostics = this.#found(uri);
        const content = JSON.stringify(diagnostics);
        if (content === (this.#sent.get(uri) ?? "[]")) return;
        if (diagnostics.length > 0) this.#sent.set(uri, content);
        else this.#sent.delete(uri);
        void this.#connection.sendDiagnostics({ uri, diagnostics });
      },
    );
  }

  #publish(uri: string): void {
    guarded(
      "Checking",
      (line) => this.#connection.console.error(line),
      () => {
        const snapshot = this.#documents.snapshot(uri);
        if (!snapshot) return;
        const found = [...diagnostics(snapshot), ...this.#found(uri)];
        const content = JSON.stringify(found);
        const last = this.#published.get(uri);
        if (last?.version === snapshot.version && last.content === content) return;
        this.#published.set(uri, { version: snapshot.version, content });
        void this.#connection.sendDiagnostics({ uri, version: snapshot.version, diagnostics: found });
      },
    );
  }
}
