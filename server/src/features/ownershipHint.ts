/** A pointer is followed although nothing says that there is something behind it. */
import type { Item } from "../syntax/model.ts";
import type { Goal } from "../verification/goal.ts";
import { readJudgement } from "../verification/judgement.ts";
import type { Hint, HintSource } from "./hint.ts";
import { BEFORE_REQUIRES, insertAttributes } from "./insertAttribute.ts";

/** Only for raw pointers to scalars that are arguments, and when no ownership of their target is known at all. */
export function missingOwnership(goal: Goal, { item, written }: HintSource): Hint[] {
  const places = readJudgement(goal.conclusion).places.filter(({ text }) => /^\*\w+$/.test(text));
  const [place, ...others] = places;
  if (!place || others.length > 0) return [];
  const target = targetOf(place.local, item);
  const pointer = pointerValue(place.local, goal);
  const isParameter = written.binders.some(({ name, kind }) => name === pointer && kind === "parameter");
  if (target === null || pointer === null || !isParameter || isOwned(pointer, goal)) return [];
  const value = freshName(written.binders.map(({ name }) => name));
  const clause = `#type "${pointer}" : "${value}" @ "${target}"`;
  const attributes = [
    `#[${written.hotword}::params("${value}")]`,
    `#[${written.hotword}::requires(${clause})]`,
  ];
  const edit = insertAttributes(written, attributes, BEFORE_REQUIRES);
  return [
    {
      title: `Require ownership of what \`${pointer}\` points to`,
      edits: [{ path: written.file, edits: [edit] }],
    },
  ];
}

/** As RefinedRust names scalar types; null for all others. */
function targetOf(argument: string, { signature }: Item): string | null {
  const type = signature?.arguments.find(({ name }) => name?.text === argument)?.type;
  if (type?.kind !== "pointer") return null;
  const { text } = type.target;
  if (/^[iu](?:8|16|32|64|128|size)$/.test(text)) return `int ${text}`;
  return text === "bool" ? "bool_t" : text === "char" ? "char_t" : null;
}

/** The mathematical value of a pointer that is stored in an argument. */
function pointerValue(argument: string, { hypotheses }: Goal): string | null {
  const pattern = new RegExp(
    `^arg_${argument} ◁ₗ\\[ ?π, Owned\\] # ([\\p{L}\\p{N}_']+) @ \\(◁ alias_ptr_t\\)$`,
    "u",
  );
  return hypotheses.flatMap(({ text }) => pattern.exec(text)?.[1] ?? [])[0] ?? null;
}

const isOwned = (pointer: string, { hypotheses }: Goal): boolean =>
  hypotheses.some(({ text, context }) => context !== "pure" && text.startsWith(`${pointer} `));

function freshName(taken: readonly string[]): string {
  const names = ["v", ...Array.from({ length: taken.length + 1 }, (_, n) => `v${n}`)];
  return names.find((name) => !taken.includes(name)) ?? "v";
}
