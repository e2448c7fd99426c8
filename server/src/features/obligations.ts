/** What is left to prove after a run: for each function its goals, readable, as data for a view. */
import { sourceOfFact } from "../verification/factSource.ts";
import type { Goal } from "../verification/goal.ts";
import { viewGoal } from "../verification/goalText.ts";
import { readJudgement } from "../verification/judgement.ts";
import { type Facts, knownAt } from "../verification/knownFacts.ts";
import type { RelatedPlace, WrittenItem } from "../verification/placeModel.ts";
import type { RustFinding } from "../verification/rustFinding.ts";

/** The goals that one proof leaves. */
export interface ProofObligations {
  /** The F of `proof_F.v`; null where the output does not say it. */
  readonly rocqName: string | null;
  /** The finding's message. */
  readonly message: string;
  readonly file: string;
  readonly range: RustFinding["range"];
  /** Where a step by hand would go; null for no proof file. */
  readonly proof: RelatedPlace | null;
  readonly goals: readonly Obligation[];
}

export interface Obligation {
  readonly title: string;
  /** One sentence for each case distinction. */
  readonly branches: readonly string[];
  /** What the automation was doing: "it reads `*p`"; null for a pure condition. */
  readonly doing: string | null;
  /** The basic block that the goal is about: `_bb2`. */
  readonly block: string | null;
  readonly known: readonly KnownGroup[];
  /** Hypotheses that help nobody and that `known` leaves out. */
  readonly hidden: number;
  readonly toShow: string;
  /** The same as plain text, to be copied. */
  readonly text: string;
  /** False for a branch that was never tried. */
  readonly isExamined: boolean;
}

/** "Values", "Facts" ..., with what is known of them. */
export interface KnownGroup {
  readonly title: string;
  readonly lines: readonly {
    readonly text: string;
    /** The attribute that says it: `requires`; null where none does. */
    readonly from: string | null;
  }[];
}

/** The function that a finding is about; null when it cannot be told. */
export type WrittenOf = (finding: RustFinding) => WrittenItem | null;

/**
 * Of the findings that have goals, in their order; goals that read the same are one. With `all`, the hypotheses that help
 * nobody are there too.
 */
export const obligationsOf = (
  findings: readonly RustFinding[],
  all: boolean,
  writtenOf: WrittenOf,
): ProofObligations[] =>
  findings
    .filter(({ goals }) => goals.length > 0)
    .map((finding) => ({ ...finding, written: writtenOf(finding) }))
    .map(({ rocqName, message, file, range, related, goals, written }) => ({
      rocqName,
      message,
      file,
      range,
      proof: related.find(({ path }) => path.endsWith(".v")) ?? null,
      goals: counted(goals.map((goal) => obligation(goal, all, written))),
    }));

/** The automation may ask for the same twice, for instance where a sum is checked and where it is stored. */
function counted(goals: readonly Obligation[]): Obligation[] {
  const times = new Map<string, number>();
  const keyOf = ({ text, isExamined }: Obligation): string => `${isExamined} ${text}`;
  for (const goal of goals) times.set(keyOf(goal), (times.get(keyOf(goal)) ?? 0) + 1);
  return goals.flatMap((goal) => {
    const count = times.get(keyOf(goal));
    times.delete(keyOf(goal));
    if (count === undefined) return [];
    return count === 1 ? goal : { ...goal, title: `${goal.title} (${count} times)` };
  });
}

function obligation(goal: Goal, all: boolean, written: WrittenItem | null): Obligation {
  const { title, branches, toShow } = viewGoal(goal, all);
  const { groups, hidden } = knownAt(goal, all);
  const judgement = goal.kind === "sideCondition" ? null : readJudgement(goal.conclusion);
  const known = groups.map((group) => withSources(group, written));
  return {
    title,
    branches,
    doing: judgement?.doing ?? null,
    block: judgement?.blocks[0] ?? null,
    known,
    hidden,
    toShow,
    text: plainText([title, ...branches], known, hidden, toShow),
    isExamined: goal.isExamined,
  };
}

const withSources = ({ title, lines }: Facts, written: WrittenItem | null): KnownGroup => ({
  title,
  lines: lines.map((fact) => ({
    text: fact.text,
    from: (written && sourceOfFact(fact, written)?.keyword) ?? null,
  })),
});

function plainText(
  head: readonly string[],
  known: readonly KnownGroup[],
  hidden: number,
  toShow: string,
): string {
  const facts = known.flatMap(({ title, lines }) => [
    `${title}:`,
    ...lines.map(({ text }) => indented(text)),
  ]);
  const more = hidden > 0 ? [`(${hidden} more hypotheses)`] : [];
  return [...head, ...facts, ...more, "To show:", indented(toShow)].join("\n");
}

const indented = (text: string): string => text.replace(/^/gm, "  ");
