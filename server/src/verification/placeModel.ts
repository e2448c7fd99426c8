/** What placing a result needs to know of the Rust code, as plain data, and where it is put. */
import type { CatalogueItem, NamedBy } from "../project/catalogueModel.ts";
import type { TextRange } from "../text.ts";

/** A string of an annotation, or a name that stands for one. */
export interface ClauseText {
  /** As written in Rust, without the quotes. */
  readonly value: string;
  /** Of the value in the Rust file. */
  readonly range: TextRange;
  /** `proposition` is a whole claim, `value` what something equals; `other` is nothing to be shown. */
  readonly role: "proposition" | "value" | "other";
}

/** Fields of a printed function specification, by the comments that RefinedRust puts before them. */
export type SpecificationField =
  | "params"
  | "elctx"
  | "args"
  | "precondition"
  | "existential"
  | "postcondition";

/** One clause of an annotation: an attribute may hold several. */
export interface Clause {
  /** The attribute's name: `requires`. */
  readonly keyword: string;
  /** From `#` to `]`. */
  readonly attribute: TextRange;
  /** From its first string to its last, quotes included. */
  readonly range: TextRange;
  /** The hypothesis name that the author gave it: `H` of `"H" : "x = 1"`. */
  readonly name: string | null;
  /** Where it is printed; null for any place of the item's definitions. */
  readonly fields: readonly SpecificationField[] | null;
  /** Somebody has to show it: the function for `ensures`, its callers for `requires`. */
  readonly isShownBy: "function" | "caller" | null;
  readonly texts: readonly ClauseText[];
}

/** A stretch of printed Rocq and the attribute it was printed for. */
export interface PrintedPart {
  readonly range: TextRange;
  readonly attribute: TextRange;
}

/** What RefinedRust prints for an item, byte for byte. */
export interface Printed {
  readonly text: string;
  readonly parts: readonly PrintedPart[];
}

/** An item as its Rust file has it. */
export interface WrittenItem {
  readonly file: string;
  /** The whole file. */
  readonly text: string;
  /** The same at the same offsets, with blanks for attributes, comments and what strings hold. */
  readonly code: string;
  /** The name of the tool in attributes: `rr`. */
  readonly hotword: string;
  readonly nameRange: TextRange;
  /** From its first token after the attributes to its end. */
  readonly range: TextRange;
  /** A function's `{..}`. */
  readonly body: TextRange | null;
  /** Names of its own attributes, in source order, with those of its fields and loops. */
  readonly attributes: readonly { readonly name: string; readonly range: TextRange }[];
  readonly clauses: readonly Clause[];
  /** Names that stand for any value where the clauses are used: parameters and existentials. */
  readonly binders: readonly Binder[];
  /** Null where the text that RefinedRust prints is not known exactly. */
  readonly printed: Printed | null;
}

export interface Binder {
  readonly name: string;
  /** The function's caller chooses a `parameter`, its proof an `existential`. */
  readonly kind: "parameter" | "existential";
}

/** The project and its texts as they were when the tools ran. */
export interface PlaceContext {
  readonly items: readonly CatalogueItem[];
  /** Which items a Rocq identifier may belong to. */
  named(identifier: string): readonly NamedBy[];
  /** Null for an item that its file does not hold any more, or that is not read. */
  written(item: CatalogueItem): WrittenItem | null;
  /** Null for a file that is not there. */
  text(path: string): string | null;
  /** The absolute path of a file that a tool names; a relative one counts from the directory it said, else the command's. */
  resolve(file: string, directory: string | null): string;
}

/** Where a result belongs in the Rust code. */
export interface Spot {
  readonly range: TextRange;
  readonly clause: Clause | null;
  readonly precision: "clause" | "attribute" | "item";
  /** False when it was found by likeness: then it is told as probable. */
  readonly isSure: boolean;
  /** What stands there, in words that follow "probably": "of `rr::ensures`"; empty where it is sure. */
  readonly what: string;
  readonly related: readonly RelatedPlace[];
}

export interface RelatedPlace {
  readonly path: string;
  readonly range: TextRange;
  readonly message: string;
}
