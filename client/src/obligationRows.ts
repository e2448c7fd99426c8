/** The rows of the Obligations view: functions, their goals, and below each goal what is known and what is to be shown. */
import { MarkdownString, ThemeIcon, TreeItem, TreeItemCollapsibleState } from "vscode";
import type { FunctionObligations, ObligationGoal } from "../../server/src/protocol.ts";
import { iconOf } from "./shapes.ts";

export type Row =
  | { readonly kind: "function"; readonly of: FunctionObligations; readonly rows: readonly Row[] }
  | {
      readonly kind: "goal";
      readonly of: FunctionObligations;
      readonly goal: ObligationGoal;
      readonly rows: readonly Row[];
    }
  | {
      readonly kind: "group";
      readonly title: string;
      readonly isConclusion: boolean;
      readonly rows: readonly Row[];
    }
  | {
      readonly kind: "line";
      readonly text: string;
      readonly from: string | null;
      readonly icon: string | null;
    }
  | { readonly kind: "hidden"; readonly count: number };

export const functionRow = (of: FunctionObligations): Row => ({
  kind: "function",
  of,
  rows: of.goals.map((goal): Row => ({ kind: "goal", of, goal, rows: goalRows(goal) })),
});

export const rowsOf = (row: Row): readonly Row[] => ("rows" in row ? row.rows : []);

/** What is to be shown comes first: it is what one looks for. */
function goalRows({ branches, block, known, hidden, toShow }: ObligationGoal): Row[] {
  const where = [...branches, ...(block === null ? [] : [`Block ${block}`])];
  return [
    group("Left to show", linesOf(toShow), true),
    ...where.map((text): Row => ({ kind: "line", text, from: null, icon: "git-branch" })),
    ...known.map(({ title, lines }) =>
      group(
        title,
        lines.flatMap(({ text, from }) =>
          linesOf(text).map((line, n): Row => ({ ...line, from: n === 0 ? from : null })),
        ),
      ),
    ),
    ...(hidden > 0 ? [{ kind: "hidden", count: hidden } as const] : []),
  ];
}

const group = (title: string, rows: readonly Row[], isConclusion = false): Row => ({
  kind: "group",
  title,
  isConclusion,
  rows,
});

const linesOf = (text: string): (Row & { kind: "line" })[] =>
  text.split("\n").map((line) => ({ kind: "line", text: line, from: null, icon: null }));

export function treeItem(row: Row): TreeItem {
  switch (row.kind) {
    case "function":
      return functionItem(row.of);
    case "goal":
      return goalItem(row.of, row.goal);
    case "group": {
      const item = new TreeItem(row.title, TreeItemCollapsibleState.Expanded);
      item.iconPath = new ThemeIcon(row.isConclusion ? "target" : "info");
      item.contextValue = "group";
      return item;
    }
    case "line": {
      const item = new TreeItem(row.text);
      if (row.icon !== null) item.iconPath = new ThemeIcon(row.icon);
      if (row.from !== null) item.description = row.from;
      item.tooltip = new MarkdownString().appendCodeblock(row.text, "refinedrust-rocq");
      item.contextValue = "line";
      return item;
    }
    case "hidden": {
      const item = new TreeItem(`${counted(row.count, "hypothesis", "hypotheses")} hidden`);
      item.iconPath = new ThemeIcon("eye-closed");
      item.tooltip = "Bounds of machine integers and the prover's own. Click to show them.";
      item.command = { title: "Show All Hypotheses", command: "refinedrust.showAllHypotheses" };
      return item;
    }
  }
}

function functionItem({ id, name, message, isEdited, goals, place, proof }: FunctionObligations): TreeItem {
  const item = new TreeItem(name, TreeItemCollapsibleState.Expanded);
  item.id = `${id} ${message} ${place.range.start.line}`;
  item.iconPath = iconOf(isEdited ? "stale" : "failed");
  item.description = `${counted(goals.length, "goal", "goals")}${isEdited ? ", from before the edit" : ""}`;
  item.tooltip = new MarkdownString().appendText(message);
  item.contextValue = proof ? "provableFunction" : "function";
  item.command = { title: "Show", command: "refinedrust.showPlace", arguments: [place] };
  return item;
}

function goalItem({ place, proof }: FunctionObligations, { title, isExamined }: ObligationGoal): TreeItem {
  const item = new TreeItem(
    title,
    isExamined ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.Collapsed,
  );
  item.iconPath = new ThemeIcon(isExamined ? "circle-large-outline" : "circle-slash");
  if (!isExamined) item.description = "not examined, since another one got stuck before";
  item.contextValue = proof ? "provableGoal" : "goal";
  item.command = { title: "Show", command: "refinedrust.showPlace", arguments: [place] };
  return item;
}

const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;
