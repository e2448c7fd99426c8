/** Structs, enums, aliases and types of other crates, as uses in a signature or a field. */
import type { Item, RustType, TypeSegment } from "../syntax/model.ts";
import { hasAlternative, hasAnnotation } from "./annotated.ts";
import { attributeArguments } from "./attributeArguments.ts";
import type { Located } from "./crate.ts";
import { defaultArguments } from "./defaults.ts";
import type { Instance, SemanticType } from "./semanticType.ts";
import { externalType, type LibraryType } from "./standardLibrary.ts";
import {
  hole,
  outside,
  region,
  type TypeScope,
  translateAll,
  translateType,
  Unsupported,
  writtenLifetimes,
} from "./translation.ts";

/** What is already known of the definitions of types, within one preview run. */
export interface TypeMemory {
  /** Why a struct or enum cannot be translated, or what of it is unsure; both null when all is known. */
  definitionOf(at: Located): Definition;
}

export interface Definition {
  readonly refused: string | null;
  readonly unsure: string | null;
}

export function nominalType(
  segments: readonly TypeSegment[],
  type: RustType,
  scope: TypeScope,
  memory: TypeMemory,
  /** The definition, when it need not be looked up. */
  known: Located | null = null,
): SemanticType | Unsupported {
  const path = segments.map((segment) => segment.name);
  const resolution = known ? ({ kind: "item", at: known } as const) : scope.crate.resolve(path, scope.at);
  if (resolution.kind === "primitive") return hole(type.text, "a type that can be read", scope);
  if (resolution.kind === "unknown")
    return unknownType(type, `the interface of \`${type.text}\`: ${resolution.reason}`, scope);
  if (resolution.kind === "external") {
    const entry = externalType(resolution.path, scope.crate.interfaces);
    return typeof entry === "string"
      ? unknownType(type, entry, scope)
      : libraryUse(entry, segments, type, scope);
  }
  const { item } = resolution.at;
  switch (item.kind) {
    case "struct":
    case "enum":
      return localUse(resolution.at, segments, type, scope, memory, known !== null);
    case "typeAlias":
      return aliasUse(resolution.at, segments, type, scope);
    case "union":
      return new Unsupported('Unimplemented { description: "union ADTs are not yet supported" }');
    default:
      return unknownType(type, `the interface of \`${type.text}\`: it is a ${item.kind}`, scope);
  }
}

/** Numbers the lifetimes in the arguments all the same. */
function unknownType(type: RustType, needed: string, scope: TypeScope): SemanticType | Unsupported {
  if (type.kind === "path") {
    for (const lifetime of writtenLifetimes(type.segments, scope)) region(lifetime, scope, type.text);
    for (const segment of type.segments) {
      const args = translateAll(segment.arguments, scope);
      if (args instanceof Unsupported) return args;
    }
  }
  return hole(type.text, needed, scope);
}

function libraryUse(
  entry: LibraryType,
  segments: readonly TypeSegment[],
  type: RustType,
  scope: TypeScope,
): SemanticType | Unsupported {
  const args = segments.flatMap((segment) => segment.arguments);
  const types = translateAll(args, scope);
  if (types instanceof Unsupported) return types;
  if (types.length !== entry.parameters)
    return hole(type.text, "the arguments that are left out or added", scope);
  const defaults = entry.defaults.map(
    (external): SemanticType => ({ kind: "external", type: external, instance: EMPTY }),
  );
  const instance = { types: [...types, ...defaults], lifetimes: [], attributes: entry.attributes };
  return { kind: "external", type: entry, instance };
}

const EMPTY: Instance = { types: [], lifetimes: [], attributes: [] };

function localUse(
  at: Located,
  segments: readonly TypeSegment[],
  type: RustType,
  scope: TypeScope,
  memory: TypeMemory,
  isDefinition: boolean,
): SemanticType | Unsupported {
  const name = scope.crate.nameOf(at);
  const foreign = scope.crate.foreign(at)?.type ?? null;
  const { generics } = at.item;
  const written = segments.flatMap((segment) => segment.lifetimes);
  const wanted = generics.lifetimes.length;
  const names = written.length > 0 ? written : Array.from({ length: wanted }, () => "_");
  const lifetimes = names.map((lifetime) => region(lifetime, scope, type.text));
  const args = typeArguments(segments, at.item);
  const given = translateAll(args, scope);
  if (given instanceof Unsupported) return given;
  const left = defaultArguments(at, Math.min(given.length, generics.types.length));
  const defaults = left && translateAll(left, outside(scope, at));
  if (defaults instanceof Unsupported) return defaults;
  const types = [...given, ...(defaults ?? [])];
  if (types.length !== generics.types.length || lifetimes.length !== wanted)
    return hole(type.text, "the default arguments of the type", scope);
  if (!name?.sure && !foreign) return hole(type.text, `the generated name of \`${at.item.name}\``, scope);
  if (!isDefinition && !foreign) {
    const { refused, unsure } = memory.definitionOf(at);
    if (refused !== null) return new Unsupported(refused);
    if (unsure !== null) return hole(type.text, `a definition of \`${at.item.name}\`: ${unsure}`, scope);
  }
  const isEnum = at.item.kind === "enum";
  const attributes = attributeArguments(at, types, scope.crate);
  if (attributes === null) return hole(type.text, `how the bounds of \`${at.item.name}\` are met`, scope);
  const instance = { types, lifetimes, attributes };
  if (foreign) return { kind: "external", type: foreign, instance };
  return {
    kind: "local",
    type: { name: name?.text ?? "", isEnum, hasInvariant: !isEnum && hasAnnotation(at, "refined_by") },
    instance,
    raw: false,
  };
}

/** Const arguments stand among the type arguments and are dropped (compute_scope_inst_in_state_without_traits in translation/src/traits/registry.rs). */
function typeArguments(segments: readonly TypeSegment[], item: Item): readonly RustType[] {
  const args = segments.flatMap((segment) => segment.arguments);
  const { types, consts } = item.generics;
  if (consts.length === 0) return args;
  const order = [...types, ...consts].sort((a, b) => a.range.start - b.range.start);
  const isType = new Set<unknown>(types);
  return args.filter((_, index) => isType.has(order[index]));
}

/** Aliases are expanded; those with constant parameters, and with lifetimes that they do not show, are not followed. */
function aliasUse(
  at: Located,
  segments: readonly TypeSegment[],
  type: RustType,
  scope: TypeScope,
): SemanticType | Unsupported {
  const { generics, type: target } = at.item;
  const unknown = () => unknownType(type, "the expansion of the type alias", scope);
  if (hasAlternative(at)) return unknownType(type, "which of the type aliases is compiled in", scope);
  if (!target || generics.consts.length > 0) return unknown();
  const written = segments.flatMap((segment) => segment.lifetimes);
  const names = written.length > 0 ? written : generics.lifetimes.map(() => "_");
  const args = segments.flatMap((segment) => segment.arguments);
  // A lifetime that is not in the target may be bound early for it.
  const isShown = generics.lifetimes.every(({ text }) => target.text.includes(`'${text}`));
  if (names.length !== generics.lifetimes.length || args.length !== generics.types.length || !isShown)
    return unknown();
  const lifetimes = new Map(
    generics.lifetimes.map(({ text }, n) => [text, region(names[n] ?? "_", scope, type.text)]),
  );
  const values = translateAll(args, scope);
  if (values instanceof Unsupported) return values;
  const substitution = new Map(
    generics.types.flatMap(({ text }, n) => {
      const value = values[n];
      return value ? [[text, value] as const] : [];
    }),
  );
  return translateType(target, outside(scope, at, substitution, lifetimes));
}
