/** Arguments that are left out where a type or trait is named. */
import type { Printed } from "../rocq/rustcPaths.ts";
import { isPrimitive } from "../rocq/rustcPaths.ts";
import type { Declaration } from "./declarations.ts";

/** `lastDefault` of a declaration, from what stands behind its name. */
export function lastDefault(declared: string): string | null {
  const list = /^\s*<([^{};]*?)>\s*(?:[{(;=]|:(?!:)|where\b|$)/u.exec(declared)?.[1];
  if (list === undefined || !list.includes("=")) return null;
  const own = withoutArguments(list.replaceAll("->", ""));
  // What an associated type is does not count: the compiler compares it as it is written.
  if (/=\s*(?:\?|Self)::\w+\s*,?\s*$/u.test(own)) return null;
  return own.includes("=") ? (/=\s*([\w:]+|\(\))\s*,?\s*$/u.exec(own)?.[1] ?? "?") : null;
}

/** `T: Iterator<Item = u8>` has no default. */
function withoutArguments(list: string): string {
  const shorter = list.replace(/<[^<>]*>/g, "?");
  return shorter === list ? list : withoutArguments(shorter);
}

/** Arguments that types of the standard library have where none is written. */
export const STANDARD_DEFAULTS = /^(?:\(\)|.*\b(?:Global|RandomState|BuildHasherDefault))$/;

/** Whether all arguments are given and the last one may be the default one. */
export function endsInDefault(
  { lastDefault, typeParameters }: Declaration,
  args: readonly Printed[],
): boolean {
  const last = args.at(-1);
  // Only a header says what `Self` is.
  if (
    lastDefault === null ||
    lastDefault === "Self" ||
    last === undefined ||
    args.length < typeParameters.length
  )
    return false;
  const parameter = typeParameters.indexOf(lastDefault);
  if (parameter >= 0) return args[parameter]?.text === last.text;
  // A parameter is no other type, nor is a primitive one.
  const isAtom = /^\w+$/u.test(last.text) && last.home === null;
  return isAtom || lastDefault === "()" || isPrimitive(lastDefault) ? last.text === lastDefault : true;
}
