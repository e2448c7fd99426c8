/** The Rocq tokens of one annotation text, escapes in one piece. */
import { expand, isExpanded, type Lookup } from "./escapes.ts";
import type { Text } from "./model.ts";
import { type RocqToken, scanRocq } from "./rocqText.ts";

/** Answers "may be" to everything: for finding escapes without resolving them. */
const ANYTHING: Lookup = {
  type: () => "unknown",
  lifetime: () => "unknown",
  literal: () => "unknown",
  place: () => "unknown",
};

export function tokensOf(text: Text): RocqToken[] {
  const escapes =
    isExpanded(text) && text.value.includes("{")
      ? expand(text, ANYTHING).escapes.map(({ range }) => range)
      : [];
  return scanRocq(text.value, text.range.start, escapes);
}
