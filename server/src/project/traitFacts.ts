/** Which specification attributes the annotated traits of a workspace declare. */
import { annotate } from "../annotations/interpret.ts";
import type { AnnotatedItem, TraitFacts } from "../annotations/model.ts";
import { functionsOf } from "../annotations/reading.ts";
import type { RustFile } from "../syntax/model.ts";

/** Facts of the file's traits that carry an annotation themselves or on a function. */
export function traitsOf(file: RustFile): TraitFacts[] {
  const traits = file.items.filter((item) => item.kind === "trait");
  if (traits.length === 0) return [];
  const annotated = new Map(annotate(file).map((item) => [item.item.index, item]));
  return traits.flatMap((item) => {
    const functions = functionsOf(item, file);
    const own = annotated.get(item.index);
    if (!own && !functions.some((f) => f.attributes.length > 0)) return [];
    const attributes = own ? declaredAttributes(own) : [];
    return [{ name: item.name, attributes, functions: functions.map((f) => f.name) }];
  });
}

function declaredAttributes(trait: AnnotatedItem): string[] {
  return trait.annotations.flatMap(({ name, arguments: parsed }) => {
    if (parsed?.kind === "traitAttribute") return [parsed.name.value];
    if (name === "external_attrs" && parsed?.kind === "texts") return parsed.texts.map((text) => text.value);
    return [];
  });
}

/** Traits by name; a name that stands for several traits is left out. */
export function traitsByName(traits: Iterable<TraitFacts>): ReadonlyMap<string, TraitFacts> {
  const found = new Map<string, TraitFacts>();
  const ambiguous = new Set<string>();
  for (const trait of traits) {
    if (found.has(trait.name)) ambiguous.add(trait.name);
    found.set(trait.name, trait);
  }
  for (const name of ambiguous) found.delete(name);
  return found;
}

/** What a file sees: its own traits stand before those of the same name elsewhere. */
export const traitsSeenBy = (
  own: readonly TraitFacts[],
  workspace: ReadonlyMap<string, TraitFacts>,
): ReadonlyMap<string, TraitFacts> =>
  own.length === 0 ? workspace : new Map([...workspace, ...traitsByName(own)]);
