/** The problems of a file's next version; those of functions that an edit did not concern are taken from the version before. */
import type { Item, RustFile } from "../syntax/model.ts";
import { slice } from "../text.ts";
import { fileProblems, itemProblems, presented } from "./check.ts";
import type { CheckContext } from "./checks/context.ts";
import type { AnnotatedItem, Problem, TraitFacts } from "./model.ts";
import { moveProblem, shiftProblem } from "./moveProblem.ts";

/** One version's problems, and what they depend on. */
export interface Checked {
  readonly problems: readonly Problem[];
  readonly hotword: string;
  readonly traits: ReadonlyMap<string, TraitFacts>;
  /** The text around the functions that follow, in order. */
  readonly around: readonly string[];
  readonly functions: readonly CheckedPart[];
  /** What only depends on the text around the functions. */
  readonly others: Pick<CheckedPart, "kinds" | "found">;
}

interface CheckedPart {
  readonly start: number;
  readonly text: string;
  /** Kinds of its items; a syntax error elsewhere may change what the same text is read as. */
  readonly kinds: string;
  readonly found: readonly Problem[];
}

/** The same problems as `runChecks` finds. */
export function recheck(context: CheckContext, before: Checked | null): Checked {
  const { file, options } = context;
  const parts = partsOf(context);
  const around = textAround(parts.functions, file);
  const known =
    before?.hotword === file.hotword &&
    isEqual(before.around, around) &&
    sameTraits(before.traits, options.traits)
      ? before
      : null;
  const functions = parts.functions.map((one, n) => {
    const { start } = one.item.fullRange;
    const text = slice(file.text, one.item.fullRange);
    const kinds = one.kinds.join(" ");
    const same = known?.functions[n];
    const found =
      same?.text === text && same.kinds === kinds
        ? same.found.map((problem) => shiftProblem(problem, start - same.start))
        : itemProblems(one.annotated, context);
    return { start, text, kinds, found };
  });
  const move = known && between(known.functions, functions);
  const kinds = parts.others.map(({ item }) => item.kind).join(" ");
  const others = {
    kinds,
    found:
      move && known.others.kinds === kinds
        ? known.others.found.map((problem) => moveProblem(problem, move))
        : itemProblems(parts.others, context),
  };
  const found = [
    ...itemProblems(parts.owners, context),
    ...others.found,
    ...functions.flatMap((one) => one.found),
    ...fileProblems(context),
  ];
  const problems = presented(found, context);
  return { problems, hotword: file.hotword, traits: options.traits, around, functions, others };
}

/** Where an offset outside the functions, or at one's start, is when the functions have become others. */
function between(before: readonly CheckedPart[], after: readonly CheckedPart[]): (offset: number) => number {
  const end = (part: CheckedPart | undefined) => (part === undefined ? 0 : part.start + part.text.length);
  return (offset) => {
    const following = before.findIndex((part) => offset < end(part));
    const last = (following < 0 ? before.length : following) - 1;
    return offset + end(after[last]) - end(before[last]);
  };
}

interface FunctionPart {
  readonly item: Item;
  readonly annotated: AnnotatedItem[];
  readonly kinds: string[];
}

/**
 * The functions that only depend on their own text and the text around all of them; of the other annotated items those that
 * have functions below them, and those that only depend on that text.
 */
function partsOf({ file, byIndex }: CheckContext) {
  const functionOf: number[] = [];
  const parts = new Map<number, FunctionPart>();
  for (const item of file.items) {
    const above = item.parent === null ? -1 : (functionOf[item.parent] ?? -1);
    const owner = above < 0 && isAlone(item, file) ? item.index : above;
    functionOf.push(owner);
    if (owner < 0) continue;
    const part = parts.get(owner) ?? { item, annotated: [], kinds: [] };
    part.kinds.push(item.kind);
    const annotated = byIndex.get(item.index);
    if (annotated) part.annotated.push(annotated);
    parts.set(owner, part);
  }
  for (const [owner, part] of parts)
    if (part.kinds.some((kind, n) => n > 0 && SEEN.has(kind))) parts.delete(owner);
  const outside = [...byIndex.values()].filter(({ item }) => !parts.has(functionOf[item.index] ?? -1));
  return {
    functions: [...parts.values()],
    owners: outside.filter(({ item }) => OWNERS.has(item.kind)),
    others: outside.filter(({ item }) => !OWNERS.has(item.kind)),
  };
}

const OWNERS: ReadonlySet<string> = new Set(["file", "module", "impl"]);

/** What other functions see of a function's body. */
const SEEN: ReadonlySet<string> = new Set([
  "module",
  "function",
  "struct",
  "union",
  "enum",
  "trait",
  "impl",
  "static",
  "const",
  "typeAlias",
]);

/** The functions of a trait and of a trait's impl are registered together. */
function isAlone(item: Item, file: RustFile): boolean {
  if (item.kind !== "function" || item.inMacro) return false;
  const parent = item.parent === null ? undefined : file.items[item.parent];
  if (parent?.kind === "impl") return !parent.header?.trait;
  return parent?.kind === "file" || parent?.kind === "module";
}

function textAround(functions: readonly FunctionPart[], { text }: RustFile): string[] {
  let at = 0;
  const around = functions.map(({ item: { fullRange } }) => {
    const before = text.slice(at, fullRange.start);
    at = fullRange.end;
    return before;
  });
  return [...around, text.slice(at)];
}

const isEqual = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((text, n) => text === b[n]);

function sameTraits(a: ReadonlyMap<string, TraitFacts>, b: ReadonlyMap<string, TraitFacts>): boolean {
  if (a === b) return true;
  if (a.size !== b.size) return false;
  for (const [name, facts] of a) {
    const other = b.get(name);
    if (facts !== other && JSON.stringify(facts) !== JSON.stringify(other)) return false;
  }
  return true;
}
