/** The clauses of pre- and postconditions and invariants as Rocq text. */
import type { Annotation, Proposition, Text } from "../annotations/model.ts";
import type { Crate } from "./crate.ts";
import type { Draft } from "./draft.ts";
import { hanging, pure } from "./layout.ts";
import { type Expanded, expanded, type Names, verbatim } from "./scope.ts";

/** What printing a clause needs. */
export interface ClauseContext {
  readonly names: Names;
  readonly crate: Crate;
  readonly draft: Draft;
}

export const expandedText = (text: Text, context: ClauseContext): string =>
  expanded(text, context.names, context.crate).text;

/** `⌜(φ)%Z⌝`, with its name as a hint (IProp::Pure, model::Term::WithName). */
export const pureClause = (name: Text | null, term: string): string =>
  pure(name ? `name_hint "${verbatim(name)}" (${hanging(term)})%Z` : hanging(term));

/** The same in the terms that `rr::ok` collects, where a name brings no scope (TryFrom<MetaIProp> for Term). */
export const pureTerm = (name: Text | null, term: string): string =>
  hanging(name ? `name_hint "${verbatim(name)}" (${term})` : term);

export const observation = (ghost: Text, value: Text, context: ClauseContext): string =>
  `gvar_pobs ${verbatim(ghost)} (${expandedText(value, context)})`;

/** `l ◁ₗ[π, Owned] #(r) @ (◁ t)`, with what its three texts mention. */
export function ownership(
  proposition: Proposition & { kind: "type" },
  context: ClauseContext,
): { owned: string; shared: string; mentioned: readonly Expanded[] } {
  const texts = [proposition.location, proposition.refinement, proposition.type];
  const mentioned = texts.map((text) => expanded(text, context.names, context.crate));
  const [location, refinement, type] = mentioned.map(({ text }) => text);
  return {
    owned: `${location} ◁ₗ[π, Owned] #(${refinement}) @ (◁ ${type})`,
    shared: `${location} ◁ₗ[π, Shared κ] #(${refinement}) @ (◁ ${type})`,
    mentioned,
  };
}

/** A conjunct of a function's pre- or postcondition or of a loop invariant; link-time and trait clauses leave `True` (From<MetaIProp> for IProp). */
export function conjunct(proposition: Proposition, annotation: Annotation, context: ClauseContext): string {
  const text = (): string => {
    switch (proposition.kind) {
      case "pure":
        return pureClause(proposition.name, expandedText(proposition.proposition, context));
      case "type":
        return ownership(proposition, context).owned;
      case "observe":
        return observation(proposition.ghost, proposition.value, context);
      case "iris":
      case "own":
      case "shr":
        return expandedText(proposition.proposition, context);
      default:
        return "True";
    }
  };
  return context.draft.part(text(), annotation);
}
