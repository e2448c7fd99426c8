/** Where an item stands in RefinedRust's eyes, and how far RefinedRust goes with it. */
import type { Attribute, Item, RustFile, ToolAttribute } from "../syntax/model.ts";
import type { Mode, Position } from "./model.ts";

/** The item's attributes, in source order. */
export const attributesOf = (item: Item, file: RustFile): ToolAttribute[] =>
  item.attributes.flatMap((index) => file.attributes[index] ?? []);

/** The name after the tool: the parsers look at the second segment only and ignore further ones. */
export const attributeName = (attribute: Pick<Attribute, "path">): string => attribute.path[1]?.text ?? "";

/** Presence tests of RefinedRust want exactly two segments (has_tool_attr in rr_frontend/translation/src/attrs.rs). */
export const hasAttribute = (item: Item, file: RustFile, name: string): boolean =>
  item.attributes.some((index) => {
    const path = file.attributes[index]?.path;
    return path?.length === 2 && path[1]?.text === name;
  });

/** False for an attribute that rustc's parser refuses, so that nothing can be said of its meaning. */
export const isWellFormed = (attribute: Attribute): boolean =>
  attribute.closed &&
  attribute.trailing.length === 0 &&
  (attribute.arguments.kind !== "delimited" || attribute.arguments.closed) &&
  (attribute.arguments.kind !== "equals" || attribute.arguments.tokens.length > 0);

export const parentOf = (item: Item, file: RustFile): Item | null =>
  item.parent === null ? null : (file.items[item.parent] ?? null);

/** Which of RefinedRust's parsers reads the attributes of this item. */
export function positionOf(item: Item, file: RustFile): Position {
  const parent = parentOf(item, file);
  switch (item.kind) {
    case "file":
      return file.isCrateRoot ? "crate" : "module";
    case "function":
      if (parent?.kind === "impl") return parent.header?.trait ? "traitImplFunction" : "method";
      if (parent?.kind === "trait") return "traitFunction";
      return parent?.kind === "externBlock" ? "other" : "function";
    case "closure":
      return isLoopSpecification(item, file) ? "loop" : "closure";
    case "field":
      return parent?.kind === "struct" || parent?.kind === "variant" ? "field" : "other";
    case "impl":
      return item.header?.trait ? "traitImpl" : "impl";
    case "module":
    case "struct":
    case "enum":
    case "variant":
    case "trait":
    case "static":
      return item.kind;
    default:
      return "other";
  }
}

/** The closure whose attributes specify its innermost loop: the one in mode `ignore` (is_spec_closure_local in body/translation). */
const isLoopSpecification = (item: Item, file: RustFile): boolean =>
  item.closure?.loop != null && ownMode(item, file) === "ignore";

const BY_STRENGTH = ["skip", "shim", "trust_me", "code_shim", "only_spec", "ignore"] as const;

/** The mode that the item's own attributes give; the strongest wins. */
const ownMode = (item: Item, file: RustFile): Mode =>
  BY_STRENGTH.find((mode) => hasAttribute(item, file, mode)) ?? "prove";

/** The mode of the item, that of a surrounding impl included (register_functions in rr_frontend/translation/src/lib.rs). */
export function modeOf(item: Item, file: RustFile): Mode {
  const own = ownMode(item, file);
  const parent = parentOf(item, file);
  // RefinedRust ignores a shim of a trait's own function.
  if (own === "shim" && parent?.kind === "trait") return "prove";
  if (own === "skip" || item.kind !== "function" || parent?.kind !== "impl") return own;
  const outer = ownMode(parent, file);
  if (outer === "skip") return "skip";
  if (own !== "prove") return own;
  return outer === "shim" || outer === "code_shim" ? "prove" : outer;
}
