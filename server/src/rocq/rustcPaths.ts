/** Types, traits and impls as rustc prints them in the path of an item: the text that generated names are made of. */
import type { Bound, RustType, TypeSegment } from "../syntax/model.ts";
import { integerLiteral } from "./integerLiteral.ts";

/** What a name stands for where it is written. */
export type Meaning =
  /** A type parameter, a primitive type, or `Self` in a trait: printed as it is. */
  | { readonly kind: "plain" }
  /** Something printed already: the self type of the impl. */
  | { readonly kind: "printed"; readonly printed: Printed }
  | {
      readonly kind: "definition";
      /** The path that rustc prints, without arguments. */
      readonly path: string;
      /** Path of the module that declares it; null for another crate's. */
      readonly home: string | null;
      /** Number of lifetime parameters, where known. */
      readonly lifetimes: number;
      /** Whether the last of these arguments is what it would be if it were left out; false where that is not known to be. */
      readonly endsInDefault?: (args: readonly Printed[]) => boolean;
      /** Why the path may be another one; null when it is sure. */
      readonly doubt: string | null;
    }
  | {
      readonly kind: "alias";
      readonly type: RustType;
      readonly parameters: readonly string[];
      readonly scope: TypeNames;
    }
  | { readonly kind: "unknown"; readonly doubt: string };

/** Says what the names of a place mean. */
export interface TypeNames {
  meaningOf(path: readonly string[]): Meaning;
  /** The aliases that are being expanded, so that one that stands for itself ends. */
  readonly expanding?: ReadonlySet<RustType>;
}

export interface Printed {
  readonly text: string;
  /** The same as the start of a path, with a turbofish on the outermost type: `Page::<T>`. */
  readonly asPath: string;
  /** Module of the characteristic type (characteristic_def_id_of_type in rustc_middle); null for none and for foreign types. */
  readonly home: string | null;
  /** True for structs, enums, unions and primitive types, which need no `<..>` before `::`. */
  readonly nominal: boolean;
  /** Why the text may be another one, in words that follow "because". */
  readonly doubts: readonly string[];
}

/** The type as rustc prints it with the names of the given place (rustc_middle::ty::print::pretty). */
export function printType(type: RustType, names: TypeNames): Printed {
  switch (type.kind) {
    case "path":
      return printPath(type, names);
    case "reference": {
      // An anonymous lifetime of a reference is not printed.
      const isAnonymous = type.lifetime === null || type.lifetime === "_";
      const target = printTarget(type.target, isAnonymous ? null : type.lifetime, names);
      const lifetime = isAnonymous ? "" : `'${type.lifetime} `;
      return {
        ...wrap(`&${lifetime}${type.mutable ? "mut " : ""}${target.text}`, [target]),
        home: target.home,
      };
    }
    case "pointer": {
      const target = printType(type.target, names);
      return { ...wrap(`*${type.mutable ? "mut" : "const"} ${target.text}`, [target]), home: target.home };
    }
    case "slice": {
      const element = printType(type.element, names);
      return { ...wrap(`[${element.text}]`, [element]), home: element.home };
    }
    case "array": {
      const element = printType(type.element, names);
      const written = type.length.trim();
      const length = integerLiteral(written) ?? written;
      const printed = { ...wrap(`[${element.text}; ${length}]`, [element]), home: element.home };
      const isKnown = /^(?:\d+|\p{XID_Start}\p{XID_Continue}*)$/u.test(length);
      return isKnown ? printed : doubtful(printed, `the array length ${type.length} has to be computed`);
    }
    case "tuple": {
      const parts = type.elements.map((element) => printType(element, names));
      const comma = parts.length === 1 ? "," : "";
      const home = parts.find((part) => part.home !== null)?.home ?? null;
      return { ...wrap(`(${parts.map((part) => part.text).join(", ")}${comma})`, parts), home };
    }
    case "function":
      return printFunctionPointer(type, names);
    case "traitObject":
      return printTraitObject(type, "static", names);
    case "never":
      return wrap("!", []);
    case "implTrait":
    case "inferred":
    case "unknown":
      if (CONSTANT.test(type.text)) return wrap(integerLiteral(type.text) ?? type.text, []);
      return doubtful(wrap(type.text, []), `${type.text} is not a type that can be read here`);
  }
}

/** A const argument that is printed as its value. */
const CONSTANT = /^(?:\d\w*|true|false)$/;

