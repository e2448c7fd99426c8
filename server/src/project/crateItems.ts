/** The named items of crates, kept per file as long as nothing that could change their names changes. */
import type { Crate, CrateIdentity } from "./crates.ts";
import type { ModuleFile } from "./moduleTree.ts";
import { NameChanges } from "./nameChanges.ts";
import type { NamedItem } from "./namedItem.ts";
import { nameItems } from "./naming.ts";
import { CrateScopes, type Scope, scopesOf } from "./scopes.ts";

interface Named {
  readonly crate: Crate;
  readonly trustsDebug: boolean;
  readonly byFile: ReadonlyMap<ModuleFile, readonly NamedItem[]>;
  readonly items: readonly (readonly NamedItem[])[];
}

export class CrateItems {
  readonly #scopes = new WeakMap<ModuleFile, ReadonlyMap<number | null, Scope>>();
  readonly #named = new WeakMap<CrateIdentity, Named>();
  readonly #changes = new NameChanges();

  /** All named items of the crate, file by file in the order of the module tree. */
  of(crate: Crate, trustsDebug: boolean): readonly (readonly NamedItem[])[] {
    const known = this.#named.get(crate.identity);
    if (known?.crate === crate && known.trustsDebug === trustsDebug) return known.items;
    const byFile = this.#read(crate, trustsDebug, known);
    const items = [...byFile.values()];
    this.#named.set(crate.identity, { crate, trustsDebug, byFile, items });
    return items;
  }

  #read(
    crate: Crate,
    trustsDebug: boolean,
    before: Named | undefined,
  ): Map<ModuleFile, readonly NamedItem[]> {
    const isComparable =
      before?.trustsDebug === trustsDebug && before.crate.dependencies.join() === crate.dependencies.join();
    const isAffected = isComparable ? this.#changes.between(before.crate.files, crate.files) : () => true;
    let scopes: CrateScopes | null = null;
    const found = new Map<ModuleFile, readonly NamedItem[]>();
    for (const file of crate.files) {
      const known = isAffected(file) ? undefined : before?.byFile.get(file);
      if (known) {
        found.set(file, known);
        continue;
      }
      scopes ??= new CrateScopes(crate.files, crate.dependencies, (each) => this.#scopesOf(each));
      found.set(file, nameItems(file, scopes, { trustsDebug }));
    }
    return found;
  }

  #scopesOf(file: ModuleFile): ReadonlyMap<number | null, Scope> {
    const known = this.#scopes.get(file);
    if (known) return known;
    const scopes = scopesOf(file);
    this.#scopes.set(file, scopes);
    return scopes;
  }
}
