/** Lifetime variables of a signature, numbered as the borrow checker numbers them. */
import type { Argument } from "../syntax/model.ts";

/**
 * Universal regions: `'static`, then the early-bound ones (impl, then those of the function that stand in bounds or only
 * in the return type), then the late-bound ones: declared, then elided from left to right
 * (replace_fnsig_args_with_polonius_vars in translation/src/regions/init.rs; is_late_bound_map in rustc).
 */
export class Regions {
  readonly #isFunction: boolean;
  readonly #early: string[] = [];
  readonly #late: string[] = [];
  readonly #inputs = new Set<string>();
  #receiver: string | null = null;
  #doubt: string | null = null;
  #place: "header" | "input" | "output" = "header";

  /** The generics of a type, trait or impl are numbered by their own position (From<&[GenericParamDef]> for Params in types/scope.rs). */
  constructor(isFunction: boolean) {
    this.#isFunction = isFunction;
  }

  declareEarly(name: string): void {
    this.#early.push(`ulft_${name}`);
  }

  declareLate(name: string): void {
    this.#late.push(`ulft_${name}`);
  }

  enter(place: "input" | "output"): void {
    this.#place = place;
  }

  /** The reference that a method takes itself by; its lifetime is the one that the return type leaves out. */
  receive(lifetime: string): void {
    this.#receiver = lifetime;
  }

  /** The variable of a written lifetime; null when it is not declared. */
  named(name: string): string | null {
    const variable = name === "static" ? "static" : `ulft_${name}`;
    const known = variable === "static" || this.#early.includes(variable) || this.#late.includes(variable);
    if (known && this.#place === "input") this.#inputs.add(variable);
    return known ? variable : null;
  }

  /** The variable of an elided lifetime (or `'_`); null where Rust's rules give none. */
  elided(): string | null {
    if (this.#place === "output") return this.#receiver ?? onlyOne(this.#inputs);
    const variable = this.#isFunction
      ? `ulft_${1 + this.#early.length + this.#late.length}`
      : `ulft_p${this.#early.length}`;
    if (this.#place === "header") this.#early.push(variable);
    else {
      this.#late.push(variable);
      this.#inputs.add(variable);
    }
    return variable;
  }

  /** An argument may leave out lifetimes that nobody counted; `needed` says what would tell. */
  suspect(needed: string): void {
    if (this.#place === "input") this.#doubt ??= needed;
  }

  /** What would have to be known for the numbers to be sure; null when they are. */
  get doubt(): string | null {
    return this.#doubt;
  }

  /** Early-bound, then late-bound. */
  get all(): readonly string[] {
    return [...this.#early, ...this.#late];
  }

  get lateCount(): number {
    return this.#late.length;
  }
}

/** The lifetime that a receiver is written with, `_` included: `&'a mut self`; null when there is none. */
export function receiverLifetime({ receiver, pattern }: Argument): string | null {
  const shown = receiver === null ? "" : pattern.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, " ");
  return /^&\s*'([\p{L}\p{N}_]+)/u.exec(shown)?.[1] ?? null;
}

const onlyOne = (names: ReadonlySet<string>): string | null => {
  const [first, second] = names;
  return first !== undefined && second === undefined ? first : null;
};
