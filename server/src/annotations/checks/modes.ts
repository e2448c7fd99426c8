/** How far an item is verified: modes that contradict each other, assumptions, closures that a skipped function leaves behind. */
import type { AnnotatedItem, Annotation, Problem } from "../model.ts";
import { modeOf } from "../position.ts";
import { REAL_CLAUSES } from "../reading.ts";
import { rowNamed, useAt } from "../schema.ts";
import { type Check, nameRange, problem, suspicious } from "./context.ts";
import { removal } from "./removal.ts";

const MODES: readonly string[] = ["skip", "shim", "trust_me", "code_shim", "only_spec", "ignore"];

const FUNCTIONS: readonly AnnotatedItem["position"][] = [
  "function",
  "method",
  "traitFunction",
  "traitImplFunction",
  "closure",
  "loop",
  "impl",
  "traitImpl",
];

/** The strongest mode wins, silently (get_most_restrictive_function_mode in rr_frontend/translation/src/lib.rs). */
export const conflictingModes: Check = (item, { file }) => {
  if (!FUNCTIONS.includes(item.position)) return [];
  const found = item.annotations.filter(
    ({ name, attribute }) => MODES.includes(name) && attribute.path.length === 2,
  );
  const winner = MODES.find((mode) => found.some(({ name }) => name === mode));
  return found
    .filter(({ name }) => name !== winner)
    .map((annotation): Problem => {
      const message = `\`rr::${winner}\` is stronger; \`rr::${annotation.name}\` beside it does nothing.`;
      return {
        ...suspicious("conflicting-modes", nameRange(annotation), message, [removal(annotation, file)]),
        unnecessary: true,
      };
    });
};

/** Closures are collected on their own, whatever becomes of the function around them. */
export const closureInSkippedFunction: Check = (item, { file }) => {
  const around = item.item.closure?.enclosing == null ? undefined : file.items[item.item.closure.enclosing];
  if (item.position !== "closure" || !around || modeOf(around, file) !== "skip") return [];
  if (item.mode === "skip" || item.mode === "ignore") return [];
  const [first] = item.annotations;
  if (!first) return [];
  const start = first.attribute.range.start;
  const fix = {
    title: "Skip the closure, too",
    edits: [{ range: { start, end: start }, newText: `#[${file.hotword}::skip] ` }],
    safe: false,
  };
  const message =
    "The function around this closure is skipped, but RefinedRust still verifies the closure. To leave it out, too, it needs its own `rr::skip`.";
  return [suspicious("closure-in-skipped-function", nameRange(first), message, [fix])];
};

export const assumption: Check = (item) => {
  if (item.mode === "skip") return [];
  return item.annotations.flatMap((annotation): Problem[] => {
    const what = rowNamed(annotation.name)?.assumption;
    if (!what || !counts(annotation, item)) return [];
    return [
      problem("hint", "lint", "assumption", nameRange(annotation), `Assumption: ${decapitalised(what)}`),
    ];
  });
};

/** A mode that loses against another one, or that nobody reads here, assumes nothing. */
const counts = ({ name, read }: Annotation, item: AnnotatedItem): boolean => {
  if (!useAt(name, item.position)) return false;
  if (!MODES.includes(name)) return read;
  return item.mode === name || item.position === "impl" || item.position === "traitImpl";
};

const decapitalised = (sentence: string): string => sentence.charAt(0).toLowerCase() + sentence.slice(1);

const CONTENT: readonly string[] = [...REAL_CLAUSES, "exists", "ok", "unsafe_elctx", "param"];

/** Methods of a trait impl have the trait's specification. */
export const trustWithoutSpec: Check = (item) => {
  if (item.position !== "function" && item.position !== "method" && item.position !== "closure") return [];
  if (item.item.inMacro || (item.mode !== "only_spec" && item.mode !== "trust_me")) return [];
  if (item.annotations.some(({ name }) => CONTENT.includes(name))) return [];
  return item.annotations
    .filter(({ name }) => name === item.mode)
    .slice(0, 1)
    .map((annotation) => {
      const message = `Nothing is specified, so \`rr::${annotation.name}\` assumes only that the result is well-typed; callers can prove nothing else about it.`;
      return problem("information", "lint", "trust-without-spec", nameRange(annotation), message);
    });
};
