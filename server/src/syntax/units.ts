/**
 * What is known of the items of the version before: an item whose text is unchanged is not read from the tree again.
 * Reading nodes is what costs; moving plain data by an offset does not.
 */
import type { Draft, Drafts } from "./draft.ts";
import type { SyntaxNode } from "./engine.ts";

/** What does not depend on where the item stands: `Drafts.add` finds the rest anew. */
type Details = Omit<Draft, "index" | "parent" | "children" | "attributes" | "foreign" | "fullRange">;

interface Known {
  readonly details: Details;
  /** Position of the parent in the unit, or -1 for the parent of the unit. */
  readonly parent: number;
}

interface Unit {
  readonly start: number;
  readonly firstIndex: number;
  readonly items: readonly Known[];
}

/** Items by their text (and by what else decides what is read from it). One per version of a document. */
export class Units {
  readonly #known = new Map<string, Unit>();
  readonly #before: Units | null;

  /** Give `release` a call when the version is read, or all versions stay in memory. */
  constructor(before: Units | null) {
    this.#before = before;
  }

  /** The version that is read now, without its memory of the one before. */
  release(): Units {
    const units = new Units(null);
    for (const [key, unit] of this.#known) units.#known.set(key, unit);
    return units;
  }

  /** Reads the text from the node's start to `end` with `read`, which adds items below the parent, or remembers them. */
  add(drafts: Drafts, parent: Draft, node: SyntaxNode, end: number, read: () => void): void {
    const start = node.startIndex;
    const annotated = drafts.isAnnotated(start);
    const key = `${parent.path}\0${node.type}\0${annotated}\0${drafts.text.slice(start, end)}`;
    const firstIndex = drafts.items.length;
    const known = this.#before === null ? undefined : this.#before.#known.get(key);
    if (known !== undefined) {
      for (const { details, parent: position } of known.items) {
        const above = position < 0 ? parent : drafts.items[firstIndex + position];
        const moved = moveDetails(details, start - known.start, firstIndex - known.firstIndex);
        drafts.add(moved.kind, moved.name, above ?? parent, moved);
      }
      this.#known.set(key, known);
      return;
    }
    read();
    const items = drafts.items.slice(firstIndex).map((draft) => remember(draft, firstIndex));
    this.#known.set(key, { start, firstIndex, items });
  }
}

function remember(draft: Draft, firstIndex: number): Known {
  const { index, parent, children, attributes, foreign, fullRange, ...details } = draft;
  // A slice of a text keeps the whole text in memory; a copy does not.
  const copy = JSON.parse(JSON.stringify(details)) as Details;
  return { details: copy, parent: (parent ?? -1) < firstIndex ? -1 : (parent ?? 0) - firstIndex };
}

function moveDetails(details: Details, offset: number, index: number): Details {
  const moved = offset === 0 ? details : (moveRanges(details, offset) as Details);
  const { closure, loops } = moved;
  if (index === 0 || (closure === null && loops.length === 0)) return moved;
  return {
    ...moved,
    closure: closure?.enclosing == null ? closure : { ...closure, enclosing: closure.enclosing + index },
    loops: loops.map((loop) => ({ ...loop, closures: loop.closures.map((item) => item + index) })),
  };
}

/** A copy with every `{start, end}` moved. */
function moveRanges(value: unknown, offset: number): unknown {
  if (Array.isArray(value))
    return value.length === 0 ? value : value.map((element) => moveRanges(element, offset));
  if (typeof value !== "object" || value === null) return value;
  const { start, end } = value as { start?: unknown; end?: unknown };
  if (typeof start === "number" && typeof end === "number")
    return { start: start + offset, end: end + offset };
  const copy: Record<string, unknown> = {};
  for (const key in value) copy[key] = moveRanges((value as Record<string, unknown>)[key], offset);
  return copy;
}
