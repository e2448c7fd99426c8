/** What can be done about the problems under the cursor, and about all of them at once. */
import {
  type CodeAction,
  type CodeActionContext,
  CodeActionKind,
  type Diagnostic,
  type Range,
  type WorkspaceEdit,
} from "vscode-languageserver-types";
import type { Problem } from "../annotations/model.ts";
import type { TextEdit, TextRange } from "../text.ts";
import { diagnosticOf } from "./diagnostics.ts";
import { goalActions } from "./goalsHere.ts";
import { lspEdit, textRange } from "./positions.ts";
import type { ProjectView } from "./projectView.ts";
import { safeFixes } from "./safeFixes.ts";
import type { Snapshot } from "./snapshot.ts";
import { suppression } from "./suppression.ts";

/** What a client names to have every safe fix applied, for instance on save. */
export const FIX_ALL = `${CodeActionKind.SourceFixAll}.refinedrust`;

interface Request {
  readonly range: Range;
  readonly context: CodeActionContext;
}

/**
 * Quick fixes first, then hints for what runs have left to prove, suppressions last; restricted to the kinds that the
 * client asks for.
 * @param view The project as it is known; null while it is not.
 */
export function codeActions(
  snapshot: Snapshot,
  { range, context }: Request,
  view: ProjectView | null = null,
): CodeAction[] {
  const wanted = (kind: string) =>
    context.only === undefined || context.only.some((only) => kind === only || kind.startsWith(`${only}.`));
  const asked = textRange(snapshot.file.lines, range);
  const under = snapshot.problems.filter((problem) => overlap(problem.range, asked));
  const actions: CodeAction[] = [];
  if (wanted(CodeActionKind.QuickFix)) {
    actions.push(...under.flatMap((problem) => fixesOf(problem, snapshot)));
    if (view) actions.push(...goalActions(asked, snapshot, view));
    actions.push(...under.flatMap((problem) => suppressionOf(problem, snapshot)));
  }
  if (wanted(FIX_ALL)) actions.push(...fixAll(snapshot));
  return actions;
}

function fixesOf(problem: Problem, snapshot: Snapshot): CodeAction[] {
  const preferred = problem.fixes.find((fix) => fix.safe);
  return problem.fixes.map((fix) => ({
    title: fix.title,
    kind: CodeActionKind.QuickFix,
    diagnostics: [shown(problem, snapshot)],
    ...(fix === preferred ? { isPreferred: true } : {}),
    edit: editOf(fix.edits, snapshot),
  }));
}

function suppressionOf(problem: Problem, snapshot: Snapshot): CodeAction[] {
  const edit = suppression(problem, snapshot.file);
  if (!edit) return [];
  return [
    {
      title: `Allow ${problem.code} here`,
      kind: CodeActionKind.QuickFix,
      diagnostics: [shown(problem, snapshot)],
      edit: editOf([edit], snapshot),
    },
  ];
}

function fixAll(snapshot: Snapshot): CodeAction[] {
  const { edits, problems } = safeFixes(snapshot.problems);
  if (problems === 0) return [];
  return [
    {
      title: `Fix all RefinedRust problems that have one safe fix (${problems})`,
      kind: FIX_ALL,
      edit: editOf(edits, snapshot),
    },
  ];
}

const editOf = (edits: readonly TextEdit[], { uri, file }: Snapshot): WorkspaceEdit => ({
  changes: { [uri]: edits.map((edit) => lspEdit(file.lines, edit)) },
});

const shown = (problem: Problem, snapshot: Snapshot): Diagnostic => diagnosticOf(problem, snapshot);

/** A cursor at either end of a problem counts. */
const overlap = (a: TextRange, b: TextRange): boolean => a.start <= b.end && b.start <= a.end;
