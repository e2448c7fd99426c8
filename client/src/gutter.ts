/** The status of each function in the gutter, told by shape. */
import { type Disposable, Range, type TextEditor, window, workspace } from "vscode";
import { MARKS_REQUEST, type Mark } from "../../server/src/protocol.ts";
import type { Project } from "./project.ts";
import { gutterIconOf, SHAPES } from "./shapes.ts";

export function gutter(project: Project): Disposable[] {
  const types = SHAPES.map((shape) => ({
    shape,
    type: window.createTextEditorDecorationType({
      light: { gutterIconPath: gutterIconOf(shape, "light") },
      dark: { gutterIconPath: gutterIconOf(shape, "dark") },
      gutterIconSize: "75%",
    }),
  }));
  const mark = async (editor: TextEditor): Promise<void> => {
    const { document } = editor;
    if (document.languageId !== "rust") return;
    const { version } = document;
    const isOn = workspace.getConfiguration("refinedrust", document).get<boolean>("gutterIcons", true);
    const params = { textDocument: { uri: document.uri.toString() } };
    const marks = isOn ? await project.client.sendRequest<Mark[] | null>(MARKS_REQUEST, params) : [];
    // What was asked of an older text would be drawn on wrong lines.
    if (marks === null || document.version !== version) return;
    for (const { shape, type } of types) {
      const lines = marks.filter((one) => one.shape === shape).map(({ line }) => new Range(line, 0, line, 0));
      editor.setDecorations(type, lines);
    }
  };
  const markAll = () => {
    // The server may be on its way down or up; it says when there is something new.
    for (const editor of window.visibleTextEditors) mark(editor).catch(() => {});
  };
  return [
    ...types.map(({ type }) => type),
    project.onDidChange(markAll),
    window.onDidChangeVisibleTextEditors(markAll),
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("refinedrust.gutterIcons")) markAll();
    }),
  ];
}
