/** What the printers must know of the surrounding crate; given by whoever knows its files. */
import type { Expansion, Lookup } from "../annotations/escapes.ts";
import type { AnnotatedItem, Text } from "../annotations/model.ts";
import type { Item, RustFile } from "../syntax/model.ts";
import type { Interfaces, InterfaceTrait } from "./interfaces.ts";
import type { ExternalType } from "./semanticType.ts";

/** A Rust file with the reading of its annotations. */
export interface Source {
  readonly file: RustFile;
  /** By index of the item. */
  readonly annotated: Pick<ReadonlyMap<number, AnnotatedItem>, "get">;
}

/** An item and the file it stands in. */
export interface Located {
  readonly source: Source;
  readonly item: Item;
}

/** What a path of names stands for at some place. */
export type Resolution =
  /** An item of this crate, or of one whose source and interface are both at hand. */
  | { readonly kind: "item"; readonly at: Located }
  /** Another crate's item, by its path there (`std::vec::Vec`). */
  | { readonly kind: "external"; readonly path: readonly string[] }
  /** A type of the language itself, by its own name. */
  | { readonly kind: "primitive"; readonly name: string }
  /** Why it is not known, in words that follow "because"; `isMissing` when nothing of the name was found. */
  | { readonly kind: "unknown"; readonly reason: string; readonly isMissing: boolean };

/** A generated name; `sure` is false when the rules of the compiler could not be followed to the end. */
export interface ItemName {
  readonly text: string;
  readonly sure: boolean;
}

/** An item of another crate, as the libraries describe it that this crate includes. */
export interface ForeignItem {
  /** For a struct or enum. */
  readonly type: ExternalType | null;
  readonly trait: InterfaceTrait | null;
  /** As rustc shows it; null when it may be visible under a shorter path. */
  readonly path: string | null;
}

export interface Crate {
  resolve(path: readonly string[], from: Located): Resolution;
  /** The mangled name of a function, struct, enum, trait or trait impl; null when there is none. */
  nameOf(at: Located): ItemName | null;
  /** The path of an item of this crate from its root; empty where it is not sure, and for items of other crates. */
  pathOf(at: Located): readonly string[];
  /** Null for an item of this crate. */
  foreign(at: Located): ForeignItem | null;
  /** What is known of a trait of the standard library where a bound names it; null for nothing. */
  standardTrait(path: readonly string[]): Located | null;
  /** Null when nothing is known of the libraries. */
  readonly interfaces: Interfaces | null;
  /** Every impl of a trait, of this or another crate. */
  traitImpls(): readonly Located[];
  /** Expands the `{..}` escapes of an annotation's string as RefinedRust does. */
  readonly expand: (text: Text, lookup: Lookup) => Expansion;
}
