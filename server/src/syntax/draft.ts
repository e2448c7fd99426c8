/** Items while a file is being read: the index, the parents, and the attributes that still look for their owner. */
import type { TextRange } from "../text.ts";
import type { ForeignAttribute, Item, ItemKind } from "./model.ts";
import type { ScannedAttribute } from "./scan.ts";
import { NO_GENERICS } from "./signature.ts";

/** An item that is still being filled in. */
export type Draft = { -readonly [Key in keyof Item]: Item[Key] } & {
  children: number[];
  attributes: number[];
  foreign: ForeignAttribute[];
};

type Details = Partial<
  Omit<Item, "index" | "kind" | "name" | "parent" | "children" | "attributes" | "foreign">
> & {
  readonly range: TextRange;
  readonly nameRange: TextRange;
};

/** One attribute of the file and where its item begins. */
export interface Placed {
  readonly attribute: ScannedAttribute;
  /** Index in `RustFile.attributes`, or null for an attribute that is not the tool's. */
  readonly index: number | null;
  /** Offset of the first token after the attribute block; for an inner attribute its own start. */
  readonly target: number;
}

const DEEPEST = 100;

export class Drafts {
  readonly items: Draft[] = [];
  readonly text: string;
  /** Outer attributes that no item has claimed, by the offset where their item begins. */
  readonly #unclaimed = new Map<number, Placed[]>();
  /** Where items with tool attributes begin (and inner tool attributes stand), ascending. */
  readonly #targets: readonly number[];
  readonly #leads: ReadonlyMap<number, number>;

  constructor(text: string, placed: readonly Placed[], leads: ReadonlyMap<number, number>) {
    this.text = text;
    this.#leads = leads;
    this.#targets = placed.filter((one) => one.index !== null).map((one) => one.target);
    for (const one of placed) {
      if (one.attribute.inner) continue;
      const group = this.#unclaimed.get(one.target);
      if (group === undefined) this.#unclaimed.set(one.target, [one]);
      else group.push(one);
    }
  }

  /** Adds an item below its parent; it owns the attributes that stand right before it. */
  add(kind: ItemKind, name: string, parent: Draft | null, details: Details): Draft {
    const claimed = this.#unclaimed.get(details.range.start) ?? [];
    this.#unclaimed.delete(details.range.start);
    const { range } = details;
    // Written out, because spreading costs more here than everything else: this runs for each item on each edit.
    const item: Draft = {
      index: this.items.length,
      kind,
      name,
      nameRange: details.nameRange,
      path: details.path ?? [parent?.path, name].filter(Boolean).join("::"),
      range,
      fullRange: details.fullRange ?? { start: this.#leads.get(range.start) ?? range.start, end: range.end },
      body: details.body ?? null,
      parent: parent?.index ?? null,
      visibility: details.visibility ?? null,
      generics: details.generics ?? NO_GENERICS,
      signature: details.signature ?? null,
      header: details.header ?? null,
      bounds: details.bounds ?? [],
      type: details.type ?? null,
      closure: details.closure ?? null,
      loops: details.loops ?? [],
      inMacro: details.inMacro ?? false,
      children: [],
      attributes: [],
      foreign: [],
    };
    parent?.children.push(item.index);
    this.items.push(item);
    for (const one of claimed) attach(item, one);
    return item;
  }

  /** True when so many items are around what stands below the parent that nobody wrote it; it is not read. */
  isDeep(parent: Draft): boolean {
    let depth = 0;
    for (let above = parent.parent; above !== null && depth < DEEPEST; depth++) {
      above = this.items[above]?.parent ?? null;
    }
    return depth === DEEPEST;
  }

  /** True when a tool attribute stands in the range. */
  hasTargets(within: TextRange): boolean {
    return (this.#targets[this.#firstTarget(within.start)] ?? Number.POSITIVE_INFINITY) <= within.end;
  }

  /** Offsets where tool attributes still want an item, ascending. */
  unclaimed(): number[] {
    const offsets = this.#targets.filter((target) =>
      this.#unclaimed.get(target)?.some((one) => one.index !== null),
    );
    return [...new Set(offsets)];
  }

  /** True when an unclaimed tool attribute wants an item at the offset. */
  isAnnotated(target: number): boolean {
    return this.#unclaimed.get(target)?.some((one) => one.index !== null) ?? false;
  }

  /** The first attribute that wants an item at the offset. */
  firstAt(target: number): Placed | undefined {
    return this.#unclaimed.get(target)?.[0];
  }

  /** Index of the first target at or after the offset. */
  #firstTarget(offset: number): number {
    let low = 0;
    let high = this.#targets.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#targets[middle] ?? 0) < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

export function attach(item: Draft, { attribute, index }: Placed): void {
  if (index !== null) {
    const last = item.attributes.at(-1) ?? -1;
    item.attributes.push(index);
    // Inner attributes come after the outer ones of items that stand before them.
    if (index < last) item.attributes.sort((a, b) => a - b);
    return;
  }
  const path = attribute.path.map((segment) => segment.text).join("::");
  const { arguments: args } = attribute;
  const tokens = args.kind === "none" ? [] : args.tokens;
  item.foreign.push({ range: attribute.range, inner: attribute.inner, path, tokens });
}
