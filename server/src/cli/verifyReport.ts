/** A run in words, as JSON and as annotations of GitHub. */
import type { Verification } from "../runner/verify.ts";
import { LineIndex } from "../text.ts";
import { printCommand } from "../verification/command.ts";
import { printGoal } from "../verification/goalText.ts";
import { describeOutcome } from "../verification/outcome.ts";
import { remedyOf } from "../verification/remedy.ts";
import type { RustFinding } from "../verification/rustFinding.ts";
import type { FolderCatalogue } from "./folderCatalogue.ts";
import { workflowCommand } from "./githubReport.ts";
import { type FunctionState, isOpen, stateOf } from "./verifiedFunction.ts";

type VerifyReport = (verification: Verification, folder: FolderCatalogue) => string;

/** How many of the slowest are named. */
const SLOWEST = 10;

export const textVerification: VerifyReport = (verification, folder) => {
  const found = findingsOf(verification, folder).filter(({ finding }) => finding.severity !== "information");
  const functions = functionsOf(verification, folder);
  const problems = found.flatMap(({ finding, place }) => [
    `${place.file}:${place.line}:${place.column}: ${finding.severity}[${finding.code}]: ${finding.message}`,
    ...finding.goals.filter(({ isExamined }) => isExamined).map((goal) => indented(printGoal(goal, false))),
    ...(finding.precision === "crate" ? [indented(finding.detail)] : []),
    ...[remedyOf(finding.code)].flatMap((remedy) => (remedy === null ? [] : [indented(remedy)])),
  ]);
  const lines = functions.map(({ item, state }) => {
    const tail = [state.message === "" ? "" : `: ${state.message.split("\n", 1)[0]}`, timeOf(state)].join("");
    return `${state.word.padEnd(9)}  ${item.crate.name}::${item.path}${tail}`;
  });
  const open = functions.filter(({ state }) => isOpen(state)).length;
  const summary = `${functions.length} functions, ${functions.length - open} done, ${open} open, ${verification.seconds.toFixed(1)} s`;
  return [...reasons(verification), ...problems, ...lines, summary].map((line) => `${line}\n`).join("");
};

export const jsonVerification: VerifyReport = (verification, folder) => {
  const functions = functionsOf(verification, folder).map(({ item, state }) => ({
    crate: item.crate.name,
    path: item.path,
    rocqName: item.rocqName,
    file: folder.shown(item.file),
    line: item.line + 1,
    state: state.word,
    message: state.message,
    cost: { seconds: state.seconds, secondsBefore: state.before, automationSteps: state.steps },
  }));
  const timed = functions.filter(({ cost }) => cost.seconds !== null);
  timed.sort((a, b) => (b.cost.seconds ?? 0) - (a.cost.seconds ?? 0));
  return `${JSON.stringify({
    outcome: describeOutcome(verification.outcome),
    seconds: verification.seconds,
    reasons: reasons(verification),
    steps: verification.steps.map(({ step, outcome, seconds, progress }) => ({
      kind: step.kind,
      crates: folder.catalogue.crates.flatMap(({ id, name }) => (step.crates.includes(id) ? name : [])),
      directory: folder.shown(step.command.directory),
      command: printCommand(step.command),
      outcome: describeOutcome(outcome),
      seconds,
      modules: { planned: progress.planned.size, done: progress.done.size, failed: progress.failed },
    })),
    functions,
    slowest: timed.slice(0, SLOWEST).map(({ crate, path, cost }) => ({ crate, path, ...cost })),
    findings: findingsOf(verification, folder).map(({ finding, place }) => ({
      ...place,
      code: finding.code,
      severity: finding.severity,
      message: finding.message,
      precision: finding.precision,
      clause: finding.clause?.text ?? null,
      rocqName: finding.rocqName,
      goals: finding.goals.map((goal) => printGoal(goal, false)),
      detail: finding.detail,
    })),
  })}\n`;
};

export const githubVerification: VerifyReport = (verification, folder) => {
  const found = findingsOf(verification, folder).map(({ finding, place }) =>
    workflowCommand(finding.severity, { ...place, title: finding.code }, finding.message),
  );
  return found.join("") + textVerification(verification, folder);
};

/** Lines and columns count from 1. */
interface ShownPlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

function findingsOf(
  { steps }: Verification,
  folder: FolderCatalogue,
): { finding: RustFinding; place: ShownPlace }[] {
  const indices = new Map<string, LineIndex>();
  return steps
    .flatMap(({ placed }) => placed)
    .map((finding) => {
      const lines = indices.get(finding.file) ?? new LineIndex(folder.view.text(finding.file) ?? "");
      indices.set(finding.file, lines);
      const start = lines.positionAt(finding.range.start);
      const end = lines.positionAt(finding.range.end);
      return {
        finding,
        place: {
          file: folder.shown(finding.file),
          line: start.line + 1,
          column: start.character + 1,
          endLine: end.line + 1,
          endColumn: end.character + 1,
        },
      };
    });
}

const functionsOf = ({ conclusions }: Verification, folder: FolderCatalogue) =>
  conclusions.map((conclusion) => ({ item: conclusion.item, state: stateOf(conclusion, folder) }));

const reasons = ({ problems, heldBy }: Verification): string[] => [
  ...problems.map(({ message }) => message),
  ...(heldBy ? [`Another run is at work on this project (process ${heldBy.pid}): nothing was begun`] : []),
];

function timeOf({ seconds, before }: FunctionState): string {
  if (seconds === null) return "";
  return `  ${seconds.toFixed(1)} s${before === null ? "" : ` (${before.toFixed(1)} s before)`}`;
}

const indented = (text: string): string => text.replace(/^(?=.)/gm, "    ");
