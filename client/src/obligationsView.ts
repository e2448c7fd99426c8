/** The view of what is left to prove: it follows the cursor, its goals can be copied, and it leads to the proof. */
import {
  commands,
  type Disposable,
  EventEmitter,
  env,
  type TreeDataProvider,
  type TreeView,
  window,
} from "vscode";
import type { FunctionObligations } from "../../server/src/protocol.ts";
import { showPlace } from "./navigationCommands.ts";
import { functionRow, type Row, rowsOf, treeItem } from "./obligationRows.ts";
import type { Obligations } from "./obligations.ts";
import { functionText } from "./obligationsText.ts";

export function obligationsView(obligations: Obligations): Disposable[] {
  const tree = new ObligationTree(obligations);
  const view = window.createTreeView<Row>("refinedrust.obligations", {
    treeDataProvider: tree,
    showCollapseAll: true,
  });
  const follow = () => {
    tree.moved();
    void tree.reveal(view);
  };
  const hypotheses = async (shown: boolean): Promise<void> => {
    await commands.executeCommand("setContext", "refinedrust.showsAllHypotheses", shown);
    await obligations.showAllHypotheses(shown);
  };
  return [
    tree,
    view,
    obligations.onDidChange(() => {
      const goals = obligations.all.reduce((sum, each) => sum + each.goals.length, 0);
      const badge = { value: goals, tooltip: goals === 1 ? "1 goal is left" : `${goals} goals are left` };
      view.badge = goals > 0 ? badge : undefined;
    }),
    obligations.onDidMove(follow),
    view.onDidChangeVisibility(follow),
    commands.registerCommand("refinedrust.showAllHypotheses", () => hypotheses(true)),
    commands.registerCommand("refinedrust.hideHypotheses", () => hypotheses(false)),
    commands.registerCommand("refinedrust.copyObligation", (row?: Row) => copy(row, obligations)),
    commands.registerCommand("refinedrust.openGoalInProof", (row?: Row) => openProof(row, obligations)),
  ];
}

class ObligationTree implements TreeDataProvider<Row>, Disposable {
  readonly #obligations: Obligations;
  readonly #changes = new EventEmitter<void>();
  readonly #subscription: Disposable;
  #roots: readonly Row[] | null = null;

  constructor(obligations: Obligations) {
    this.#obligations = obligations;
    this.#subscription = obligations.onDidChange(() => {
      this.#roots = null;
      this.#changes.fire();
    });
  }

  readonly onDidChangeTreeData = this.#changes.event;

  getChildren(row?: Row): Row[] {
    return [...(row ? rowsOf(row) : this.#functions())];
  }

  getTreeItem(row: Row) {
    return treeItem(row);
  }

  moved(): void {
    this.#changes.fire();
  }

  /** Only functions are ever revealed. */
  getParent(): undefined {
    return undefined;
  }

  async reveal(view: TreeView<Row>): Promise<void> {
    const { current } = this.#obligations;
    const row = this.#functions().find((each) => each.kind === "function" && each.of.id === current);
    if (row && view.visible) await view.reveal(row, { select: true, focus: false, expand: true });
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changes.dispose();
  }

  /** That of the cursor first. */
  #functions(): readonly Row[] {
    const { all, current } = this.#obligations;
    this.#roots ??= all.map(functionRow);
    const isHere = (row: Row) => row.kind === "function" && row.of.id === current;
    return [...this.#roots.filter(isHere), ...this.#roots.filter((row) => !isHere(row))];
  }
}

/** That of the row; without a row, which is how a key calls, the one at the cursor or else the first. */
function functionOf(row: Row | undefined, { all, current }: Obligations): FunctionObligations | null {
  if (row?.kind === "function" || row?.kind === "goal") return row.of;
  return all.find(({ id }) => id === current) ?? all[0] ?? null;
}

async function copy(row: Row | undefined, obligations: Obligations): Promise<void> {
  const text = textOf(row, obligations);
  if (text === null) void window.showInformationMessage("No goal is left.");
  else await env.clipboard.writeText(text);
}

function textOf(row: Row | undefined, obligations: Obligations): string | null {
  if (row?.kind === "goal") return row.goal.text;
  if (row?.kind === "line") return row.text;
  const found = functionOf(row, obligations);
  return found && functionText(found);
}

async function openProof(row: Row | undefined, obligations: Obligations): Promise<void> {
  const found = functionOf(row, obligations);
  if (found?.proof) await showPlace(found.proof);
  else void window.showInformationMessage(found ? `${found.name} has no proof file.` : "No goal is left.");
}
