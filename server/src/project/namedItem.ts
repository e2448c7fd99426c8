/** A Rust item under the name that RefinedRust gives it. */
import type { Mode } from "../annotations/model.ts";
import type { NamedKind } from "../rocq/names.ts";
import type { TextRange } from "../text.ts";

export type NamedItemKind =
  | "function"
  | "method"
  | "traitImplMethod"
  | "defaultMethod"
  | "traitMethod"
  | "derivedMethod"
  | "closure"
  | "struct"
  | "enum"
  | "trait"
  | "traitImpl"
  | "derivedImpl";

export interface NamedItem {
  readonly kind: NamedItemKind;
  /** As rustc prints it: `core::page::Page::<T>::read`. */
  readonly path: string;
  /** `strip(path)`: the F, X, T or I of generated names. */
  readonly rocqName: string;
  /** Why the name may be another one, in words that follow "because"; empty when it is sure. */
  readonly doubts: readonly string[];
  /** RefinedRust looks at it: it has an annotation, or its impl or type lends it one. */
  readonly considered: boolean;
  readonly mode: Mode;
  /** It has code that a proof could be about. */
  readonly hasBody: boolean;
  /**
   * A trait impl with a method that gets no specification: RefinedRust does not make it an instance of the trait, and
   * proves nothing about it (register_trait_impls in translation/src/lib.rs).
   */
  readonly isIncomplete: boolean;
  readonly file: string;
  /** Index in the file's `RustFacts.declarations`; derived items share that of their type. */
  readonly declaration: number;
  /** From the first attribute to the end. */
  readonly range: TextRange;
  readonly nameRange: TextRange;
  /** 0-based line of the name. */
  readonly line: number;
  readonly module: string;
  /** Conditions under which it is compiled, as written; null for always. */
  readonly cfg: string | null;
  /** Names of its parameters; null where they are not known. */
  readonly parameters: readonly string[] | null;
  readonly fingerprint: { readonly annotation: string; readonly body: string } | null;
}

/** The kinds that a `proof_F.v` can belong to. */
export const isCode = (item: { readonly kind: NamedItemKind }): boolean => CODE.has(item.kind);

const CODE: ReadonlySet<NamedItemKind> = new Set([
  "function",
  "method",
  "traitImplMethod",
  "defaultMethod",
  "derivedMethod",
  "closure",
]);

/** RefinedRust writes a proof file for it, unless translating it fails (check_function_needs_proof in translation/src/lib.rs). */
export const wantsProof = (item: NamedItem): boolean =>
  isCode(item) && item.considered && item.hasBody && (item.mode === "prove" || item.mode === "code_shim");

/** Which table of names an item's generated definitions follow. */
export function namedKind(item: NamedItem): NamedKind {
  switch (item.kind) {
    case "struct":
    case "enum":
    case "trait":
      return item.kind;
    case "traitImpl":
    case "derivedImpl":
      return "traitImpl";
    case "defaultMethod":
    case "traitMethod":
      return "traitFunction";
    default:
      return "function";
  }
}
