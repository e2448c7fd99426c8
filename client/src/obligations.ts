/** What is left to prove, as the server says it, and which function the cursor is in. */
import { type Disposable, EventEmitter, type TextEditor, window } from "vscode";
import {
  type FunctionObligations,
  OBLIGATIONS_REQUEST,
  type ObligationsParams,
} from "../../server/src/protocol.ts";
import { referenceOf } from "./navigationCommands.ts";
import type { Project } from "./project.ts";
import type { Runs } from "./runs.ts";

/** Milliseconds that the cursor has to rest. */
const REST = 150;

export class Obligations implements Disposable {
  readonly #project: Project;
  readonly #changes = new EventEmitter<void>();
  readonly #cursorChanges = new EventEmitter<void>();
  readonly #subscriptions: Disposable[];
  #all: readonly FunctionObligations[] = [];
  #showsAll = false;
  #current: string | null = null;
  #asked = 0;
  #timer: NodeJS.Timeout | null = null;

  constructor(project: Project, runs: Runs) {
    this.#project = project;
    this.#subscriptions = [
      runs.onDidChangeResults(() => void this.refresh()),
      window.onDidChangeActiveTextEditor((editor) => this.#rest(editor)),
      window.onDidChangeTextEditorSelection(({ textEditor }) => this.#rest(textEditor)),
    ];
  }

  readonly onDidChange = this.#changes.event;
  /** The cursor is in another function. */
  readonly onDidMove = this.#cursorChanges.event;

  get all(): readonly FunctionObligations[] {
    return this.#all;
  }

  /** The id of the function that the cursor was in last, when something is left of it. */
  get current(): string | null {
    return this.#current;
  }

  get showsAllHypotheses(): boolean {
    return this.#showsAll;
  }

  async showAllHypotheses(shown: boolean): Promise<void> {
    this.#showsAll = shown;
    await this.refresh();
  }

  /** The newest answer counts. */
  async refresh(): Promise<void> {
    const asked = ++this.#asked;
    const found = await this.#ask({ all: this.#showsAll });
    if (asked !== this.#asked || !found) return;
    this.#all = found;
    this.#changes.fire();
    await this.#locate();
  }

  dispose(): void {
    if (this.#timer) clearTimeout(this.#timer);
    for (const each of this.#subscriptions) each.dispose();
    this.#changes.dispose();
    this.#cursorChanges.dispose();
  }

  #ask(params: ObligationsParams): Promise<FunctionObligations[] | null> {
    const { client } = this.#project;
    return client.sendRequest<FunctionObligations[] | null>(OBLIGATIONS_REQUEST, params).catch(() => null);
  }

  #rest(editor: TextEditor | undefined): void {
    const { uri } = editor?.document ?? {};
    if (uri?.scheme !== "file" || !/\.(?:rs|v)$/.test(uri.path)) return;
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#locate(), REST);
  }

  async #locate(): Promise<void> {
    const item = this.#all.length > 0 && referenceOf(undefined);
    const found = item ? await this.#ask({ item, all: false }) : null;
    const id = found?.[0]?.id ?? null;
    if (id === this.#current) return;
    this.#current = id;
    this.#cursorChanges.fire();
  }
}
