/** Which generated definitions a proof depends on, directly or through others. */
import { nameHash } from "../rocq/nameHash.ts";
import { fingerprint } from "./fingerprint.ts";
import type { RocqFacts } from "./rocqFacts.ts";
import type { RocqUnit } from "./rocqUnits.ts";

/** The texts that a proof was, or would be, made from; null for one that is not there. */
export interface ProofTexts {
  readonly proof: RocqFacts | null;
  readonly template: RocqFacts | null;
  readonly specs: RocqFacts | null;
  readonly code: RocqFacts | null;
}

/** Of one moment. */
export interface DefinitionUses {
  /** Fingerprints by name of all that it depends on. */
  readonly definitions: ReadonlyMap<string, string>;
  /** Fingerprint of what holds for all proofs that use the generated files. */
  readonly ambient: string;
}

/** Keeps what it has worked out as long as the facts are kept. */
export class DefinitionIndexes {
  readonly #bySpecs = new WeakMap<object, WeakMap<object, UnitIndex>>();
  readonly #uses = new WeakMap<object, Known>();

  usesOf({ proof, template, specs, code }: ProofTexts): DefinitionUses {
    const index = this.#index(specs, code);
    const key = template ?? proof;
    const known = key && this.#uses.get(key);
    if (known && known.index === index && known.proof === proof) return known.uses;
    const uses = index.from([proof, template].flatMap((facts) => facts?.mentions ?? []));
    if (key) this.#uses.set(key, { index, proof, uses });
    return uses;
  }

  #index(specs: RocqFacts | null, code: RocqFacts | null): UnitIndex {
    const byCode = this.#bySpecs.get(specs ?? NOTHING) ?? new WeakMap<object, UnitIndex>();
    this.#bySpecs.set(specs ?? NOTHING, byCode);
    const index = byCode.get(code ?? NOTHING) ?? new UnitIndex([specs, code]);
    byCode.set(code ?? NOTHING, index);
    return index;
  }
}

const NOTHING = {};

interface Known {
  readonly index: UnitIndex;
  readonly proof: RocqFacts | null;
  readonly uses: DefinitionUses;
}

/** The definitions of the two generated files; what one leads to is looked up when it is first asked for. */
class UnitIndex {
  readonly #units: readonly RocqUnit[];
  readonly #byHash = new Map<number, number[]>();
  /** What works on a definition without being named. */
  readonly #implicit = new Map<number, number[]>();
  readonly #ambient: string;
  /** What every proof may use without naming it. */
  readonly #everywhere: Uint32Array[];
  readonly #next = new Map<number, readonly number[]>();

  constructor(files: readonly (RocqFacts | null)[]) {
    this.#units = files.flatMap((facts) => facts?.units?.units ?? []);
    for (const [n, { names }] of this.#units.entries())
      for (const name of names) this.#add(nameHash(name), n);
    const ambient = files.flatMap((facts) => [...(facts?.units?.ambientPrints ?? []), ""]);
    this.#everywhere = files.flatMap((facts) => facts?.units?.ambientMentions ?? []);
    for (const [n, { worksOn, print, mentions }] of this.#units.entries()) {
      if (worksOn === null) continue;
      const on = this.#named(worksOn).filter((other) => other !== n && this.#units[other]?.worksOn === null);
      if (on.length === 0) {
        ambient.push(print);
        this.#everywhere.push(mentions);
      }
      for (const other of on) this.#implicit.set(other, [...(this.#implicit.get(other) ?? []), n]);
    }
    this.#ambient = fingerprint(ambient.join(" "));
  }

  from(mentions: readonly Uint32Array[]): DefinitionUses {
    const reached = new Set<number>();
    const pending: number[] = [];
    const reach = (all: Iterable<number>): void => {
      for (const n of all) {
        if (reached.has(n)) continue;
        reached.add(n);
        pending.push(n);
      }
    };
    for (const hashes of [...this.#everywhere, ...mentions]) reach(this.#named(hashes));
    for (let n = pending.pop(); n !== undefined; n = pending.pop()) reach(this.#after(n));
    const definitions = new Map<string, string>();
    for (const n of [...reached].sort((a, b) => a - b)) {
      const { names = [], print = "" } = this.#units[n] ?? {};
      const name = names[0] ?? this.#ownerOf(n);
      const before = definitions.get(name);
      definitions.set(name, before === undefined ? print : `${before} ${print}`);
    }
    return { definitions, ambient: this.#ambient };
  }

  #add(hash: number, n: number): void {
    const known = this.#byHash.get(hash);
    if (known) known.push(n);
    else this.#byHash.set(hash, [n]);
  }

  #named(hashes: Uint32Array): number[] {
    return Array.from(hashes, (hash) => this.#byHash.get(hash) ?? []).flat();
  }

  #after(n: number): readonly number[] {
    const known = this.#next.get(n);
    if (known) return known;
    const unit = this.#units[n];
    const next = unit ? [...new Set([...this.#named(unit.mentions), ...(this.#implicit.get(n) ?? [])])] : [];
    this.#next.set(n, next);
    return next;
  }

  /** A hint is told under the name of the first definition that it works on. */
  #ownerOf(n: number): string {
    const unit = this.#units[n];
    for (const other of unit ? this.#named(unit.mentions) : []) {
      const [name] = this.#units[other]?.names ?? [];
      if (name !== undefined) return name;
    }
    return "";
  }
}
