/** Every function to be verified as an item of the Test Explorer: crate, module, function. */
import { Range, type TestController, type TestItem, type TestItemCollection, Uri } from "vscode";
import type { ItemStatus, Place } from "../../server/src/protocol.ts";

export class TestTree {
  readonly #controller: TestController;
  /** Functions by the item's id. */
  #functions: ReadonlyMap<string, TestItem> = new Map();

  constructor(controller: TestController) {
    this.#controller = controller;
  }

  /** What is skipped or believed is no test, and an item stays the same one as long as it is there. */
  update(items: readonly ItemStatus[]): void {
    const functions = new Map<string, TestItem>();
    const wanted = items.filter(
      ({ shape }) => shape !== "none" && shape !== "trusted" && shape !== "orphaned",
    );
    const rootItems = grouped(wanted, ({ crate }) => crate).map(([crate, ofCrate]) => {
      const row = this.#group(this.#controller.items, `crate ${crate}`, crate);
      const [own, modules] = parted(ofCrate);
      const rows = modules.map(([module, members]) => {
        const group = this.#group(row.children, `module ${crate} ${module}`, module);
        replace(group.children, this.#leaves(group.children, members, functions));
        return group;
      });
      replace(row.children, [...this.#leaves(row.children, own, functions), ...rows]);
      return row;
    });
    replace(this.#controller.items, rootItems);
    this.#functions = functions;
  }

  function(id: string): TestItem | null {
    return this.#functions.get(id) ?? null;
  }

  /** The functions in these rows, or all. */
  functionsIn(rows: readonly TestItem[] | undefined): TestItem[] {
    if (!rows) return [...this.#functions.values()];
    return rows.flatMap((row) =>
      row.children.size === 0 ? [row] : this.functionsIn([...row.children].map(([, child]) => child)),
    );
  }

  #group(among: TestItemCollection, id: string, label: string): TestItem {
    return among.get(id) ?? this.#controller.createTestItem(id, label);
  }

  #leaves(
    among: TestItemCollection,
    items: readonly ItemStatus[],
    functions: Map<string, TestItem>,
  ): TestItem[] {
    return items.map(({ id, name, status, place }) => {
      const known = among.get(id);
      const uri = place ? Uri.parse(place.uri) : undefined;
      const isSame = known && known.uri?.toString() === uri?.toString();
      const item = isSame ? known : this.#controller.createTestItem(id, name, uri);
      item.description = status;
      const range = place ? rangeOf(place) : undefined;
      if (range && !(item.range && range.isEqual(item.range))) item.range = range;
      functions.set(id, item);
      return item;
    });
  }
}

export const crateOf = ({ id }: TestItem): string | null => /^crate (.*)$/s.exec(id)?.[1] ?? null;

export const rangeOf = ({ range: { start, end } }: Place): Range =>
  new Range(start.line, start.character, end.line, end.character);

/** The functions of the crate's root, and those of each module. */
function parted(items: readonly ItemStatus[]): [readonly ItemStatus[], [string, ItemStatus[]][]] {
  const modules = grouped(items, ({ module }) => module);
  const root = modules.find(([module]) => module === "")?.[1] ?? [];
  return [root, modules.filter(([module]) => module !== "")];
}

function grouped<T>(values: readonly T[], nameOf: (value: T) => string): [string, T[]][] {
  const groups = new Map<string, T[]>();
  for (const value of values) {
    const group = groups.get(nameOf(value));
    if (group) group.push(value);
    else groups.set(nameOf(value), [value]);
  }
  return [...groups];
}

/** Says nothing when nothing is new. */
function replace(collection: TestItemCollection, items: readonly TestItem[]): void {
  const isSame = collection.size === items.length && items.every((item) => collection.get(item.id) === item);
  if (!isSame) collection.replace(items);
}
