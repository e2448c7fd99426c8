/** The folders of the workspace and the settings that hold in each. */
import type { Connection, WorkspaceFolder } from "vscode-languageserver";
import { readSettings, type Settings, sectionOf } from "./settings.ts";

export class Folders {
  #folders: readonly WorkspaceFolder[];
  #default: Settings;
  #byFolder: ReadonlyMap<string, Settings> = new Map();
  readonly #connection: Connection;
  readonly #asksClient: boolean;

  /** `initial` is what the client sent with `initialize`; it holds until, and unless, the client answers for itself. */
  constructor(
    connection: Connection,
    initial: {
      readonly folders: readonly WorkspaceFolder[];
      readonly options: unknown;
      readonly asksClient: boolean;
    },
  ) {
    this.#connection = connection;
    this.#folders = initial.folders;
    this.#asksClient = initial.asksClient;
    this.#default = readSettings(sectionOf(initial.options));
  }

  get all(): readonly WorkspaceFolder[] {
    return this.#folders;
  }

  /** Settings that belong to no folder. */
  get general(): Settings {
    return this.#default;
  }

  /** Equal for equal settings in equal folders. */
  get fingerprint(): string {
    return JSON.stringify([this.#default, [...this.#byFolder]]);
  }

  /** The innermost folder around the document. */
  folderOf(uri: string): WorkspaceFolder | undefined {
    return this.#folders
      .filter((folder) => uri === folder.uri || uri.startsWith(withSlash(folder.uri)))
      .sort((a, b) => b.uri.length - a.uri.length)[0];
  }

  /** Settings of the innermost folder around the document. */
  settingsFor(uri: string): Settings {
    const around = this.folderOf(uri);
    return (around && this.#byFolder.get(around.uri)) ?? this.#default;
  }

  change(added: readonly WorkspaceFolder[], removed: readonly WorkspaceFolder[]): void {
    const gone = new Set(removed.map((folder) => folder.uri));
    this.#folders = [...this.#folders.filter((folder) => !gone.has(folder.uri)), ...added];
  }

  /** Settings that a client pushes because it cannot be asked. */
  push(sent: unknown): void {
    if (!this.#asksClient && typeof sent === "object" && sent !== null) {
      this.#default = readSettings(sectionOf(sent));
    }
  }

  /** Asks the client for the settings of every folder; keeps what is known when it does not answer. */
  async load(): Promise<void> {
    if (!this.#asksClient) return;
    const scopes = [null, ...this.#folders.map((folder) => folder.uri)];
    try {
      const answers: unknown[] = await this.#connection.workspace.getConfiguration(
        scopes.map((scopeUri) => ({ section: "refinedrust", ...(scopeUri === null ? {} : { scopeUri }) })),
      );
      const [general, ...own] = answers.map((answer) => (answer == null ? null : readSettings(answer)));
      if (general) this.#default = general;
      this.#byFolder = new Map(
        own.flatMap((settings, n) => {
          const folder = scopes[n + 1];
          return settings && folder ? [[folder, settings] as const] : [];
        }),
      );
    } catch (error) {
      this.#connection.console.warn(`The settings could not be read: ${String(error)}`);
    }
  }
}

const withSlash = (uri: string): string => (uri.endsWith("/") ? uri : `${uri}/`);
