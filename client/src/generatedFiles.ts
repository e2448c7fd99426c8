/** Keeps generated files from being edited by mistake: the next run of RefinedRust would lose the edit. */
import { commands, type Disposable, type TextEditor, window, workspace } from "vscode";

/** The editor stays read-only for this session; VS Code has a command to make it writable again. */
export function generatedFiles(): Disposable {
  const lock = async (editor: TextEditor | undefined): Promise<void> => {
    if (!editor || !isGenerated(editor.document.uri.path)) return;
    const settings = workspace.getConfiguration("refinedrust", editor.document);
    if (!settings.get<boolean>("generatedFilesReadOnly", true)) return;
    await commands.executeCommand("workbench.action.files.setActiveEditorReadonlyInSession");
  };
  void lock(window.activeTextEditor);
  return window.onDidChangeActiveTextEditor(lock);
}

const isGenerated = (path: string): boolean =>
  /\/generated_(?:code|specs|template|proof)_[^/]+\.v$/.test(path);
