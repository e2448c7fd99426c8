/** What is known of a trait by its name: its specification attributes, associated types and supertraits. */
import type { Bound, Item } from "../syntax/model.ts";
import type { CheckContext } from "./checks/context.ts";
import type { Annotation } from "./model.ts";

export interface TraitNames {
  readonly attributes: readonly string[];
  readonly associatedTypes: readonly string[];
  /** False when there may be more: the trait, or one that it extends, is declared somewhere else. */
  readonly complete: boolean;
}

/** The names that a bound gives to a type parameter, those of supertraits included (rustc elaborates bounds). */
export function namesOfBounds(bounds: readonly Bound[], context: CheckContext): TraitNames {
  const attributes = new Set<string>();
  const associatedTypes = new Set<string>();
  let complete = true;
  const seen = new Set<string>();
  const pending = bounds.filter((bound) => bound.kind === "trait" && !bound.relaxed).map(({ name }) => name);
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    if (seen.has(name)) continue;
    seen.add(name);
    const trait = declarationOf(name, context);
    trait.attributes?.forEach((attribute) => {
      attributes.add(attribute);
    });
    trait.associatedTypes?.forEach((type) => {
      associatedTypes.add(type);
    });
    complete &&= trait.attributes !== null && trait.associatedTypes !== null && trait.supertraits !== null;
    pending.push(...(trait.supertraits ?? []));
  }
  return { attributes: [...attributes], associatedTypes: [...associatedTypes], complete };
}

/** The attributes that the trait of this name declares itself, in order; null when that is not known. */
export const declaredAttributes = (name: string, context: CheckContext): readonly string[] | null =>
  declarationOf(name, context).attributes;

interface Declaration {
  readonly attributes: readonly string[] | null;
  readonly associatedTypes: readonly string[] | null;
  readonly supertraits: readonly string[] | null;
}

function declarationOf(name: string, context: CheckContext): Declaration {
  const items = context.file.items.filter(
    (candidate) => candidate.kind === "trait" && candidate.name === name,
  );
  const [item] = items;
  if (items.length > 1 || item?.inMacro) return UNKNOWN;
  if (item) return declaredBy(item, context);
  const fact = context.options.traits.get(name);
  const language = Object.hasOwn(LANGUAGE, name) ? LANGUAGE[name] : undefined;
  return {
    attributes: fact?.attributes ?? (MARKERS.has(name) ? [] : null),
    associatedTypes: language?.types ?? null,
    supertraits: language?.supertraits ?? null,
  };
}

const UNKNOWN: Declaration = { attributes: null, associatedTypes: null, supertraits: null };

/** The attributes of a trait that RefinedRust does not register are not there for it. */
function declaredBy(item: Item, context: CheckContext): Declaration {
  const children = item.children.flatMap((index) => context.file.items[index] ?? []);
  const annotated = context.byIndex.get(item.index);
  return {
    attributes: annotated?.parsed ? annotated.annotations.flatMap(attributesDeclaredBy) : [],
    associatedTypes: children.filter(({ kind }) => kind === "associatedType").map(({ name }) => name),
    supertraits: boundsOfSelf(item).map(({ name }) => name),
  };
}

/** Bounds on `Self` in the header of a trait. */
export const boundsOfSelf = (trait: Item): Bound[] =>
  [
    ...trait.bounds,
    ...trait.generics.where.filter(({ type }) => type.text === "Self").flatMap(({ bounds }) => bounds),
  ].filter((bound) => bound.kind === "trait" && !bound.relaxed);

/** `exists` and `external_attrs` of a trait (get_declared_trait_attrs in spec_parsers/trait_attr_parser.rs). */
export function attributesDeclaredBy({ name, arguments: given }: Annotation): string[] {
  if (name === "exists" && given?.kind === "traitAttribute") return [given.name.value];
  return name === "external_attrs" && given?.kind === "texts" ? given.texts.map(({ value }) => value) : [];
}

/** Traits without methods or types of their own, which no one gives specification attributes. */
const MARKERS: ReadonlySet<string> = new Set(["Sized", "Send", "Sync", "Unpin"]);

interface LanguageTrait {
  readonly types: readonly string[];
  readonly supertraits: readonly string[];
}

const language = (types: string, supertraits = ""): LanguageTrait => ({
  types: types.split(" ").filter(Boolean),
  supertraits: supertraits.split(" ").filter(Boolean),
});

/** Associated types and supertraits of traits of Rust's core library; what they declare for RefinedRust is a library's matter. */
const LANGUAGE: Readonly<Record<string, LanguageTrait>> = {
  Sized: language(""),
  Send: language(""),
  Sync: language(""),
  Unpin: language(""),
  Copy: language("", "Clone"),
  Clone: language(""),
  Default: language(""),
  Debug: language(""),
  PartialEq: language(""),
  Eq: language("", "PartialEq"),
  PartialOrd: language("", "PartialEq"),
  Ord: language("", "Eq PartialOrd"),
  FnOnce: language("Output"),
  FnMut: language("", "FnOnce"),
  Fn: language("", "FnMut"),
  Iterator: language("Item"),
  DoubleEndedIterator: language("", "Iterator"),
  ExactSizeIterator: language("", "Iterator"),
  IntoIterator: language("Item IntoIter"),
  Deref: language("Target"),
  DerefMut: language("", "Deref"),
  Index: language("Output"),
  IndexMut: language("", "Index"),
  Add: language("Output"),
  Sub: language("Output"),
  Mul: language("Output"),
  Div: language("Output"),
  Rem: language("Output"),
  Neg: language("Output"),
  Not: language("Output"),
  BitAnd: language("Output"),
  BitOr: language("Output"),
  BitXor: language("Output"),
  Shl: language("Output"),
  Shr: language("Output"),
};
