/** A language client for measurements: starts a server over stdio and times what a user waits for. */
import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import {
  createProtocolConnection,
  type ProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node";

interface Published {
  readonly uri: string;
  readonly version?: number;
  readonly diagnostics: readonly unknown[];
}

export interface Change {
  readonly range: {
    readonly start: { readonly line: number; readonly character: number };
    readonly end: { readonly line: number; readonly character: number };
  };
  readonly text: string;
}

export class MeasuredServer {
  readonly #process: ChildProcess;
  readonly #connection: ProtocolConnection;
  readonly #waiting = new Map<string, () => void>();
  #version = 0;
  /** Milliseconds from the start of the process to the answer of `initialize`. */
  initialize = 0;

  private constructor(child: ChildProcess, connection: ProtocolConnection) {
    this.#process = child;
    this.#connection = connection;
    connection.onNotification("textDocument/publishDiagnostics", (published: Published) => {
      const key = `${published.uri}@${published.version}`;
      this.#waiting.get(key)?.();
      this.#waiting.delete(key);
    });
    connection.onRequest("workspace/configuration", (p: { items: unknown[] }) => p.items.map(() => null));
    connection.onRequest("client/registerCapability", () => null);
    connection.onRequest("window/workDoneProgress/create", () => null);
  }

  static async start(
    script: string,
    root: string,
    {
      environment = process.env,
      initializationOptions,
    }: { readonly environment?: NodeJS.ProcessEnv; readonly initializationOptions?: object } = {},
  ): Promise<MeasuredServer> {
    const started = performance.now();
    const child = spawn(process.execPath, [script, "--stdio"], {
      stdio: ["pipe", "pipe", "ignore"],
      env: environment,
    });
    const connection = createProtocolConnection(
      new StreamMessageReader(child.stdout),
      new StreamMessageWriter(child.stdin),
    );
    const server = new MeasuredServer(child, connection);
    connection.listen();
    const uri = pathToFileURL(root).href;
    await connection.sendRequest("initialize", {
      processId: process.pid,
      rootUri: uri,
      workspaceFolders: [{ uri, name: "bench" }],
      initializationOptions,
      capabilities: {
        workspace: {
          configuration: true,
          workspaceFolders: true,
          symbol: { resolveSupport: { properties: ["location.range"] } },
        },
        textDocument: {
          publishDiagnostics: { versionSupport: true, relatedInformation: true },
          hover: { contentFormat: ["markdown"] },
        },
      },
    });
    server.initialize = performance.now() - started;
    await connection.sendNotification("initialized", {});
    return server;
  }

  /** Opens the text; milliseconds until its diagnostics arrived. */
  open(uri: string, text: string): Promise<number> {
    const version = ++this.#version;
    return this.#untilPublished(uri, version, "textDocument/didOpen", {
      textDocument: { uri, languageId: "rust", version, text },
    });
  }

  /** Sends one change; milliseconds until the diagnostics of exactly this version arrived. */
  change(uri: string, change: Change): Promise<number> {
    const version = ++this.#version;
    return this.#untilPublished(uri, version, "textDocument/didChange", {
      textDocument: { uri, version },
      contentChanges: [change],
    });
  }

  /** Asks for a hover; milliseconds, and whether there was one. */
  async hover(uri: string, line: number, character: number): Promise<{ time: number; found: boolean }> {
    const started = performance.now();
    const answer = await this.#connection.sendRequest("textDocument/hover", {
      textDocument: { uri },
      position: { line, character },
    });
    return { time: performance.now() - started, found: answer !== null };
  }

  /** Milliseconds until a request is answered with anything but null. */
  async request(method: string, params: object): Promise<number> {
    const started = performance.now();
    const answer = await this.#connection.sendRequest(method, params);
    if (answer === null) throw new Error(`${method} was not answered`);
    return performance.now() - started;
  }

  /** Resident memory of the server process in MB (Linux), or null where it cannot be read. */
  memory(): number | null {
    try {
      const status = readFileSync(`/proc/${this.#process.pid}/status`, "utf8");
      return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024;
    } catch {
      return null;
    }
  }

  async stop(): Promise<void> {
    const exited = new Promise((done) => this.#process.once("exit", done));
    await this.#connection.sendRequest("shutdown");
    await this.#connection.sendNotification("exit");
    await exited;
    this.#connection.dispose();
  }

  async #untilPublished(uri: string, version: number, method: string, params: object): Promise<number> {
    const published = new Promise<void>((done, fail) => {
      const limit = setTimeout(() => fail(new Error(`no diagnostics of version ${version} in 60 s`)), 60_000);
      this.#waiting.set(`${uri}@${version}`, () => {
        clearTimeout(limit);
        done();
      });
    });
    const started = performance.now();
    await this.#connection.sendNotification(method, params);
    await published;
    return performance.now() - started;
  }
}
