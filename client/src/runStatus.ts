/** How far a run has come and how the last one ended, in the status bar. */
import { type Disposable, MarkdownString, StatusBarAlignment, ThemeColor, window } from "vscode";
import type { RunResult, RunState } from "../../server/src/protocol.ts";
import { secondsText } from "./cost.ts";
import type { Runs } from "./runs.ts";

export function runStatus(runs: Runs): Disposable[] {
  const item = window.createStatusBarItem("refinedrust.run", StatusBarAlignment.Left);
  item.name = "RefinedRust Run";
  item.command = "refinedrust.runActions";
  const update = () => {
    const { latest } = runs;
    if (!latest || latest.phase === "dropped") return item.hide();
    const { icon, text, says } = describe(latest);
    item.text = `${icon} ${text}`;
    item.tooltip = tooltip(latest, says);
    item.accessibilityInformation = { label: `RefinedRust, ${latest.title}: ${says}` };
    item.backgroundColor =
      latest.result?.kind === "failed" ? new ThemeColor("statusBarItem.errorBackground") : undefined;
    item.show();
  };
  return [item, runs.onDidChange(update)];
}

interface Description {
  readonly icon: string;
  readonly text: string;
  readonly says: string;
}

function describe({ phase, step, result }: RunState): Description {
  if (result) return { ...ended(result), says: result.message };
  if (phase === "waiting") return { icon: "$(clock)", text: "waiting", says: "waits for the run before" };
  if (!step) return { icon: "$(sync~spin)", text: "starting", says: "starting" };
  const { kind, planned, done, failed, translated } = step;
  const failures = failed > 0 ? `, ${failed} failed` : "";
  if (kind === "translate") {
    return { icon: "$(sync~spin)", text: "translating", says: `translating, ${translated} functions` };
  }
  const counts = planned > 0 ? `${done}/${planned}` : `${done}`;
  return { icon: "$(sync~spin)", text: `${counts}${failures}`, says: `${counts} proofs${failures}` };
}

function ended({ kind, functions: { proved, failed, open }, seconds }: RunResult): Omit<Description, "says"> {
  const took = secondsText(seconds);
  switch (kind) {
    case "proved":
      return { icon: "$(pass)", text: `${proved > 0 ? `${proved} proved, ` : ""}${took}` };
    case "failed":
      return { icon: "$(error)", text: `${failed + open > 0 ? `${failed + open} ` : ""}failed, ${took}` };
    case "cancelled":
      return { icon: "$(circle-slash)", text: "cancelled" };
    case "refused":
      return { icon: "$(warning)", text: "not run" };
  }
}

function tooltip({ title, step }: RunState, says: string): MarkdownString {
  const text = new MarkdownString();
  text.appendMarkdown("**RefinedRust** ");
  text.appendText(`${title.replaceAll("`", "")}: ${says}`);
  for (const module of step?.current.slice(0, 5) ?? []) text.appendText(`\n\n${module}`);
  return text;
}
