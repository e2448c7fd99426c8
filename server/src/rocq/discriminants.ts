/** The discriminants of an enum's variants. */
import type { Located } from "./crate.ts";
import type { Draft } from "./draft.ts";
import { integerExpression } from "./integerExpression.ts";

/**
 * In decimal digits, one for each variant. After an explicit value they count on from it; a value that only the compiler knows
 * makes holes (build_discriminant_map in translation/src/types/translator.rs).
 * @param type Of the discriminants, by its Rocq name: `U8`, `ISize`.
 */
export function discriminants(variants: readonly Located[], type: string, draft: Draft): string[] {
  let next: bigint | null = 0n;
  return variants.map((variant) => {
    const written = explicitValue(variant);
    if (written !== null) next = integerExpression(written, type);
    const isConditional = variant.item.foreign.some(({ path }) => path === "cfg" || path === "cfg_attr");
    if (isConditional) next = null;
    const value = next;
    if (next !== null) next += 1n;
    return value === null
      ? draft.hole(variant.item.name, `the value of the discriminant of \`${variant.item.name}\``)
      : value.toString();
  });
}

/** What stands after `=`, outside of the variant's fields. */
function explicitValue({ item, source }: Located): string | null {
  const start = item.body ? item.body.end : item.nameRange.end;
  const rest = source.file.text.slice(start, item.range.end);
  return /^\s*=\s*([\s\S]*?)\s*$/.exec(rest)?.[1] ?? null;
}
