/** The problems of a file's next version; those of functions that an edit did not concern are taken from the version before. */
import type { Item, RustFile } from "../syntax/model.ts";
import { slice } from "../text.ts";
import { fileProblems, itemProblems, presented } from "./check.ts";
import type { CheckContext } from "./checks/context.ts";
import type { AnnotatedItem, Problem, TraitFacts } from "./model.ts";
import { moveProblem } from "./moveProblem.ts";

/** One version's problems, and what they depend on. */
export interface Checked {
  readonly problems: readonly Problem[];
  readonly hotword: string;
  readonly traits: ReadonlyMap<string, TraitFacts>;
  /** The text around the functions that follow, in order. */
  readonly around: readonly string[];
  readonly functions: readonly CheckedFunction[];
}

interface CheckedFunction {
  readonly start: number;
  readonly text: string;
  /** Kinds of its items; a syntax error elsewhere may change what the same text is read as. */
  readonly kinds: string;
  readonly found: readonly Problem[];
}

/** The same problems as `runChecks` finds. */
export function recheck(context: CheckContext, before: Checked | null): Checked {
  const { file, options } = context;
  const { functions, others } = partsOf(context);
  const around = textAround(functions, file);
  const known =
    before?.hotword === file.hotword &&
    isEqual(before.around, around) &&
    sameTraits(before.traits, options.traits)
      ? before.functions
      : [];
  const checked = functions.map((one, n) => {
    const { start } = one.item.fullRange;
    const text = slice(file.text, one.item.fullRange);
    const kinds = one.kinds.join(" ");
    const same = known[n];
    const found =
      same?.text === text && same.kinds === kinds
        ? same.found.map((problem) => moveProblem(problem, start - same.start))
        : itemProblems(one.annotated, context);
    return { start, text, kinds, found };
  });
  const found = [
    ...itemProblems(others, context),
    ...checked.flatMap((one) => one.found),
    ...fileProblems(context),
  ];
  const problems = presented(found, context);
  return { problems, hotword: file.hotword, traits: options.traits, around, functions: checked };
}

interface FunctionPart {
  readonly item: Item;
  readonly annotated: AnnotatedItem[];
  readonly kinds: string[];
}

/** The functions that only depend on their own text and the text around all of them, and the annotated items outside them. */
function partsOf({ file, byIndex }: CheckContext) {
  const owners: number[] = [];
  const parts = new Map<number, FunctionPart>();
  for (const item of file.items) {
    const above = item.parent === null ? -1 : (owners[item.parent] ?? -1);
    const owner = above < 0 && isAlone(item, file) ? item.index : above;
    owners.push(owner);
    if (owner < 0) continue;
    const part = parts.get(owner) ?? { item, annotated: [], kinds: [] };
    part.kinds.push(item.kind);
    const annotated = byIndex.get(item.index);
    if (annotated) part.annotated.push(annotated);
    parts.set(owner, part);
  }
  for (const [owner, part] of parts)
    if (part.kinds.some((kind, n) => n > 0 && SEEN.has(kind))) parts.delete(owner);
  const others = [...byIndex.values()].filter(({ item }) => !parts.has(owners[item.index] ?? -1));
  return { functions: [...parts.values()], others };
}

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
