/** From a Rust type as written to RefinedRust's semantic type, in the scope of a function, a type or a trait. */
import type { Item, RustType, TypeSegment } from "../syntax/model.ts";
import type { Crate, Located } from "./crate.ts";
import type { Draft } from "./draft.ts";
import { integerLiteral } from "./integerLiteral.ts";
import type { Regions } from "./regions.ts";
import { type Instance, type SemanticType, UNIT } from "./semanticType.ts";
import { mayHaveLifetimes } from "./standardLibrary.ts";

/** RefinedRust cannot translate the type, so that the item is left out; the message is its own. */
export class Unsupported {
  readonly message: string;
  constructor(message: string) {
    this.message = message;
  }
}

export interface TypeScope {
  readonly crate: Crate;
  readonly at: Located;
  readonly draft: Draft;
  readonly regions: Regions;
  /** Type parameters in scope, by name. */
  readonly parameters: ReadonlySet<string>;
  readonly constants: ReadonlySet<string>;
  /** What the parameters stand for, in a trait that is looked at from outside. */
  readonly substitution?: ReadonlyMap<string, SemanticType>;
  /** What the lifetime parameters of a type alias stand for. */
  readonly lifetimes?: ReadonlyMap<string, string>;
  /** What `Self` stands for. */
  selfType(): SemanticType | Unsupported | null;
  /** An associated type of a parameter: `T::Item`, or `<T as Trait>::Item` of one trait. */
  associated(path: readonly string[], of?: Item): SemanticType | null;
  /** A type that is no parameter: struct, enum, alias, or a type of another crate. */
  nominal(segments: readonly TypeSegment[], type: RustType, scope: TypeScope): SemanticType | Unsupported;
}

const INTEGERS: Readonly<Record<string, string>> = {
  i8: "I8",
  i16: "I16",
  i32: "I32",
  i64: "I64",
  i128: "I128",
  isize: "ISize",
  u8: "U8",
  u16: "U16",
  u32: "U32",
  u64: "U64",
  u128: "U128",
  usize: "USize",
};

const unsupported = (description: string) =>
  new Unsupported(`UnsupportedType { description: "RefinedRust does not support ${description}" }`);

/** Upstream: translate_type_in_state in translation/src/types/translator.rs. Elided lifetimes are counted even where they are not printed. */
export function translateType(type: RustType, scope: TypeScope): SemanticType | Unsupported {
  switch (type.kind) {
    case "path":
      return translatePath(type, scope);
    case "reference": {
      const lifetime = region(type.lifetime, scope, type.text);
      if (isUnsized(expandedAlias(type.target, scope))) {
        countLifetimes(type.target, scope);
        return UNIT;
      }
      const translated = translateType(type.target, scope);
      return translated instanceof Unsupported
        ? translated
        : { kind: "reference", mutable: type.mutable, lifetime, target: translated };
    }
    case "pointer":
      // The pointee is not translated, but its lifetimes count.
      countLifetimes(type.target, scope);
      return { kind: "pointer" };
    case "tuple":
      return translateTuple(type.elements, scope);
    case "array":
      return translateArray(type, scope);
    case "never":
      return { kind: "never" };
    case "slice":
      return new Unsupported('UnsupportedFeature { description: "RefinedRust does not support slices" }');
    case "traitObject":
      return unsupported("trait objects");
    case "function":
      return new Unsupported('Unimplemented { description: "RefinedRust does not support FnPtr" }');
    case "implTrait":
      return hole(type.text, "the type that the compiler puts for `impl`", scope);
    default:
      return hole(type.text, "a type that can be read", scope);
  }
}

export const hole = (shown: string, needed: string, scope: { readonly draft: Draft }): SemanticType => ({
  kind: "unknown",
  text: scope.draft.hole(shown, needed),
});

/** The type if it is understood, else what RefinedRust refuses, for a list. */
export function translateAll(
  types: readonly RustType[],
  scope: TypeScope,
): readonly SemanticType[] | Unsupported {
  const translated: SemanticType[] = [];
  for (const type of types) {
    const one = translateType(type, scope);
    if (one instanceof Unsupported) return one;
    translated.push(one);
  }
  return translated;
}

