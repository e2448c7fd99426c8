/** Gives an orphaned proof to the item it was written for: the file and the names in it take the item's name. */
import type {
  AnnotatedTextEdit,
  ChangeAnnotation,
  RenameFile,
  TextDocumentEdit,
  WorkspaceEdit,
} from "vscode-languageserver-types";
import type { CatalogueItem, ProofFile } from "../project/catalogueModel.ts";
import { namedKind } from "../project/namedItem.ts";
import { folderOf, nameOf, stemOf } from "../project/paths.ts";
import type { AdoptParams, Proposal, Refusal } from "../protocol.ts";
import { isDefaultProof } from "../rocq/defaultProof.ts";
import { generatedNames, inclusionFile, proofFile } from "../rocq/names.ts";
import { LineIndex } from "../text.ts";
import { successorItem } from "./overview.ts";
import { lspRange } from "./positions.ts";
import type { ProjectView } from "./projectView.ts";

/** One edit that an editor shows before it applies it; nothing but the text of default proofs is lost. */
export function adoptProof(view: ProjectView, { uri }: AdoptParams): Proposal | Refusal {
  const path = view.path(uri);
  const file = view.catalogue.proofFiles.find((one) => one.path === path);
  if (!file) return { reason: "This is no proof file of RefinedRust." };
  if (file.state === "live") return { reason: `The proof belongs to \`${file.item?.path ?? ""}\` already.` };
  const item = file.state === "stale" ? successorItem(file, view) : null;
  if (!item) return { reason: `No item can take this proof: ${file.reason}.` };
  const target = targetPath(file, item);
  const existing = view.text(target);
  if (existing !== null && !isDefaultProof(existing, item.rocqName)) {
    return { reason: `\`${nameOf(target)}\` is there already and was worked on; merge the two by hand.` };
  }
  return { edit: editOf(file, item, target, existing !== null, view), uri: view.uri(target) };
}

/** Beside the orphan; the names of both kinds of proof files follow the item's name. */
function targetPath({ path, file }: ProofFile, { rocqName }: CatalogueItem): string {
  const name = file.kind === "inclusion" ? inclusionFile(rocqName) : proofFile(rocqName);
  return `${folderOf(path)}/${name}`;
}

function editOf(
  file: ProofFile,
  item: CatalogueItem,
  target: string,
  overwrite: boolean,
  view: ProjectView,
): WorkspaceEdit {
  const label = `Adopt ${nameOf(file.path)} for ${item.path}`;
  const annotation: ChangeAnnotation = {
    label,
    needsConfirmation: true,
    description: overwrite
      ? `The default text of ${nameOf(target)} is replaced.`
      : `The proof becomes ${nameOf(target)}.`,
  };
  const renamed = renames(file, item, target);
  const rename: RenameFile = {
    kind: "rename",
    oldUri: view.uri(file.path),
    newUri: view.uri(target),
    options: { overwrite },
    annotationId: "adopt",
  };
  const own = textEdits(file.path, renamed, view);
  const others = importers(stemOf(file.path), view).flatMap((path) => textEdits(path, renamed, view));
  return { documentChanges: [...own, ...others, rename], changeAnnotations: { adopt: annotation } };
}

/** Old names with their new ones; the bare name only counts between quotes. */
function renames({ file, path }: ProofFile, item: CatalogueItem, target: string): Map<string, string> {
  const kind = namedKind(item);
  const before = generatedNames(kind, file.rocqName);
  const after = generatedNames(kind, item.rocqName);
  return new Map([
    ...before.map(({ name }, n) => [name, after[n]?.name ?? name] as const),
    [`generated_template_${file.rocqName}`, `generated_template_${item.rocqName}`],
    [stemOf(path), stemOf(target)],
    [`"${file.rocqName}"`, `"${item.rocqName}"`],
  ]);
}

function textEdits(
  path: string,
  renamed: ReadonlyMap<string, string>,
  view: ProjectView,
): TextDocumentEdit[] {
  const text = view.text(path);
  if (text === null) return [];
  const lines = new LineIndex(text);
  const edits = [...text.matchAll(WORD)].flatMap((match): AnnotatedTextEdit[] => {
    const newText = renamed.get(match[0]);
    if (newText === undefined) return [];
    const range = { start: match.index, end: match.index + match[0].length };
    return [{ range: lspRange(lines, range), newText, annotationId: "adopt" }];
  });
  return edits.length === 0 ? [] : [{ textDocument: { uri: view.uri(path), version: null }, edits }];
}

/** A whole identifier, or one between quotes with its quotes. */
const WORD = /"[\p{L}_][\p{L}\p{N}_']*"|[\p{L}_][\p{L}\p{N}_']*/gu;

/** Rocq files that require the module. */
const importers = (module: string, { definitions }: ProjectView): string[] =>
  [...definitions.files].flatMap(([path, { vernacular }]) =>
    vernacular.imports.some(({ modules }) => modules.some((name) => name.split(".").at(-1) === module))
      ? path
      : [],
  );
