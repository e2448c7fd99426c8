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

/** Texts, goals and the like that wait for the error they belong to. */
const MOST_WAITING = 200;

export class CheckReport {
  readonly #sink: CheckSink;
  /** Printed goals that no error has claimed. */
  goals: { readonly goal: Goal; readonly lines: Lines }[] = [];
  #texts: string[] = [];
  #steps: number[] = [];
  #hints: OpenFinding[] = [];
  /** The last message, which a following text may belong to. */
  #recent: OpenFinding | null = null;
  /** The module whose output comes, where dune says it. */
  #file: string | null = null;
  #isFramed = false;

  constructor(sink: CheckSink) {
    this.#sink = sink;
  }

  action({ file }: ActionEnd): void {
    this.boundary();
    this.#file = file;
  }

  /** What was printed before belongs to nothing that comes after. */
  boundary(isFrame = false): void {
    for (const text of this.#texts) this.#recent ? this.#recent.beside.push(text) : this.#sink.unplaced(text);
    for (const count of this.#steps) this.#sink.steps(this.#file, count);
    this.#texts = [];
    this.#steps = [];
    this.#hints = [];
    this.#recent = null;
    this.#file = null;
    this.#isFramed = isFrame;
  }

  goal(goal: Goal, lines: Lines): void {
    if (this.goals.length < MOST_WAITING) this.goals.push({ goal, lines });
    else this.#sink.omit();
  }

  step(count: number): void {
    if (this.#steps.length < MOST_WAITING) this.#steps.push(count);
    else this.#sink.omit();
  }

  text(text: string, lines: Lines): void {
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
    const isOurs = ({ goal }: { readonly goal: Goal }): boolean =>
      mayBeOf(goal, found.subject) || lemma === `${goal.function}_proof`;
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
