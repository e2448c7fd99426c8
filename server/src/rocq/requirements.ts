/** Trait bounds as RefinedRust quantifies over them: one attribute record and one specification for each, in a fixed order. */
import type { Item } from "../syntax/model.ts";
import { annotationsOf, hasAnnotation } from "./annotated.ts";
import type { Crate, Located } from "./crate.ts";
import { binder, pure } from "./layout.ts";
import { refinementType, type SemanticType, synType, typeTerm } from "./semanticType.ts";
import { declaredAttributes, functionsOfTrait, isRegistered, unsureOfTrait } from "./traitFacts.ts";

export interface TraitInterface {
  readonly at: Located;
  readonly name: string;
  /** As rustc shows it, which orders the bounds; null when that is not known. */
  readonly path: string | null;
  readonly attributes: readonly string[];
  readonly associated: readonly string[];
  /** The attribute record depends on those of super-traits and bounds. */
  readonly dependent: boolean;
  readonly semantic: boolean;
}

export interface Requirement {
  readonly trait: TraitInterface;
  /** `Self` first. */
  readonly types: readonly SemanticType[];
  /** The trait's name and its arguments: `Tr_T`. */
  readonly base: string;
  /** Quantified by the surrounding impl of a trait, or by the trait itself. */
  readonly surrounding: boolean;
  /** `Self: Trait` inside the trait itself. */
  readonly isSelf: boolean;
  /** For each associated type what stands for it. */
  readonly associated: readonly SemanticType[];
  /** Names of the associated types that become parameters. */
  readonly open: readonly string[];
  /** The bounds in scope that meet the trait's own ones. */
  readonly dependencies: readonly Requirement[];
}

/** Bounds that RefinedRust leaves out (is_builtin_trait in translation/src/traits/requirements.rs). */
export const BUILT_IN = new Set([
  "marker::Sized",
  "marker::MetaSized",
  "marker::Tuple",
  "marker::Destruct",
  "ptr::Pointee",
  "ptr::metadata::Thin",
]);

const interfaces = new WeakMap<Crate, Map<Item, TraitInterface | string>>();

/** The interface of a trait of this crate; a string says what would be needed. */
export function traitInterface(at: Located, crate: Crate): TraitInterface | string {
  const known = interfaces.get(crate) ?? new Map<Item, TraitInterface | string>();
  interfaces.set(crate, known);
  const found = known.get(at.item) ?? readInterface(at, crate);
  known.set(at.item, found);
  return found;
}

function readInterface(at: Located, crate: Crate): TraitInterface | string {
  const unsure = unsureOfTrait(at);
  if (unsure !== null) return unsure;
  const foreign = crate.foreign(at);
  if (foreign) {
    const { trait, path } = foreign;
    if (!trait) return `the interface of the trait \`${at.item.name}\``;
    return { ...trait, at, path, associated: associatedTypes(at) };
  }
  if (!isRegistered(at)) {
    return `an annotation on every function of the trait \`${at.item.name}\``;
  }
  if (functionsOfTrait(at, "const").length > 0) return "a trait without associated constants";
  if (functionsOfTrait(at, "typeAlias").length > 0) return "the associated types that have a default";
  const name = crate.nameOf(at);
  if (!name?.sure) return `the generated name of the trait \`${at.item.name}\``;
  return {
    at,
    name: name.text,
    path: hasAnnotation(at, "export_as") ? exportedPath(at) : crate.pathOf(at).join("::") || null,
    attributes: declaredAttributes(at),
    associated: associatedTypes(at),
    dependent: !hasAnnotation(at, "nondependent"),
    semantic: hasAnnotation(at, "semantic"),
  };
}

/** A trait that stands for one of the standard library is ordered by that one's path (cmp_defid in rustcmp.rs). */
function exportedPath(at: Located): string | null {
  const args = annotationsOf(at).find((a) => a.name === "export_as")?.arguments;
  const [crate = "", ...path] = args?.kind === "path" ? args.segments.map(({ text }) => text) : [];
  return /^(?:std|core|alloc)$/.test(crate) && path.length === 2 ? ["std", ...path].join("::") : null;
}

