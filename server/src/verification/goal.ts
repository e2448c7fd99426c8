/** A printed goal as data: what is known, what is left to show, and in which branch. */
import { noiseOf } from "./noise.ts";

/**
 * Who printed it: RefinedRust's automation when no typing rule applies (`stuck`), when an existential stays open
 * (`evar`), for a pure condition that no solver proves (`sideCondition`), in a `trait_incl_` proof (`traitInclusion`);
 * or Rocq's own `Show` (`shown`). Sources: theories/rust_typing/automation.v and automation/proof_state.v.
 */
export type GoalKind = "stuck" | "evar" | "sideCondition" | "traitInclusion" | "shown";

/** Why a hypothesis helps nobody: it is hidden until all are asked for. */
export type Noise = "machineInteger" | "cache" | "internal" | "location" | "branch";

export interface Hypothesis {
  /** As printed: `H1`, `P, Q`, `"HP"`, or `_` for an anonymous one. */
  readonly name: string;
  /** Line breaks and relative indentation as printed. */
  readonly text: string;
  /** Of the Iris contexts, or of Rocq's own. */
  readonly context: "pure" | "persistent" | "spatial";
  readonly noise: Noise | null;
}

/** One case distinction on the way to the goal. */
export interface Branch {
  /** The hint of the rule: `TraceIfBool b`. */
  readonly on: string;
  /** Which case; null when the hint says it all. */
  readonly choice: string | null;
}

export interface Goal {
  readonly kind: GoalKind;
  /** The F of `F_proof`; null where the tool does not say it. */
  readonly function: string | null;
  readonly branches: readonly Branch[];
  /** All of them, in printed order. */
  readonly hypotheses: readonly Hypothesis[];
  readonly conclusion: string;
  /** False when the output breaks off before the conclusion. */
  readonly isComplete: boolean;
  /** All of it as it was printed, the first line included. */
  readonly printed: string;
  /** False for a branch that the automation never came to, since it stops at the first one that is stuck. */
  readonly isExamined: boolean;
}

/**
 * The first lines of goals; RefinedRust leaves a blank before `!`, and two after `in` of a shelved goal. Rocq breaks the line
 * before a long name.
 */
const TITLES: readonly (readonly [GoalKind, RegExp])[] = [
  ["stuck", /^Type system got stuck in function(?:\s+"([^"]*)"(?:%\w+)?(?:\s*!)?)?$/],
  ["evar", /^Cannot instantiate evar in(?:\s+"([^"]*)"(?:%\w+)?(?:\s*!)?)?$/],
  ["sideCondition", /^Shelved goal remaining in(?:\s+"([^"]*)"(?:%\w+)?(?:\s*!)?)?$/],
  ["sideCondition", /^Cannot solve side condition in function(?:\s+"([^"]*)"(?:%\w+)?(?:\s*!)?)?$/],
  ["traitInclusion", /^Type system got stuck while proving trait inclusion$/],
  ["shown", /^\d+ (?:focused )?(?:sub)?goals?(?: \(.*\)|,.*)?$/],
];

export interface GoalTitle {
  readonly kind: GoalKind;
  readonly function: string | null;
  readonly line: string;
}

/** Null for any line that does not begin a goal. */
export function goalTitle(line: string): GoalTitle | null {
  for (const [kind, pattern] of TITLES) {
    const match = pattern.exec(line.trimEnd());
    if (match) return { kind, function: match[1] ?? null, line };
  }
  return null;
}

/** RefinedRust's rule has exactly 39 dashes and nothing else; those of Iris have 38 and a sign. */
const RULE = "-".repeat(39);
export const isRule = (line: string): boolean => line.trimEnd() === RULE || /^ *={20,}$/.test(line);

