/** A language client for tests: starts the bundled server over stdio and waits, with a limit, for what it says. */
import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import {
  type ClientCapabilities,
  createProtocolConnection,
  type Diagnostic,
  type InitializeResult,
  ProgressType,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  type Registration,
  type RegistrationParams,
  StreamMessageReader,
  StreamMessageWriter,
  type TextDocumentContentChangeEvent,
} from "vscode-languageserver/node";
import { RUN_STATE, type RunState } from "../../server/src/protocol.ts";

const SERVER = join(import.meta.dirname, "../../dist/server.js");
const LIMIT = 20_000;

export interface Options {
  /** URIs of the workspace folders. */
  readonly folders?: readonly string[];
  readonly capabilities?: ClientCapabilities;
  readonly initializationOptions?: unknown;
  /** What the client answers for a section of a scope; without it the client cannot be asked. */
  readonly configuration?: (scope: string | undefined, section: string | undefined) => unknown;
  readonly environment?: Readonly<Record<string, string>>;
}

/** What an editor with everything can do, except to ask for diagnostics. */
export const RICH: ClientCapabilities = {
  workspace: { workspaceFolders: true },
  textDocument: {
    completion: { completionItem: { snippetSupport: true } },
    hover: { contentFormat: ["markdown"] },
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
    publishDiagnostics: { relatedInformation: true, versionSupport: true },
  },
};

export class LanguageServer {
  readonly published: PublishDiagnosticsParams[] = [];
  readonly logged: string[] = [];
  readonly refreshes: string[] = [];
  readonly registrations: Registration[] = [];
  readonly runs: RunState[] = [];
  /** Values of `$/progress`, with their tokens. */
  readonly progress: { readonly token: string | number; readonly value: unknown }[] = [];
  readonly #process: ChildProcess;
  readonly #connection: ProtocolConnection;
  readonly #watchers = new Set<() => void>();
  readonly #exit: Promise<number | null>;
  #answer: InitializeResult | null = null;

  private constructor(options: Options) {
    this.#process = spawn(process.execPath, [SERVER, "--stdio"], {
      stdio: ["pipe", "pipe", "inherit"],
      env: { ...process.env, RR_SPEC_HOTWORD: "", ...options.environment },
    });
    this.#exit = new Promise((done) => this.#process.once("exit", done));
    const { stdout, stdin } = this.#process;
    if (!stdout || !stdin) throw new Error("the server has no standard streams");
    this.#connection = createProtocolConnection(
      new StreamMessageReader(stdout),
      new StreamMessageWriter(stdin),
    );
    this.#connection.onNotification("textDocument/publishDiagnostics", (params: PublishDiagnosticsParams) => {
      this.published.push(params);
      this.#look();
    });
    this.#connection.onNotification("window/logMessage", ({ message }: { message: string }) => {
      this.logged.push(message);
      this.#look();
    });
    this.#connection.onNotification(RUN_STATE, (state: RunState) => {
      this.runs.push(state);
      this.#look();
    });
    this.#connection.onRequest("window/workDoneProgress/create", ({ token }: { token: string | number }) => {
      this.#connection.onProgress(new ProgressType<unknown>(), token, (value) => {
        this.progress.push({ token, value });
        this.#look();
      });
      return null;
    });
    this.#connection.onRequest("workspace/diagnostic/refresh", () => {
      this.refreshes.push("diagnostic");
      this.#look();
      return null;
    });
    this.#connection.onRequest("client/registerCapability", (params: RegistrationParams) => {
      this.registrations.push(...params.registrations);
      this.#look();
      return null;
    });
    this.#connection.onRequest(
      "workspace/configuration",
      ({ items }: { items: readonly { scopeUri?: string; section?: string }[] }) =>
        items.map(({ scopeUri, section }) => options.configuration?.(scopeUri, section) ?? null),
    );
    this.#connection.listen();
  }

  /** A server after the handshake. */
  static async start(options: Options = {}): Promise<LanguageServer> {
    const server = new LanguageServer(options);
    const capabilities = options.capabilities ?? RICH;
    const configuration = options.configuration !== undefined;
    server.#answer = await server.request<InitializeResult>("initialize", {
      processId: process.pid,
      rootUri: options.folders?.[0] ?? null,
      workspaceFolders: options.folders?.map((uri) => ({ uri, name: uri })) ?? null,
      capabilities: { ...capabilities, workspace: { ...capabilities.workspace, configuration } },
      initializationOptions: options.initializationOptions,
    });
    await server.notify("initialized", {});
    return server;
  }

  get initialized(): InitializeResult {
    if (!this.#answer) throw new Error("the server was not initialized");
    return this.#answer;
  }

  request<R>(method: string, params: unknown): Promise<R> {
    return limited(this.#connection.sendRequest<R>(method, params), method);
  }

  notify(method: string, params: unknown): Promise<void> {
    return this.#connection.sendNotification(method, params);
  }

  open(uri: string, text: string, version = 1): Promise<void> {
    return this.notify("textDocument/didOpen", { textDocument: { uri, languageId: "rust", version, text } });
  }

  change(
    uri: string,
    version: number,
    contentChanges: readonly TextDocumentContentChangeEvent[],
  ): Promise<void> {
    return this.notify("textDocument/didChange", { textDocument: { uri, version }, contentChanges });
  }

  close(uri: string): Promise<void> {
    return this.notify("textDocument/didClose", { textDocument: { uri } });
  }

  /** The diagnostics of exactly this version, as soon as they were published; the newest ones if more than once. */
  async diagnostics(uri: string, version: number): Promise<Diagnostic[]> {
    const find = () => this.published.findLast((params) => params.uri === uri && params.version === version);
    await this.until(() => find() !== undefined, `diagnostics of ${uri} in version ${version}`);
    return find()?.diagnostics ?? [];
  }

  /** Waits until the condition holds; it is looked at whenever the server says something. */
  until(condition: () => boolean, what: string): Promise<void> {
    return limited(
      new Promise((done) => {
        const look = () => {
          if (!condition()) return;
          this.#watchers.delete(look);
          done();
        };
        this.#watchers.add(look);
        look();
      }),
      what,
    );
  }

  /** Ends the session as the protocol wants it; the exit status. */
  async stop(): Promise<number | null> {
    await this.request("shutdown", undefined);
    await this.notify("exit", undefined);
    const status = await limited(this.#exit, "exit");
    this.#connection.dispose();
    return status;
  }

  /** Closes the server's input without a word, as the death of an editor does; the exit status. */
  async abandon(): Promise<number | null> {
    this.#connection.dispose();
    this.#process.stdin?.destroy();
    return limited(this.#exit, "exit");
  }

  /** Ends it as the system does when memory runs out: it can put nothing in order. */
  async kill(): Promise<void> {
    this.#process.kill("SIGKILL");
    await limited(this.#exit, "exit");
    this.#connection.dispose();
  }

  #look(): void {
    for (const watcher of [...this.#watchers]) watcher();
  }
}

function limited<T>(promise: Promise<T>, what: string): Promise<T> {
  return new Promise((done, fail) => {
    const timer = setTimeout(() => fail(new Error(`${what}: nothing within ${LIMIT} ms`)), LIMIT);
    promise.then(done, fail).finally(() => clearTimeout(timer));
  });
}
