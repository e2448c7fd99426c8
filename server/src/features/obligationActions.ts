/** Hints for the goals that a run has left, as code actions. */
import { type CodeAction, CodeActionKind } from "vscode-languageserver-types";
import { LineIndex, type TextRange } from "../text.ts";
import { lemmaOf } from "../verification/evidence.ts";
import type { RustFinding } from "../verification/rustFinding.ts";
import type { Hint, HintSource } from "./hint.ts";
import { hintsFor } from "./obligationHints.ts";
import { lspEdit } from "./positions.ts";
import type { ProjectView } from "./projectView.ts";
import { WrittenItems } from "./writtenItems.ts";

/**
 * Of the findings that the asked range touches.
 * @param findings Of one document, with ranges in its text as it is now.
 */
export function obligationActions(
  findings: readonly RustFinding[],
  asked: TextRange,
  view: ProjectView,
): CodeAction[] {
  return findings
    .filter(({ range }) => range.start <= asked.end && asked.start <= range.end)
    .flatMap((finding) => {
      const source = hintSource(finding, view);
      return source ? hintsFor(finding, source).map((hint) => action(hint, view)) : [];
    });
}

/** The function that a finding is about, as the editor has it; null when it cannot be told. */
export function hintSource({ rocqName, file }: RustFinding, view: ProjectView): HintSource | null {
  if (rocqName === null) return null;
  const named = new Set(view.catalogue.named(rocqName).map(({ item }) => item));
  const [item, ...others] = [...named].filter((each) => each.file === file && each.rocqName === rocqName);
  const snapshot = item && others.length === 0 ? view.rust(file) : null;
  if (!item || !snapshot) return null;
  const at = view.matching.standing(file, snapshot.file).find((each) => each.item === item)?.at;
  if (!at) return null;
  const text = item.proof && view.text(item.proof.path);
  return {
    item: at,
    written: new WrittenItems(file, snapshot).of(at),
    proof: item.proof && text !== null ? { path: item.proof.path, text, lemma: lemmaOf(item) } : null,
  };
}

function action({ title, edits }: Hint, view: ProjectView): CodeAction {
  const changes = edits.flatMap(({ path, edits: own }) => {
    const text = view.text(path);
    if (text === null) return [];
    const lines = new LineIndex(text);
    return [[view.uri(path), own.map((edit) => lspEdit(lines, edit))] as const];
  });
  return { title, kind: CodeActionKind.QuickFix, edit: { changes: Object.fromEntries(changes) } };
}
