/** The preview beside the editor: what RefinedRust would generate for the Rust file, at the item under the cursor. */
import {
  commands,
  type Disposable,
  type Position,
  Range,
  type TextEditor,
  TextEditorRevealType,
  ThemeColor,
  Uri,
  ViewColumn,
  window,
  workspace,
} from "vscode";
import {
  type Correspondence,
  PREVIEW_REQUEST,
  type PreviewDocument,
  SPECIFICATION_COMMANDS,
  type SpecificationPlace,
} from "../../server/src/protocol.ts";
import type { Project } from "./project.ts";
import { SpecificationComparison } from "./specificationComparison.ts";
import { VirtualTexts } from "./virtualTexts.ts";

const SCHEME = "refinedrust-preview";
/** How long typing has to pause, in milliseconds. */
const PAUSE = 20;

export function specificationPreview(project: Project): Disposable[] {
  const texts = new VirtualTexts(SCHEME);
  const preview = new SpecificationPreview(project, texts);
  const comparison = new SpecificationComparison(project, texts);
  return [
    texts,
    preview,
    comparison,
    commands.registerCommand(SPECIFICATION_COMMANDS.preview, (place?: SpecificationPlace) =>
      preview.open(place),
    ),
    commands.registerCommand(SPECIFICATION_COMMANDS.compare, async (place?: SpecificationPlace) => {
      const at = place ?? placeOf(window.activeTextEditor);
      if (at) await comparison.open(at);
    }),
  ];
}

class SpecificationPreview implements Disposable {
  readonly #project: Project;
  readonly #texts: VirtualTexts;
  readonly #uri: Uri;
  readonly #subscriptions: Disposable[];
  readonly #ofCursor = window.createTextEditorDecorationType({
    backgroundColor: new ThemeColor("editor.wordHighlightStrongBackground"),
    borderColor: new ThemeColor("editor.wordHighlightStrongBorder"),
    borderWidth: "1px",
    borderStyle: "solid",
  });
  /** The Rust document that is shown, and what its parts become. */
  #shown: { readonly uri: string; readonly document: PreviewDocument } | null = null;
  #asked = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(project: Project, texts: VirtualTexts) {
    this.#project = project;
    this.#texts = texts;
    this.#uri = texts.uri("Specification Preview");
    this.#subscriptions = [
      window.onDidChangeActiveTextEditor((editor) => editor && this.#follow(editor)),
      window.onDidChangeTextEditorSelection(({ textEditor }) => this.#follow(textEditor)),
      workspace.onDidChangeTextDocument(({ document }) => {
        const editor = window.activeTextEditor;
        if (document.uri.toString() === this.#uri.toString()) this.#point();
        else if (editor?.document === document) this.#refreshSoon(editor);
      }),
      project.onDidChange(() => this.#editor && this.#refresh(this.#editor)),
    ];
  }

  dispose(): void {
    clearTimeout(this.#timer);
    for (const each of this.#subscriptions) each.dispose();
    this.#ofCursor.dispose();
  }

  async open(place?: SpecificationPlace): Promise<void> {
    const editor = await editorAt(place);
    if (!editor) return;
    await this.#ask(editor);
    const document = await workspace.openTextDocument(this.#uri);
    await window.showTextDocument(document, { viewColumn: ViewColumn.Beside, preserveFocus: true });
    this.#point();
  }

  /** Asks again only for another document; the cursor alone moves within what is known. */
  #follow(editor: TextEditor): void {
    if (!this.#editor || editor.document.languageId !== "rust") return;
    if (editor.document.uri.toString() === this.#shown?.uri) this.#point(editor);
    else void this.#refresh(editor);
  }

  /** After the server has heard of the change, and once for several of them. */
  #refreshSoon(editor: TextEditor): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#refresh(editor), PAUSE);
  }

  async #refresh(editor: TextEditor): Promise<void> {
    if (!this.#editor || editor.document.languageId !== "rust") return;
    await this.#ask(editor);
    this.#point(editor);
  }

  /** Makes the preview that of the editor's document; the newest answer counts. */
  async #ask({ document }: TextEditor): Promise<void> {
    const asked = ++this.#asked;
    const uri = document.uri.toString();
    const found = await this.#project.ask<PreviewDocument>(PREVIEW_REQUEST, { textDocument: { uri } });
    if (asked !== this.#asked || !found) return;
    this.#shown = { uri, document: found };
    this.#texts.set(this.#uri, found.text);
  }

  /** The editor of the preview, while it is visible. */
  get #editor(): TextEditor | undefined {
    return window.visibleTextEditors.find(({ document }) => document.uri.toString() === this.#uri.toString());
  }

  /** Shows what the item and the attribute at the cursor become. */
  #point(
    editor = window.visibleTextEditors.find((one) => one.document.uri.toString() === this.#shown?.uri),
  ): void {
    const target = this.#editor;
    if (!target || !editor || !this.#shown || target.document.getText() !== this.#shown.document.text) return;
    const { items, parts } = this.#shown.document;
    const cursor = editor.selection.active;
    const own = around(parts, cursor).map((part) => rangeOf(part.target));
    target.setDecorations(this.#ofCursor, own);
    const item = around(items, cursor).at(-1);
    const start = own[0] ?? (item && rangeOf(item.target));
    if (start) target.revealRange(start, TextEditorRevealType.InCenterIfOutsideViewport);
  }
}

const around = (all: readonly Correspondence[], cursor: Position): Correspondence[] =>
  all.filter(({ source }) => rangeOf(source).contains(cursor));

const rangeOf = ({ start, end }: Correspondence["source"]): Range =>
  new Range(start.line, start.character, end.line, end.character);

function placeOf(editor: TextEditor | undefined): SpecificationPlace | null {
  if (editor?.document.languageId !== "rust") return null;
  const { line, character } = editor.selection.active;
  return { textDocument: { uri: editor.document.uri.toString() }, position: { line, character } };
}

/** The editor of a link's place, with the cursor there; without a place the active one. */
async function editorAt(place: SpecificationPlace | undefined): Promise<TextEditor | undefined> {
  const active = window.activeTextEditor;
  if (!place) return active?.document.languageId === "rust" ? active : undefined;
  const { line, character } = place.position;
  const selection = new Range(line, character, line, character);
  return await window.showTextDocument(Uri.parse(place.textDocument.uri), { selection });
}
