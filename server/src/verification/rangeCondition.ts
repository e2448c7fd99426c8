/** Conditions that a value fits into a machine integer: every operation on machine integers has one. */
import type { Claim } from "./rocqTerms.ts";

/** The value that has to fit: of `x + 1 ≤ MaxInt i32`, `MinInt i32 ≤ x + 1` and `x + 1 ∈ i32`; null for another claim. */
export function valueInRange(claim: Claim): Claim | null {
  const text = claim.join(" ");
  const value =
    /^(.+) [≤<] MaxInt \w+$/u.exec(text)?.[1] ??
    /^MinInt \w+ [≤<] (.+)$/u.exec(text)?.[1] ??
    /^(.+) ∈ [iu](?:8|16|32|64|128|size)$/u.exec(text)?.[1];
  return value === undefined ? null : value.split(" ");
}

/** The expression in Rust, as a pattern for a search; null for what is no arithmetic of variables and numbers. */
export function rustPattern(value: Claim): string | null {
  if (value.length < 2 || !value.every((token) => /^(?:[\p{L}_][\p{L}\p{N}_]*|\d+|[-+*()])$/u.test(token)))
    return null;
  const parts = value.map((token) => {
    if (/^\d/.test(token)) return `${token}(?:_?[iu](?:8|16|32|64|128|size))?(?![\\p{L}\\p{N}_.])`;
    return /^[-+*()]$/.test(token) ? `\\${token}` : `(?<![\\p{L}\\p{N}_.])${token}(?![\\p{L}\\p{N}_(.])`;
  });
  return parts.join("\\s*");
}
