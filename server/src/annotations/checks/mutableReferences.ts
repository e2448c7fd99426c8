/** Mutable references that `rr::args` takes apart although the implicit parameter has both parts. */
import type { Argument } from "../../syntax/model.ts";
import type { TextEdit } from "../../text.ts";
import type { AnnotatedItem, Fix, Problem, Refinement } from "../model.ts";
import { boundIn, freeUses } from "../rocqNames.ts";
import { tokensOf } from "../textTokens.ts";
import { type Check, problem } from "./context.ts";
import { explicitArguments, isMutable, isPlain, withoutArguments } from "./explicitArguments.ts";

export const oldMutableReferenceModel: Check = (item, context) => {
  const explicit = explicitArguments(item);
  const split = (explicit?.pairs ?? []).flatMap(
    ([refinement, argument]) => takenApart(refinement, argument) ?? [],
  );
  if (!explicit || split.length === 0) return [];
  const others = explicit.pairs.filter(([refinement, argument]) => !takenApart(refinement, argument));
  const implicit = others.every(
    ([refinement, argument]) => isPlain(refinement) && refinement.value.value === argument.name?.text,
  );
  const rewritten = implicit ? rewriting(split, item) : null;
  const fixes: Fix[] = rewritten
    ? [
        {
          title: "Use the implicit parameters",
          edits: [...withoutArguments(explicit.annotation, item, context, namesOf(split)), ...rewritten],
          safe: false,
        },
      ]
    : [];
  return split.map(({ refinement, name, current, ghost }): Problem => {
    const message = `Without \`rr::args\` the implicit parameter \`${name}\` offers \`${name}.cur\` for \`${current}\` and \`${name}.ghost\` for \`${ghost}\`.`;
    return problem("hint", "lint", "old-mutable-reference-model", refinement.value.range, message, fixes);
  });
};

interface Split {
  readonly refinement: Refinement;
  readonly name: string;
  readonly current: string;
  readonly ghost: string;
}

const PAIR = /^\s*\(\s*([\p{L}_][\p{L}\p{N}_']*)\s*,\s*([\p{L}_][\p{L}\p{N}_']*)\s*\)\s*$/u;

function takenApart(refinement: Refinement, argument: Argument): Split | null {
  const pair = PAIR.exec(refinement.value.value);
  if (!pair?.[1] || !pair[2] || !argument.name || !isPlain(refinement) || !isMutable(argument)) return null;
  return { refinement, name: argument.name.text, current: pair[1], ghost: pair[2] };
}

const namesOf = (split: readonly Split[]): Set<string> =>
  new Set(split.flatMap(({ current, ghost }) => [current, ghost]));

/** Null when a name also stands where it cannot be replaced: in tactics, loops, or bound again by a quantifier. */
function rewriting(split: readonly Split[], item: AnnotatedItem): TextEdit[] | null {
  if (item.item.loops.length > 0) return null;
  const edits: TextEdit[] = [];
  const names = new Map(
    split.flatMap(({ name, current, ghost }) => [
      [current, `${name}.cur`],
      [ghost, `${name}.ghost`],
    ]),
  );
  for (const annotation of item.annotations) {
    if (annotation.name === "args") continue;
    for (const text of annotation.texts) {
      if (text.role === "binder" || text.role === "hypothesis") continue;
      const tokens = tokensOf(text);
      for (const [name, newText] of names) {
        if (boundIn(tokens).has(name)) return null;
        const uses = freeUses(name, tokens);
        if (uses.length > 0 && text.role === "tactic") return null;
        edits.push(...uses.map(({ range }) => ({ range, newText })));
      }
    }
  }
  return edits;
}