/** `str`, slices, and what points to a slice (is_array_slice in rustc): a reference to them becomes the unit type. */
const isUnsized = ({ type, scope }: { type: RustType; scope: TypeScope }): boolean => {
  if (type.kind === "reference" || type.kind === "pointer")
    return expandedAlias(type.target, scope).type.kind === "slice";
  const path = type.kind === "path" ? plainName(type) : null;
  return type.kind === "slice" || (path === "str" && primitiveName([path], scope) === "str");
};

/** What aliases without parameters stand for, where it is written. */
function expandedAlias(type: RustType, scope: TypeScope): { type: RustType; scope: TypeScope } {
  let found = { type, scope };
  for (let depth = 0; depth < DEEPEST_ALIAS; depth++) {
    if (found.type.kind !== "path" || found.type.qualifiedSelf !== null) break;
    const names = found.type.segments.map((segment) => segment.name);
    const [first = ""] = names;
    if (first === "Self" || found.scope.parameters.has(first)) break;
    const resolution = scope.crate.resolve(names, found.scope.at);
    const target = resolution.kind === "item" && isPlainAlias(resolution.at) ? resolution.at : null;
    if (!target?.item.type) break;
    found = { type: target.item.type, scope: outside(found.scope, target) };
  }
  return found;
}

const DEEPEST_ALIAS = 16;

const isPlainAlias = ({ item: { kind, generics } }: Located): boolean =>
  kind === "typeAlias" && generics.types.length + generics.lifetimes.length + generics.consts.length === 0;

/** The scope of an item that stands for itself: the parameters of whoever mentions it mean nothing in it, only its own do. */
export const outside = (
  scope: TypeScope,
  at: Located,
  substitution: ReadonlyMap<string, SemanticType> = new Map(),
  lifetimes: ReadonlyMap<string, string> = new Map(),
): TypeScope => ({
  ...scope,
  at,
  parameters: new Set(substitution.keys()),
  substitution,
  lifetimes,
  constants: new Set(),
  selfType: () => null,
  associated: () => null,
});

const plainName = (type: RustType & { kind: "path" }): string | null =>
  type.qualifiedSelf === null && type.segments.length === 1 ? (type.segments[0]?.name ?? null) : null;

/** The primitive type that a path means, unless a parameter has its name. */
function primitiveName(names: readonly string[], scope: TypeScope): string | null {
  const [first = ""] = names;
  if (scope.parameters.has(first)) return null;
  const resolution = scope.crate.resolve(names, scope.at);
  return resolution.kind === "primitive" ? resolution.name : null;
}

export function region(lifetime: string | null, scope: TypeScope, where: string): string {
  if (lifetime === null || lifetime === "_") {
    return scope.regions.elided() ?? scope.draft.hole("'_", `the lifetime that is left out in \`${where}\``);
  }
  return (
    scope.lifetimes?.get(lifetime) ??
    scope.regions.named(lifetime) ??
    scope.draft.hole(`'${lifetime}`, `the declaration of \`'${lifetime}\``)
  );
}

function translatePath(type: RustType & { kind: "path" }, scope: TypeScope): SemanticType | Unsupported {
  const names = type.segments.map((segment) => segment.name);
  const [first, second] = names;
  if (type.qualifiedSelf !== null) return translateProjection(type, scope);
  if (first === undefined) return hole(type.text, "a type that can be read", scope);
  if (second !== undefined && (first === "Self" || scope.parameters.has(first))) {
    return scope.associated(names) ?? hole(type.text, `what \`${type.text}\` stands for`, scope);
  }
  if (second === undefined) {
    if (scope.parameters.has(first)) {
      return scope.substitution?.get(first) ?? { kind: "parameter", name: first };
    }
    if (first === "Self") return scope.selfType() ?? hole("Self", "the type of the impl", scope);
  }
  const primitive = primitiveName(names, scope);
  if (primitive !== null) return translatePrimitive(primitive);
  return scope.nominal(type.segments, type, scope);
}

