/** Gives a crate that was read again, and is as before, its old object: what was made of it stays valid. */
import type { Crate } from "./crates.ts";

export class CrateReuse {
  readonly #known = new Map<string, Crate>();

  /** The old object when nothing differs, else the new one. */
  of(crate: Crate): Crate {
    const known = this.#known.get(crate.id);
    if (known && isSame(known, crate)) return known;
    this.#known.set(crate.id, crate);
    return crate;
  }
}

const isSame = (a: Crate, b: Crate): boolean =>
  a.rootFile === b.rootFile &&
  a.configuration === b.configuration &&
  a.dependencies.join() === b.dependencies.join() &&
  JSON.stringify(a.missing) === JSON.stringify(b.missing) &&
  a.files.length === b.files.length &&
  a.files.every((file, n) => {
    const other = b.files[n];
    return (
      other !== undefined &&
      file.facts === other.facts &&
      file.path === other.path &&
      file.module === other.module &&
      file.cfg === other.cfg
    );
  });
