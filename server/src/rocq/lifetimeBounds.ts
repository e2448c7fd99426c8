/** Bounds of lifetimes as written: `'a: 'b`, `T: 'a`, inline or in a where clause. */
import type { Item } from "../syntax/model.ts";

export type LifetimeBound =
  /** `'longer: 'shorter`. */
  | { readonly longer: string; readonly shorter: string }
  /** `type: 'lifetime`. */
  | { readonly type: string; readonly lifetime: string };

/** In source order, inline ones first; names without the quote. @param text The file's text. */
export function lifetimeBounds(item: Item, text: string): LifetimeBound[] {
  const { generics } = item;
  const found: LifetimeBound[] = [];
  for (const lifetime of generics.lifetimes) {
    const rest = /^\s*:([^,>]*)/.exec(text.slice(lifetime.range.end, lifetime.range.end + 200))?.[1] ?? "";
    for (const match of rest.matchAll(/'([\p{L}\p{N}_]+)/gu))
      found.push({ longer: lifetime.text, shorter: match[1] ?? "" });
  }
  for (const parameter of generics.types) {
    for (const bound of parameter.bounds)
      if (bound.kind === "lifetime") found.push({ type: parameter.text, lifetime: bound.name });
  }
  for (const { type, bounds } of generics.where) {
    for (const bound of bounds) {
      if (bound.kind !== "lifetime") continue;
      const subject = /^'([\p{L}\p{N}_]+)$/u.exec(type.text)?.[1];
      found.push(
        subject === undefined
          ? { type: type.text, lifetime: bound.name }
          : { longer: subject, shorter: bound.name },
      );
    }
  }
  if (item.kind === "trait") {
    for (const bound of item.bounds)
      if (bound.kind === "lifetime") found.push({ type: "Self", lifetime: bound.name });
  }
  return found;
}

export const isStatic = (bound: LifetimeBound): boolean =>
  "type" in bound ? bound.lifetime === "static" : bound.longer === "static" || bound.shorter === "static";
