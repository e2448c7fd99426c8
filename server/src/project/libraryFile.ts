/** What an `interface.rrlib` says: the names under which another crate's items can be used. */
import type { InterfaceTrait } from "../rocq/interfaces.ts";
import type { ExternalType } from "../rocq/semanticType.ts";
import { fingerprint } from "./fingerprint.ts";

export interface LibraryFile {
  readonly path: string;
  /** What `rr::include` calls it; null when RefinedRust does not take the file for a library. */
  readonly name: string | null;
  /** The Rocq module with the specifications: `sm.ace.generated.generated_specs_ace`. */
  readonly theory: string | null;
  /** Libraries that come with it. */
  readonly exports: readonly string[];
  readonly types: readonly Described<ExternalType>[];
  readonly traits: readonly Described<InterfaceTrait>[];
  readonly functions: readonly Described<{ readonly name: string; readonly spec: string }>[];
  readonly impls: readonly DescribedImpl[];
  /** Two files of one content are the same library. */
  readonly content: string;
  /** Why RefinedRust would not read the file to its end, in one line; null when all is well. */
  readonly failure: string | null;
}

/** @typeParam T What is said of the item. */
export interface Described<T> {
  /** Starts with the name of a crate. */
  readonly path: readonly string[];
  readonly what: T;
}

export interface DescribedImpl {
  readonly name: string;
  /** Null when it has arguments. */
  readonly trait: readonly string[] | null;
  /** Null unless it is a struct or enum without arguments. */
  readonly type: readonly string[] | null;
}

/**
 * Reads the text of a library, in the form that RefinedRust itself writes and reads (`write_shims`, `add_source` and
 * `is_valid_refinedrust_module` in rr_frontend/translation/src/shims/registry.rs). Never throws. One wrong entry makes
 * RefinedRust give up, so that it makes a failure; the other entries are given all the same.
 */
export function readLibraryFile(path: string, text: string): LibraryFile {
  const library = { path, content: fingerprint(text) };
  let root: unknown;
  try {
    root = JSON.parse(text);
  } catch (error) {
    const message = error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
    return { ...library, ...NOTHING, failure: `it is no JSON: ${message}` };
  }
  if (Array.isArray(root)) return { ...library, ...NOTHING, failure: "it does not say its name" };
  if (!isObject(root)) return { ...library, ...NOTHING, failure: "it is no object" };
  const logicalPath = field(root, "refinedrust_path");
  const module = field(root, "refinedrust_module");
  const named = logicalPath === null || module === null ? null : field(root, "refinedrust_name");
  if (named === null) return { ...library, ...NOTHING, failure: "it does not say its name" };
  const found = entriesOf(root["items"]);
  const exports = texts(root["export_libs"]);
  const failure =
    exports === null
      ? "`export_libs` is no list of names"
      : texts(root["module_dependencies"]) === null
        ? "`module_dependencies` is no list of names"
        : found.failure;
  return {
    ...library,
    ...found,
    name: named,
    theory: `${logicalPath}.${module}`,
    exports: exports ?? [],
    failure,
  };
}

type Entries = Pick<LibraryFile, "types" | "traits" | "functions" | "impls" | "failure">;

const NO_ENTRIES: Entries = { types: [], traits: [], functions: [], impls: [], failure: null };
const NOTHING = { ...NO_ENTRIES, name: null, theory: null, exports: [] } as const;

function entriesOf(items: unknown): Entries {
  if (!Array.isArray(items)) return { ...NO_ENTRIES, failure: "`items` is no list" };
  const types: LibraryFile["types"][number][] = [];
  const traits: LibraryFile["traits"][number][] = [];
  const functions: LibraryFile["functions"][number][] = [];
  const impls: DescribedImpl[] = [];
  let failure: string | null = null;
  for (const [index, item] of items.entries()) {
    const entry = isObject(item) ? readEntry(item) : null;
    if (entry?.kind === "type") types.push(entry.item);
    else if (entry?.kind === "trait") traits.push(entry.item);
    else if (entry?.kind === "function") functions.push(entry.item);
    else if (entry?.kind === "impl") impls.push(entry.item);
    else failure ??= `entry ${index + 1} of \`items\` is not understood`;
  }
  return { types, traits, functions, impls, failure };
}

