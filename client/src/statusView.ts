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
import { COMMANDS, type ItemStatus, type OpenParams, type Orphan } from "../../server/src/protocol.ts";
import type { Project } from "./project.ts";
import { iconOf } from "./shapes.ts";
import { FILTERS, type Filter, isShown, summaryOf } from "./statusFilter.ts";

type Node =
  | { readonly kind: "crate"; readonly name: string; readonly items: readonly ItemStatus[] }
  | { readonly kind: "module"; readonly name: string; readonly items: readonly ItemStatus[] }
  | ({ readonly kind: "item" } & ItemStatus)
  | { readonly kind: "orphans"; readonly orphans: readonly Orphan[] }
  | ({ readonly kind: "orphan" } & Orphan);

export function statusView(project: Project): Disposable[] {
  const provider = new StatusTree(project);
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
  ];
}

class StatusTree implements TreeDataProvider<Node>, Disposable {
  readonly #project: Project;
  readonly #changes = new EventEmitter<void>();
  readonly #subscription: Disposable;
  #filters: readonly Filter[] = [];
  #view: TreeView<Node> | null = null;

  constructor(project: Project) {
    this.#project = project;
    this.#subscription = project.onDidChange(() => this.#update());
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

  getChildren(node?: Node): Node[] {
    if (!node) return this.#roots();
    if (node.kind === "crate") return groups(node.items, ({ module }) => module, "module");
    if (node.kind === "module") return node.items.map((item) => ({ kind: "item", ...item }));
    return node.kind === "orphans" ? node.orphans.map((orphan) => ({ kind: "orphan", ...orphan })) : [];
  }

  getTreeItem(node: Node): TreeItem {
    if (node.kind === "item") return itemRow(node);
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
    this.#subscription.dispose();
    this.#changes.dispose();
  }

  #roots(): Node[] {
    const { items, orphans } = this.#project.overview;
    const shown = items.filter((item) => isShown(item.shape, this.#filters));
    const crates = groups(shown, ({ crate }) => crate, "crate");
    const wantsOrphans = orphans.length > 0 && isShown("orphaned", this.#filters);
    return wantsOrphans ? [...crates, { kind: "orphans", orphans }] : crates;
  }

  #update(): void {
    if (this.#view) {
      const names = this.#filters.map(({ label }) => label.toLowerCase()).join(", ");
      this.#view.message = names === "" ? "" : `Only: ${names}`;
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

function itemRow(item: ItemStatus): TreeItem {
  const row = new TreeItem(item.name);
  row.id = item.id;
  row.contextValue = "item";
  row.iconPath = iconOf(item.shape);
  row.description = item.status;
  row.tooltip = new MarkdownString(`**${item.status}**: ${item.reason}`);
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
