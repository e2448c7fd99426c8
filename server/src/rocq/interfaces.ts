/** What the interfaces of other libraries say of types, traits and impls, as far as specifications print it. */
import type { ExternalType } from "./semanticType.ts";

/** A trait as another library describes it (ShimTraitEntry in translation/src/shims/registry.rs). */
export interface InterfaceTrait {
  /** What its generated names start with. */
  readonly name: string;
  /** Specification attributes, in declaration order. */
  readonly attributes: readonly string[];
  /** The attribute record depends on those of super-traits and bounds. */
  readonly dependent: boolean;
  readonly semantic: boolean;
}

/** The libraries that a crate includes; paths start with the name of the crate that defines the item, or exports it. */
export interface Interfaces {
  /** Null when no library describes the type, and when two describe it differently. */
  type(path: readonly string[]): ExternalType | null;
  trait(path: readonly string[]): InterfaceTrait | null;
  /** The generated name of the impl of a trait for a type, both without arguments. */
  impl(trait: readonly string[], type: readonly string[]): string | null;
  /** Every included library is there and can be read: RefinedRust knows no other types and traits of other crates. */
  readonly isComplete: boolean;
}
