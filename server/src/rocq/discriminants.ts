/** The discriminants of an enum's variants. */
import type { Located } from "./crate.ts";
import type { Draft } from "./draft.ts";
import { integerLiteral } from "./integerLiteral.ts";

/**
 * In decimal digits, one for each variant. After an explicit value they count on from it; a value that is no literal makes
 * holes (build_discriminant_map in translation/src/types/translator.rs).
 * @param type Of the discriminants, by its Rocq name: `U8`, `ISize`.
 */
export function discriminants(variants: readonly Located[], type: string, draft: Draft): string[] {
  let next: bigint | null = 0n;
  return variants.map((variant) => {
    const written = explicitValue(variant);
    if (written !== null) next = evaluated(written, largestOf(type));
    const isConditional = variant.item.foreign.some(({ path }) => path === "cfg" || path === "cfg_attr");
    if (isConditional) next = null;
    const value = next;
    if (next !== null) next += 1n;
    return value === null
      ? draft.hole(variant.item.name, `the value of the discriminant of \`${variant.item.name}\``)
      : value.toString();
  });
}

/** Of a literal, with a sign or shifted by another one; null for any other expression, and for more than `largest`. */
function evaluated(written: string, largest: bigint): bigint | null {
  const [, sign, literal = "", distance] = /^(-\s*)?(\w+)(?:\s*<<\s*(\w+))?$/.exec(written) ?? [];
  const value = integerLiteral(literal);
  if (value === null) return null;
  if (distance === undefined) return BigInt(value) * (sign ? -1n : 1n);
  const shift = integerLiteral(distance);
  // A sign would bind tighter than the shift.
  if (sign || shift === null || BigInt(shift) > 127n) return null;
  const shifted = BigInt(value) << BigInt(shift);
  return shifted <= largest ? shifted : null;
}

/** Of an integer type by its Rocq name; one of the size of a pointer has at least 32 bits. */
function largestOf(type: string): bigint {
  const bits = BigInt(/\d+$/.exec(type)?.[0] ?? "32");
  return (1n << (type.startsWith("U") ? bits : bits - 1n)) - 1n;
}

/** What stands after `=`, outside of the variant's fields. */
function explicitValue({ item, source }: Located): string | null {
  const start = item.body ? item.body.end : item.nameRange.end;
  const rest = source.file.text.slice(start, item.range.end);
  return /^\s*=\s*([\s\S]*?)\s*$/.exec(rest)?.[1] ?? null;
}
