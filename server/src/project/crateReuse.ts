/** Gives what was read again, and is as before, its old object: what was made of it stays valid. */
import type { Crate } from "./crates.ts";
import type { ModuleFile } from "./moduleTree.ts";

export class CrateReuse {
  readonly #known = new Map<string, Crate>();

  /** The old crate when nothing differs, else the new one with its old identity and those files that are as before. */
  of(crate: Crate): Crate {
    const known = this.#known.get(crate.id);
    const reused = known ? withOldParts(crate, known) : crate;
    this.#known.set(crate.id, reused);
    return reused;
  }
}

function withOldParts(crate: Crate, known: Crate): Crate {
  const before = new Map(known.files.map((file) => [`${file.module} ${file.path}`, file]));
  const files = crate.files.map((file): ModuleFile => {
    const other = before.get(`${file.module} ${file.path}`);
    return other?.facts === file.facts && other.cfg === file.cfg ? other : file;
  });
  const isSame =
    crate.rootFile === known.rootFile &&
    crate.configuration === known.configuration &&
    crate.dependencies.join() === known.dependencies.join() &&
    JSON.stringify(crate.missing) === JSON.stringify(known.missing) &&
    files.length === known.files.length &&
    files.every((file, n) => file === known.files[n]);
  if (isSame) return known;
  const identity = crate.rootFile === known.rootFile ? known.identity : crate.identity;
  return { ...crate, identity, files };
}
