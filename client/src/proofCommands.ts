/** Commands about proof files: find orphans, give one to its item, write one. */
import { commands, type Disposable, Uri, window, workspace } from "vscode";
import { ADOPT_REQUEST, CREATE_REQUEST, type Orphan, type Proposal } from "../../server/src/protocol.ts";
import { referenceOf, showPlace } from "./navigationCommands.ts";
import type { Project } from "./project.ts";

export const proofCommands = (project: Project): Disposable[] => [
  commands.registerCommand("refinedrust.revealOrphans", () => revealOrphans(project)),
  commands.registerCommand("refinedrust.adoptProof", (given?: unknown) => adopt(project, given)),
  commands.registerCommand("refinedrust.createProof", (given?: unknown) => create(project, given)),
];

async function revealOrphans({ overview: { orphans } }: Project): Promise<void> {
  if (orphans.length === 0) {
    void window.showInformationMessage("Every proof file belongs to a Rust item.");
    return;
  }
  const chosen = await pick(orphans, "Open an orphaned proof");
  if (chosen) await showPlace(chosen);
}

async function pick(orphans: readonly Orphan[], placeHolder: string): Promise<Orphan | null> {
  const rows = orphans.map((orphan) => ({ label: orphan.file, detail: orphan.reason, orphan }));
  const chosen = await window.showQuickPick(rows, { placeHolder, matchOnDetail: true });
  return chosen?.orphan ?? null;
}

/** Of a tree's row, of an item that lacks its proof, of the file in the editor, or one that the user picks. */
async function adopt(project: Project, given: unknown): Promise<void> {
  const orphan = await orphanFor(project, given);
  if (!orphan) return;
  const proposal = await project.ask<Proposal>(ADOPT_REQUEST, { uri: orphan.uri });
  if (!proposal || !(await apply(project, proposal))) return;
  if (await exists(proposal.uri)) await showPlace({ ...orphan, uri: proposal.uri });
  else
    void window.showInformationMessage(
      "Nothing was adopted: tick the file in the preview before you apply it.",
    );
}

async function orphanFor({ overview: { orphans } }: Project, given: unknown): Promise<Orphan | null> {
  const wanted = typeof given === "object" && given !== null ? (given as Partial<Orphan>) : {};
  const current = window.activeTextEditor?.document.uri.toString();
  const found =
    orphans.find(({ uri }) => uri === wanted.uri) ??
    orphans.find(({ successor }) => successor !== null && successor === wanted.successor) ??
    (given === undefined ? orphans.find(({ uri }) => Uri.parse(uri).toString() === current) : undefined);
  if (found) return found;
  const adoptable = orphans.filter(({ successor }) => successor !== null);
  if (adoptable.length > 0) return pick(adoptable, "Adopt an orphaned proof");
  void window.showInformationMessage("No orphaned proof has an item that it was probably written for.");
  return null;
}

/** Changes that need to be confirmed are not ticked at first, and applying the preview may leave them out. */
const exists = (uri: string): Promise<boolean> =>
  Promise.resolve(workspace.fs.stat(Uri.parse(uri))).then(
    () => true,
    () => false,
  );

async function create(project: Project, given: unknown): Promise<void> {
  const item = referenceOf(given);
  const proposal = item && (await project.ask<Proposal>(CREATE_REQUEST, { item }));
  if (!proposal || !(await apply(project, proposal))) return;
  const document = await workspace.openTextDocument(Uri.parse(proposal.uri));
  await document.save();
  await window.showTextDocument(document);
}

/** An edit that needs to be confirmed is shown first; false when the user does not want it. */
async function apply({ client }: Project, { edit }: Proposal): Promise<boolean> {
  const converted = await client.protocol2CodeConverter.asWorkspaceEdit(edit);
  return converted !== undefined && (await workspace.applyEdit(converted, { isRefactoring: true }));
}