/** Reads the lines below the title; whatever is missing, the rest is understood. */
export function readGoal(title: GoalTitle, lines: readonly string[]): Goal {
  const rule = lines.findIndex(isRule);
  const above = rule < 0 ? lines : lines.slice(0, rule);
  const below = rule < 0 ? [] : lines.slice(rule + 1);
  const { name, distinctions, facts } = readHead(title, above);
  const pure = readHypotheses(facts, "pure");
  const { hypotheses: resources, rest } = readContexts(below);
  const hypotheses = [...pure, ...resources];
  const conclusion = dedent(rest).trim();
  const trace = /^\[\{\s*trace\s+((?:[^;[\]]|\[[^\]]*\])*);/.exec(conclusion)?.[1];
  const known = pure.flatMap((hypothesis) => caseOf(hypothesis.text) ?? []);
  return {
    kind: title.kind,
    function: name,
    branches: [
      ...distinctions,
      ...known,
      ...(trace === undefined ? [] : [branchOf(withoutBrackets(trace.trim()))]),
    ],
    hypotheses,
    conclusion,
    isComplete: rule >= 0 && conclusion !== "",
    printed: [title.line, ...lines].join("\n").trimEnd(),
    isExamined: trace === undefined,
  };
}

/** What comes before `Goal:`: a name that had no room beside the title, and the case distinctions. */
function readHead({ kind, function: named }: GoalTitle, lines: readonly string[]) {
  const goal = lines.findIndex((line) => line.trim() === "Goal:");
  if (kind === "shown") return { name: named, distinctions: [], facts: lines };
  const head = lines.slice(0, goal < 0 ? lines.length : goal).join("\n");
  return {
    name: named ?? /^"([^"]*)"/.exec(head)?.[1] ?? null,
    distinctions: head.split(/^(?=Case distinction\b)/m).flatMap((part) => distinction(part) ?? []),
    facts: goal < 0 ? [] : lines.slice(goal + 1),
  };
}

/** What stands in the Iris contexts, and the goal below them. */
function readContexts(lines: readonly string[]) {
  const hypotheses: Hypothesis[] = [];
  let from = 0;
  for (const [n, line] of lines.entries()) {
    const sign = /^\s*-{20,}([□∗])\s*$/u.exec(line)?.[1];
    if (sign === undefined) continue;
    hypotheses.push(...readHypotheses(lines.slice(from, n), sign === "□" ? "persistent" : "spatial"));
    from = n + 1;
  }
  return { hypotheses, rest: lines.slice(from) };
}

/** A hypothesis begins where a name and a colon stand furthest to the left; deeper lines continue it. */
function readHypotheses(lines: readonly string[], context: Hypothesis["context"]): Hypothesis[] {
  const written = lines.filter((line) => line.trim() !== "");
  const margin = Math.min(...written.map(indentation));
  const found: { readonly name: string; readonly text: string[] }[] = [];
  for (const line of written) {
    const match = indentation(line) === margin ? HYPOTHESIS.exec(line.slice(margin)) : null;
    const last = found.at(-1);
    if (match) found.push({ name: match[1] ?? "", text: [match[2] ?? ""] });
    else if (last) last.text.push(line.slice(margin));
    else found.push({ name: "_", text: [line.slice(margin)] });
  }
  return found.map(({ name, text: [first = "", ...others] }) => {
    const text = [first.trim(), dedent(others).replace(/^/gm, "  ")].join("\n").trim();
    return { name, text, context, noise: noiseOf(name, text, context) };
  });
}

const HYPOTHESIS = /^("[^"]*"|[^\s:,"()]+(?:, [^\s:,"()]+)*) :(?:=|(?=\s|$))(.*)$/u;

const indentation = (line: string): number => line.length - line.trimStart().length;

function dedent(lines: readonly string[]): string {
  const margin = Math.min(...lines.filter((line) => line.trim() !== "").map(indentation));
  return lines.map((line) => line.slice(Number.isFinite(margin) ? margin : 0).trimEnd()).join("\n");
}

function distinction(text: string): Branch[] | null {
  const match = /^Case distinction (.*)$/.exec(text.replace(/\s+/g, " "));
  if (!match) return null;
  const [on = "", choice] = (match[1] ?? "").split(/ -> (?=[^>]*$)/);
  return [{ on: withoutBrackets(on.trim()), choice: choice?.trim() ?? null }];
}

/** `(CASE_DISTINCTION_INFO (TraceIfBool true, true))`. */
function caseOf(text: string): Branch[] | null {
  const match = /^\(?CASE_DISTINCTION_INFO\s+([\s\S]*?)\)?$/.exec(text);
  if (!match) return null;
  return [branchOf(withoutBrackets((match[1] ?? "").trim()))];
}

/** A term that is more than a name is printed in parentheses. */
const withoutBrackets = (term: string): string => (/^\(.*\)$/s.test(term) ? term.slice(1, -1) : term);

function branchOf(hint: string): Branch {
  const flat = hint.replace(/\s+/g, " ").trim();
  const comma = flat.lastIndexOf(", ");
  if (comma < 0) return { on: flat, choice: null };
  return { on: flat.slice(0, comma), choice: flat.slice(comma + 2) };
}
