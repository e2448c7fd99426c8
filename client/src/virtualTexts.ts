/** Read-only documents that the extension makes up: their texts, and who is told when one changes. */
import { type Disposable, EventEmitter, languages, type TextDocument, Uri, workspace } from "vscode";

export class VirtualTexts implements Disposable {
  readonly #scheme: string;
  /** VS Code asks for a text again whenever a hidden tab is shown. */
  readonly #texts = new Map<string, string>();
  readonly #changes = new EventEmitter<Uri>();
  readonly #subscriptions: Disposable[];

  constructor(scheme: string) {
    this.#scheme = scheme;
    this.#subscriptions = [
      workspace.registerTextDocumentContentProvider(scheme, {
        onDidChange: this.#changes.event,
        provideTextDocumentContent: (uri) => this.#texts.get(uri.toString()) ?? "",
      }),
      workspace.onDidOpenTextDocument((document) => void this.#colour(document)),
    ];
  }

  /** The address of the document of this name. */
  uri(path: string): Uri {
    return Uri.from({ scheme: this.#scheme, path: `/${path}.v` });
  }

  set(uri: Uri, text: string): void {
    if (this.#texts.get(uri.toString()) === text) return;
    this.#texts.set(uri.toString(), text);
    this.#changes.fire(uri);
  }

  dispose(): void {
    for (const each of this.#subscriptions) each.dispose();
    this.#changes.dispose();
  }

  /** Another extension's Rocq is preferred to ours. */
  async #colour(document: TextDocument): Promise<void> {
    if (document.uri.scheme !== this.#scheme) return;
    const known = await languages.getLanguages();
    const language = ["rocq", "coq"].find((id) => known.includes(id)) ?? "refinedrust-rocq";
    if (!document.isClosed && document.languageId !== language)
      await languages.setTextDocumentLanguage(document, language);
  }
}
