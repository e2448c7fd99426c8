/** The tree of crates, modules and items with their status. */
import {
  commands,
  type Disposable,
  EventEmitter,
  MarkdownString,
  ThemeIcon,
  type TreeDataProvider,
  TreeItem,
  TreeItemCollapsibleState,
  type TreeView,
  window,
} from "vscode";
import {
  COMMANDS,
  type FunctionResult,
  type ItemStatus,
  type OpenParams,
  type Orphan,
} from "../../server/src/protocol.ts";
import { costDetails, costText } from "./cost.ts";
import type { Project } from "./project.ts";
import type { Runs } from "./runs.ts";
import { iconOf } from "./shapes.ts";
import { FILTERS, type Filter, isShown, summaryOf } from "./statusFilter.ts";

type Node =
  | { readonly kind: "crate"; readonly name: string; readonly items: readonly ItemStatus[] }
  | { readonly kind: "module"; readonly name: string; readonly items: readonly ItemStatus[] }
  | ({ readonly kind: "item" } & ItemStatus)
  | { readonly kind: "orphans"; readonly orphans: readonly Orphan[] }
  | ({ readonly kind: "orphan" } & Orphan);

export function statusView(project: Project, runs: Runs): Disposable[] {
  const provider = new StatusTree(project, runs);
  const view = window.createTreeView("refinedrust.status", {
    treeDataProvider: provider,
    showCollapseAll: true,
  });
  provider.shownIn(view);
  return [
    provider,
    view,
    commands.registerCommand("refinedrust.filterStatus", () => provider.chooseFilters()),
    commands.registerCommand("refinedrust.clearStatusFilter", () => provider.filter([])),
    commands.registerCommand("refinedrust.sortByTime", () => provider.sortByTime(true)),
    commands.registerCommand("refinedrust.sortByPlace", () => provider.sortByTime(false)),
  ];
}

class StatusTree implements TreeDataProvider<Node>, Disposable {
  readonly #project: Project;
  readonly #runs: Runs;
  readonly #changes = new EventEmitter<void>();
  readonly #subscriptions: readonly Disposable[];
  #filters: readonly Filter[] = [];
  #isByTime = false;
  #view: TreeView<Node> | null = null;

