/** The annotated items of a Rust file as placing results needs them. */
import type { AnnotatedItem } from "../annotations/model.ts";
import { valuesOf } from "../annotations/values.ts";
import { codeOnly } from "../syntax/codeOnly.ts";
import type { Item } from "../syntax/model.ts";
import type { Printed, WrittenItem } from "../verification/placeModel.ts";
import { clausesOf } from "./clauses.ts";
import type { Snapshot } from "./snapshot.ts";

/** Of one snapshot; each item is looked at when it is first asked for. */
export class WrittenItems {
  readonly #file: string;
  readonly #snapshot: Snapshot;
  readonly #known = new Map<number, WrittenItem>();
  #code: string | null = null;

  /** @param file The path that places name. */
  constructor(file: string, snapshot: Snapshot) {
    this.#file = file;
    this.#snapshot = snapshot;
  }

  of(item: Item): WrittenItem {
    const known = this.#known.get(item.index) ?? this.#make(item);
    this.#known.set(item.index, known);
    return known;
  }

  #make(item: Item): WrittenItem {
    const { file, context } = this.#snapshot;
    const readings = [item.index, ...partsOf(item, this.#snapshot)].flatMap(
      (index) => context.byIndex.get(index) ?? [],
    );
    const lent = contextOfImpl(item, this.#snapshot);
    const code = (): string => this.#codeOfFile();
    const printed = once(() => printedFor(item, this.#snapshot));
    return {
      file: this.#file,
      text: file.text,
      // Few of the items that are looked at are searched or compared with what was generated.
      get code() {
        return code();
      },
      get printed() {
        return printed();
      },
      hotword: file.hotword,
      nameRange: item.nameRange,
      range: item.range,
      body: item.kind === "function" || item.kind === "closure" ? item.body : null,
      attributes: readings.flatMap(({ annotations }) =>
        annotations.map(({ name, attribute }) => ({ name, range: attribute.range })),
      ),
      clauses: [...readings, ...lent].flatMap(clausesOf),
      binders: readings.flatMap((reading) => bindersOf(reading, this.#snapshot)),
    };
  }

  #codeOfFile(): string {
    const { file } = this.#snapshot;
    const others = [...file.attributes, ...file.items.flatMap((each) => each.foreign)];
    this.#code ??= codeOnly(
      file.text,
      others.map(({ range }) => range),
    );
    return this.#code;
  }
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** Indices of what an item's specification is made of besides itself: fields, variants with their fields, loops. */
function partsOf(item: Item, { file, context }: Snapshot): number[] {
  const inside = item.children.flatMap((index) => {
    const child = file.items[index];
    if (!child || !(child.kind === "field" || child.kind === "variant")) return [];
    return [index, ...child.children];
  });
  const loops = context.items.flatMap((each) =>
    each.position === "loop" && each.item.closure?.enclosing === item.index ? [each.item.index] : [],
  );
  return [...inside, ...loops];
}

/** What methods get from the impl around them (propagate_method_attr_from_impl in spec_parsers/mod.rs). */
function contextOfImpl(item: Item, { file, context }: Snapshot): AnnotatedItem[] {
  const parent = item.parent === null ? undefined : file.items[item.parent];
  const reading = parent?.kind === "impl" ? context.byIndex.get(parent.index) : undefined;
  if (!reading) return [];
  return [{ ...reading, annotations: reading.annotations.filter(({ name }) => name === "context") }];
}

function bindersOf(reading: AnnotatedItem, { file, context }: Snapshot): WrittenItem["binders"] {
  return valuesOf(reading, file, context.byIndex).map(({ text, kind }) => ({
    name: text,
    kind: kind === "parameter" || kind === "argument" ? "parameter" : "existential",
  }));
}

function printedFor(item: Item, { specifications }: Snapshot): Printed | null {
  const preview = specifications.preview(item);
  if (preview?.fidelity !== "exact") return null;
  const parts = preview.parts.map(({ range, annotation }) => ({
    range,
    attribute: annotation.attribute.range,
  }));
  return { text: preview.text, parts };
}
