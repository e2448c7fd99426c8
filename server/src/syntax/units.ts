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
  /** Everything that decides what is read from the text: where it stands, and as what. */
  readonly place: string;
  readonly text: string;
  /** Where the text began when it was read. */
  readonly start: number;
  readonly firstIndex: number;
  readonly items: readonly Known[];
  /** How many units were read within it; they follow it. */
  readonly inside: number;
}

/** What was read of one version of a document, in the order in which it was read. */
export class Units {
  readonly #units: Unit[] = [];
  #before: readonly Unit[];
  /** What is before this in the version before has been found again, or is gone. */
  #next = 0;
  /** How many in a row were not found again. */
  #missed = 0;

  constructor(before: Units | null) {
    this.#before = before === null ? [] : before.#units;
  }

  /** Forgets the version before; without this all versions stay in memory. */
  release(): Units {
    this.#before = [];
    return this;
  }

  /** Reads the text from the node's start to `end` with `read`, which adds items below the parent, or remembers them. */
  add(drafts: Drafts, parent: Draft, node: SyntaxNode, end: number, read: () => void): void {
    const start = node.startIndex;
    const place = `${parent.path} ${node.type} ${drafts.isAnnotated(start)}`;
    const text = drafts.text.slice(start, end);
    const firstIndex = drafts.items.length;
    const known = this.#find(place, text);
    if (known !== undefined) {
      for (const { details, parent: position } of known.items) {
        const above = position < 0 ? parent : drafts.items[firstIndex + position];
        const moved = moveDetails(details, start - known.start, firstIndex - known.firstIndex);
        drafts.add(moved.kind, moved.name, above ?? parent, moved);
      }
      // The text is the new one, since a slice keeps all of the text in memory that it is a slice of.
      this.#units.push({ ...known, text, inside: 0 });
      return;
    }
    const unit = { place, text, start, firstIndex, items: [], inside: 0 };
    const position = this.#units.push(unit) - 1;
    read();
    const items = drafts.items.slice(firstIndex).map((draft) => remember(draft, firstIndex));
    this.#units[position] = { ...unit, items, inside: this.#units.length - position - 1 };
  }

  /** Looks where the order of the version before goes on; the further, the longer it did not. */
  #find(place: string, text: string): Unit | undefined {
    const limit = Math.min(this.#before.length, this.#next + this.#missed + 2);
    for (let at = this.#next; at < limit; at++) {
      const unit = this.#before[at];
      if (unit?.text !== text || unit.place !== place) continue;
      this.#next = at + 1 + unit.inside;
      this.#missed = 0;
      return unit;
    }
    this.#missed++;
    return undefined;
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
