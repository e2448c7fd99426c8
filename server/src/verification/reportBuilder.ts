/** Gathers the items of a run to its report, while it runs and when it has ended. */
import { type OpenFinding, open } from "./checkReport.ts";
import type { Ending, Finding, Report } from "./finding.ts";
import { causeOf, type FindingCode, soundsBad } from "./findingCodes.ts";
import type { Goal } from "./goal.ts";
import { viewGoal } from "./goalText.ts";
import { readJudgement } from "./judgement.ts";
import { describeOutcome, isSuccess } from "./outcome.ts";
import type { Lines, OutputItem, Severity, Stream } from "./output.ts";
import { mayBeOf, NOBODY, subjectOf } from "./rocqSubject.ts";
import { StreamReport } from "./streamReport.ts";

/** `add` takes the items of an `OutputReader`; `report` may be asked at any time, and after `end` says all. */
export class ReportBuilder {
  readonly #streams: Readonly<Record<Stream, StreamReport>> = {
    stdout: new StreamReport(),
    stderr: new StreamReport(),
  };
  /** What no line of the output says. */
  readonly #concluded: OpenFinding[] = [];

  add(items: readonly OutputItem[]): void {
    for (const item of items) this.#streams[item.lines.stream].add(item);
  }

  /** What is known while the command runs; the order does not depend on how the streams were mixed. */
  report(): Report {
    const { stdout, stderr } = this.#streams;
    const findings = [...this.#said(), ...this.#concluded];
    const hasPanicked = findings.some(
      ({ code, detail }) => code === "frontend-panic" && !NOTICE.test(detail),
    );
    return {
      findings: findings.filter((found) => !(hasPanicked && NOTICE.test(found.detail))).map(settled),
      translated: [...stdout.translation.translated, ...stderr.translation.translated],
      skipped: [...stdout.translation.skipped, ...stderr.translation.skipped],
      compiled: [...this.#compiled()].map(([file, failure]) => ({ file, failure })),
      steps: [...stdout.steps, ...stderr.steps],
      unplaced: [...stdout.unplaced, ...stderr.unplaced],
      omitted: stdout.omitted + stderr.omitted,
    };
  }

  /** To be called once, after the last item. */
  end(ending: Ending): Report {
    const { stdout, stderr } = this.#streams;
    stdout.end();
    stderr.end();
    const { outcome } = ending;
    this.#placeGoals(outcome.kind === "finished" && !isSuccess(outcome));
    if (outcome.kind === "finished") this.#explainActions();
    this.#explainEnding(ending);
    return this.report();
  }

  #said(): OpenFinding[] {
    return [...this.#streams.stdout.findings, ...this.#streams.stderr.findings].sort(
      (a, b) => order(a.lines) - order(b.lines) || (a.lines?.start ?? 0) - (b.lines?.start ?? 0),
    );
  }

  #compiled(): ReadonlyMap<string, string | null> {
    return new Map([...this.#streams.stdout.compiled, ...this.#streams.stderr.compiled]);
  }

  /** coqc prints goals on stdout and errors on stderr, so that only the names can join them, or the file that dune named. */
  #placeGoals(isFailed: boolean): void {
    const { stdout, stderr } = this.#streams;
    const said = this.#said().filter((found) => found.severity === "error");
    const errors = said.filter(({ code }) => code in OF_ROCQ);
    // Beside another error it is none: an admitted proof prints its goals, too.
    const severity = isFailed && said.length === 0 ? "error" : "warning";
    // Only coqc alone prints goals and errors on streams of their own.
    const isAlone = !stdout.hasActions && !stderr.hasActions;
    for (const { goal, lines, file } of [...stdout.takeGoals(), ...stderr.takeGoals()]) {
      const isNamed = goal.function !== null;
      const own = errors.filter(
        ({ subject, place }) =>
          mayBeOf(goal, subject) &&
          (file === null ? isNamed || isAlone : place.kind === "bytes" && place.file === file),
      );
      const [only] = own;
      if (only && (isNamed || own.length === 1)) only.goals.push(goal);
      else if (goal.kind === "shown") this.#streams[lines.stream].unplace(goal.printed);
      else this.#concluded.push(printed(goal, lines, severity, file));
    }
  }

  /** Actions that failed without a word. */
  #explainActions(): void {
    const said = this.#said();
    for (const [file, failure] of this.#compiled()) {
      if (failure === null || said.some((found) => isIn(found, file))) continue;
      const text = `Compiling ${file} failed: ${failure}`;
      this.#concluded.push(
        open(causeOf(text) ?? "build-error", "error", { kind: "crate" }, subjectOf(file, ""), text, null),
      );
    }
  }

  #explainEnding(ending: Ending): void {
    const { command, outcome, lastLines } = ending;
    const end = describeOutcome(outcome);
    const detail = [`$ ${command}`, end, ...lastLines].join("\n");
    const say: Say = (code, severity, message, text = detail) => {
      this.#concluded.push({ ...open(code, severity, { kind: "crate" }, NOBODY, text, null), message });
    };
    const lock = /^\s*Blocking waiting for file lock on (?:the )?(.+)$/.exec(lastLines.at(-1) ?? "")?.[1];
    switch (outcome.kind) {
      case "cancelled":
        say("cancelled", "information", "The run was cancelled");
        break;
      case "timedOut":
        if (lock === undefined) say("time-limit", "error", `The run was ${end}`);
        else say("lock-held", "error", `The run was ${end}: it waited for the lock on the ${lock}`);
        break;
      case "notFound":
        say("tool-not-found", "error", `The program \`${outcome.program}\` was not found`);
        break;
      case "killed":
        say("killed", "error", `The run was ${end}`);
        break;
      case "failed":
      case "finished":
        if (!isSuccess(outcome)) this.#explainFailure(ending, say);
    }
  }

  #explainFailure({ command, outcome, goneFolder }: Ending, say: Say): void {
    const { stdout, stderr } = this.#streams;
    for (const cause of [...stdout.causes, ...stderr.causes]) cause.severity = "error";
    // What the tools say of files that they miss does not tell why.
    if (goneFolder !== undefined && !this.#said().some(({ code }) => code === "folder-gone")) {
      say("folder-gone", "error", `The folder ${goneFolder} was deleted during the run`);
    }
    const end = describeOutcome(outcome);
    const unplaced = [...stdout.unplaced, ...stderr.unplaced];
    const bad = unplaced.filter(soundsBad);
    if (![...this.#said(), ...this.#concluded].some((found) => found.severity === "error")) {
      // What a prover prints is no cause, unless nothing else is.
      const lines = outcome.kind === "failed" ? [] : unplaced.flatMap((text) => text.split("\n"));
      const said = lines.findLast((line) => causeOf(line) !== null);
      const code = causeOf(said ?? (outcome.kind === "failed" ? outcome.message : ""));
      say(code ?? "unexplained", "error", said?.trim() ?? `\`${command}\` failed: ${end}`);
    } else if (bad.length > 0) {
      const text = [`$ ${command}`, end, ...bad].join("\n");
      say("unexplained", "warning", `\`${command}\` also printed what is not understood`, text);
    }
  }
}

