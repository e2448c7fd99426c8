/** One client's session: its documents, settings and workspace, and what happens when one of them changes. */
import { pathToFileURL } from "node:url";
import {
  type Connection,
  type DocumentDiagnosticParams,
  DocumentDiagnosticRequest,
  type FileEvent,
  type InitializeParams,
  type ServerCapabilities,
  TextDocumentSyncKind,
  type WorkspaceFoldersChangeEvent,
} from "vscode-languageserver";
import type { TraitFacts } from "../annotations/model.ts";
import { Hotwords } from "../disk/hotword.ts";
import { pathOfUri, read } from "../disk/node.ts";
import type { ProjectView } from "../features/projectView.ts";
import { CONFIGURATION_FILE } from "../project/configuration.ts";
import { traitsSeenBy } from "../project/traitFacts.ts";
import type { RustFile } from "../syntax/model.ts";
import { createRustParser, type RustParser } from "../syntax/parser.ts";
import { abilitiesOf, deliveryOf, projectAbilitiesOf, refreshesHints, registerForEvents } from "./client.ts";
import { codeDocumentation } from "./codeDocumentation.ts";
import { OpenDocuments, type Surroundings } from "./documents.ts";
import { Folders } from "./folders.ts";
import { collectGarbageLater } from "./memory.ts";
import { Project } from "./project.ts";
import { createWorkspace, type Reading, slashes } from "./projectSource.ts";
import { changeTeller, projectReporter, projectSurroundings, rocqDocument } from "./projectSurroundings.ts";
import { Publisher } from "./publisher.ts";
import { answer, inBackground, type Source } from "./request.ts";
import { RunFeature } from "./runFeature.ts";
import { runSurroundings } from "./runSurroundings.ts";
import { SpecificationSource } from "./specificationSource.ts";
import { WorkspaceTraits } from "./workspaceTraits.ts";

/** What the server's process is and has. */
export interface Product {
  readonly version: string;
  /** Where the files lie that ship beside the server. */
  readonly directory: string;
  readonly environment: NodeJS.ProcessEnv;
}

export class Session {
  /** What requests are answered from. */
  readonly source: Source;
  readonly #connection: Connection;
  readonly #params: InitializeParams;
  readonly #folders: Folders;
  readonly #hotwords: Hotwords;
  readonly #traits: WorkspaceTraits;
  readonly #documents: OpenDocuments;
  readonly #publisher: Publisher;
  readonly #project: Project;
  readonly #documentation: (code: string) => string | null;
  readonly #specifications: SpecificationSource;
  readonly #runs: RunFeature;
  #parser: RustParser | null = null;