const associatedTypes = (at: Located): string[] =>
  functionsOfTrait(at, "associatedType").map((item) => item.name);

export const attributeRecord = (requirement: Requirement): string => `${requirement.base}_spec_attrs`;

/** The trait's parameters, its associated types, then those of its own bounds (get_ordered_params_inst). */
export const orderedTypes = (requirement: Requirement): readonly SemanticType[] => [
  ...requirement.types,
  ...requirement.associated,
  ...requirement.dependencies.flatMap((dependency) => dependency.associated),
];

/** Binder of the attribute record (LiteralSpecUse::get_attr_param in radium/src/specs/traits.rs). */
export function attributeBinder(requirement: Requirement): string {
  const { trait, dependencies } = requirement;
  const types = orderedTypes(requirement).map(refinementType).join(" ");
  const records = trait.dependent ? dependencies.map(attributeRecord).join(" ") : "";
  return binder(attributeRecord(requirement), `(${trait.name}_spec_attrs (RRGS:=RRGS) ${types} ${records})`);
}

/** Binder of the specification (get_spec_param). */
export function specificationBinder(requirement: Requirement): string {
  const types = orderedTypes(requirement).map(refinementType).join(" ");
  return binder(
    `${requirement.base}_spec`,
    `(spec_with 0 [] (${requirement.trait.name}_spec (RRGS:=RRGS) ${types}))`,
  );
}

/** The trait's base specification has to be included in the assumed one (make_spec_param_precond). */
export function inclusion(requirement: Requirement, override: string | null): string {
  const { trait, base, dependencies } = requirement;
  const types = orderedTypes(requirement);
  const applied = [
    `(spec! ( *[]) : 0 | ( *[]) : ([] : list RT), ${trait.name}_base_spec ${types.map(refinementType).join(" ")}`,
    ` ${types.map(synType).join(" ")}`,
    ...dependencies.map((dependency) => ` ${attributeRecord(dependency)}`),
    ` ${override ?? attributeRecord(requirement)}`,
    types.map((type) => `<TY> ${typeTerm(type)}`).join(" "),
    " <INST!>)",
  ].join("");
  return `trait_incl_marker (lift_trait_incl ${trait.name}_spec_incl ${base}_spec ${applied})`;
}

/** What a function requires of the trait's meaning, except in the trait itself. */
export function semanticRequirement(requirement: Requirement): string | null {
  const term = requirement.isSelf ? null : semanticTerm(requirement);
  return term === null ? null : pure(term);
}

/** The meaning of the trait in terms of semantic types, if it has one (make_semantic_spec_term). */
export function semanticTerm(requirement: Requirement): string | null {
  const { trait } = requirement;
  if (!trait.semantic) return null;
  const types = [...requirement.types, ...requirement.dependencies.flatMap((d) => d.associated)];
  const refinements = types.map(refinementType).join(" ");
  return `${trait.name}_semantic_interp ${refinements} ${types.map(typeTerm).join(" ")}`;
}

/** The term for an attribute of a bound: `Tr_T_spec_attrs.(Tr_Pre)` (make_attr_item_term_in_spec). */
export const attributeTerm = (requirement: Requirement, attribute: string): string =>
  `${attributeRecord(requirement)}.(${requirement.trait.name}_${attribute})`;

/** A bound that cannot be printed: of another crate, or not understood. */
export interface UnknownRequirement {
  readonly text: string;
  readonly needed: string;
}

export interface Requirements {
  /** In the order in which they are quantified, those of the surrounding scope first. */
  readonly known: readonly Requirement[];
  readonly unknown: readonly UnknownRequirement[];
}

export const NO_REQUIREMENTS: Requirements = { known: [], unknown: [] };
