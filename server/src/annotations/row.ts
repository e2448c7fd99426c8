/** The shape of a row of the schema table: everything the product knows of one attribute. */
import type { Position } from "./model.ts";

/** Argument grammars, named as in the reference (upstream spec_parsers and attribute_parse). */
export type Form =
  | "NONE"
  | "IGNORED"
  | "BINDER"
  | "BINDERS"
  | "BINDERS_NAMED"
  | "RFN"
  | "RFNS"
  | "FN_PROP"
  | "INV_PROP"
  | "LOOP_PROP"
  | "OBSERVE"
  | "STR"
  | "STR1"
  | "STR3"
  | "STRS"
  | "IDENT_OR_STR"
  | "RFN_PATTERN"
  | "MODE"
  | "FIELD"
  | "PATTERN"
  | "INVVAR"
  | "INVVARS"
  | "TRAIT_EXISTS"
  | "INST"
  | "IMPORT"
  | "PATH"
  | "OPTIONAL_STR";

/**
 * What a second occurrence on the same item does: it adds to the first, replaces it, is never read, lengthens the
 * first one's list, is refused by RefinedRust, or changes nothing.
 */
export type Repetition = "many" | "lastWins" | "firstWins" | "concatenates" | "refused" | "pointless";

/** One attribute name at the positions where it has one meaning. */
export interface Use {
  readonly on: readonly Position[];
  readonly form: Form;
  readonly repeat: Repetition;
  /** What it means here, one or two sentences of markdown. */
  readonly meaning: string;
  /** What RefinedRust generates for it, one sentence of markdown. */
  readonly generates: string;
  /** A valid example of our own: the attribute alone, `#[rr::..]` or `#![rr::..]`. */
  readonly example: string;
  /** Body of the completion after `rr::`, in LSP snippet syntax: `requires("$1")`. */
  readonly snippet: string;
}

export interface Row {
  readonly name: string;
  readonly uses: readonly Use[];
  /** Date of the frontend version that introduced it, when known. */
  readonly since?: string;
  /** A synonym of that row (`inv` and `invariant`). */
  readonly aliasOf?: string;
  /** An assumption that an auditor wants to see. */
  readonly assumption?: string;
  /** Of an older dialect, or written by people though no version had it: what to do instead. */
  readonly removed?: {
    readonly kind: "removed" | "notImplemented";
    readonly advice: string;
    readonly on: readonly Position[];
  };
}