  constructor(project: Project, runs: Runs) {
    this.#project = project;
    this.#runs = runs;
    this.#subscriptions = [
      project.onDidChange(() => this.#update()),
      runs.onDidChangeResults(() => this.#update()),
    ];
  }

  readonly onDidChangeTreeData = this.#changes.event;

  shownIn(view: TreeView<Node>): void {
    this.#view = view;
    this.#update();
  }

  async chooseFilters(): Promise<void> {
    const rows = FILTERS.map((filter) => ({
      label: filter.label,
      description: filter.meaning,
      picked: this.#filters.includes(filter),
      filter,
    }));
    const chosen = await window.showQuickPick(rows, { canPickMany: true, placeHolder: "Show only" });
    if (chosen) await this.filter(chosen.map(({ filter }) => filter));
  }

  async filter(filters: readonly Filter[]): Promise<void> {
    this.#filters = filters;
    await commands.executeCommand("setContext", "refinedrust.isFiltered", filters.length > 0);
    this.#update();
  }

  /** The slowest proofs first, without crates and modules. */
  async sortByTime(isByTime: boolean): Promise<void> {
    this.#isByTime = isByTime;
    await commands.executeCommand("setContext", "refinedrust.isSortedByTime", isByTime);
    this.#update();
  }

  getChildren(node?: Node): Node[] {
    if (!node) return this.#roots();
    if (node.kind === "crate") return groups(node.items, ({ module }) => module, "module");
    if (node.kind === "module") return node.items.map((item) => ({ kind: "item", ...item }));
    return node.kind === "orphans" ? node.orphans.map((orphan) => ({ kind: "orphan", ...orphan })) : [];
  }

  getTreeItem(node: Node): TreeItem {
    if (node.kind === "item") return itemRow(node, this.#runs.results.get(node.id));
    if (node.kind === "orphan") return orphanRow(node);
    const row = new TreeItem(labelOf(node), TreeItemCollapsibleState.Expanded);
    row.contextValue = node.kind;
    if (node.kind === "orphans") {
      row.iconPath = iconOf("orphaned");
      row.description = String(node.orphans.length);
    } else {
      row.id = `${node.kind} ${node.items[0]?.crate} ${node.name}`;
      row.iconPath = new ThemeIcon(node.kind === "crate" ? "package" : "symbol-namespace");
      row.description = summaryOf(node.items);
    }
    return row;
  }

  dispose(): void {
    for (const each of this.#subscriptions) each.dispose();
    this.#changes.dispose();
  }

  #roots(): Node[] {
    const { items, orphans } = this.#project.overview;
    const shown = items.filter((item) => isShown(item.shape, this.#filters));
    if (this.#isByTime) return this.#slowest(shown);
    const crates = groups(shown, ({ crate }) => crate, "crate");
    const wantsOrphans = orphans.length > 0 && isShown("orphaned", this.#filters);
    return wantsOrphans ? [...crates, { kind: "orphans", orphans }] : crates;
  }

  /** Those whose time is known. */
  #slowest(items: readonly ItemStatus[]): Node[] {
    const secondsOf = ({ id }: ItemStatus): number | null => this.#runs.results.get(id)?.seconds ?? null;
    return items
      .filter((item) => secondsOf(item) !== null)
      .sort((a, b) => (secondsOf(b) ?? 0) - (secondsOf(a) ?? 0))
      .map((item) => ({ kind: "item", ...item }));
  }

  #update(): void {
    if (this.#view) {
      const names = this.#filters.map(({ label }) => label.toLowerCase()).join(", ");
      const order = this.#isByTime ? ["The slowest proofs first"] : [];
      this.#view.message = [...order, ...(names === "" ? [] : [`Only: ${names}`])].join(" · ");
      this.#view.description = summaryOf(this.#project.overview.items);
    }
    this.#changes.fire();
  }
}

function groups(
  items: readonly ItemStatus[],
  nameOf: (item: ItemStatus) => string,
  kind: "crate" | "module",
): Node[] {
  const found = new Map<string, ItemStatus[]>();
  for (const item of items) found.set(nameOf(item), [...(found.get(nameOf(item)) ?? []), item]);
  return [...found].map(([name, members]) => ({ kind, name, items: members }));
}

function labelOf(node: Node & { kind: "crate" | "module" | "orphans" }): string {
  if (node.kind === "orphans") return "Proof files without a use";
  return node.name === "" ? "(crate root)" : node.name;
}

function itemRow(item: ItemStatus, result: FunctionResult | undefined): TreeItem {
  const row = new TreeItem(item.name);
  row.id = item.id;
  row.contextValue = "item";
  row.iconPath = iconOf(item.shape);
  const cost = result ? costText(result) : "";
  row.description = cost === "" ? item.status : `${item.status} · ${cost}`;
  const details = result ? `\n\n${costDetails(result)}` : "";
  row.tooltip = new MarkdownString(`**${item.status}**: ${item.reason}${details}`);
  row.accessibilityInformation = { label: `${item.name}, ${item.status}, ${item.reason}` };
  const params: OpenParams = { item: { id: item.id }, artefact: "rust" };
  row.command = { title: "Go to Rust", command: COMMANDS.open, arguments: [params] };
  return row;
}

function orphanRow({ file, reason, successor, uri, range }: Orphan): TreeItem {
  const row = new TreeItem(file);
  row.contextValue = successor === null ? "orphan" : "adoptableOrphan";
  row.iconPath = iconOf("orphaned");
  row.tooltip = new MarkdownString(reason);
  row.command = { title: "Open", command: "refinedrust.showPlace", arguments: [{ uri, range }] };
  return row;
}
