/** What Rocq and dune say of one stream, put together: a goal and a text belong to the error that follows them. */
import type { Finding, Subject } from "./finding.ts";
import { bare, causeOf, codeOfRocq, type FindingCode, lemmaIn } from "./findingCodes.ts";
import type { Goal } from "./goal.ts";
import type { ActionEnd, Lines, PlacedMessage } from "./output.ts";
import type { BytePlace } from "./places.ts";
import { mayBeOf, NOBODY, subjectOf } from "./rocqSubject.ts";

/** A finding that texts and goals may still be added to. */
export type OpenFinding = { -readonly [Key in keyof Finding]: Finding[Key] } & {
  goals: Goal[];
  beside: string[];
};

export interface CheckSink {
  add(finding: OpenFinding): void;
  /** A text that may be why the run fails. */
  cause(finding: OpenFinding): void;
  unplaced(text: string): void;
  steps(file: string | null, count: number): void;
  /** There are too many of something. */
  omit(): void;
}

/** A goal, and whose output it stood in. */
export interface PrintedGoal {
  readonly goal: Goal;
  readonly lines: Lines;
  /** Counts the actions that the output tells apart: an error of another one has no claim to the goal. */
  readonly action: number;
  /** Of the module, where dune says it. */
  readonly file: string | null;
}

/** Texts, goals and the like that wait for the error they belong to. */
const MOST_WAITING = 200;
/** Characters of what an action printed that are looked at for why it failed. */
const LONGEST_REASON = 20_000;

export class CheckReport {
  readonly #sink: CheckSink;
  /** Printed goals that no error has claimed. */
  goals: PrintedGoal[] = [];
  #texts: string[] = [];
  #steps: number[] = [];
  #hints: OpenFinding[] = [];
  /** The last message, which a following text may belong to. */
  #recent: OpenFinding | null = null;
  /** The module whose output comes, where dune says it. */
  #file: string | null = null;
  #isFramed = false;
  /** Of the action whose output comes: how it failed, and whether an error says why. */
  #failure: string | null = null;
  #isExplained = false;
  #action = 0;

  constructor(sink: CheckSink) {
    this.#sink = sink;
  }

  action({ file, failure }: ActionEnd): void {
    this.#next();
    this.#file = file;
    this.#failure = failure;
  }

  frame(): void {
    this.#next();
    this.#isFramed = true;
  }

  /** Whether the output tells the actions apart that it is of. */
  get hasActions(): boolean {
    return this.#action > 0;
  }

  #next(): void {
    this.boundary();
    this.#action++;
  }

  /** What was printed before belongs to nothing that comes after. */
  boundary(): void {
    this.#explain();
    for (const text of this.#texts) this.#recent ? this.#recent.beside.push(text) : this.#sink.unplaced(text);
    for (const count of this.#steps) this.#sink.steps(this.#file, count);
    this.#texts = [];
    this.#steps = [];
    this.#hints = [];
    this.#recent = null;
    this.#file = null;
    this.#failure = null;
    this.#isFramed = false;
    this.#isExplained = false;
  }

  /** An action failed without an error of Rocq: what else it printed is why. */
  #explain(): void {
    const isBad = this.#failure !== null || this.#isFramed;
    if (this.#isExplained || !isBad || this.#texts.length === 0) return;
    const whole = this.#texts.join("\n");
    const text = whole.slice(-LONGEST_REASON);
    const cause = causeOf(text);
    if (this.#failure === null && cause === null) return;
    const code = cause ?? causeOf(this.#failure ?? "") ?? "build-error";
    const subject = this.#file === null ? NOBODY : subjectOf(this.#file, "");
    const found = open(
      code,
      this.#failure === null ? "warning" : "error",
      { kind: "crate" },
      subject,
      text,
      null,
    );
    if (this.#failure === null) this.#sink.cause(found);
    else this.#sink.add(found);
    if (text === whole) this.#texts = [];
  }

  goal(goal: Goal, lines: Lines): void {
    const of = { action: this.#action, file: this.#file };
    if (this.goals.length < MOST_WAITING) this.goals.push({ goal, lines, ...of });
    else this.#sink.omit();
  }

  step(count: number): void {
    if (this.#steps.length < MOST_WAITING) this.#steps.push(count);
    else this.#sink.omit();
  }

  text(whole: string, lines: Lines): void {
    for (const text of whole.split(/\n(?=Lifetime\s)/)) this.#text(text, lines);
  }

  #text(text: string, lines: Lines): void {
    const lifetime = /^Lifetime\s+"([^"]*)"\s+is unconstrained/.exec(text)?.[1];
    const cause = this.#isFramed || this.#file !== null ? null : causeOf(text);
    if (lifetime !== undefined) {
      const subject = this.#file === null ? NOBODY : subjectOf(this.#file, "");
      const hint = open("lifetime-unconstrained", "warning", { kind: "crate" }, subject, text, lines);
      if (this.#file === null && this.#hints.length < MOST_WAITING) this.#hints.push(hint);
      this.#sink.add(hint);
    } else if (cause !== null) {
      const message = text.split("\n").find((line) => causeOf(line) !== null) ?? bare(text);
      this.#sink.cause({
        ...open(cause, "warning", { kind: "crate" }, NOBODY, text, lines),
        message: message.trim(),
      });
    } else {
      const owner = this.#recent?.severity === "error" ? this.#recent.beside : this.#texts;
      if (owner.length < MOST_WAITING) owner.push(text);
      else this.#sink.unplaced(text);
    }
  }

  message(message: PlacedMessage, lines: Lines): void {
    const { kind, severity, place, text } = message;
    const where: Finding["place"] = place === null ? { kind: "crate" } : { kind: "bytes", ...place };
    const subject = kind === "rocq" ? subjectOf(place?.file ?? "", text) : this.#ofModule(place);
    const found = open(codeOf(message), severity, where, subject, text, lines);
    this.#sink.add(found);
    if (kind === "rocq") this.#claim(found, place?.file ?? null, lemmaIn(text));
    this.#recent = found;
    this.#isExplained ||= severity === "error";
  }

  /** A message without a position that stands among a module's own. */
  #ofModule(place: BytePlace | null): Subject {
    return place === null && this.#file !== null ? subjectOf(this.#file, "") : NOBODY;
  }

  #claim(found: OpenFinding, file: string | null, lemma: string | null): void {
    for (const count of this.#steps) this.#sink.steps(file, count);
    this.#steps = [];
    for (const hint of this.#hints) hint.subject = found.subject;
    this.#hints = [];
    if (found.severity !== "error") return;
    found.beside.push(...this.#texts);
    this.#texts = [];
    const isOurs = ({ goal, action }: PrintedGoal): boolean =>
      action === this.#action && (mayBeOf(goal, found.subject) || lemma === `${goal.function}_proof`);
    found.goals.push(...this.goals.filter(isOurs).map(({ goal }) => goal));
    this.goals = this.goals.filter((each) => !isOurs(each));
  }
}

export function open(
  code: FindingCode,
  severity: Finding["severity"],
  place: Finding["place"],
  subject: Subject,
  text: string,
  lines: Lines | null,
): OpenFinding {
  return { code, severity, place, subject, message: bare(text), detail: text, goals: [], beside: [], lines };
}

function codeOf({ kind, severity, text }: PlacedMessage): FindingCode {
  if (kind === "rocq") return severity === "error" ? codeOfRocq(text) : "rocq-warning";
  return causeOf(text) ?? (severity === "error" ? "build-error" : "build-warning");
}
