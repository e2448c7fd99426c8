/** Items of other crates whose source is at hand, as far as the included libraries describe them. */
import type { Crate, ForeignItem, ItemName, Located, Resolution, Source } from "../rocq/crate.ts";
import type { Interfaces } from "../rocq/interfaces.ts";
import { exportsBesidesPrelude, STANDARD_CRATES } from "./standardPaths.ts";

/** The files of a crate, ready for the printers of specifications. */
export interface PreviewCrate {
  readonly crate: Crate;
  /** In the order of the given files; that of the crate root comes first. */
  readonly sources: readonly Source[];
}

/** What is known of other crates. */
export interface Neighbours {
  readonly interfaces: Interfaces;
  /** Crates whose source is at hand, by the name they have in this crate's paths. */
  readonly crates: ReadonlyMap<string, Neighbour>;
  /** Traits of the standard library, under the name of the crate by which rustc shows them. */
  readonly standard: Neighbour | null;
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
    if (neighbours?.standard) crates.push(neighbours.standard);
    this.#owners = new Map(
      crates.flatMap((crate) => crate.preview.sources.map((source) => [source, crate] as const)),
    );
  }

  /** Null for an item of no neighbour. */
  of(at: Located): ForeignItem | null {
    const owner = this.#owners.get(at.source);
    if (!owner || !this.#neighbours) return null;
    const { interfaces } = this.#neighbours;
    const path = [owner.name, ...owner.preview.crate.pathOf(at)];
    return {
      type: interfaces.type(path),
      trait: interfaces.trait(path),
      path: path.length === 2 || owner === this.#neighbours.standard ? path.join("::") : null,
    };
  }

  /** A trait of the standard library that a bound names by this path; null where no included library describes it. */
  standardTrait([crate = "", ...rest]: readonly string[]): Located | null {
    const standard = this.#neighbours?.standard?.preview;
    const source = standard?.sources[0];
    const root = source?.file.items[0];
    if (!standard || !source || !root || !STANDARD_CRATES.has(crate)) return null;
    const found = standard.crate.resolve(["crate", ...rest], { source, item: root });
    return found.kind === "item" && this.of(found.at)?.trait ? found.at : null;
  }

  /** Traits of other crates are named as their interface says. */
  nameOf(at: Located): ItemName | null {
    const trait = this.of(at)?.trait;
    return trait ? { text: trait.name, sure: true } : null;
  }

  /** An item of a neighbour takes the place of its mere path, when it is described and sure to be the one. */
  follow(resolution: Resolution): Resolution {
    if (resolution.kind !== "external") return resolution;
    const [, ...rest] = resolution.path;
    const entered = this.#enter(resolution.path);
    if (!entered) return resolution;
    return this.#described(entered.found, { kind: "external", path: [entered.owner.name, ...rest] });
  }

  /**
   * How rustc shows an item that is used by this path. The crate has its own name there, aliases are expanded, and the
   * shortest public path counts, which is only certain for what is declared in the crate root.
   */
  shownPath(path: readonly string[]): readonly string[] | null | undefined {
    const entered = this.#enter(path);
    if (!entered) return undefined;
    const { owner, found } = entered;
    if (found.kind !== "item" || !isSure(found.at) || found.at.item.kind === "typeAlias") return null;
    // Arguments that are left out, or are the default, are shown in ways of their own.
    if (found.at.item.generics.lifetimes.length > 0 || hasDefaults(found.at)) return null;
    const inside = owner.preview.crate.pathOf(found.at);
    return inside.length === 1 ? [owner.name, ...inside] : null;
  }

  /** Whether a module of another crate has a public item of the name, as `Surroundings.exports`. */
  exports(module: readonly string[], name: string): boolean | null {
    if (STANDARD_CRATES.has(module[0] ?? "")) return exportsBesidesPrelude(module, name);
    const found = this.#enter([...module, name])?.found;
    if (!found || (found.kind === "unknown" && !found.isMissing)) return null;
    return found.kind !== "unknown";
  }

  /** Null for a path into no neighbour. */
  #enter([name = "", ...rest]: readonly string[]): { owner: Neighbour; found: Resolution } | null {
    const owner = this.#neighbours?.crates.get(name);
    const source = owner?.preview.sources[0];
    const root = source?.file.items[0];
    if (!owner || !source || !root || rest.length === 0) return null;
    return { owner, found: owner.preview.crate.resolve(["crate", ...rest], { source, item: root }) };
  }

  /** From inside of a neighbour, whose bounds and aliases have paths of their own. */
  resolve(path: readonly string[], from: Located): Resolution {
    const found = this.#owners.get(from.source)?.preview.crate.resolve(path, from);
    const reason = `\`${path.join("::")}\` is not found in its crate`;
    const unknown = { kind: "unknown", reason, isMissing: true } as const;
    return found ? this.#described(found, unknown) : unknown;
  }

  #described(found: Resolution, otherwise: Resolution): Resolution {
    if (found.kind === "external" || found.kind === "primitive") return found;
    if (found.kind !== "item") return otherwise;
    if (!isSure(found.at)) return otherwise;
    if (found.at.item.kind === "typeAlias") return found;
    const described = this.of(found.at);
    return described?.type || described?.trait ? found : otherwise;
  }
}

const hasDefaults = ({ item, source }: Located): boolean =>
  item.generics.types.length + item.generics.consts.length > 0 &&
  source.file.text.slice(item.nameRange.end, item.body?.start ?? item.range.end).includes("=");

/** Neither from a macro nor left out under some condition. */
const isSure = ({ item }: Located): boolean =>
  !item.inMacro && item.foreign.every(({ path }) => path !== "cfg" && path !== "cfg_attr");
