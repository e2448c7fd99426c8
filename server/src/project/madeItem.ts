/** Makes the items of a catalogue, or takes them from the last one when all that they are made of is as before. */
import { generatedNames, type Role } from "../rocq/names.ts";
import type { Build } from "./builds.ts";
import type { Artefact, CatalogueItem } from "./catalogueModel.ts";
import type { CrateIdentity } from "./crates.ts";
import { Definitions } from "./definitions.ts";
import { isCode, type NamedItem, namedKind } from "./namedItem.ts";
import type { OutputFolder, ProofPath } from "./outputFolder.ts";
import { nameOf } from "./paths.ts";
import type { RocqFacts } from "./rocqFacts.ts";

/** What all items of a group have in common. */
export interface Shared {
  readonly output: OutputFolder | null;
  readonly isUnclear: boolean;
  readonly build: Build | null;
}

/** What an item has of its own. */
export interface Own {
  readonly item: NamedItem;
  readonly crate: CrateIdentity;
  readonly proofs: readonly ProofPath[];
  readonly predecessor: string | null;
}

/** An item, and what it was made of. */
export interface MadeItem {
  readonly item: CatalogueItem;
  readonly own: Own;
  /** Of the template, then of the proofs. */
  readonly facts: readonly (RocqFacts | undefined)[];
}

export class ItemMaker {
  readonly #shared: Shared;
  readonly #rocq: ReadonlyMap<string, RocqFacts>;
  readonly #definitions: Definitions;
  readonly #inputs: readonly unknown[];
  readonly #before: ReadonlyMap<NamedItem, MadeItem>;
  /** The items by the named ones, in the order in which they were asked for. */
  readonly made = new Map<NamedItem, MadeItem>();

  constructor(shared: Shared, rocq: ReadonlyMap<string, RocqFacts>, before: ItemMaker | null) {
    const { output, isUnclear, build } = shared;
    this.#shared = shared;
    this.#rocq = rocq;
    this.#definitions = new Definitions(rocq);
    this.#inputs = [output, isUnclear, build, rocq.get(output?.specs ?? ""), rocq.get(output?.code ?? "")];
    this.#before = before?.isLike(this) ? before.made : new Map();
  }

  /** All items have the same in common. */
  isLike(other: ItemMaker): boolean {
    return this.#inputs.every((input, n) => input === other.#inputs[n]);
  }

  make(own: Own): void {
    const known = this.#before.get(own.item);
    this.made.set(own.item, known && this.#isSame(own, known) ? known : this.#make(own));
  }

  #isSame({ item, crate, proofs, predecessor }: Own, { own, facts }: MadeItem): boolean {
    if (crate !== own.crate || predecessor !== own.predecessor || proofs.length !== own.proofs.length)
      return false;
    if (this.#template(item) !== facts[0]) return false;
    for (let n = 0; n < proofs.length; n++) {
      const proof = proofs[n];
      if (proof !== own.proofs[n] || this.#rocq.get(proof?.path ?? "") !== facts[n + 1]) return false;
    }
    return true;
  }

  #make(own: Own): MadeItem {
    const facts = [this.#template(own.item), ...own.proofs.map(({ path }) => this.#rocq.get(path))];
    return { item: catalogueItem({ ...this.#shared, ...own, definitions: this.#definitions }), own, facts };
  }

  #template({ rocqName }: NamedItem): RocqFacts | undefined {
    const path = this.#shared.output?.templates.get(rocqName);
    return path === undefined ? undefined : this.#rocq.get(path);
  }
}

function catalogueItem(around: Shared & Own & { readonly definitions: Definitions }): CatalogueItem {
  const { item, output, proofs, definitions, build } = around;
  const own = proofs.find((proof) => proof.rocqName === item.rocqName);
  const module = own ? nameOf(own.path).slice(0, -2) : "";
  const names = output?.isGenerated || own ? generatedNames(namedKind(item), item.rocqName) : [];
  const find = (path: string | null, roles: readonly Role[]): Artefact | null => {
    if (path === null) return null;
    for (const { role, name } of names) {
      const place = roles.includes(role) ? definitions.find(path, name) : null;
      if (place) return { path, place };
    }
    return null;
  };
  const template = (isCode(item) && output?.templates.get(item.rocqName)) || null;
  return Object.assign({}, item, {
    crate: around.crate,
    output,
    isUnclear: around.isUnclear,
    proof: own ? (find(own.path, ["proof"]) ?? { path: own.path, place: null }) : null,
    template: template === null ? null : (find(template, ["lemma"]) ?? { path: template, place: null }),
    spec: find(output?.specs ?? null, ["spec", "invariant", "type", "attributes"]),
    code: find(output?.code ?? null, ["code", "layout"]),
    shims: proofs
      .filter((proof) => proof !== own)
      .map(({ path, rocqName }) => ({ path, place: definitions.find(path, `${rocqName}_proof`) })),
    listed: own && build?.modules ? build.modules.has(module) : null,
    compiled: build?.compiled.get(module) ?? [],
    predecessor: around.predecessor,
  });
}
