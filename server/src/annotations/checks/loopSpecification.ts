/** Loop specifications: the closure must be ignored, and its variables must be locals that are initialised at the loop's head. */
import type { Item, Local, Loop, RustFile } from "../../syntax/model.ts";
import type { AnnotatedItem, Fix, Problem, Text } from "../model.ts";
import { nearest } from "../nearest.ts";
import { type Check, nameRange, refused } from "./context.ts";
import { refusal } from "./outcome.ts";
import { isLoopClauseWithoutIgnore } from "./unknownAttribute.ts";

/** Without `rr::ignore` the closure is an ordinary one, which has no invariants (find_loop_spec_closure). */
export const loopWithoutIgnore: Check = (item) => {
  if (!item.parsed) return [];
  return item.annotations
    .filter((annotation) => isLoopClauseWithoutIgnore(annotation, item))
    .map((annotation) => {
      const message = `This closure specifies its loop only with \`rr::ignore\`; without it \`rr::${annotation.name}\` is unknown. ${refusal("closure")}`;
      return refused("loop-without-ignore", nameRange(annotation), message, [ignoring(item)]);
    });
};

function ignoring(item: AnnotatedItem): Fix {
  const last = item.annotations.at(-1)?.attribute;
  const end = last?.range.end ?? item.item.range.start;
  return {
    title: "Add `rr::ignore`",
    edits: [{ range: { start: end, end }, newText: ` #[${last?.path[0]?.text ?? "rr"}::ignore]` }],
    safe: false,
  };
}

export const unknownLoopVariable: Check = (item, { file }) => {
  if (item.position !== "loop" || !item.parsed) return [];
  const around = enclosingLoop(item.item, file);
  if (!around) return [];
  return item.annotations.flatMap((annotation) => {
    if (annotation.arguments?.kind !== "loopVariables" || !annotation.read) return [];
    return annotation.arguments.variables.flatMap(({ local }) => variableProblem(local, around, file));
  });
};

interface Around {
  readonly loop: Loop;
  readonly enclosing: Item;
}

function enclosingLoop(item: Item, file: RustFile): Around | null {
  if (item.closure?.enclosing == null || item.closure.loop === null) return null;
  const enclosing = file.items[item.closure.enclosing];
  const loop = enclosing?.loops[item.closure.loop];
  return enclosing && loop ? { loop, enclosing } : null;
}

/** A closure's captured variables and the compiler's own locals (`__5`) may have names that are not in the source here. */
function variableProblem(local: Text, { loop, enclosing }: Around, file: RustFile): Problem[] {
  const named = loop.locals.filter((candidate) => candidate.name === local.value);
  if (named.some((candidate) => mayBeInitialised(candidate, loop, file))) return [];
  if (local.value.startsWith("__")) return [];
  if (enclosing.closure?.captures.some((capture) => capture.name === local.value)) return [];
  const initialised = loop.locals.filter((candidate) => mayBeInitialised(candidate, loop, file));
  const meant = nearest(local.value, new Set(initialised.map((candidate) => candidate.name)));
  const why =
    named.length > 0
      ? `\`${local.value}\` has no value yet where this loop begins.`
      : `No local variable \`${local.value}\` exists where this loop begins.`;
  const message = `${why}${meant ? ` Did you mean \`${meant}\`?` : ""} ${refusal("loop")}`;
  const fixes: Fix[] = meant
    ? [{ title: `Change to \`${meant}\``, edits: [{ range: local.range, newText: meant }], safe: false }]
    : [];
  return [refused("unknown-loop-variable", local.range, message, fixes)];
}

/** False only for `let x;` that no assignment follows before the loop: whether one is reached is not decided here. */
function mayBeInitialised(local: Local, loop: Loop, file: RustFile): boolean {
  if (local.origin !== "let") return true;
  const declared = local.type?.range.end ?? local.range.end;
  const rest = file.text.slice(declared, loop.range.start);
  if (!/^\s*;/.test(rest)) return true;
  return new RegExp(`(?<![\\w.])${escaped(local.name)}\\s*=(?!=)`, "u").test(rest) || rest.includes("!");
}

const escaped = (name: string): string => name.replace(/[^\p{L}\p{N}_]/gu, "\\$&");
