/** What happens at a `#flag` that the form does not have. */
import type { Segment } from "../../syntax/model.ts";
import type { Cursor } from "./cursor.ts";

/** The error message wants the position of the token after the flag; without one RefinedRust panics on `stream.pos().unwrap()`. */
export function unknownFlag(cursor: Cursor, flag: Segment, known: readonly string[]): null {
  const expected = known.map((name) => `\`${name}\``).join(", ");
  const upstream = cursor.done
    ? "called `Option::unwrap()` on a `None` value"
    : `OtherErr(.., "invalid macro command: \\"${flag.text.slice(1)}\\"")`;
  return cursor.fail("unknownFlag", expected, upstream, flag.range, cursor.done);
}
