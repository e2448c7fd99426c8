/** Items of other crates whose source is at hand, as far as the included libraries describe them. */
import type { Crate, ForeignItem, ItemName, Located, Resolution, Source } from "../rocq/crate.ts";
import type { Interfaces } from "../rocq/interfaces.ts";

/** The files of a crate, ready for the printers of specifications. */
export interface PreviewCrate {
  readonly crate: Crate;
  /** In the order of the given files; that of the crate root comes first. */
  readonly sources: readonly Source[];
  /** The path of an item from the root of the crate; empty where it is not sure, and for items of other crates. */
  pathOf(at: Located): readonly string[];
}

/** What is known of other crates. */
export interface Neighbours {
  readonly interfaces: Interfaces;
  /** Crates whose source is at hand, by the name they have in this crate's paths. */
  readonly crates: ReadonlyMap<string, Neighbour>;
}

export interface Neighbour {
  /** As rustc knows it. */
  readonly name: string;
  readonly preview: PreviewCrate;
}

/**
 * The source tells which item a path leads to, and its parameters and bounds; the interface tells its names. RefinedRust
 * takes the same from rustc and the interface (register_shims in translation/src/lib.rs).
 */
export class ForeignItems {
  readonly #neighbours: Neighbours | null;
  readonly #owners: ReadonlyMap<Source, Neighbour>;

  constructor(neighbours: Neighbours | null) {
    this.#neighbours = neighbours;
    const crates = [...(neighbours?.crates.values() ?? [])];
    this.#owners = new Map(
      crates.flatMap((crate) => crate.preview.sources.map((source) => [source, crate] as const)),
    );
  }

  /** Null for an item of no neighbour. */
  of(at: Located): ForeignItem | null {
    const owner = this.#owners.get(at.source);
    if (!owner || !this.#neighbours) return null;
    const { interfaces } = this.#neighbours;
    const path = [owner.name, ...owner.preview.pathOf(at)];
    return {
      type: interfaces.type(path),
      trait: interfaces.trait(path),
      path: path.length === 2 ? path.join("::") : null,
    };
  }

  /** Traits of other crates are named as their interface says. */
  nameOf(at: Located): ItemName | null {
    const trait = this.of(at)?.trait;
    return trait ? { text: trait.name, sure: true } : null;
  }

  /** An item of a neighbour takes the place of its mere path, when it is described and sure to be the one. */
  follow(resolution: Resolution): Resolution {
    if (resolution.kind !== "external") return resolution;
    const [name = "", ...rest] = resolution.path;
    const owner = this.#neighbours?.crates.get(name);
    const source = owner?.preview.sources[0];
    const root = source?.file.items[0];
    if (!owner || !source || !root || rest.length === 0) return resolution;
    const found = owner.preview.crate.resolve(["crate", ...rest], { source, item: root });
    return this.#described(found, { kind: "external", path: [owner.name, ...rest] });
  }

  /** From inside of a neighbour, whose bounds and aliases have paths of their own. */
  resolve(path: readonly string[], from: Located): Resolution {
    const found = this.#owners.get(from.source)?.preview.crate.resolve(path, from);
    const unknown = { kind: "unknown", reason: `\`${path.join("::")}\` is not found in its crate` } as const;
    return found ? this.#described(found, unknown) : unknown;
  }

  #described(found: Resolution, otherwise: Resolution): Resolution {
    if (found.kind === "external") return found;
    if (found.kind !== "item") return otherwise;
    const { item } = found.at;
    const isSure = !item.inMacro && item.foreign.every(({ path }) => path !== "cfg" && path !== "cfg_attr");
    if (!isSure) return otherwise;
    if (item.kind === "typeAlias") return found;
    const described = this.of(found.at);
    return described?.type || described?.trait ? found : otherwise;
  }
}