  constructor(connection: Connection, params: InitializeParams, product: Product) {
    const { capabilities, initializationOptions, workspaceFolders } = params;
    this.#connection = connection;
    this.#params = params;
    this.#hotwords = new Hotwords(product.environment);
    this.#documentation = codeDocumentation(product.directory);
    this.#folders = new Folders(connection, {
      folders: workspaceFolders ?? (params.rootUri ? [{ uri: params.rootUri, name: "" }] : []),
      options: initializationOptions,
      asksClient: capabilities.workspace?.configuration ?? false,
    });
    this.#traits = new WorkspaceTraits(
      () => this.#parser,
      (path) => this.#hotword(pathToFileURL(path).href),
    );
    this.#documents = new OpenDocuments({
      parser: () => this.#parser,
      hotword: (uri) => this.#hotword(uri),
      path: (uri) => pathOfUri(uri) ?? uri,
      surroundings: (uri, file, traits) => this.#surroundings(uri, file, traits),
    });
    this.#specifications = new SpecificationSource({
      parse: (path) => this.#parse(path),
      parseText: (text) => this.#parser?.read(text, { path: "", hotword: "" }) ?? null,
      open: (path) => this.#documents.fileAt(path),
      project: () => this.#project.current,
    });
    const tellOfChange = changeTeller(connection, capabilities);
    const tellOfProject = projectReporter(connection, tellOfChange);
    this.#project = new Project(
      () => createWorkspace(connection, this.#folders, this.#reading),
      projectSurroundings({
        documents: this.#documents,
        reading: this.#reading,
        options: () => ({ lint: {}, traits: this.#traits.byName }),
        client: abilitiesOf(params),
        specifications: (path, file) => this.#specifications.of(path, file),
        project: projectAbilitiesOf(params),
        outdated: (item) => this.#specifications.differenceOf(item),
        recorded: (item) => this.#runs.store.of(item),
      }),
      (catalogue) => {
        tellOfProject(catalogue);
        const view = this.#project.current;
        if (view) this.#inBackground("Reading results", this.#runs.projectChanged(view));
      },
    );
    this.#runs = new RunFeature(connection, params, {
      current: () => this.#project.current,
      project: () => this.source.ready.then(() => this.#project.view()),
      look: () => this.#look(),
      ...runSurroundings(this.#folders, product.environment),
      log: (line) => connection.console.info(line),
      changed: (files) => {
        const view = this.#project.current;
        for (const file of view ? files : []) this.#publisher.runChanged(view?.uri(file) ?? file);
      },
      told: tellOfChange,
    });
    const ready = new Promise<void>((settle) => {
      connection.onInitialized(() => this.#inBackground("Starting", this.#start().finally(settle)));
    });
    this.source = {
      ready,
      snapshot: (uri) => this.#documents.snapshot(uri),
      rocq: (uri) => rocqDocument(this.#documents.text(uri), abilitiesOf(params)),
      project: () => this.#project.view(),
      known: () => this.#project.current,
      specifications: () => this.#specifications.loadPrinted(),
      surroundings: (uri) => this.#specifications.load(pathOfUri(uri)),
      runSettings: (uri) => this.#folders.settingsFor(uri).run.settings,
      environment: product.environment,
      isTrusted: () => this.#runs.isTrusted,
      isOn: (setting, uri) => this.#folders.settingsFor(uri)[setting],
      log: (line) => connection.console.error(line),
    };
    this.#publisher = new Publisher(connection, this.#documents, deliveryOf(capabilities), ready, (uri) =>
      this.#runs.findings.diagnostics(this.#project.current?.path(uri) ?? null),
    );
    this.#listen();
  }

  get capabilities(): ServerCapabilities {
    const pulls = deliveryOf(this.#params.capabilities) !== "push";
    const diagnosticProvider = {
      identifier: "refinedrust",
      interFileDependencies: true,
      workspaceDiagnostics: false,
    };
    return {
      textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
      workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
      ...(pulls ? { diagnosticProvider } : {}),
    };
  }

  #listen(): void {
    const connection = this.#connection;
    this.#documents.listen(connection, {
      changed: ({ uri }) => this.#publisher.changed(uri),
      closed: (uri) => {
        if (this.#traits.close(pathOfUri(uri) ?? uri)) this.#publisher.refresh();
        this.#specifications.changed([pathOfUri(uri) ?? uri]);
        this.#publisher.closed(uri);
      },
      saved: (uri) => {
        this.#projectChanged([pathOfUri(uri) ?? uri]);
        this.#inBackground("Running after a save", this.#runs.saved(slashes(pathOfUri(uri) ?? uri)));
      },
    });
    connection.onRequest(
      DocumentDiagnosticRequest.method,
      answer(
        "Checking",
        (snapshot, params: DocumentDiagnosticParams) => this.#publisher.report(snapshot, params),
        this.source,
      ),
    );
    connection.onDidChangeConfiguration(({ settings }) =>
      this.#inBackground("Reading the settings", this.#settingsChanged(settings)),
    );
    connection.onDidChangeWatchedFiles(({ changes }) => this.#filesChanged(changes));
  }

  /** Loads parser and settings at the same time; the workspace is read after the first documents are answered. */
  async #start(): Promise<void> {
    if (this.#params.capabilities.workspace?.workspaceFolders) {
      this.#connection.workspace.onDidChangeWorkspaceFolders((event) =>
        this.#inBackground("Changing folders", this.#foldersChanged(event)),
      );
    }
    this.#inBackground("Registering", registerForEvents(this.#connection, this.#params.capabilities));
    const settings = this.#folders.load();
    const engine = this.#folders.general.parser;
    try {
      this.#parser = await createRustParser({ engine });
      this.#connection.console.info(`Rust is read by ${this.#parser.description}.`);
    } catch (error) {
      void this.#connection.window.showErrorMessage(`RefinedRust cannot read Rust: ${String(error)}`);
    }
    await settings;
    const readAll = async (): Promise<void> => {
      await this.#readTraits();
      // A question may have come before, which the project was read for.
      await this.#project.view();
      await collectGarbageLater();
    };
    setImmediate(() => this.#inBackground("Reading the workspace", readAll()));
  }

  async #readTraits(): Promise<void> {
    const before = this.#traits.byName;
    await this.#traits.scan(this.#folders.all.flatMap((folder) => pathOfUri(folder.uri) ?? []));
    if (!sameTraits(before, this.#traits.byName)) this.#publisher.refresh();
  }

  /** Anew, with other folders or settings. */
  async #readWorkspace(): Promise<void> {
    await this.#readTraits();
    this.#inBackground("Reading the project", this.#project.restart().then(collectGarbageLater));
  }

  async #settingsChanged(sent: unknown): Promise<void> {
    const before = this.#folders.fingerprint;
    this.#folders.push(sent);
    await this.#folders.load();
    if (before === this.#folders.fingerprint) return;
    this.#publisher.refresh();
    if (refreshesHints(this.#params)) void this.#connection.languages.inlayHint.refresh();
    await this.#readWorkspace();
  }

  async #foldersChanged({ added, removed }: WorkspaceFoldersChangeEvent): Promise<void> {
    this.#folders.change(added, removed);
    await this.#folders.load();
    this.#publisher.refresh();
    await this.#readWorkspace();
  }

  #filesChanged(changes: readonly FileEvent[]): void {
    const paths = changes.flatMap(({ uri }) => pathOfUri(uri) ?? []);
    this.#projectChanged(paths);
    this.#specifications.changed(paths);
    if (paths.some((path) => path.endsWith(CONFIGURATION_FILE))) {
      this.#hotwords.forget();
      this.#publisher.refresh();
      this.#inBackground("Reading the workspace", this.#readWorkspace());
    } else {
      const changed = paths.filter((path) => path.endsWith(".rs") && this.#traits.reload(path));
      if (changed.length > 0) this.#publisher.refresh();
    }
  }

  /** The project as the disk has it, with what placing results takes. */
  async #look(): Promise<ProjectView | null> {
    await this.source.ready;
    const view = await this.#project.look();
    await this.#specifications.loadPrinted();
    return view;
  }

  #parse(path: string): RustFile | null {
    const found = read(path);
    if (!this.#parser || "failure" in found) return null;
    const text = found.content.toString("utf8").replace(/^\uFEFF/, "");
    return this.#parser.read(text, { path, hotword: this.#hotword(pathToFileURL(path).href) });
  }

  #projectChanged(paths: readonly string[]): void {
    this.#inBackground("Reading the project", this.#project.filesChanged(paths.map(slashes)));
  }

  #inBackground(what: string, task: Promise<unknown>): void {
    inBackground(what, this.source.log, task);
  }

  get #reading(): Reading {
    return {
      hotword: (path) => this.#hotword(pathToFileURL(path).href),
      parse: (text, path, hotword) => {
        if (!this.#parser) throw new Error("there is no parser");
        return this.#parser.read(text, { path, hotword });
      },
      asksClient: this.#params.capabilities.workspace?.configuration ?? false,
    };
  }

  #hotword(uri: string): string {
    return this.#hotwords.of(pathOfUri(uri), this.#folders.settingsFor(uri).specHotword);
  }

  /** Called for each new version of a document, whose traits other documents may see. */
  #surroundings(uri: string, file: RustFile, own: readonly TraitFacts[]): Surroundings {
    if (this.#traits.open(pathOfUri(uri) ?? uri, own)) setImmediate(() => this.#publisher.refresh());
    return {
      options: { lint: this.#folders.settingsFor(uri).lint, traits: traitsSeenBy(own, this.#traits.byName) },
      client: abilitiesOf(this.#params),
      specifications: this.#specifications.of(pathOfUri(uri), file),
      documentation: this.#documentation,
    };
  }
}

const sameTraits = (a: ReadonlyMap<string, unknown>, b: ReadonlyMap<string, unknown>): boolean =>
  JSON.stringify([...a]) === JSON.stringify([...b]);
