/** Which attribute records meet the bounds of a type's parameters at a use of the type. */
import type { Bound } from "../syntax/model.ts";
import { childrenOf, modeOf } from "./annotated.ts";
import type { Crate, Located, Resolution } from "./crate.ts";
import { BUILT_IN } from "./requirements.ts";
import type { SemanticType } from "./semanticType.ts";
import { functionsOfTrait, isRegistered } from "./traitFacts.ts";

/** Records in the order of the bounds; null when it takes the compiler to find one. */
export function attributeArguments(
  at: Located,
  types: readonly SemanticType[],
  crate: Crate,
): string[] | null {
  const { generics } = at.item;
  const found = [
    ...generics.types.flatMap((type) => type.bounds.map((bound) => ({ name: type.text, bound }))),
    ...generics.where.flatMap((clause) => clause.bounds.map((bound) => ({ name: clause.type.text, bound }))),
  ]
    .filter(({ bound }) => bound.kind === "trait" && !bound.relaxed)
    .map(({ name, bound }) => ({ name, bound, resolution: resolve(bound, at, crate) }))
    .filter(({ resolution }) => !isBuiltIn(resolution));
  // The order of several bounds depends on how rustc lists them.
  if (found.length > 1) return null;
  const records: string[] = [];
  for (const { name, bound, resolution } of found) {
    const type = types[generics.types.findIndex((parameter) => parameter.text === name)];
    if (resolution.kind !== "item" || !type || !isPlain(resolution.at, bound)) return null;
    const record = recordFor(type, resolution.at, crate);
    if (record === null) return null;
    records.push(record);
  }
  return records;
}

/**
 * Records for the super-traits of a trait at one of its impls; null when it takes the compiler to find them. Only a single
 * super-trait without parameters, for an impl without parameters, is looked up here.
 */
export function superTraitRecords(impl: Located, trait: Located, crate: Crate): string[] | null {
  const supers = trait.item.bounds
    .filter((bound) => bound.kind === "trait" && !bound.relaxed)
    .map((bound) => ({ bound, resolution: resolve(bound, trait, crate) }))
    .filter(({ resolution }) => !isBuiltIn(resolution));
  const [found] = supers;
  if (!found) return [];
  const self = impl.item.header?.selfType;
  if (supers.length > 1 || found.resolution.kind !== "item" || self?.kind !== "path") return null;
  if (!isPlain(found.resolution.at, found.bound)) return null;
  const of = found.resolution.at.item;
  const same = crate
    .traitImpls()
    .filter((other) => other.source === impl.source && other.item.parent === impl.item.parent)
    .filter((other) => isInstance(other) && other.item.header?.selfType.text === self.text)
    .filter((other) => isParameterless(other) && resolvesTo(other, of, crate));
  const [one] = same;
  const name = one && same.length === 1 && isParameterless(impl) ? crate.nameOf(one) : null;
  return name?.sure ? [`${name.text}_spec_attrs`] : null;
}

/** Whether an impl with a specification may exist for each super-trait; without one, no impl of the trait has one. */
export const mayHaveSuperTraits = (trait: Located, crate: Crate): boolean =>
  trait.item.bounds
    .filter((bound) => bound.kind === "trait" && !bound.relaxed)
    .map((bound) => resolve(bound, trait, crate))
    .filter((resolution) => !isBuiltIn(resolution))
    .every(
      (resolution) =>
        resolution.kind === "item" &&
        (!isRegistered(resolution.at) ||
          crate.traitImpls().some((impl) => isInstance(impl) && resolvesTo(impl, resolution.at.item, crate))),
    );

const isParameterless = ({ item }: Located): boolean =>
  item.generics.types.length + item.generics.lifetimes.length + item.generics.consts.length === 0;

function resolvesTo(impl: Located, trait: Located["item"], crate: Crate): boolean {
  const header = impl.item.header?.trait;
  if (header?.kind !== "path") return false;
  const resolution = crate.resolve(
    header.segments.map((segment) => segment.name),
    impl,
  );
  return resolution.kind === "item" && resolution.at.item === trait;
}

const resolve = (bound: Bound, at: Located, crate: Crate): Resolution =>
  crate.resolve(bound.path.split("::"), at);

const isBuiltIn = (resolution: Resolution): boolean =>
  resolution.kind === "external" && BUILT_IN.has(resolution.path.slice(1).join("::"));

/** A trait without parameters, super-traits and associated types. */
const isPlain = (trait: Located, bound: Bound): boolean =>
  isRegistered(trait) &&
  bound.arguments.length === 0 &&
  trait.item.bounds.length === 0 &&
  trait.item.generics.types.length === 0 &&
  trait.item.generics.lifetimes.length === 0 &&
  functionsOfTrait(trait, "associatedType").length === 0;

/** The record of the bound in scope for a parameter, that of the impl for a type of this crate (ReqInst::get_attr_term in radium/src/specs/traits.rs). */
function recordFor(type: SemanticType, trait: Located, crate: Crate): string | null {
  if (type.kind === "parameter") {
    const name = crate.nameOf(trait);
    return name?.sure ? `${name.text}_${type.name}_spec_attrs` : null;
  }
  if (type.kind !== "local" || type.instance.types.length + type.instance.lifetimes.length > 0) return null;
  const impls = crate.traitImpls().filter((impl) => isImplFor(impl, type.type.name, trait, crate));
  const [impl] = impls;
  const name = impl && impls.length === 1 ? crate.nameOf(impl) : null;
  return name?.sure ? `${name.text}_spec_attrs` : null;
}

function isImplFor(impl: Located, typeName: string, trait: Located, crate: Crate): boolean {
  const self = impl.item.header?.selfType;
  if (self?.kind !== "path" || !isParameterless(impl) || !isInstance(impl)) return false;
  const resolution = crate.resolve(
    self.segments.map((segment) => segment.name),
    impl,
  );
  const isSelf = resolution.kind === "item" && crate.nameOf(resolution.at)?.text === typeName;
  return isSelf && resolvesTo(impl, trait.item, crate);
}

/** Each of its functions has a specification (register_trait_impls in translation/src/lib.rs). */
export const isInstance = (impl: Located): boolean =>
  childrenOf(impl).every(
    (child) =>
      child.item.kind !== "function" ||
      ((impl.item.attributes.length > 0 || child.item.attributes.length > 0) &&
        !WITHOUT_SPECIFICATION.has(modeOf(child))),
  );

const WITHOUT_SPECIFICATION: ReadonlySet<string> = new Set(["skip", "ignore", "shim"]);
