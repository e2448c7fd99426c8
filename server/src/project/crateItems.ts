/** The named items of crates, kept per file as long as nothing that could change their names changes. */
import type { Crate, CrateIdentity } from "./crates.ts";
import type { FileItems } from "./itemIndex.ts";
import { NameChanges } from "./nameChanges.ts";
import { nameItems } from "./naming.ts";
import { CrateScopes, rememberedScopes } from "./scopes.ts";

interface Named {
  readonly crate: Crate;
  readonly trustsDebug: boolean;
  readonly items: readonly FileItems[];
}

export class CrateItems {
  readonly #scopesOf = rememberedScopes();
  readonly #named = new WeakMap<CrateIdentity, Named>();
  readonly #changes = new NameChanges();

  /** All named items of the crate, one list for each of its files. */
  of(crate: Crate, trustsDebug: boolean): readonly FileItems[] {
    const known = this.#named.get(crate.identity);
    if (known?.crate === crate && known.trustsDebug === trustsDebug) return known.items;
    const items = this.#read(crate, trustsDebug, known);
    this.#named.set(crate.identity, { crate, trustsDebug, items });
    return items;
  }

  #read(crate: Crate, trustsDebug: boolean, before: Named | undefined): FileItems[] {
    const isComparable =
      before?.trustsDebug === trustsDebug && before.crate.dependencies.join() === crate.dependencies.join();
    const affected = isComparable ? this.#changes.between(before.crate.files, crate.files) : null;
    let scopes: CrateScopes | null = null;
    const name = (n: number): FileItems => {
      const file = crate.files[n];
      if (!file) return [];
      scopes ??= new CrateScopes(crate.files, crate.dependencies, this.#scopesOf);
      return nameItems(file, scopes, { trustsDebug });
    };
    const items = affected ? [...(before?.items ?? [])] : [];
    for (const n of affected ?? crate.files.keys()) items[n] = name(n);
    return items;
  }
}
