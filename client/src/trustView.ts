/** The list of everything that is believed without a proof. */
import {
  commands,
  type Disposable,
  EventEmitter,
  ThemeIcon,
  type TreeDataProvider,
  TreeItem,
  TreeItemCollapsibleState,
  window,
} from "vscode";
import type { Assumption, Place } from "../../server/src/protocol.ts";
import { showPlace } from "./navigationCommands.ts";
import type { Project } from "./project.ts";

type Node = { readonly group: Assumption["kind"]; readonly members: readonly Assumption[] } | Assumption;

export function trustView(project: Project): Disposable[] {
  const changes = new EventEmitter<void>();
  const provider: TreeDataProvider<Node> = {
    onDidChangeTreeData: changes.event,
    getChildren: (node) => (node ? ("members" in node ? [...node.members] : []) : groups(project)),
    getTreeItem: (node) => ("members" in node ? groupRow(node.group, node.members.length) : row(node)),
  };
  return [
    changes,
    project.onDidChange(() => changes.fire()),
    window.createTreeView("refinedrust.trust", { treeDataProvider: provider, showCollapseAll: true }),
    commands.registerCommand("refinedrust.showPlace", (place: Place) => showPlace(place)),
  ];
}

const GROUPS: Readonly<Record<Assumption["kind"], readonly [title: string, icon: string]>> = {
  axiom: ["Axioms", "warning"],
  Admitted: ["Admitted proofs", "color-mode"],
  trust_me: ["Trusted functions (trust_me)", "shield"],
  only_spec: ["Specified only (only_spec)", "shield"],
  shim: ["Shims", "plug"],
  unsafe_elctx: ["Assumed lifetime conditions (unsafe_elctx)", "link"],
};

function groups({ overview: { assumptions } }: Project): Node[] {
  return (Object.keys(GROUPS) as Assumption["kind"][]).flatMap((group) => {
    const members = assumptions.filter(({ kind }) => kind === group);
    return members.length === 0 ? [] : [{ group, members }];
  });
}

function groupRow(group: Assumption["kind"], count: number): TreeItem {
  const [title, icon] = GROUPS[group];
  const item = new TreeItem(title, TreeItemCollapsibleState.Expanded);
  item.id = group;
  item.iconPath = new ThemeIcon(icon);
  item.description = String(count);
  return item;
}

function row({ name, detail, uri, range }: Assumption): TreeItem {
  const item = new TreeItem(name);
  item.description = detail;
  item.tooltip = `${name}: ${detail}`;
  item.command = { title: "Open", command: "refinedrust.showPlace", arguments: [{ uri, range }] };
  return item;
}
