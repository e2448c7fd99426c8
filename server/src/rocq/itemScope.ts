/** The scope of an item with generics: what its types, lifetimes, bounds and escapes mean. */
import type { Item, RustType } from "../syntax/model.ts";
import { childrenOf, parentOf } from "./annotated.ts";
import { requirementsOf } from "./bounds.ts";
import type { Crate, Located } from "./crate.ts";
import type { Draft } from "./draft.ts";
import { isStatic, lifetimeBounds } from "./lifetimeBounds.ts";
import { nominalType, type TypeMemory } from "./nominalTypes.ts";
import { Regions, receiverLifetime } from "./regions.ts";
import { attributeTerm, NO_REQUIREMENTS, type Requirements } from "./requirements.ts";
import { type GenericScope, type Names, NO_PLACES } from "./scope.ts";
import { erased, type SemanticType, typeTerm } from "./semanticType.ts";
import { countLifetimes, type TypeScope, translateType, Unsupported } from "./translation.ts";

export interface ItemScope {
  readonly types: TypeScope;
  /** Complete once the signature has been translated, since that numbers the elided lifetimes. */
  generic(): GenericScope;
  readonly names: Names;
  readonly requirements: Requirements;
  /** A bound by `'static`, its own or that of a trait: no function can have one. */
  readonly hasStaticBound: boolean;
}

/** What one preview works with. */
export interface Workshop {
  readonly crate: Crate;
  readonly draft: Draft;
  readonly memory: TypeMemory;
}

/** For a function: its impl or trait around it, its own generics. For a type, trait or impl: its own generics. */
export function itemScope(at: Located, workshop: Workshop): ItemScope {
  const { crate, draft } = workshop;
  const parent = at.item.kind === "function" ? parentOf(at) : null;
  const outer = parent && (parent.item.kind === "impl" || parent.item.kind === "trait") ? parent : null;
  const owners = [...(outer ? [outer] : []), at];
  const trait = owners.find((owner) => owner.item.kind === "trait") ?? null;
  const regions = new Regions(at.item.kind === "function");
  const parameters = [
    ...(trait ? ["Self"] : []),
    ...owners.flatMap((owner) => owner.item.generics.types.map((type) => type.text)),
  ];
  let self: SemanticType | Unsupported | null = null;
  const associated = (path: readonly string[], of?: Item) =>
    associatedType(path, requirements, trait?.item === at.item ? at : null, of);
  const types: TypeScope = {
    crate,
    at,
    draft,
    regions,
    parameters: new Set(parameters),
    constants: new Set(owners.flatMap((owner) => owner.item.generics.consts.map((c) => c.text))),
    selfType: () => self,
    associated(path, of) {
      const type = associated(path, of) ?? implementedType(path, outer, of, { ...types, associated });
      return type && erased(type);
    },
    nominal: (segments, type, scope) => nominalType(segments, type, scope, workshop.memory),
  };
  let requirements = NO_REQUIREMENTS;
  // The header comes first: what it leaves out is numbered before the lifetimes of the function.
  for (const owner of outer ? [outer] : at.item.kind === "function" ? [] : [at]) {
    for (const lifetime of owner.item.generics.lifetimes) regions.declareEarly(lifetime.text);
    const trait = owner.item.header?.trait;
    if (trait) countLifetimes(trait, { ...types, at: owner });
    self = selfOf(owner, types, workshop);
  }
  if (at.item.kind === "function") declareFunctionLifetimes(at, regions);
  requirements = requirementsOf(
    owners.map(({ item }) => ({ item, surrounding: item !== at.item && isTraitOrItsImpl(item) })),
    trait && trait.item !== at.item ? trait : null,
    types,
  );
  const surroundingTypes = parameters.slice(0, parameters.length - at.item.generics.types.length);
  const outlives = owners.flatMap((owner) => lifetimeBounds(owner.item, owner.source.file.text));
  const implied = requirements.known.flatMap(({ trait: { at } }) =>
    lifetimeBounds(at.item, at.source.file.text),
  );
  return {
    types,
    requirements,
    hasStaticBound: [...outlives, ...implied].some(isStatic),
    names: namesOf(types, requirements, at.item, trait, associated),
    generic: () => ({
      lifetimes: regions.all,
      types: [
        ...surroundingTypes,
        ...requirements.known.filter((r) => r.surrounding).flatMap((r) => r.open),
        ...at.item.generics.types.map((type) => type.text),
        ...requirements.known.filter((r) => !r.surrounding).flatMap((r) => r.open),
      ],
      surrounding: surroundingTypes.length,
      requirements,
      unsure: requirements.unknown.map(({ text, needed }) => draft.hole(`parameters of ${text}`, needed)),
      ...outlivesTexts(outlives, types),
    }),
  };
}

