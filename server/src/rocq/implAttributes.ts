/** The attributes of a trait impl: their values, and `{Attr}` in its methods, a field of the impl's attribute record. */
import { annotationsOf, hasAnnotation, parentOf } from "./annotated.ts";
import type { Located, Resolution } from "./crate.ts";
import { Draft } from "./draft.ts";
import { Refused } from "./functionClauses.ts";
import { hasDescribedAttributes } from "./implSignature.ts";
import { type ItemScope, itemScope, type Workshop } from "./itemScope.ts";
import { app, hanging } from "./layout.ts";
import { attributeRecord } from "./requirements.ts";
import { expanded, type Names, verbatim } from "./scope.ts";
import { declaredAttributes } from "./traitFacts.ts";

export type AttributeValues = ReadonlyMap<string, { readonly term: string; readonly proof: string | null }>;

/** Upstream: parse_trait_impl_attrs in spec_parsers/trait_impl_attr_parser.rs. */
export function attributeValues(
  at: Located,
  names: Names,
  hasDeclared: boolean,
  { crate, draft }: Workshop,
): AttributeValues | Refused {
  const values = new Map<string, { term: string; proof: string | null }>();
  for (const annotation of annotationsOf(at)) {
    const { arguments: args, failure, name } = annotation;
    if (name === "instantiate") {
      if (failure) return new Refused(failure.upstream);
      if (args?.kind !== "instantiation") continue;
      const key = verbatim(args.name);
      const text = draft.part(expanded(args.value, names, crate).text, annotation);
      if (values.has(key)) return new Refused(`attribute ${key} has been instantiated multiple times`);
      values.set(key, args.isProof ? { term: "_", proof: text } : { term: hanging(text), proof: null });
    } else if (name === "context") {
      if (failure) return new Refused(failure.upstream);
    } else if (!IGNORED.has(name))
      return new Refused(`unknown attribute for trait impl specification: ${name}`);
  }
  return annotationsOf(at).length === 0 && hasDeclared ? new Refused("No specification provided") : values;
}

const IGNORED = new Set(["export_as", "only_spec", "trust_me", "skip", "verify"]);

/** Why RefinedRust refuses the attributes of a trait impl, and with them each of its methods (add_trait_requirements in types/scope.rs). */
export function implRefusal(at: Located, workshop: Workshop): Refused | null {
  const { crate } = workshop;
  const trait = at.item.header?.trait;
  if (at.item.kind !== "impl" || trait?.kind !== "path") return null;
  const path = trait.segments.map((segment) => segment.name);
  const hasDeclared = declaresAttributes(crate.resolve(path, at), at, crate);
  const separate = { ...workshop, draft: new Draft(false) };
  const values = attributeValues(at, itemScope(at, separate).names, hasDeclared, separate);
  return values instanceof Refused ? values : null;
}

function declaresAttributes(trait: Resolution, impl: Located, crate: Workshop["crate"]): boolean {
  if (trait.kind === "item")
    return (crate.foreign(trait.at)?.trait?.attributes ?? declaredAttributes(trait.at)).length > 0;
  const self = impl.item.header?.selfType;
  if (trait.kind !== "external" || self?.kind !== "path") return false;
  const type = crate.resolve(
    self.segments.map((segment) => segment.name),
    impl,
  );
  // The comparisons may have their values at the type (check_for_derive_trait_attrs).
  const mayDerive = type.kind === "item" && hasAnnotation(type.at, "derive_instantiate");
  return hasDescribedAttributes(trait.path) && !mayDerive;
}

/** The names of a function's scope, with the shorthands that a surrounding trait impl adds (add_trait_requirements in types/scope.rs). */
export function implementedAttributes(at: Located, scope: ItemScope, { crate, draft }: Workshop): Names {
  const impl = parentOf(at);
  const trait = impl?.item.header?.trait;
  if (impl?.item.kind !== "impl" || trait?.kind !== "path") return scope.names;
  const resolution = crate.resolve(
    trait.segments.map((segment) => segment.name),
    impl,
  );
  if (resolution.kind !== "item") return { ...scope.names, attribute: unknownAttribute(scope.names, draft) };
  const declared = crate.foreign(resolution.at)?.trait?.attributes ?? declaredAttributes(resolution.at);
  const implName = crate.nameOf(impl);
  const traitName = crate.nameOf(resolution.at);
  return {
    ...scope.names,
    attribute(path) {
      const [name] = path;
      if (path.length !== 1 || name === undefined || !declared.includes(name))
        return scope.names.attribute(path);
      if (!implName?.sure || !traitName?.sure)
        return draft.hole(name, "the generated names of the impl and its trait");
      const surrounding = scope.requirements.known.filter((requirement) => requirement.surrounding);
      const types = [
        ...impl.item.generics.types.map((type) => type.text),
        ...surrounding.flatMap((requirement) => requirement.open),
      ];
      const args = [...types.map((type) => `${type}_rt`), ...surrounding.map(attributeRecord)];
      return `${app(`${implName.text}_spec_attrs`, args)}.(${traitName.text}_${name})`;
    },
  };
}

/** A trait of another crate may declare attributes that are not known here; a single name may be one of them. */
const unknownAttribute =
  (names: Names, draft: Workshop["draft"]): Names["attribute"] =>
  (path) =>
    names.attribute(path) ??
    (path.length === 1 && names.type(path) === null
      ? draft.hole(`{${path.join("::")}}`, "the attributes of the implemented trait")
      : null);