/** `<T as Trait>::Item` for a parameter `T` and a trait of this crate. */
function translateProjection(type: RustType & { kind: "path" }, scope: TypeScope): SemanticType {
  const self = type.qualifiedSelf;
  const item = type.segments.at(-1)?.name;
  const name = self?.kind === "path" && self.segments.length === 1 ? self.segments[0]?.name : undefined;
  const trait = scope.crate.resolve(
    type.segments.slice(0, -1).map((segment) => segment.name),
    scope.at,
  );
  const known =
    name !== undefined && item !== undefined && trait.kind === "item"
      ? scope.associated([name, item], trait.at.item)
      : null;
  return known ?? hole(type.text, `what \`${type.text}\` stands for`, scope);
}

function translatePrimitive(name: string): SemanticType | Unsupported {
  if (name === "bool" || name === "char") return { kind: name };
  const integer = INTEGERS[name];
  if (integer !== undefined) return { kind: "integer", name: integer };
  return unsupported(name === "str" ? "str" : "floats");
}

function tupleOf(types: readonly SemanticType[]): SemanticType {
  if (types.length === 0) return UNIT;
  const name = `tuple${types.length}`;
  const instance: Instance = { types, lifetimes: [], attributes: [] };
  return {
    kind: "external",
    type: {
      term: `${name}_ty`,
      refinement: `${name}_rt`,
      layout: `${name}_sls`,
      takesAttributes: false,
      fromInterface: false,
      fallible: null,
    },
    instance,
  };
}

function translateTuple(elements: readonly RustType[], scope: TypeScope): SemanticType | Unsupported {
  const types = translateAll(elements, scope);
  return types instanceof Unsupported ? types : tupleOf(types);
}

function translateArray(type: RustType & { kind: "array" }, scope: TypeScope): SemanticType | Unsupported {
  const element = translateType(type.element, scope);
  if (element instanceof Unsupported) return element;
  const written = type.length.trim();
  if (scope.constants.has(written)) {
    return new Unsupported(
      `UnsupportedFeature { description: "Unsupported ConstKind: the const parameter ${written}" }`,
    );
  }
  const length =
    integerLiteral(written) ?? scope.draft.hole(written, `the value of the constant \`${written}\``);
  return { kind: "array", element, length };
}

/** Gives every elided lifetime inside a type that is not printed its number. */
export function countLifetimes(type: RustType, scope: TypeScope): void {
  switch (type.kind) {
    case "reference":
      region(type.lifetime, scope, type.text);
      countLifetimes(type.target, scope);
      break;
    case "pointer":
      countLifetimes(type.target, scope);
      break;
    case "tuple":
      for (const element of type.elements) countLifetimes(element, scope);
      break;
    case "array":
    case "slice":
      countLifetimes(type.element, scope);
      break;
    case "path": {
      const names = type.segments;
      if (names.length === 1 && (names[0]?.name === "Self" || scope.parameters.has(names[0]?.name ?? "")))
        break;
      for (const lifetime of writtenLifetimes(names, scope)) region(lifetime, scope, type.text);
      for (const segment of names) for (const argument of segment.arguments) countLifetimes(argument, scope);
      break;
    }
    case "traitObject":
    case "implTrait":
      if (/'_|&|</.test(type.text)) scope.regions.suspect(`the lifetimes in \`${type.text}\``);
      break;
    default:
      break;
  }
}

/** The lifetime arguments of a path, with one `_` for each that is left out, as far as the type is known. */
export function writtenLifetimes(segments: readonly TypeSegment[], scope: TypeScope): readonly string[] {
  const written = segments.flatMap((segment) => segment.lifetimes);
  if (written.length > 0) return written;
  const path = segments.map((segment) => segment.name);
  const resolution = scope.crate.resolve(path, scope.at);
  if (resolution.kind === "unknown" || (resolution.kind === "external" && mayHaveLifetimes(resolution.path)))
    scope.regions.suspect(`the lifetimes that \`${path.join("::")}\` leaves out`);
  const count = resolution.kind === "item" ? resolution.at.item.generics.lifetimes.length : 0;
  return Array.from({ length: count }, () => "_");
}