function printFunctionPointer(type: RustType & { kind: "function" }, names: TypeNames): Printed {
  const parts = type.parameters.map((parameter) => printType(parameter, names));
  const result = type.result && printType(type.result, names);
  const arrow = result && result.text !== "()" ? ` -> ${result.text}` : "";
  const prefix = (/^[\s\S]*?\bfn\b/.exec(type.text)?.[0] ?? "fn").replace(/\bextern\s+fn\b/, 'extern "C" fn');
  const all = result ? [...parts, result] : parts;
  const printed = wrap(`${prefix}(${parts.map((part) => part.text).join(", ")})${arrow}`, all);
  const isPlain = !/\bfor\s*</.test(prefix) && !isAnonymous(printed.text);
  return isPlain ? printed : doubtful(printed, `the lifetimes of ${type.text} get names of their own`);
}

/** Leaves out a lifetime, which the compiler prints in its own way or not at all. */
const isAnonymous = (printed: string): boolean => /&(?!')|'_/.test(printed);

/** What a reference with the lifetime leads to; null for a lifetime that is left out. */
function printTarget(target: RustType, lifetime: string | null, names: TypeNames): Printed {
  return target.kind === "traitObject" ? printTraitObject(target, lifetime, names) : printType(target, names);
}

/** @param lifetime That of the object where none is written; null for one without a name, which is not printed. */
function printTraitObject(
  type: RustType & { readonly bounds: readonly Bound[] },
  lifetime: string | null,
  names: TypeNames,
): Printed {
  const traits = type.bounds.filter((bound) => bound.kind === "trait");
  const printed = traits.map((bound) => printBound(bound, names));
  const isAuto = (one: Printed): boolean => AUTO_TRAITS.test(one.text);
  const principal = printed.filter((one) => !isAuto(one));
  const auto = printed.filter(isAuto).sort((a, b) => (a.text < b.text ? -1 : 1));
  const written = type.bounds.find((bound) => bound.kind === "lifetime")?.name ?? lifetime;
  const parts = [...principal, ...auto].map((one) => one.text);
  const isNamed = written !== null && written !== "_";
  const text = `dyn ${[...parts, ...(isNamed ? [`'${written}`] : [])].join(" + ")}`;
  const first = traits.find((_, n) => printed[n] === principal[0]) ?? traits[0];
  const home = first ? homeOf(first, names) : null;
  return { ...wrap(isNamed || parts.length > 1 ? `(${text})` : text, printed), home };
}

const AUTO_TRAITS = /^(?:std|core)::(?:marker::(?:Send|Sync|Unpin)|panic::(?:RefUnwindSafe|UnwindSafe))$/;

/** The path of an impl: `<SelfTy as Trait>`, `module::<impl Trait for SelfTy>`, or `Page::<T>` for an inherent one. */
export function printImpl(parts: {
  /** Path of what contains the impl. */
  readonly parent: string;
  readonly selfType: Printed;
  readonly trait: Printed | null;
}): string {
  const { parent, selfType, trait } = parts;
  // default_print_impl_path in rustc_middle: the short form needs the type or the trait to be at home here.
  const own = selfType.home === parent || trait?.home === parent;
  if (!own) {
    const header = trait ? `${trait.text} for ${selfType.text}` : selfType.text;
    return joinPath(parent, `<impl ${header}>`);
  }
  if (trait) return `<${selfType.text} as ${trait.text}>`;
  return selfType.nominal ? selfType.asPath : `<${selfType.text}>`;
}

/** Segments of a path; the crate root is empty. */
export const joinPath = (parent: string, name: string): string =>
  parent === "" ? name : `${parent}::${name}`;

const wrap = (text: string, parts: readonly Printed[]): Printed => ({
  text,
  asPath: text,
  home: null,
  nominal: false,
  doubts: parts.flatMap((part) => part.doubts),
});

const doubtful = (printed: Printed, doubt: string): Printed => ({
  ...printed,
  doubts: [...printed.doubts, doubt],
});

function printPath(type: RustType & { readonly kind: "path" }, names: TypeNames): Printed {
  const written = type.segments.map((segment) => segment.name);
  const last = type.segments.at(-1);
  if (last === undefined || type.qualifiedSelf) {
    return doubtful(wrap(type.text, []), `the type ${type.text} has to be computed`);
  }
  const meaning = names.meaningOf(written);
  const others = type.segments.slice(0, -1).flatMap((segment) => segment.arguments);
  const printed = printMeaning(meaning, last, type.text, names);
  return others.length > 0 ? doubtful(printed, `the type ${type.text} has to be computed`) : printed;
}

function printMeaning(meaning: Meaning, segment: TypeSegment, text: string, names: TypeNames): Printed {
  switch (meaning.kind) {
    case "plain":
      return { ...wrap(segment.name, []), nominal: isPrimitive(segment.name) };
    case "printed":
      return meaning.printed;
    case "alias":
      return printAlias(meaning, segment, names);
    case "definition": {
      const { path, home, doubt } = meaning;
      const { list, parts } = printArguments(segment, meaning.lifetimes, names);
      const all = { ...wrap(`${path}${list}`, parts), home, nominal: true };
      const printed = list === "" ? all : { ...all, asPath: `${path}::${list}` };
      const isBare = segment.arguments.some(
        ({ kind }) => kind === "traitObject" && (meaning.lifetimes > 0 || segment.lifetimes.length > 0),
      );
      const doubts = [
        doubt,
        isBare ? `the lifetime of an object in ${text} is not written` : null,
        meaning.endsInDefault?.(parts) ? `an argument of ${text} may be the default one` : null,
      ].filter((each) => each !== null);
      return doubts.reduce(doubtful, printed);
    }
    case "unknown":
      return doubtful({ ...wrap(text, []), nominal: true }, meaning.doubt);
  }
}

/** Lifetimes come first; those that were left out are printed as `'_`. */
function printArguments(segment: TypeSegment, lifetimes: number, names: TypeNames) {
  const parts = segment.arguments.map((argument) => printType(argument, names));
  const written = segment.lifetimes.map((lifetime) => `'${lifetime}`);
  const elided = written.length === 0 ? Array<string>(lifetimes).fill("'_") : [];
  const all = [...written, ...elided, ...parts.map((part) => part.text)];
  return { list: all.length === 0 ? "" : `<${all.join(", ")}>`, parts };
}

function printAlias(meaning: Meaning & { kind: "alias" }, segment: TypeSegment, names: TypeNames): Printed {
  const { type, scope } = meaning;
  if (names.expanding?.has(type)) {
    return {
      ...doubtful(wrap(segment.name, []), `the type alias ${segment.name} is circular`),
      nominal: true,
    };
  }
  const values = new Map<string, Printed>();
  for (const [n, parameter] of meaning.parameters.entries()) {
    const argument = segment.arguments[n];
    if (argument) values.set(parameter, printType(argument, names));
  }
  return printType(type, {
    meaningOf(path) {
      const value = path.length === 1 ? values.get(path[0] ?? "") : undefined;
      return value ? { kind: "printed", printed: value } : scope.meaningOf(path);
    },
    expanding: new Set([...(names.expanding ?? []), type]),
  });
}

function printBound(bound: Bound, names: TypeNames): Printed {
  if (bound.kind === "lifetime") return wrap(`'${bound.name}`, []);
  const path = bound.path.split("::").map((part) => part.trim());
  const meaning = names.meaningOf(path);
  const text = meaning.kind === "definition" ? meaning.path : bound.path;
  const parts = bound.arguments.map((argument) => printType(argument, names));
  const assigned = bound.associatedTypes.map(({ name, type }) => ({ name, type: printType(type, names) }));
  const all = [...parts, ...assigned.map((a) => a.type)];
  const own = `dyn ${bound.text} is printed in a form of its own`;
  if (/\bFn(?:Once|Mut)?\s*\(/.test(bound.text)) {
    const result = assigned[0]?.type.text ?? "()";
    const arrow = result === "()" ? "" : ` -> ${result}`;
    const printed = wrap(`${text}(${parts.map((part) => part.text).join(", ")})${arrow}`, all);
    return isAnonymous(printed.text) || /\bfor\s*</.test(bound.text) ? doubtful(printed, own) : printed;
  }
  const list = [...parts.map((part) => part.text), ...assigned.map((a) => `${a.name} = ${a.type.text}`)];
  const printed = wrap(list.length === 0 ? text : `${text}<${list.join(", ")}>`, all);
  return list.length > 0 ? doubtful(printed, own) : printed;
}

function homeOf(bound: Bound, names: TypeNames): string | null {
  const meaning = names.meaningOf(bound.path.split("::"));
  return meaning.kind === "definition" ? meaning.home : null;
}

/** Types that no item declares. */
export const isPrimitive = (name: string): boolean =>
  /^(?:bool|char|str|[iu](?:8|16|32|64|128|size)|f(?:16|32|64|128))$/.test(name);
