/** Which attributes RefinedRust parses at all: nothing can be refused in what it never reads. */
import type { Item, RustFile, ToolAttribute } from "../syntax/model.ts";
import type { Mode, Position } from "./model.ts";
import { attributeName, attributesOf, hasAttribute, modeOf, parentOf, positionOf } from "./position.ts";

/** A method of a trait impl has its own specification only with one of these (function_has_nontrivial_annotations in body/signature.rs). */
export const REAL_CLAUSES = ["params", "ensures", "requires", "returns", "observe", "args"] as const;

/**
 * Why RefinedRust does not parse the item's attributes, in words that fit after "because"; null when it does. On a type,
 * `rr::skip` only switches derived impls off: the type itself is read wherever a translated function uses it.
 */
export function unparsedReason(item: Item, position: Position, mode: Mode, file: RustFile): string | null {
  switch (position) {
    case "function":
    case "method":
    case "closure":
      return modeReason(mode);
    case "traitImplFunction":
      return (
        modeReason(mode) ??
        (hasRealClause(item, file)
          ? null
          : "a method of a trait impl without a real clause takes the trait's specification")
      );
    case "traitFunction":
      return traitReason(parentOf(item, file), file);
    case "trait":
      return traitReason(item, file);
    case "loop":
      return loopReason(item, file);
    case "traitImpl":
      return traitImplReason(item, mode, file);
    case "struct":
      return readsDerives(item, file) ? null : withoutRefinedBy(item, file);
    case "enum":
      return hasAttribute(item, file, "refine_as") || readsDerives(item, file)
        ? null
        : withoutRefinedBy(item, file);
    case "variant":
      return withoutRefinedBy(item, file);
    case "impl":
      return mode === "skip" ? "`rr::skip` switches this impl off" : null;
    case "other":
      return "it does not look for attributes here";
    default:
      return null;
  }
}

/** True when RefinedRust parses the arguments of this attribute, given that it is known at the position. */
export function isRead(
  attribute: ToolAttribute,
  at: { item: Item; position: Position; mode: Mode; parsed: boolean; file: RustFile },
): boolean {
  const { item, position, mode, parsed, file } = at;
  const name = attributeName(attribute);
  if (name === "export_as") {
    const exported = hasAttribute(item, file, name) && isFirst(attribute, item, file);
    return exported && namesFunctions(item, position, file);
  }
  switch (position) {
    case "function":
    case "method":
    case "traitImplFunction":
    case "closure":
      if (name === "shim" || name === "code_shim") return mode === name && isFirst(attribute, item, file);
      return parsed;
    case "traitFunction":
      return parsed && name !== "code_shim";
    case "struct":
    case "enum":
    case "variant":
      return parsed && isReadOnType(attribute, item, position, file);
    case "impl":
      return name === "context" && parsed && functionsOf(item, file).some((f) => f.attributes.length > 0);
    default:
      return parsed;
  }
}

function isReadOnType(attribute: ToolAttribute, item: Item, position: Position, file: RustFile): boolean {
  const name = attributeName(attribute);
  const refined = hasAttribute(item, file, "refined_by");
  if (name === "derive_instantiate") return readsDerives(item, file);
  if (name === "refine_as") return !refined && attribute === firstExact(name, item, file);
  if (name === "context" && readsDerives(item, file)) return true;
  if (position === "enum") return refined && name === "refined_by";
  const parent = parentOf(item, file);
  if (name === "pattern" || name === "refinement")
    return parent !== null && hasAttribute(parent, file, "refined_by");
  return refined;
}

function modeReason(mode: Mode): string | null {
  if (mode === "skip") return "`rr::skip` switches it off";
  if (mode === "shim") return "`rr::shim` takes code and specification from Rocq";
  return mode === "ignore" ? "`rr::ignore` takes it out of the translation" : null;
}

const hasRealClause = (item: Item, file: RustFile): boolean =>
  REAL_CLAUSES.some((name) => hasAttribute(item, file, name));

/** A trait is registered only when each of its functions has an attribute (register_traits in rr_frontend/translation/src/lib.rs). */
function traitReason(trait: Item | null, file: RustFile): string | null {
  if (!trait) return null;
  return functionsOf(trait, file).every((f) => f.attributes.length > 0)
    ? null
    : "RefinedRust registers a trait only when every function of it has an `rr::` attribute";
}

