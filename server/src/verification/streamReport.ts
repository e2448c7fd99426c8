/** What the items of one stream amount to; the two streams of a run are joined only when it has ended. */
import { CheckReport, type OpenFinding, type PrintedGoal } from "./checkReport.ts";
import type { OutputItem } from "./output.ts";
import { TranslationReport } from "./translationReport.ts";

/** Problems and texts that are kept; a run that says more than this is broken. */
const MOST = 5000;
/** Characters of all problems, and as many of texts that no problem carries: chatter must not crowd out an error. */
const MOST_TEXT = 10_000_000;
/** Functions that a crate may have. */
const MOST_LINES = 100_000;

export class StreamReport {
  findings: OpenFinding[] = [];
  /** Those of the findings that are to blame, should the run fail. */
  causes: OpenFinding[] = [];
  unplaced: string[] = [];
  steps: { readonly file: string | null; readonly count: number }[] = [];
  /** Failure by file. */
  compiled = new Map<string, string | null>();
  omitted = 0;
  translation = this.#newTranslation();
  #check = this.#newCheck();
  #isRoundOver = false;
  #frontendLines = 0;
  #sizes = { findings: 0, unplaced: 0 };

  add(item: OutputItem): void {
    if (this.#isRoundOver && item.kind !== "chatter" && item.kind !== "round") this.#forget();
    switch (item.kind) {
      case "rocq":
      case "dune":
        this.#check.message(item, item.lines);
        break;
      case "goal":
        this.#check.goal(item.goal, item.lines);
        break;
      case "steps":
        this.#check.step(item.count);
        break;
      case "action":
        if (item.file !== null && this.compiled.size < MOST_LINES) this.compiled.set(item.file, item.failure);
        this.#check.action(item);
        break;
      case "frame":
        this.#check.frame();
        break;
      case "directory":
        this.#check.boundary();
        break;
      case "text":
        this.#check.text(item.text, item.lines);
        break;
      case "rustc":
        this.translation.rustc(item, item.lines);
        break;
      case "frontend":
        if (this.#frontendLines++ < MOST_LINES) this.translation.frontend(item.message, item.lines);
        else this.omitted++;
        break;
      case "round":
        this.#isRoundOver = true;
        break;
      case "chatter":
        break;
    }
  }

  end(): void {
    this.translation.end();
    this.#check.boundary();
  }

  get hasActions(): boolean {
    return this.#check.hasActions;
  }

  /** Printed goals that no error of this stream belongs to; they are asked for once. */
  takeGoals(): PrintedGoal[] {
    const { goals } = this.#check;
    this.#check.goals = [];
    return goals;
  }

  unplace(text: string): void {
    if (this.#hasRoom("unplaced", text)) this.unplaced.push(text);
  }

  #find(finding: OpenFinding): void {
    if (this.#hasRoom("findings", finding.detail)) this.findings.push(finding);
  }

  #hasRoom(kind: "findings" | "unplaced", text: string): boolean {
    const has = this[kind].length < MOST && this.#sizes[kind] < MOST_TEXT;
    if (has) this.#sizes[kind] += text.length;
    else this.omitted++;
    return has;
  }

  /** A watching dune begins anew, and what it does not repeat is mended. */
  #forget(): void {
    this.#isRoundOver = false;
    this.findings = [];
    this.causes = [];
    this.unplaced = [];
    this.#sizes = { findings: 0, unplaced: 0 };
    this.steps = [];
    this.compiled = new Map();
    this.translation = this.#newTranslation();
    this.#check = this.#newCheck();
  }

  #newTranslation(): TranslationReport {
    return new TranslationReport((found) =>
      this.#find({ ...found, goals: [...found.goals], beside: [...found.beside] }),
    );
  }

  #newCheck(): CheckReport {
    return new CheckReport({
      add: (found) => this.#find(found),
      cause: (found) => {
        this.#find(found);
        if (this.causes.length < MOST) this.causes.push(found);
      },
      unplaced: (text) => this.unplace(text),
      omit: () => {
        this.omitted++;
      },
      steps: (file, count) => {
        if (this.steps.length < MOST) this.steps.push({ file, count });
      },
    });
  }
}
