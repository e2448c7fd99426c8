/** What a run prints, as a read-only document that grows. */
import { commands, type Disposable, EventEmitter, Range, Uri, window, workspace } from "vscode";
import { RUN_LOG_REQUEST, type RunLogResult } from "../../server/src/protocol.ts";
import type { Project } from "./project.ts";
import type { Runs } from "./runs.ts";

const SCHEME = "refinedrust-run";

/** Milliseconds between two looks at a log that grows; the server keeps it, and cuts it when it is too long. */
const PERIOD = 400;

export const runLog = (project: Project, runs: Runs): Disposable => new RunLogs(project, runs);

class RunLogs implements Disposable {
  readonly #project: Project;
  readonly #changes = new EventEmitter<Uri>();
  readonly #texts = new Map<string, string>();
  readonly #subscriptions: Disposable[];
  #timer: NodeJS.Timeout | null = null;

  constructor(project: Project, runs: Runs) {
    this.#project = project;
    this.#subscriptions = [
      workspace.registerTextDocumentContentProvider(SCHEME, {
        onDidChange: this.#changes.event,
        provideTextDocumentContent: (uri) => this.#read(uri),
      }),
      runs.onDidPrint(({ run }) => this.#later(run)),
      runs.onDidChange(({ run, phase }) => {
        if (phase === "ended") this.#later(run);
      }),
      workspace.onDidChangeTextDocument(({ document }) => follow(document.uri)),
      workspace.onDidCloseTextDocument(({ uri }) => this.#texts.delete(uri.toString())),
      commands.registerCommand("refinedrust.showRunLog", (run?: unknown) => this.#show(run)),
    ];
  }

  dispose(): void {
    if (this.#timer) clearTimeout(this.#timer);
    for (const each of this.#subscriptions) each.dispose();
    this.#changes.dispose();
  }

  async #show(given: unknown): Promise<void> {
    const params = typeof given === "number" ? { run: given } : {};
    const found = await this.#project.ask<RunLogResult>(RUN_LOG_REQUEST, params);
    if (!found) return;
    const document = await workspace.openTextDocument(addressOf(found.run));
    await window.showTextDocument(document, { preview: true });
    follow(document.uri, true);
  }

  /** The server may have ended since, and its logs with it: what was read stays. */
  async #read(uri: Uri): Promise<string> {
    const known = this.#texts.get(uri.toString()) ?? "";
    const params = { run: Number(/\d+/.exec(uri.path)?.[0]) };
    const found = await this.#project.client
      .sendRequest<RunLogResult | { reason: string }>(RUN_LOG_REQUEST, params)
      .catch(() => null);
    const text = found && "text" in found ? found.text : known;
    this.#texts.set(uri.toString(), text);
    return text;
  }

  #later(run: number): void {
    const address = addressOf(run).toString();
    if (!workspace.textDocuments.some(({ uri }) => uri.toString() === address)) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      this.#changes.fire(addressOf(run));
    }, PERIOD);
  }
}

const addressOf = (run: number): Uri => Uri.from({ scheme: SCHEME, path: `/RefinedRust Run ${run}.log` });

/** The end stays in sight as long as the cursor is there, as in a terminal. */
function follow(uri: Uri, always = false): void {
  if (uri.scheme !== SCHEME) return;
  for (const editor of window.visibleTextEditors) {
    const { document, selection } = editor;
    if (document.uri.toString() !== uri.toString()) continue;
    const isUntouched = selection.isEmpty && selection.active.line === 0;
    if (!always && !isUntouched) continue;
    const end = document.positionAt(document.getText().length);
    editor.revealRange(new Range(end, end));
  }
}
