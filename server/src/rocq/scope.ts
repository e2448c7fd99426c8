/** The generics that an item is quantified over: lifetimes, type parameters, trait bounds; and the names its escapes may use. */
import type { Answer, Lookup, TypeTerm } from "../annotations/escapes.ts";
import type { Text } from "../annotations/model.ts";
import type { Crate } from "./crate.ts";
import type { Draft } from "./draft.ts";
import { binder } from "./layout.ts";
import {
  attributeBinder,
  inclusion,
  type Requirement,
  type Requirements,
  semanticRequirement,
  specificationBinder,
} from "./requirements.ts";
import { refinementType, type SemanticType, typeTerm } from "./semanticType.ts";

/** Upstream: GenericScope in radium/src/specs/mod.rs. */
export interface GenericScope {
  readonly lifetimes: readonly string[];
  /** Type parameters in the order of quantification, with the associated types of the bounds. */
  readonly types: readonly string[];
  /** How many of them belong to the surrounding trait or impl. */
  readonly surrounding: number;
  readonly requirements: Requirements;
  /** Holes for what bounds that are not known may add to the parameters. */
  readonly unsure: readonly string[];
  /** `(ulft_b, ulft_a)` for `'a: 'b`. */
  readonly outlives: readonly string[];
  /** `ty_outlives_E (T_ty) ulft_a` for `T: 'a`. */
  readonly typeOutlives: readonly string[];
}

/** `( *[ulft_a]) : 1 | ( *[T_ty]) : ([(T_rt, T_st)] : list (RT * syn_type)%type)` (GenericScope::format). */
export function functionQuantifiers(scope: GenericScope): string {
  const pairs = scope.types.map((name) => `(${name}_rt, ${name}_st)`).join("; ");
  return `${patterns(scope)} : ([${pairs}] : list (RT * syn_type)%type)`;
}

export function specQuantifiers(scope: GenericScope): string {
  const types = scope.types.map((name) => `${name}_rt`).join("; ");
  return `spec! ${patterns(scope)} : ([${types}] : list RT),`;
}

const patterns = ({ lifetimes, types }: GenericScope): string =>
  `( *[${lifetimes.join("; ")}]) : ${lifetimes.length} | ( *[${types.map((t) => `${t}_ty`).join("; ")}])`;

export const refinementBinders = (types: readonly string[]): string[] =>
  types.map((name) => binder(`${name}_rt`, "RT"));

export const syntypeBinders = (types: readonly string[]): string[] =>
  types.map((name) => binder(`${name}_st`, "syn_type"));

/** ` <TY> T_ty <LFT> ulft_a <INST!>` (identity_instantiation_term). */
export const identityInstantiation = ({ types, lifetimes }: GenericScope): string =>
  [...types.map((t) => ` <TY> ${t}_ty`), ...lifetimes.map((l) => ` <LFT> ${l}`), " <INST!>"].join("");

/** `λ ϝ, [..] ++ ..` (GenericScope::format_elctx, LiteralSpec::format_elctx). */
export function lifetimeContext(scope: GenericScope, extra: readonly string[]): string {
  const pairs = [...scope.outlives, ...scope.lifetimes.map((lifetime) => `(ϝ, ${lifetime})`)].join("; ");
  return [`λ ϝ, [${pairs}]`, ...scope.typeOutlives, ...extra].join(" ++ ");
}

/** Binders for the attribute records, and for the specifications too where asked. */
export function requirementBinders(scope: GenericScope, withSpecifications: boolean, draft: Draft): string[] {
  const { known, unknown } = scope.requirements;
  return [
    ...known.flatMap((requirement) =>
      withSpecifications
        ? [attributeBinder(requirement), specificationBinder(requirement)]
        : [attributeBinder(requirement)],
    ),
    ...unknown.map(({ text, needed }) => draft.hole(`bound ${text}`, needed)),
  ];
}

export function inclusions(
  scope: GenericScope,
  draft: Draft,
  overrides: ReadonlyMap<Requirement, string>,
): string[] {
  const { known, unknown } = scope.requirements;
  return [
    ...known.map((requirement) => inclusion(requirement, overrides.get(requirement) ?? null)),
    ...unknown.map(({ text, needed }) => draft.hole(`inclusion of ${text}`, needed)),
  ];
}

export function semanticRequirements(scope: GenericScope, draft: Draft): string[] {
  const { known, unknown } = scope.requirements;
  return [
    ...known.flatMap((requirement) => semanticRequirement(requirement) ?? []),
    ...unknown.map(({ text, needed }) => draft.hole(`meaning of ${text}`, needed)),
  ];
}

/** What the names in an item's escapes stand for. */
export interface Names {
  type(path: readonly string[]): SemanticType | null;
  lifetime(name: string): string | null;
  attribute(path: readonly string[]): string | null;
  place(base: string, projections: readonly string[], modifier: string | null): string | null;
}

export const NO_PLACES: Names["place"] = () => null;

export interface Expanded {
  readonly text: string;
  /** Type parameters that were mentioned, as semantic types, in the order in which upstream's set keeps them. */
  readonly types: readonly string[];
  readonly lifetimes: readonly string[];
}

/** The text as RefinedRust copies it, with what it mentions (process_coq_literal). Line ends are those that rustc sees. */
export function expanded(text: Text, names: Names, crate: Crate): Expanded {
  const value = text.value.replaceAll("\r\n", "\n");
  if (text.source === "identifier") return { text: value, types: [], lifetimes: [] };
  const expansion = crate.expand({ ...text, value }, lookupOf(names));
  const types = new Set<string>();
  const lifetimes = new Set<string>();
  for (const { kind, path, outcome } of expansion.escapes) {
    if (outcome !== "resolved") continue;
    if (kind === "lifetime") add(lifetimes, names.lifetime(path[0] ?? ""));
    else if (kind !== "place" && !(kind === "name" && names.attribute(path) !== null)) {
      const type = names.type(path);
      if (type?.kind === "parameter") types.add(type.name);
    }
  }
  return { text: expansion.output, types: [...types].sort(), lifetimes: [...lifetimes].sort() };
}

const add = (set: Set<string>, name: string | null): void => {
  if (name !== null) set.add(name);
};

const answer = <T>(found: T | null): Answer<T> => (found === null ? "none" : { found });

const lookupOf = (names: Names): Lookup => ({
  type(path): Answer<TypeTerm> {
    const type = names.type(path);
    return answer(type && { term: typeTerm(type), refinementType: refinementType(type) });
  },
  lifetime: (name) => answer(names.lifetime(name)),
  literal: (path) => answer(names.attribute(path)),
  place: ({ base, projections }, modifier) => answer(names.place(base, projections, modifier)),
});

/** The raw text of a name or of anything that is copied as written. */
export const verbatim = (text: Text): string => text.value.replaceAll("\r\n", "\n");
