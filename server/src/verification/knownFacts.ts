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
  /** The proposition alone; null for a variable and for what is in memory. */
  readonly statement: string | null;
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
  const facts = shown.filter((each) => each.context === "pure" && !isValue(each)).map(line);
  const owned = shown.filter(({ context }) => context === "spatial");
  const { ranges, others } = all ? { ranges: [], others: facts } : rangesIn(facts);
  const names = new Set(values.map(({ name }) => name));
  const groups = [
    { title: "Values", lines: valueLines(values, ranges) },
    { title: "Facts", lines: [...others, ...ranges.filter(({ of }) => !names.has(of)).map(rangeLine)] },
    { title: "Always true", lines: shown.filter(({ context }) => context === "persistent").map(line) },
    { title: "Memory", lines: all ? owned.map(line) : memoryLines(owned) },
  ];
  return {
    groups: groups.filter(({ lines }) => lines.length > 0),
    hidden: goal.hypotheses.length - shown.length,
  };
}

/** A term that fits into a machine integer, as two hypotheses say. */
interface Range {
  readonly of: string;
  readonly type: string;
}

function rangesIn(facts: readonly Fact[]): { ranges: readonly Range[]; others: readonly Fact[] } {
  const lower = new Map(facts.map((fact) => [keyOf(LOWER.exec(fact.statement ?? ""), 2, 1), fact]));
  const pairs = facts.flatMap((fact) => {
    const match = UPPER.exec(fact.statement ?? "");
    const other = match && lower.get(keyOf(match, 1, 2));
    return match && other ? [{ of: match[1] ?? "", type: match[2] ?? "", told: [fact, other] }] : [];
  });
  const told = new Set(pairs.flatMap((pair) => pair.told));
  return { ranges: pairs, others: facts.filter((fact) => !told.has(fact)) };
}

const LOWER = /^MinInt (\w+) ≤ ([^≤<]+)$/u;
const UPPER = /^([^≤<]+) ≤ MaxInt (\w+)$/u;

const keyOf = (match: RegExpExecArray | null, term: number, type: number): string | null =>
  match && `${match[term]} in ${match[type]}`;

const rangeLine = ({ of, type }: Range): Fact => ({
  text: `MinInt ${type} ≤ ${of} ≤ MaxInt ${type}`,
  name: null,
  statement: null,
});

const LOGIC = /[=≠≤<≥>∈∉⊆∧∨→¬∀∃↔`]|\bTrue\b|\bFalse\b|_eq\b/u;

/** A variable and its type, as opposed to a proposition that holds. */
const isValue = ({ name, text, context }: Hypothesis): boolean =>
  context === "pure" && !/^H(?:\d|[A-Z_]|[a-z]*$)/.test(name) && !LOGIC.test(text);

const line = ({ name, text, context }: Hypothesis): Fact => {
  const bare = context === "pure" ? withoutParentheses(text) : text;
  const statement = context === "pure" ? bare : null;
  return name === "_"
    ? { text: bare, name: null, statement }
    : { text: `${name} : ${bare}`, name, statement };
};

/** Variables of one type and of one range share a line. */
function valueLines(values: readonly Hypothesis[], ranges: readonly Range[]): Fact[] {
  const byType = new Map<string, string[]>();
  for (const { name, text } of values) {
    const range = ranges.find(({ of }) => of === name);
    const type = `${withoutParentheses(text)}${range ? `, within ${range.type}` : ""}`;
    byType.set(type, [...(byType.get(type) ?? []), name]);
  }
  return [...byType].map(([type, names]) => ({
    text: `${names.join(", ")} : ${type}`,
    name: names.length === 1 ? (names[0] ?? null) : null,
    statement: null,
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
    return [
      local === undefined
        ? line(hypothesis)
        : { text: `local ${local} ↦ ${content}`, name: null, statement: null },
    ];
  });
}