/**
 * An impl is registered only when all its functions get a specification (register_trait_impls); without functions it
 * always is.
 */
function traitImplReason(item: Item, mode: Mode, file: RustFile): string | null {
  const left = functionsOf(item, file).find((f) => modeReason(modeOf(f, file)) !== null);
  if (!left) return null;
  if (mode === "skip" || mode === "ignore") return `\`rr::${mode}\` switches this impl off`;
  return `it leaves the impl out, like its method \`${left.name}\``;
}

export const functionsOf = (item: Item, file: RustFile): Item[] =>
  item.children.flatMap((index) => file.items[index] ?? []).filter((child) => child.kind === "function");

/** Loop attributes are parsed while the body around the loop is translated (parse_attributes_on_loop_spec_closure). */
function loopReason(item: Item, file: RustFile): string | null {
  const enclosing = item.closure?.enclosing == null ? undefined : file.items[item.closure.enclosing];
  if (!enclosing) return null;
  if (!isConsidered(enclosing, file)) return `the ${enclosing.kind} around the loop is not translated`;
  const mode = modeOf(enclosing, file);
  if (mode === "only_spec") return "`rr::only_spec` leaves the body around the loop out";
  const first = specificationsOf(item, enclosing, file)[0];
  return first !== undefined && first !== item.index
    ? "another closure before it specifies the same loop"
    : null;
}

function specificationsOf(item: Item, enclosing: Item, file: RustFile): number[] {
  const loop = item.closure?.loop == null ? undefined : enclosing.loops[item.closure.loop];
  return (loop?.closures ?? []).filter((index) => {
    const closure = file.items[index];
    return closure !== undefined && positionOf(closure, file) === "loop";
  });
}

/** True when RefinedRust translates the function or closure, or at least its specification (check_consider_function). */
function isConsidered(item: Item, file: RustFile): boolean {
  const mode = modeOf(item, file);
  if (mode === "skip" || mode === "shim" || mode === "ignore") return false;
  const parent = parentOf(item, file);
  return (
    item.attributes.length > 0 ||
    (parent?.kind === "impl" && parent.header?.trait != null && parent.attributes.length > 0)
  );
}

function withoutRefinedBy(item: Item, file: RustFile): string | null {
  if (hasAttribute(item, file, "refined_by")) return null;
  if (item.kind !== "variant") return `the ${item.kind} has no \`rr::refined_by\``;
  const parent = parentOf(item, file);
  return parent && hasAttribute(parent, file, "refined_by")
    ? null
    : "neither the variant nor its enum has an `rr::refined_by`";
}

const DERIVES = ["PartialEq", "Eq", "PartialOrd", "Ord", "Clone", "Copy", "Debug"];

/** Derived impls of these traits read `derive_instantiate` and `context` of the type (check_for_derive_trait_attrs in traits/registry.rs). */
function readsDerives(item: Item, file: RustFile): boolean {
  if (hasAttribute(item, file, "skip")) return false;
  return item.foreign.some((a) => a.path === "derive" && DERIVES.some((name) => mentions(a.tokens, name)));
}

const mentions = (tokens: RustFile["items"][number]["foreign"][number]["tokens"], name: string): boolean =>
  tokens.some((token) => (token.kind === "group" ? mentions(token.tokens ?? [], name) : token.text === name));

/** What `get_tool_attr` finds: the first one with exactly two segments. */
const firstExact = (name: string, item: Item, file: RustFile): ToolAttribute | undefined =>
  attributesOf(item, file).find((a) => a.path.length === 2 && attributeName(a) === name);

const isFirst = (attribute: ToolAttribute, item: Item, file: RustFile): boolean =>
  attributesOf(item, file).find((a) => attributeName(a) === attributeName(attribute)) === attribute;

/**
 * The path of an impl or trait is completed for its functions and then unwrapped; elsewhere a malformed path is dropped
 * (get_external_export_path_for_did in shims/flat.rs).
 */
function namesFunctions(item: Item, position: Position, file: RustFile): boolean {
  if (position !== "impl" && position !== "trait") return false;
  return functionsOf(item, file).some((f) => {
    const registered =
      position === "trait" ? f.attributes.length > 0 && f.body !== null : isConsidered(f, file);
    return registered && modeOf(f, file) !== "code_shim" && !hasAttribute(f, file, "export_as");
  });
}
