/** What RefinedRust wrote last beside what it would write now, which follows the edits of the Rust file. */
import { commands, type Disposable, TabInputTextDiff, type Uri, window, workspace } from "vscode";
import {
  COMPARE_REQUEST,
  type CompareParams,
  type Refusal,
  type SpecificationPair,
} from "../../server/src/protocol.ts";
import type { Project } from "./project.ts";
import type { VirtualTexts } from "./virtualTexts.ts";

/** How long typing has to pause, in milliseconds. */
const PAUSE = 50;

/** Both sides of an open comparison, and the item that it is about. */
interface Comparison {
  readonly document: string;
  readonly name: string;
  readonly generated: Uri;
  readonly preview: Uri;
}

export class SpecificationComparison implements Disposable {
  readonly #project: Project;
  readonly #texts: VirtualTexts;
  readonly #open = new Map<string, Comparison>();
  readonly #subscriptions: Disposable[];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(project: Project, texts: VirtualTexts) {
    this.#project = project;
    this.#texts = texts;
    this.#subscriptions = [
      workspace.onDidChangeTextDocument(({ document }) => this.#refreshSoon(document.uri.toString())),
      window.tabGroups.onDidChangeTabs(({ closed }) => {
        for (const { input } of closed)
          if (input instanceof TabInputTextDiff) this.#open.delete(input.modified.toString());
      }),
      project.onDidChange(() => this.#refreshSoon(null)),
    ];
  }

  dispose(): void {
    clearTimeout(this.#timer);
    for (const each of this.#subscriptions) each.dispose();
  }

  /** The generated text on the left, as the older one. */
  async open(at: CompareParams): Promise<void> {
    const pair = await this.#project.ask<SpecificationPair>(COMPARE_REQUEST, at);
    if (!pair) return;
    const { name } = pair;
    const [generated, preview] = [this.#texts.uri(`generated/${name}`), this.#texts.uri(`preview/${name}`)];
    const comparison = { document: at.textDocument.uri, name, generated, preview };
    this.#show(comparison, pair);
    await commands.executeCommand("vscode.diff", generated, preview, `${name}: generated ↔ now`);
    this.#open.set(preview.toString(), comparison);
  }

  /** Once for several edits, and after the server has heard of them; null for every document. */
  #refreshSoon(uri: string | null): void {
    const concerned = [...this.#open.values()].some(({ document }) => uri === null || document === uri);
    if (!concerned) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      for (const comparison of this.#open.values()) this.#refresh(comparison).catch(() => {});
    }, PAUSE);
  }

  async #refresh(comparison: Comparison): Promise<void> {
    const { document, name } = comparison;
    const params: CompareParams = { textDocument: { uri: document }, name };
    const answer = await this.#project.client.sendRequest<SpecificationPair | Refusal | null>(
      COMPARE_REQUEST,
      params,
    );
    // A newer edit asks again. Without an answer the document is not open, and stays as it is.
    if (answer) this.#show(comparison, answer);
  }

  #show({ generated, preview }: Comparison, answer: SpecificationPair | Refusal): void {
    if ("reason" in answer) {
      this.#texts.set(preview, `(* ${answer.reason} *)\n`);
      return;
    }
    this.#texts.set(generated, answer.generated);
    this.#texts.set(preview, answer.preview);
  }
}
