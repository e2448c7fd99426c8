/** Types of other crates: the standard library's as RefinedRust's own interfaces name them, and what is known of the others. */
import type { Interfaces } from "./interfaces.ts";
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
  fallible: null,
});
const enumType = (name: string, fallible: ExternalType["fallible"] = null): ExternalType => ({
  term: `${name}_ty`,
  refinement: `${name}_rt`,
  layout: `${name}_els`,
  takesAttributes: false,
  fromInterface: true,
  fallible,
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
    fallible: null,
  },
  1,
);

const BY_NAME: Readonly<Record<string, LibraryType>> = {
  Option: plain(enumType("Option", "Option"), 1),
  Result: plain(enumType("Result", "Result"), 2),
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

/** A string says what would be needed, in words that follow "needs". */
export function externalType(path: readonly string[], interfaces: Interfaces | null): LibraryType | string {
  const written = path.join("::");
  const known = libraryType(path);
  const described = interfaces?.type(path) ?? spelledOtherwise(path, interfaces);
  // PhantomData is known without any library.
  if (known === PHANTOM_DATA || (known && interfaces === null)) return known;
  if (described === null)
    return known && interfaces?.isComplete === false
      ? known
      : `the interface of \`${written}\`${interfaces === null ? "" : ", which no included library describes"}`;
  if (known === null)
    return `the parameters of \`${written}\`, which its interface (\`${described.term}\`) does not list`;
  const isAsDescribed = known.defaults.length === 0 || hasGlobal(interfaces);
  if (isAsDescribed) return { ...known, ...described, fallible: known.fallible };
  return `the interface of \`${ALLOCATOR.join("::")}\` and its impl, which no included library describes`;
}

const ALLOCATOR = ["std", "alloc", "Allocator"];
const GLOBAL_PATH = ["std", "alloc", "Global"];

/** Default arguments and their records are those of the table. */
function hasGlobal(interfaces: Interfaces | null): boolean {
  const global = interfaces?.type(GLOBAL_PATH);
  const record = interfaces?.impl(ALLOCATOR, GLOBAL_PATH);
  return (
    global?.term === GLOBAL.term && global.refinement === GLOBAL.refinement && record === "GlobalasAllocator"
  );
}

/** The same type of the standard library under another of its paths. */
function spelledOtherwise(
  [root, ...rest]: readonly string[],
  interfaces: Interfaces | null,
): ExternalType | null {
  const name = STANDARD.has(root ?? "") ? PATHS[rest.join("::")] : undefined;
  if (name === undefined) return null;
  for (const [path, other] of Object.entries(PATHS)) {
    const found = other === name ? interfaces?.type(["std", ...path.split("::")]) : null;
    if (found) return found;
  }
  return null;
}

const STANDARD = new Set(["std", "core", "alloc"]);

/** Types of the standard library that have lifetime parameters, by their last names. */
const WITH_LIFETIMES: ReadonlySet<string> = new Set(
  [
    "Ancestors Arguments ArrayChunks ArrayWindows BorrowedBuf BorrowedCursor Bytes CharIndices Chars ChunkBy ChunkByMut",
    "Chunks ChunksExact ChunksExactMut ChunksMut CommandArgs CommandEnvs Component Components Context Cow Cursor CursorMut",
    "DebugList DebugMap DebugSet DebugStruct DebugTuple Difference Display Drain DrainSorted EncodeUtf16 EncodeWide Entry",
    "EntryRef EscapeAscii EscapeDebug EscapeDefault EscapeUnicode ExtractIf Formatter Incoming Intersection IoSlice",
    "IoSliceMut Iter IterMut Keys Lines LinesAny Location MappedMutexGuard MappedRwLockReadGuard",
    "MappedRwLockWriteGuard MatchIndices Matches MutexGuard OccupiedEntry PanicHookInfo PanicInfo PanicMessage PeekMut",
    "Prefix PrefixComponent RChunks RChunksExact RChunksExactMut RChunksMut RMatchIndices RMatches RSplit RSplitMut RSplitN",
    "RSplitNMut RSplitTerminator Range RangeMut ReentrantLockGuard Ref RefMut RwLockReadGuard RwLockWriteGuard Scope",
    "ScopedJoinHandle Source Splice Split SplitAsciiWhitespace SplitInclusive SplitInclusiveMut SplitMut SplitN SplitNMut",
    "SplitPaths SplitTerminator SplitWhitespace StderrLock StdinLock StdoutLock SymmetricDifference TryIter Union",
    "Utf8Chunk Utf8Chunks VaList VacantEntry Values ValuesMut Windows",
  ].flatMap((line) => line.split(" ")),
);

/** Whether the type may have lifetime parameters; where nothing is known of it, it may. */
export const mayHaveLifetimes = (path: readonly string[]): boolean =>
  !STANDARD.has(path[0] ?? "") || WITH_LIFETIMES.has(path.at(-1) ?? "");

/** The entry of a path that starts with `std`, `core` or `alloc`; null when the table has none. */
function libraryType([root, ...rest]: readonly string[]): LibraryType | null {
  const name = STANDARD.has(root ?? "") ? PATHS[rest.join("::")] : undefined;
  return name === undefined ? null : (BY_NAME[name] ?? null);
}
