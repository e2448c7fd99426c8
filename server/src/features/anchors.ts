/** Where a result stands in a text that was edited after the run: it goes with the item that it was found in. */
import { difference } from "../syntax/mask.ts";
import type { TextRange } from "../text.ts";
import type { Anchor, KeptFinding } from "../verification/recorded.ts";
import type { RustFinding } from "../verification/rustFinding.ts";
import type { PlacingView } from "./placing.ts";

/** Longer items are not kept; their findings go to the item's name once something has changed. */
const LONGEST = 50_000;

/** A finding that is about no item has none. */
export function anchorOf({ file, range, precision }: RustFinding, view: PlacingView): Anchor | null {
  const snapshot = precision === "crate" ? null : view.rust(file);
  if (!snapshot) return null;
  const standing = view.matching.at(file, snapshot.file, range.start);
  if (!standing) return null;
  const { start, end } = standing.at.fullRange;
  return {
    item: keyOf(standing.item),
    text: end - start > LONGEST ? "" : snapshot.file.text.slice(start, end),
    range: { start: range.start - start, end: range.end - start },
  };
}

export interface Standing {
  readonly range: TextRange;
  /** The text around it is another one than the tools read. */
  readonly isEdited: boolean;
}

/** In the file as it is now; null when its item is gone. */
export function standingOf(finding: KeptFinding, view: PlacingView): Standing | null {
  const { anchor } = finding;
  const snapshot = view.rust(finding.file);
  if (!snapshot) return null;
  if (anchor === null) return { range: clamped(finding.range, snapshot.file.text.length), isEdited: false };
  const found = view.matching
    .standing(finding.file, snapshot.file)
    .find(({ item }) => keyOf(item) === anchor.item);
  if (!found) return null;
  const { fullRange, nameRange } = found.at;
  const now = snapshot.file.text.slice(fullRange.start, fullRange.end);
  if (anchor.text === "") return { range: nameRange, isEdited: true };
  const moved = now === anchor.text ? anchor.range : rangeAfter(anchor.range, anchor.text, now);
  const range = { start: fullRange.start + moved.start, end: fullRange.start + moved.end };
  return { range, isEdited: now !== anchor.text };
}

const keyOf = ({ kind, path }: { readonly kind: string; readonly path: string }): string => `${kind} ${path}`;

const clamped = ({ start, end }: TextRange, length: number): TextRange => ({
  start: Math.min(start, length),
  end: Math.min(end, length),
});

/** What is before the changed part stays, what is after it moves, and what is in it becomes all of it. */
export function rangeAfter({ start, end }: TextRange, before: string, now: string): TextRange {
  const changed = difference(before, now);
  if (changed === null) return { start, end };
  const shift = now.length - before.length;
  // What is inserted right before or after the range does not belong to it.
  const from = start >= changed.oldEnd ? start + shift : Math.min(start, changed.start);
  const to = end <= changed.start ? end : end >= changed.oldEnd ? end + shift : changed.newEnd;
  return { start: from, end: Math.max(from, to) };
}
