/** A goal in words: what is known, and what is left to show. */
import type { Branch, Goal, GoalKind, Hypothesis } from "./goal.ts";
import { readJudgement } from "./judgement.ts";

export interface GoalView {
  readonly title: string;
  /** One sentence for each case distinction. */
  readonly branches: readonly string[];
  /** `name : text`, or the text alone for a hypothesis without a name. */
  readonly known: readonly string[];
  /** How many hypotheses are left out of `known`. */
  readonly hidden: number;
  readonly toShow: string;
}

/** With `all`, the hypotheses that help nobody are there too. */
export function viewGoal(goal: Goal, all: boolean): GoalView {
  const shown = goal.hypotheses.filter((hypothesis) => all || hypothesis.noise === null);
  return {
    title: goal.isExamined ? titleOf(goal) : "This branch was not examined: another one got stuck before",
    branches: goal.branches.map(sentence),
    known: shown.map(line),
    hidden: goal.hypotheses.length - shown.length,
    toShow: goal.isComplete
      ? statementOf(goal.conclusion)
      : `${goal.conclusion}\n(the output breaks off)`.trim(),
  };
}

/** The same as plain text, to be copied or printed. */
export function printGoal(goal: Goal, all: boolean): string {
  const { title, branches, known, hidden, toShow } = viewGoal(goal, all);
  const facts = known.length > 0 ? known : ["nothing that matters"];
  const more = hidden > 0 ? [`  (and ${hidden} more)`] : [];
  return [title, ...branches, "Known:", ...facts.map(indent), ...more, "To show:", indent(toShow)].join("\n");
}

/** A judgement of the type system is told by what it is about, since nobody can read it in one line. */
function titleOf({ kind, conclusion }: Goal): string {
  const doing = kind === "sideCondition" ? null : readJudgement(conclusion).doing;
  return doing === null ? TITLES[kind] : TITLES[kind].replace(/(?=:)|$/, ` while ${doing}`);
}

const TITLES: Readonly<Record<GoalKind, string>> = {
  stuck: "The automation got stuck: no typing rule applies",
  evar: "The automation cannot find a value for an existential",
  sideCondition: "A condition could not be proved",
  traitInclusion: "The automation got stuck at the trait's specification",
  shown: "Goal",
};

const indent = (text: string): string => text.replace(/^/gm, "  ");

const line = ({ name, text, context }: Hypothesis): string => {
  const shown = context === "pure" ? withoutParentheses(text) : text;
  return name === "_" ? shown : `${name} : ${shown}`;
};

/**
 * The hints of RefinedRust's rules (int_rules.v, enum/discriminant.v in theories/rust_typing); another hint is shown as
 * it is.
 */
function sentence({ on, choice }: Branch): string {
  const [hint = "", value = ""] = on.split(/ (.*)/s);
  const bare = withoutParentheses(value);
  switch (hint) {
    case "TraceIfBool":
      return bare === choice || choice === null
        ? `Branch: the condition is ${bare}`
        : `Branch: the condition \`${bare}\` is ${choice}`;
    case "DestructHintSwitchIntCase":
      return `Branch: the value is ${bare}`;
    case "DestructHintSwitchEnumCase":
    case "DestructHintSwitchEnumKnown": {
      const [, term = "", variant = bare] = /^(.*) "([^"]*)"$/s.exec(value) ?? [];
      return `Branch: the variant is ${variant}${term === "" ? "" : `, the value ${withoutParentheses(term)}`}`;
    }
    case "DestructHintSwitchIntDefault":
      return "Branch: the value is none of the listed ones";
    default:
      return `Branch: ${on}${choice === null ? "" : `, ${choice}`}`;
  }
}

/** The script turns a condition `P` into `Inhabited P` before it prints it. */
export function statementOf(conclusion: string): string {
  const bare = withoutParentheses(conclusion);
  const inhabited = withoutParentheses(/^Inhabited\s+([\s\S]+)$/.exec(bare)?.[1] ?? bare);
  return withoutParentheses(/^name_hint\s+"[^"]*"\s+([\s\S]+)$/.exec(inhabited)?.[1] ?? inhabited);
}

/** Takes off parentheses that enclose the whole. */
export function withoutParentheses(text: string): string {
  if (!text.startsWith("(") || !text.endsWith(")")) return text;
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const sign = text.charAt(at);
    if (sign === "(") depth++;
    else if (sign === ")") depth--;
    if (depth === 0 && at < text.length - 1) return text;
  }
  return depth === 0 ? text.slice(1, -1).trim() : text;
}
