/** Gives a crate that was read again, and is as before, its old object: what was made of it stays valid. */
import type { Crate } from "./crates.ts";

export class CrateReuse {
  readonly #known = new Map<string, Crate>();

  /** The old crate when nothing differs, else the new one with its old identity. */
  of(crate: Crate): Crate {
    const known = this.#known.get(crate.id);
    const reused = known ? withOldParts(crate, known) : crate;
    this.#known.set(crate.id, reused);
    return reused;
  }
}

function withOldParts(crate: Crate, known: Crate): Crate {
  const isSame =
    crate.rootFile === known.rootFile &&
    crate.workspace === known.workspace &&
    crate.configuration === known.configuration &&
    crate.settings === known.settings &&
    crate.dependencies.join() === known.dependencies.join() &&
    JSON.stringify(crate.missing) === JSON.stringify(known.missing) &&
    crate.files.length === known.files.length &&
    crate.files.every((file, n) => file === known.files[n]);
  if (isSame) return known;
  return { ...crate, identity: crate.rootFile === known.rootFile ? known.identity : crate.identity };
}
