/** Commands that open an artefact of a Rust item, and that say why an item has its status. */
import { commands, type Disposable, Range, Uri, window } from "vscode";
import {
  COMMANDS,
  EXPLAIN_REQUEST,
  type Explanation,
  type ItemReference,
  OPEN_REQUEST,
  type OpenParams,
  type Place,
} from "../../server/src/protocol.ts";
import type { Project } from "./project.ts";

const OPENERS: Readonly<Record<string, OpenParams["artefact"]>> = {
  "refinedrust.openProof": "proof",
  "refinedrust.openTemplate": "template",
  "refinedrust.openSpec": "spec",
  "refinedrust.openCode": "code",
  "refinedrust.goToRust": "rust",
};

export const navigationCommands = (project: Project): Disposable[] => [
  ...Object.entries(OPENERS).map(([command, artefact]) =>
    commands.registerCommand(command, async (given?: unknown) => {
      const item = referenceOf(given);
      if (item) await openArtefact(project, { item, artefact });
    }),
  ),
  commands.registerCommand(COMMANDS.open, (params: OpenParams) => openArtefact(project, params)),
  commands.registerCommand(COMMANDS.explain, async (given?: unknown) => {
    const item = referenceOf(given);
    if (item) await explain(project, item);
  }),
];

/** The item of a tree or lens that a command was called on, or what is at the cursor. */
export function referenceOf(given: unknown): ItemReference | null {
  if (typeof given === "object" && given !== null && "id" in given && typeof given.id === "string") {
    return { id: given.id };
  }
  const editor = window.activeTextEditor;
  if (!editor) return null;
  const { line, character } = editor.selection.active;
  return { textDocument: { uri: editor.document.uri.toString() }, position: { line, character } };
}

export async function showPlace({ uri, range: { start, end } }: Place): Promise<void> {
  const selection = new Range(start.line, start.character, end.line, end.character);
  await window.showTextDocument(Uri.parse(uri), { selection });
}

async function openArtefact(project: Project, params: OpenParams): Promise<void> {
  const place = await project.ask<Place>(OPEN_REQUEST, params);
  if (place) await showPlace(place);
}

async function explain(project: Project, item: ItemReference): Promise<void> {
  const found = await project.client.sendRequest<Explanation | { reason: string } | null>(EXPLAIN_REQUEST, {
    item,
  });
  if (!found) return;
  if (!("id" in found)) {
    void window.showInformationMessage(found.reason);
    return;
  }
  const { id, path, status, reason, advice, actions } = found;
  const message = `${path} is ${status === "" ? "not a function" : `"${status}"`}: ${reason}. ${advice}`;
  const chosen = await window.showInformationMessage(message, ...actions.slice(0, 3));
  if (!chosen) return;
  const { action } = chosen;
  if (action === "adopt") await commands.executeCommand("refinedrust.adoptProof", { successor: id });
  else if (action === "create") await commands.executeCommand("refinedrust.createProof", { id });
  else await openArtefact(project, { item: { id }, artefact: action });
}
