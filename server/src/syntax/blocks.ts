/** Blocks of attributes and doc comments: where each begins, and where the item that it belongs to does. */
import type { TextRange } from "../text.ts";
import { skipComments, skipTrivia } from "./lexer.ts";
import type { ScannedAttribute } from "./scan.ts";

export interface Blocks {
  /** For each attribute the offset of the first token after its block; for an inner attribute its own start. */
  readonly targets: readonly number[];
  /** For each of these offsets the start of the block. */
  readonly leads: ReadonlyMap<number, number>;
}

export function blocks(
  text: string,
  attributes: readonly ScannedAttribute[],
  docs: readonly TextRange[],
): Blocks {
  const targets: number[] = [];
  const leads = new Map<number, number>();
  let doc = docs.length - 1;
  let next = { start: -1, target: -1 };
  const extend = ({ start, end }: TextRange): number => {
    const after = skipTrivia(text, end);
    const target = after === next.start ? next.target : skipComments(text, after);
    leads.set(target, start);
    next = { start, target };
    return target;
  };
  for (let n = attributes.length - 1; n >= 0; n--) {
    const attribute = attributes[n];
    if (attribute === undefined) continue;
    for (
      let above = docs[doc];
      above !== undefined && above.start > attribute.range.start;
      above = docs[--doc]
    ) {
      extend(above);
    }
    targets[n] = attribute.inner ? attribute.range.start : extend(attribute.range);
  }
  for (let above = docs[doc]; above !== undefined; above = docs[--doc]) extend(above);
  return { targets, leads };
}
