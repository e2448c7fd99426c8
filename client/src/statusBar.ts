/** How far the verification has come, in the status bar. */
import { type Disposable, StatusBarAlignment, window } from "vscode";
import type { Project } from "./project.ts";
import { summaryOf } from "./statusFilter.ts";

export function statusBar(project: Project): Disposable[] {
  const item = window.createStatusBarItem("refinedrust.status", StatusBarAlignment.Left);
  item.name = "RefinedRust";
  item.command = "refinedrust.status.focus";
  const update = () => {
    const { items, orphans } = project.overview;
    const counted = items.filter(({ shape }) => shape !== "none");
    const proved = counted.filter(({ shape }) => shape === "proved").length;
    item.text = `$(verified) ${proved}/${counted.length}`;
    const left = orphans.length === 0 ? "" : `, ${orphans.length} orphaned proofs`;
    item.tooltip = `RefinedRust: ${summaryOf(items)}${left}`;
    item.accessibilityInformation = { label: `RefinedRust: ${summaryOf(items)}` };
    if (counted.length > 0) item.show();
    else item.hide();
  };
  return [item, project.onDidChange(update)];
}
