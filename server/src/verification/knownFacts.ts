/** What is known at a goal, in groups and with what belongs together on one line. */
import type { Goal, Hypothesis } from "./goal.ts";
import { withoutParentheses } from "./goalText.ts";

export interface Facts {
  /** "Values", "Facts" ... */
  readonly title: string;
  readonly lines: readonly Fact[];
}

export interface Fact {
  readonly text: string;
  /** Of the hypothesis, which a script can refer to; null where there is none, or where a line tells of several. */
  readonly name: string | null;
}

export interface Known {
  readonly groups: readonly Facts[];
  /** How many hypotheses no line tells of. */
  readonly hidden: number;
}

/** With `all` every hypothesis is there, as it was printed. */
export function knownAt(goal: Goal, all: boolean): Known {
  const shown = goal.hypotheses.filter((hypothesis) => all || hypothesis.noise === null);
  const values = shown.filter(isValue);
  const facts = shown.filter((each) => each.context === "pure" && !isValue(each));
  const owned = shown.filter(({ context }) => context === "spatial");
  const groups = [
    { title: "Values", lines: valueLines(values) },
    { title: "Facts", lines: facts.map(line) },
    { title: "Always true", lines: shown.filter(({ context }) => context === "persistent").map(line) },
    { title: "Memory", lines: all ? owned.map(line) : memoryLines(owned) },
  ];
  return {
    groups: groups.filter(({ lines }) => lines.length > 0),
    hidden: goal.hypotheses.length - shown.length,
  };
}

const LOGIC = /[=≠≤<≥>∈∉⊆∧∨→¬∀∃↔`]|\bTrue\b|\bFalse\b|_eq\b/u;

/** A variable and its type, as opposed to a proposition that holds. */
const isValue = ({ name, text, context }: Hypothesis): boolean =>
  context === "pure" && !/^H(?:\d|[A-Z_]|[a-z]*$)/.test(name) && !LOGIC.test(text);

const line = ({ name, text, context }: Hypothesis): Fact => {
  const bare = context === "pure" ? withoutParentheses(text) : text;
  return name === "_" ? { text: bare, name: null } : { text: `${name} : ${bare}`, name };
};

/** Variables of one type share a line. */
function valueLines(values: readonly Hypothesis[]): Fact[] {
  const byType = new Map<string, string[]>();
  for (const { name, text } of values) {
    const type = withoutParentheses(text);
    byType.set(type, [...(byType.get(type) ?? []), name]);
  }
  return [...byType].map(([type, names]) => ({
    text: `${names.join(", ")} : ${type}`,
    name: names.length === 1 ? (names[0] ?? null) : null,
  }));
}

const LIVE = /^"([^"]+)" is_live\{[\s\S]*\} (\S+)$/u;
const OWNED = /^(\S+) ◁ₗ\[\s*π,\s*Owned\s*\] ([\s\S]+)$/u;

/** A local variable is known by its name, and what is in it by the location that the name stands for. */
function memoryLines(owned: readonly Hypothesis[]): Fact[] {
  const locals = new Map(
    owned.flatMap(({ text }) => {
      const [, name, location] = LIVE.exec(text) ?? [];
      return name === undefined || location === undefined ? [] : [[location, name] as const];
    }),
  );
  const held = new Set(owned.flatMap(({ text }) => OWNED.exec(text)?.[1] ?? []));
  return owned.flatMap((hypothesis): Fact[] => {
    const location = LIVE.exec(hypothesis.text)?.[2];
    if (location !== undefined && held.has(location)) return [];
    const [, at = "", content = ""] = OWNED.exec(hypothesis.text) ?? [];
    const local = locals.get(at);
    return [local === undefined ? line(hypothesis) : { text: `local ${local} ↦ ${content}`, name: null }];
  });
}
