/** The specification attributes that a trait declares. */
import type { Item, RustFile } from "../../syntax/model.ts";
import { parseArguments } from "../forms/parse.ts";
import type { CheckOptions } from "../model.ts";
import { attributeName, attributesOf } from "../position.ts";
import { unparsedReason } from "../reading.ts";

/**
 * Names in declaration order, own ones only; null when the trait is not known well enough. A trait with super-traits is
 * known for its own attributes, but a bound on it also brings theirs in, so that it counts as unknown here.
 */
export function declaredAttributes(
  trait: string,
  file: RustFile,
  options: CheckOptions,
): readonly string[] | null {
  const own = file.items.filter((item) => item.kind === "trait" && item.name === trait);
  if (own.length > 1) return null;
  const [item] = own;
  if (!item) return BUILT_IN.has(trait) ? [] : (options.traits.get(trait)?.attributes ?? null);
  if (item.inMacro || item.bounds.some((bound) => bound.kind === "trait" && !BUILT_IN.has(bound.name)))
    return null;
  if (unparsedReason(item, "trait", "prove", file) !== null) return [];
  return attributesOf(item, file).flatMap((attribute) => namesIn(attribute, item));
}

/** Marker traits of the language, which have no specification attributes. */
const BUILT_IN = new Set(["Sized", "Copy", "Send", "Sync", "Unpin"]);

function namesIn(attribute: Parameters<typeof parseArguments>[0], _trait: Item): string[] {
  const name = attributeName(attribute);
  if (name === "exists") {
    const parsed = parseArguments(attribute, "TRAIT_EXISTS", name, false).arguments;
    return parsed?.kind === "traitAttribute" ? [parsed.name.value] : [];
  }
  if (name !== "external_attrs") return [];
  const parsed = parseArguments(attribute, "STRS", name, false).arguments;
  return parsed?.kind === "texts" ? parsed.texts.map((text) => text.value) : [];
}
