/** How positions are called in sentences. */
import type { Position } from "../annotations/model.ts";

/** With its article: "a method", "the crate". */
export const POSITION_NAMES: Readonly<Record<Position, string>> = {
  crate: "the crate",
  module: "a module",
  function: "a function",
  method: "a method",
  traitFunction: "a function of a trait",
  traitImplFunction: "a function of a trait implementation",
  closure: "a closure",
  loop: "the `ignore` closure of a loop",
  struct: "a struct",
  field: "a field",
  enum: "an enum",
  variant: "a variant",
  trait: "a trait",
  traitImpl: "a trait implementation",
  impl: "an inherent `impl`",
  static: "a static",
  other: "this item",
};

/** "a, b and c", or "a, b or c". */
export function listed(words: readonly string[], last: "and" | "or"): string {
  const head = words.slice(0, -1).join(", ");
  return head === "" ? (words[0] ?? "") : `${head} ${last} ${words.at(-1)}`;
}