type Entry =
  | { readonly kind: "type"; readonly item: LibraryFile["types"][number] }
  | { readonly kind: "trait"; readonly item: LibraryFile["traits"][number] }
  | { readonly kind: "function"; readonly item: LibraryFile["functions"][number] }
  | { readonly kind: "impl"; readonly item: DescribedImpl };

function readEntry(item: Fields): Entry | null {
  switch (item["kind"]) {
    case "adt":
      return readType(item);
    case "trait":
      return readTrait(item);
    case "function":
    case "method":
      return readFunction(item);
    case "trait_impl":
      return readImpl(item);
    default:
      return null;
  }
}

function readType(item: Fields): Entry | null {
  const path = pathOf(item["path"]);
  const term = field(item, "semtype");
  const refinement = field(item, "rtype");
  const layout = field(item, "syntype");
  const info = item["info"];
  if (!path || term === null || refinement === null || layout === null || !isObject(info)) return null;
  const takesAttributes = info["needs_trait_attrs"];
  const enumName = info["enum_name"] ?? null;
  if (typeof takesAttributes !== "boolean" || (enumName !== null && typeof enumName !== "string"))
    return null;
  // A name is written with one pair of parentheses, and each display adds another.
  const plain = /^\(([\p{L}\p{N}_'.]+)\)$/u.exec(refinement)?.[1];
  const type: ExternalType = {
    term,
    refinement: plain ?? refinement,
    layout,
    takesAttributes,
    fromInterface: plain !== undefined,
    fallible: null,
  };
  return { kind: "type", item: { path, what: type } };
}

function readTrait(item: Fields): Entry | null {
  const path = pathOf(item["path"]);
  const name = field(item, "name");
  const attributes = texts(item["allowed_attrs"]);
  const semantic = item["has_semantic_interp"];
  const dependent = item["attrs_dependent"];
  const isWhole = typeof semantic === "boolean" && typeof dependent === "boolean";
  if (!path || name === null || attributes === null || !isWhole) return null;
  if (!isObject(item["method_trait_incl_decls"])) return null;
  return { kind: "trait", item: { path, what: { name, attributes, semantic, dependent } } };
}

function readFunction(item: Fields): Entry | null {
  const path = pathOf(item["path"]);
  const name = field(item, "name");
  const spec = field(item, "spec");
  if (!path || name === null || spec === null || field(item, "trait_req_incl") === null) return null;
  return { kind: "function", item: { path, what: { name, spec } } };
}

/** The type is written as a variant of flat::Type in translation/src/shims/flat.rs. */
function readImpl(item: Fields): Entry | null {
  const name = field(item, "name");
  const trait = item["trait_path"];
  if (name === null || !isObject(trait) || !isObject(item["method_specs"])) return null;
  if (typeof item["has_semantic_interp"] !== "boolean") return null;
  const path = pathOf(trait["path"]);
  if (!path || !Array.isArray(trait["args"]) || item["for_type"] === undefined) return null;
  const type = isObject(item["for_type"]) ? item["for_type"]["Adt"] : null;
  const isPlain = isObject(type) && Array.isArray(type["args"]) && type["args"].length === 0;
  return {
    kind: "impl",
    item: {
      name,
      trait: trait["args"].length === 0 ? path : null,
      type: isPlain ? pathOf(type["path"]) : null,
    },
  };
}

type Fields = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const field = (fields: Fields, key: string): string | null => {
  const value = Object.hasOwn(fields, key) ? fields[key] : null;
  return typeof value === "string" ? value : null;
};

const texts = (value: unknown): readonly string[] | null =>
  Array.isArray(value) && value.every((each) => typeof each === "string") ? value : null;

const pathOf = (value: unknown): readonly string[] | null => {
  const path = texts(value);
  return path && path.length > 1 ? path : null;
};