type Say = (code: FindingCode, severity: Finding["severity"], message: string, text?: string) => void;

/** rustc's notice that a panic was printed. */
const NOTICE = /^(?:error: )?the compiler unexpectedly panicked/;

const order = (lines: Lines | null): number => (lines === null ? 2 : lines.stream === "stdout" ? 0 : 1);

/** Codes of errors that a printed goal may explain. */
const OF_ROCQ: Readonly<Partial<Record<FindingCode, true>>> = {
  "proof-incomplete": true,
  "rocq-error": true,
  "rocq-timeout": true,
  "tactic-failed": true,
  "name-not-found": true,
  "type-mismatch": true,
  "rocq-syntax": true,
};

/** An incomplete proof is told by what its automation left. */
function settled(found: OpenFinding): Finding {
  const left = found.goals.filter((goal) => goal.kind !== "shown" && goal.isExamined);
  const [first] = left;
  if (found.code !== "proof-incomplete" || !first) return { ...found };
  const more = left.length > 1 ? ` (and ${left.length - 1} more)` : "";
  const message = `${summaryOf(first)}${more}`;
  return { ...found, message, code: first.kind === "sideCondition" ? "condition-unproved" : "proof-stuck" };
}

function summaryOf(goal: Goal): string {
  const { title, toShow } = viewGoal(goal, false);
  const isTold = goal.kind !== "sideCondition" && readJudgement(goal.conclusion).doing !== null;
  return isTold ? title : `${title}: ${shortened(toShow.replace(/\s+/g, " "))}`;
}

const shortened = (text: string): string => (text.length > 160 ? `${text.slice(0, 160).trimEnd()} …` : text);

function printed(goal: Goal, lines: Lines, severity: Severity, file: string | null): OpenFinding {
  const subject = goal.function === null ? subjectOf(file ?? "", "") : { ...NOBODY, rocqName: goal.function };
  const text = "A goal was printed, and no error that belongs to it";
  const found = open("goal-printed", severity, { kind: "crate" }, subject, text, lines);
  return { ...found, goals: [goal] };
}

const isIn = ({ severity, place, subject }: OpenFinding, file: string): boolean => {
  if (severity !== "error") return false;
  if (place.kind === "bytes" && place.file === file) return true;
  const { rocqName, inclusion } = subjectOf(file, "");
  return place.kind === "crate" && subject.rocqName === rocqName && subject.inclusion === inclusion;
};
