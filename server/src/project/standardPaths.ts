/** Paths of the standard library that a Rust file need not spell out. */
import { isPrimitive } from "../rocq/rustcPaths.ts";

/** The module of each type and trait of the prelude and of the derive macros, below `std`. */
const PRELUDE: Readonly<Record<string, string>> = {
  AsMut: "convert",
  AsRef: "convert",
  AsyncFn: "ops",
  AsyncFnMut: "ops",
  AsyncFnOnce: "ops",
  Box: "boxed",
  Clone: "clone",
  Copy: "marker",
  Default: "default",
  DoubleEndedIterator: "iter",
  Drop: "ops",
  Eq: "cmp",
  ExactSizeIterator: "iter",
  Extend: "iter",
  Fn: "ops",
  FnMut: "ops",
  FnOnce: "ops",
  From: "convert",
  FromIterator: "iter",
  Future: "future",
  Into: "convert",
  IntoFuture: "future",
  IntoIterator: "iter",
  Iterator: "iter",
  Option: "option",
  Ord: "cmp",
  PartialEq: "cmp",
  PartialOrd: "cmp",
  Result: "result",
  Send: "marker",
  Sized: "marker",
  String: "string",
  Sync: "marker",
  ToOwned: "borrow",
  ToString: "string",
  TryFrom: "convert",
  TryInto: "convert",
  Unpin: "marker",
  Vec: "vec",
};

/** Names of the prelude that a crate without `std` does not have. */
const NEEDS_STD = new Set(["Box", "String", "ToOwned", "ToString", "Vec"]);

/** Derivable traits outside of the prelude. */
const DERIVABLE: Readonly<Record<string, string>> = { Debug: "fmt", Hash: "hash" };

/** The full path of a prelude name; null for a name that the prelude does not have. */
export function preludePath(name: string, isNoStd: boolean): readonly string[] | null {
  const module = Object.hasOwn(PRELUDE, name) ? PRELUDE[name] : undefined;
  if (module === undefined || (isNoStd && NEEDS_STD.has(name))) return null;
  return [isNoStd ? "core" : "std", module, name];
}

/** The path of a trait in `#[derive(..)]`, which may be written with or without its path. */
export function derivedTrait(written: string, isNoStd: boolean): readonly string[] | null {
  const name = written.split("::").at(-1)?.trim() ?? "";
  const module = Object.hasOwn(DERIVABLE, name) ? DERIVABLE[name] : undefined;
  return module === undefined ? preludePath(name, isNoStd) : [isNoStd ? "core" : "std", module, name];
}

/** Methods that a derive writes, without the provided ones of the trait (rustc_builtin_macros/src/deriving). */
export const DERIVED_METHODS: Readonly<Record<string, readonly string[]>> = {
  Clone: ["clone"],
  Copy: [],
  Debug: ["fmt"],
  PartialEq: ["eq"],
  Eq: ["assert_fields_are_eq"],
  PartialOrd: ["partial_cmp"],
  Ord: ["cmp"],
};

/** The first specification attribute of a comparison in RefinedRust's library: without a value there is no derived impl. */
export const NEEDED_ATTRIBUTE: Readonly<Record<string, string>> = {
  PartialEq: "PEq",
  Eq: "PEq_refl",
  PartialOrd: "POrd",
  Ord: "Ord",
};

/** Traits whose only parameter defaults to `Self`, so that rustc leaves it out when it is. */
export const DEFAULTS_TO_SELF = new Set(
  "Add AddAssign BitAnd BitAndAssign BitOr BitOrAssign BitXor BitXorAssign Div DivAssign Mul MulAssign PartialEq PartialOrd Rem RemAssign Shl ShlAssign Shr ShrAssign Sub SubAssign".split(
    " ",
  ),
);

export const STANDARD_CRATES: ReadonlySet<string> = new Set(["std", "core", "alloc"]);

/** The primitive type that a path of `std` or `core` leads to: by its own module, or by the module of all of them. */
export function primitiveAt([crate, ...rest]: readonly string[]): string | null {
  if (crate !== "std" && crate !== "core") return null;
  const [module, name] = rest;
  if (rest.length === 1 && module !== undefined && module !== "bool" && isPrimitive(module)) return module;
  return rest.length === 2 && module === "primitive" && name !== undefined && isPrimitive(name) ? name : null;
}

/** Modules of the standard library with a type that is named like one of the prelude, and is another one. */
const OWN_RESULT = new Set(["fmt", "io", "thread"]);

/** Whether `use std::fmt::*` hides a name of the prelude or a primitive type. */
export const exportsBesidesPrelude = ([, ...module]: readonly string[], name: string): boolean =>
  name === "Result" && module.length === 1 && OWN_RESULT.has(module[0] ?? "");

/** Type aliases of the standard library, which the compiler shows as what they stand for. */
export const isStandardAlias = ([crate = "", ...path]: readonly string[]): boolean =>
  STANDARD_CRATES.has(crate) &&
  /^(?:(?:fmt|io|thread)::Result|num::NonZero[IU]\w+|string::ParseError|(?:ffi|os::raw)::c_\w+|sync::LockResult|sync::TryLockResult)$/.test(
    path.join("::"),
  );
