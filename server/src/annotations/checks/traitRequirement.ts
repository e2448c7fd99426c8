/** `#trait T::Attr := ".."`: the parameter must exist and have a bound that declares the attribute. */
import type { Bound, Item, RustFile } from "../../syntax/model.ts";
import type { AnnotatedItem, Problem, Proposition } from "../model.ts";
import { nearest } from "../nearest.ts";
import { parentOf } from "../position.ts";
import { namesOfBounds } from "../traits.ts";
import { type Check, type CheckContext, refused } from "./context.ts";
import { refusal } from "./outcome.ts";

type Requirement = Extract<Proposition, { kind: "trait" }>;

/** Only in `requires`; `ensures` accepts anything and drops it (determine_trait_attr_requirement_origin in types/scope.rs). */
export const traitRequirement: Check = (item, context) => {
  if (!item.parsed || item.position === "closure") return [];
  const seen = new Set<string>();
  return item.annotations.flatMap((annotation): Problem[] => {
    const parsed = annotation.arguments;
    if (
      annotation.name !== "requires" ||
      parsed?.kind !== "proposition" ||
      parsed.proposition.kind !== "trait"
    )
      return [];
    const requirement = parsed.proposition;
    const unknown = unresolved(requirement, item.item, context);
    if (unknown) return [{ ...problemAt(requirement, item, unknown) }];
    const key = `${requirement.parameter.text}::${requirement.attribute.text}`;
    if (!seen.has(key)) {
      seen.add(key);
      return [];
    }
    return [problemAt(requirement, item, `\`${key}\` is specialised twice.`)];
  });
};

function problemAt(requirement: Requirement, item: AnnotatedItem, why: string): Problem {
  const range = { start: requirement.parameter.range.start, end: requirement.attribute.range.end };
  return refused("unknown-trait-requirement", range, `${why} ${refusal(item.position)}`);
}

/** Why the requirement surely does not resolve; null when it does or when a bound's trait is not known. */
function unresolved(requirement: Requirement, item: Item, context: CheckContext): string | null {
  const parameter = requirement.parameter.text;
  const scopes = scopesOf(item, context.file);
  const names = scopes.flatMap((scope) => scope.generics.types.map((type) => type.text));
  const inTrait = scopes.some((scope) => scope.kind === "trait");
  if (!names.includes(parameter)) {
    if (parameter === "Self" && inTrait) return null;
    const meant = nearest(parameter, names);
    return `\`${parameter}\` is no type parameter here.${meant ? ` Did you mean \`${meant}\`?` : ""}`;
  }
  const bounds = scopes.flatMap((scope) => boundsOn(parameter, scope));
  const { attributes, complete } = namesOfBounds(bounds, context);
  if (!complete || attributes.includes(requirement.attribute.text)) return null;
  const meant = nearest(requirement.attribute.text, attributes);
  return `No bound of \`${parameter}\` declares the specification attribute \`${requirement.attribute.text}\`.${meant ? ` Did you mean \`${meant}\`?` : ""}`;
}

function scopesOf(item: Item, file: RustFile): Item[] {
  const parent = parentOf(item, file);
  return parent && (parent.kind === "impl" || parent.kind === "trait") ? [item, parent] : [item];
}

function boundsOn(parameter: string, { generics }: Item): Bound[] {
  const direct = generics.types.filter((type) => type.text === parameter).flatMap((type) => type.bounds);
  const where = generics.where.filter(({ type }) => type.text === parameter).flatMap(({ bounds }) => bounds);
  return [...direct, ...where].filter((bound) => bound.kind === "trait" && !bound.relaxed);
}
