/** What a trait's own annotations say before anything is printed. */
import type { Item, ItemKind } from "../syntax/model.ts";
import { annotationsOf, childrenOf } from "./annotated.ts";
import type { Located } from "./crate.ts";

/** Its functions or associated types, in the order in which RefinedRust goes through them: by name (sort_assoc_items in translation/src/traits/mod.rs). */
export const functionsOfTrait = (trait: Located, kind: ItemKind = "function"): Item[] =>
  childrenOf(trait)
    .map((child) => child.item)
    .filter((item) => item.kind === kind)
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));

/** A trait is registered only when each of its functions is annotated (register_traits in translation/src/lib.rs). */
export const isRegistered = (trait: Located): boolean =>
  functionsOfTrait(trait).every((item) => item.attributes.length > 0);

/** Names of the specification attributes, in declaration order (get_declared_trait_attrs). */
export const declaredAttributes = (trait: Located): string[] =>
  annotationsOf(trait).flatMap((annotation) => {
    const args = annotation.arguments;
    if (annotation.name === "exists" && args?.kind === "traitAttribute") return [args.name.value];
    if (annotation.name === "external_attrs" && args?.kind === "texts") return args.texts.map((t) => t.value);
    return [];
  });

/** What would have to be known of a trait's own items, in words that follow "needs"; null when they are what is written. */
export function unsureOfTrait(trait: Located): string | null {
  const items = childrenOf(trait).map((child) => child.item);
  if (trait.item.generics.consts.length > 0) return "how constant parameters of a trait are printed";
  if (items.some((item) => item.kind === "macroCall")) return "what a macro adds to the trait";
  if (items.some((item) => item.foreign.some(({ path }) => path === "cfg" || path === "cfg_attr")))
    return "which items of the trait are compiled in";
  const hasParameters = ({ kind, generics }: Item): boolean =>
    kind === "associatedType" &&
    generics.types.length + generics.lifetimes.length + generics.consts.length > 0;
  return items.some(hasParameters) ? "how associated types with parameters are printed" : null;
}
