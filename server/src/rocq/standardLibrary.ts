/** Types of the standard library as RefinedRust's own interfaces name them, for when no interface file is at hand. */
import type { ExternalType } from "./semanticType.ts";

export interface LibraryType extends ExternalType {
  /** Number of type parameters that have no default. */
  readonly parameters: number;
  readonly lifetimes: number;
  /** Default arguments, which are written out: `Vec<i32>` is `Vec<i32, Global>`. */
  readonly defaults: readonly ExternalType[];
  /** Attribute records of the bounds when the defaults are taken. */
  readonly attributes: readonly string[];
}

/**
 * Names follow from the definitions by the rules of generated names: a struct with an invariant exports `X_inv_t` and
 * `X_sls`, an enum `X_ty` and `X_els` (make_literal_type in radium/src/specs/structs.rs and enums.rs).
 * Only types whose parameters carry no bound, or whose bound falls on a default argument, stand here.
 */
const structType = (name: string, hasInvariant: boolean): ExternalType => ({
  term: hasInvariant ? `${name}_inv_t` : `${name}_ty`,
  refinement: hasInvariant ? `${name}_inv_t_rt` : `${name}_rt`,
  layout: `${name}_sls`,
  takesAttributes: hasInvariant,
  fromInterface: true,
});
const enumType = (name: string): ExternalType => ({
  term: `${name}_ty`,
  refinement: `${name}_rt`,
  layout: `${name}_els`,
  takesAttributes: false,
  fromInterface: true,
});

const GLOBAL = structType("Global", false);
const plain = (type: ExternalType, parameters: number): LibraryType => ({
  ...type,
  parameters,
  lifetimes: 0,
  defaults: [],
  attributes: [],
});
const allocated = (name: string): LibraryType => ({
  ...plain(structType(name, true), 1),
  defaults: [GLOBAL],
  attributes: ["GlobalasAllocator_spec_attrs"],
});

/** Known without any interface (add_builtin_shims in translation/src/lib.rs). */
const PHANTOM_DATA: LibraryType = plain(
  {
    term: "core_marker_PhantomData_ty",
    refinement: "core_marker_PhantomData_rt",
    layout: "core_marker_PhantomData_sls",
    takesAttributes: false,
    fromInterface: false,
  },
  1,
);

const BY_NAME: Readonly<Record<string, LibraryType>> = {
  Option: plain(enumType("Option"), 1),
  Result: plain(enumType("Result"), 2),
  Vec: allocated("Vec"),
  Box: allocated("Box"),
  PhantomData: PHANTOM_DATA,
  Ordering: plain(enumType("Ordering"), 0),
  Range: plain(structType("Range", true), 1),
  NonNull: plain(structType("NonNull", true), 1),
  Unique: plain(structType("Unique", true), 1),
  Alignment: plain(structType("Alignment", true), 0),
  Layout: plain(structType("Layout", true), 0),
  LayoutError: plain(structType("LayoutError", false), 0),
};

const PATHS: Readonly<Record<string, string>> = {
  "marker::PhantomData": "PhantomData",
  "option::Option": "Option",
  "result::Result": "Result",
  "vec::Vec": "Vec",
  "boxed::Box": "Box",
  "cmp::Ordering": "Ordering",
  "ops::Range": "Range",
  "ops::range::Range": "Range",
  "ptr::NonNull": "NonNull",
  "ptr::non_null::NonNull": "NonNull",
  "ptr::Unique": "Unique",
  "ptr::unique::Unique": "Unique",
  "ptr::Alignment": "Alignment",
  "alloc::Layout": "Layout",
  "alloc::layout::Layout": "Layout",
  "alloc::LayoutError": "LayoutError",
};

/** The entry of a path that starts with `std`, `core` or `alloc`; null when the table has none. */
export function libraryType(path: readonly string[]): LibraryType | null {
  const [root, ...rest] = path;
  if (root !== "std" && root !== "core" && root !== "alloc") return null;
  const name = PATHS[rest.join("::")];
  return name === undefined ? null : (BY_NAME[name] ?? null);
}
