/** The named items of crates, kept per file as long as nothing that could change their names changes. */
import type { Crate } from "./crates.ts";
import type { RustFacts } from "./declarations.ts";
import { fingerprint } from "./fingerprint.ts";
import type { ModuleFile } from "./moduleTree.ts";
import type { NamedItem } from "./namedItem.ts";
import { nameItems } from "./naming.ts";
import { CrateScopes, type Scope, scopesOf } from "./scopes.ts";

interface Named {
  readonly key: string;
  readonly items: readonly NamedItem[];
}

export class CrateItems {
  readonly #scopes = new WeakMap<ModuleFile, ReadonlyMap<number | null, Scope>>();
  readonly #keys = new WeakMap<RustFacts, string>();
  readonly #named = new WeakMap<RustFacts, Named>();
  readonly #crates = new WeakMap<
    Crate,
    { readonly trustsDebug: boolean; readonly items: readonly (readonly NamedItem[])[] }
  >();

  /** All named items of the crate, file by file in the order of the module tree. */
  of(crate: Crate, trustsDebug: boolean): readonly (readonly NamedItem[])[] {
    const known = this.#crates.get(crate);
    if (known?.trustsDebug === trustsDebug) return known.items;
    const items = this.#read(crate, trustsDebug);
    this.#crates.set(crate, { trustsDebug, items });
    return items;
  }

  #read(crate: Crate, trustsDebug: boolean): readonly (readonly NamedItem[])[] {
    const keys = crate.files.map((file) => `${file.module} ${file.cfg} ${this.#keyOf(file.facts)}`);
    const surroundings = fingerprint([...keys, ...crate.dependencies, trustsDebug].join("\n"));
    let scopes: CrateScopes | null = null;
    return crate.files.map((file) => {
      const key = `${surroundings} ${file.path} ${file.module} ${file.cfg}`;
      const known = this.#named.get(file.facts);
      if (known?.key === key) return known.items;
      scopes ??= new CrateScopes(crate.files, crate.dependencies, (each) => this.#scopesOf(each));
      const items = nameItems(file, scopes, { trustsDebug });
      this.#named.set(file.facts, { key, items });
      return items;
    });
  }

  #scopesOf(file: ModuleFile): ReadonlyMap<number | null, Scope> {
    const known = this.#scopes.get(file);
    if (known) return known;
    const scopes = scopesOf(file);
    this.#scopes.set(file, scopes);
    return scopes;
  }

  /** Everything in a file that the names in other files can depend on. */
  #keyOf(facts: RustFacts): string {
    const known = this.#keys.get(facts);
    if (known !== undefined) return known;
    const types = facts.declarations
      .filter((declaration) => SEEN_BY_OTHERS.has(declaration.kind))
      .map((d) => [
        d.kind,
        d.name,
        d.parent === null ? null : facts.declarations[d.parent]?.name,
        d.lifetimes.length,
        d.annotated,
        d.attributes.includes("skip"),
        d.aliased?.text,
        d.cfg,
      ]);
    const uses = facts.uses.map((use) => [use.path, use.alias, use.scope]);
    const key = fingerprint(JSON.stringify([types, uses, facts.isNoStd]));
    this.#keys.set(facts, key);
    return key;
  }
}

const SEEN_BY_OTHERS = new Set(["module", "struct", "union", "enum", "trait", "typeAlias"]);