const isTraitOrItsImpl = (item: Item): boolean => item.kind === "trait" || item.header?.trait != null;

/** Early-bound: in a bound, or only in the return type (is_late_bound_map in rustc's resolve_bound_vars). */
function declareFunctionLifetimes(at: Located, regions: Regions): void {
  const { generics, signature } = at.item;
  const bound = new Set(
    lifetimeBounds(at.item, at.source.file.text).flatMap((b) =>
      "type" in b ? [b.lifetime] : [b.longer, b.shorter],
    ),
  );
  const mentioned = [
    ...generics.types.flatMap(({ bounds }) => bounds.map(({ text }) => text)),
    ...generics.where.flatMap(({ type, bounds }) => [type.text, ...bounds.map(({ text }) => text)]),
  ];
  for (const [, name = ""] of mentioned.join(" ").matchAll(/'([\p{L}\p{N}_]+)/gu)) bound.add(name);
  const inputs = (signature?.arguments ?? [])
    .map((argument) => argument.type?.text ?? `'${receiverLifetime(argument) ?? "_"}`)
    .join(" ");
  const output = signature?.returnType?.text ?? "";
  const inText = (text: string, name: string) => new RegExp(`'${name}(?![\\p{L}\\p{N}_])`, "u").test(text);
  const isEarly = (name: string) => bound.has(name) || (!inText(inputs, name) && inText(output, name));
  for (const { text } of generics.lifetimes) if (isEarly(text)) regions.declareEarly(text);
  for (const { text } of generics.lifetimes) if (!isEarly(text)) regions.declareLate(text);
}

/** What `Self` is: the type of the impl, the type itself, or the parameter of the trait. */
function selfOf(at: Located, types: TypeScope, workshop: Workshop): SemanticType | Unsupported | null {
  switch (at.item.kind) {
    case "trait":
      return { kind: "parameter", name: "Self" };
    case "impl": {
      const header = at.item.header;
      return header && translateType(header.selfType, { ...types, at });
    }
    case "struct":
    case "enum": {
      const { generics, name } = at.item;
      const argument = (text: string): RustType => ({
        kind: "path",
        range: at.item.nameRange,
        text,
        segments: [{ name: text, arguments: [], lifetimes: [] }],
        qualifiedSelf: null,
      });
      const segment = {
        name,
        arguments: generics.types.map((type) => argument(type.text)),
        lifetimes: generics.lifetimes.map((lifetime) => lifetime.text),
      };
      return nominalType([segment], argument(name), types, workshop.memory, at);
    }
    default:
      return null;
  }
}

function associatedType(
  path: readonly string[],
  requirements: Requirements,
  declaredTrait: Located | null,
  /** The trait that the type is of, when it is written. */
  of?: Item,
): SemanticType | null {
  const isShort = path.length === 1;
  const [self, name] = isShort ? ["Self", path[0]] : path;
  if (path.length > 2 || name === undefined) return null;
  if (declaredTrait && self === "Self" && (of ?? declaredTrait.item) === declaredTrait.item) {
    const own = declaredTrait.item.children.some((index) => {
      const item = declaredTrait.source.file.items[index];
      return item?.kind === "associatedType" && item.name === name;
    });
    if (own) return { kind: "parameter", name };
    if (isShort) return null;
  }
  const found = requirements.known.filter(
    ({ types: [type], trait, isSelf }) =>
      trait.associated.includes(name) &&
      type?.kind === "parameter" &&
      type.name === self &&
      (of === undefined || trait.at.item === of) &&
      // The short form is that of the trait around, not of its super-traits.
      (!isShort || isSelf),
  );
  const [first] = found;
  // Which of several bounds by one trait is meant depends on its arguments.
  if (!first || (of !== undefined && found.length > 1)) return null;
  return first.associated[first.trait.associated.indexOf(name)] ?? null;
}

/** `Self::Item` in a method of a trait's impl, when no lifetime can be lost on the way. */
function implementedType(
  [self, name]: readonly string[],
  impl: Located | null,
  of: Item | undefined,
  types: TypeScope,
): SemanticType | null {
  if (self !== "Self" || of !== undefined || !impl?.item.header?.trait) return null;
  const alias = childrenOf(impl).find(({ item }) => item.kind === "typeAlias" && item.name === name)?.item;
  if (!alias?.type || alias.generics.types.length + alias.generics.lifetimes.length > 0) return null;
  const type = translateType(alias.type, { ...types, at: impl });
  return type instanceof Unsupported || typeTerm(type) !== typeTerm(erased(type)) ? null : type;
}

function namesOf(
  types: TypeScope,
  requirements: Requirements,
  item: Item,
  trait: Located | null,
  associated: TypeScope["associated"],
): Names {
  const isFunction = item.kind === "function";
  return {
    type(path) {
      const [first, second] = path;
      if (first === undefined) return null;
      if (second === undefined && types.parameters.has(first)) return { kind: "parameter", name: first };
      if (second === undefined && !trait) return null;
      // On a trait itself `Self::Item` is not registered, only `Item`.
      return trait?.item === item && second !== undefined
        ? associatedType(path, requirements, null)
        : associated(path);
    },
    // Types, traits and impls keep their lifetimes under a name with the quote and look them up without it.
    lifetime: (name) => (isFunction && name !== "static" ? types.regions.named(name) : null),
    attribute(path) {
      const [self, attribute] = path.length === 1 ? (trait ? ["Self", path[0]] : []) : path;
      if (self === undefined || attribute === undefined || path.length > 2) return null;
      // Later bounds replace earlier ones of the same name.
      const requirement = requirements.known.findLast(
        ({ trait: { attributes }, types: [type], isSelf }) =>
          attributes.includes(attribute) &&
          type?.kind === "parameter" &&
          type.name === self &&
          (path.length === 2 || isSelf),
      );
      return requirement ? attributeTerm(requirement, attribute) : null;
    },
    place: NO_PLACES,
  };
}

/** Two of a kind come out in an order that only the compiler knows, so that they are holes. */
function outlivesTexts(
  bounds: readonly ReturnType<typeof lifetimeBounds>[number][],
  types: TypeScope,
): { outlives: string[]; typeOutlives: string[] } {
  const { draft, regions } = types;
  const needed = "the order in which the compiler lists bounds of lifetimes";
  const name = (lifetime: string) =>
    regions.named(lifetime) ?? draft.hole(`'${lifetime}`, "the lifetimes of the bound");
  const pairs = bounds.flatMap((b) => ("type" in b ? [] : [`(${name(b.shorter)}, ${name(b.longer)})`]));
  const typed = bounds.flatMap((b) => {
    if (!("type" in b)) return [];
    const type = types.parameters.has(b.type)
      ? `${b.type}_ty`
      : draft.hole(b.type, "the type of a bound by a lifetime");
    return [`ty_outlives_E (${type}) ${name(b.lifetime)}`];
  });
  const unsure = (list: string[]) => (list.length > 1 ? list.map((text) => draft.hole(text, needed)) : list);
  return { outlives: unsure(pairs), typeOutlives: unsure(typed) };
}
