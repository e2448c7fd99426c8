/** The data that the annotation room works with: positions, parsed arguments, problems. Ranges are UTF-16 offsets into the file. */
import type { Item, RustFile, Segment, Token, ToolAttribute } from "../syntax/model.ts";
import type { TextEdit, TextRange } from "../text.ts";

/** Where RefinedRust reads an attribute; `other` is any place that no parser of RefinedRust looks at. */
export type Position =
  | "crate"
  | "module"
  | "function"
  | "method"
  | "traitFunction"
  | "traitImplFunction"
  | "closure"
  | "loop"
  | "struct"
  | "field"
  | "enum"
  | "variant"
  | "trait"
  | "traitImpl"
  | "impl"
  | "static"
  | "other";

export type Severity = "error" | "warning" | "information" | "hint";

/**
 * Who objects: RefinedRust's own frontend refuses (`frontend`), rustc refuses (`rustc`), the generated Rocq will not
 * compile (`rocq`), or nobody does and it is still surely or probably not what was meant (`lint`).
 */
export type Origin = "frontend" | "rustc" | "rocq" | "lint";

export interface Fix {
  /** Imperative, shown in the editor's menu. */
  readonly title: string;
  readonly edits: readonly TextEdit[];
  /** Safe fixes are what "fix all" and `check --fix` apply: they never lose what the author wrote and have one sensible outcome. */
  readonly safe: boolean;
}

export interface Problem {
  /** A row of `codes.ts`. */
  readonly code: string;
  readonly severity: Severity;
  readonly origin: Origin;
  /** What is wrong, what RefinedRust will do about it, and what to do. */
  readonly message: string;
  readonly range: TextRange;
  readonly fixes: readonly Fix[];
  /** Text that has no effect is shown faded. */
  readonly unnecessary?: boolean;
  readonly related?: readonly { readonly range: TextRange; readonly message: string }[];
}

/** A string (or, where the grammar allows it, an identifier) of an attribute's arguments. */
export interface Text {
  /** Content without the quotes, as written. */
  readonly value: string;
  /** Content without the quotes. */
  readonly range: TextRange;
  /** With the quotes. */
  readonly outer: TextRange;
  readonly source: "string" | "identifier";
  /** What the text means; decides whether `{..}` escapes are expanded and which Rocq scope reads it. */
  readonly role: TextRole;
}

export type TextRole =
  /** A Rocq name that is bound here: params, exists, patterns, hypothesis names. Not escape-processed. */
  | "binder"
  | "hypothesis"
  /** Read in `%Z`, wrapped in `⌜ ⌝`. */
  | "proposition"
  /** Read in `bi_scope`. */
  | "irisProposition"
  | "refinement"
  /** A Rocq type: of a binder, of a refinement, of a specification attribute. */
  | "rocqType"
  /** A RefinedRust semantic type, after `@`. */
  | "semanticType"
  | "location"
  /** A ghost name; not escape-processed in `observe`. */
  | "ghostName"
  /** `refined_by` and `pattern`: a pattern whose names are bound for the item. */
  | "pattern"
  | "context"
  | "lifetimeConstraint"
  | "term"
  /** A term that is copied as it is, without expanding escapes (`refines`). */
  | "verbatim"
  /** Ltac; not escape-processed. */
  | "tactic"
  /** Ltac after `#proof`; escapes are expanded. */
  | "proof"
  /** A Rust local variable's name (loop invariants). Not escape-processed. */
  | "local"
  /** Names of definitions, libraries, modules, paths. Not escape-processed. */
  | "name";

/** A parsed argument, by grammar (annotations grammar 2.3). */
export type ParsedArguments =
  | { readonly kind: "none" }
  | { readonly kind: "binders"; readonly binders: readonly Binder[] }
  | { readonly kind: "refinements"; readonly refinements: readonly Refinement[] }
  | { readonly kind: "proposition"; readonly proposition: Proposition }
  | { readonly kind: "observe"; readonly ghost: Text; readonly value: Text }
  | { readonly kind: "texts"; readonly texts: readonly Text[] }
  | { readonly kind: "refinedBy"; readonly pattern: Text; readonly type: Text | null }
  | { readonly kind: "mode"; readonly mode: Segment }
  | { readonly kind: "field"; readonly refinement: Text | null; readonly type: Text | null }
  | { readonly kind: "pattern"; readonly constructor: Text; readonly arguments: readonly Text[] }
  | {
      readonly kind: "loopVariables";
      readonly variables: readonly { readonly local: Text; readonly refinement: Text | null }[];
    }
  | { readonly kind: "traitAttribute"; readonly name: Text; readonly type: Text }
  | { readonly kind: "instantiation"; readonly name: Text; readonly value: Text; readonly isProof: boolean }
  | { readonly kind: "import"; readonly path: Text | null; readonly module: Text }
  | { readonly kind: "path"; readonly isMethod: boolean; readonly segments: readonly Segment[] };

export interface Binder {
  readonly name: Text;
  readonly type: Text | null;
}

export interface Refinement {
  readonly raw: boolean;
  readonly value: Text;
  readonly type: Text | null;
}

export type Proposition =
  | { readonly kind: "pure"; readonly name: Text | null; readonly proposition: Text }
  | { readonly kind: "type"; readonly location: Text; readonly refinement: Text; readonly type: Text }
  | { readonly kind: "iris" | "own" | "shr" | "linktime"; readonly proposition: Text }
  | { readonly kind: "observe"; readonly ghost: Text; readonly value: Text }
  | {
      readonly kind: "trait";
      readonly parameter: Segment;
      readonly attribute: Segment;
      readonly value: Text;
    };

/** Why the arguments do not follow the grammar. */
export interface ArgumentFailure {
  readonly kind: "missing" | "notPlainString" | "unexpected" | "unknownFlag" | "count" | "mode";
  /** The offending part; where something is missing, the last part before the gap. */
  readonly range: TextRange;
  /** What the grammar wants there, in words: "a string", "`:`". */
  readonly expected: string;
  readonly found: Token | null;
  /** What RefinedRust prints. */
  readonly upstream: string;
  /** RefinedRust panics instead of reporting an error. */
  readonly crashes: boolean;
}

/** An attribute with what the table and the grammar say of it. */
export interface Annotation {
  readonly attribute: ToolAttribute;
  /** Second path segment; empty for a bare `#[rr]`. */
  readonly name: string;
  /** `#flags` in source order, with the `#`. */
  readonly flags: readonly Segment[];
  /** All strings and names of the arguments in source order, also those of an argument that fails later. */
  readonly texts: readonly Text[];
  /** What was understood; null when the arguments do not follow the grammar or the name is unknown here. */
  readonly arguments: ParsedArguments | null;
  readonly failure: ArgumentFailure | null;
  /** Arguments after the understood ones, which RefinedRust does not look at; null when there are none. */
  readonly leftover: TextRange | null;
  /** True when RefinedRust parses these arguments, so that a failure makes it refuse. */
  readonly read: boolean;
}

/** How far RefinedRust goes with a function (get_most_restrictive_function_mode in rr_frontend/translation/src/lib.rs). */
export type Mode = "prove" | "trust_me" | "code_shim" | "only_spec" | "shim" | "ignore" | "skip";

/** One item with at least one tool attribute. */
export interface AnnotatedItem {
  readonly item: Item;
  readonly position: Position;
  readonly annotations: readonly Annotation[];
  readonly mode: Mode;
  /**
   * False when RefinedRust never parses the attributes: under `skip`, in mode `shim` or `ignore`, a trait-impl method
   * without a real clause, a trait that is not registered. Then nothing here can be refused.
   */
  readonly parsed: boolean;
  /** Why not, in words that fit after "because". */
  readonly unparsedReason: string | null;
}

/** What other files say of traits; names are last path segments. An absent trait is unknown, not empty. */
export interface TraitFacts {
  readonly name: string;
  /** Specification attributes (`rr::exists`, `rr::external_attrs`) in declaration order. */
  readonly attributes: readonly string[];
  readonly functions: readonly string[];
}

export interface CheckOptions {
  /** Severity by problem code; `off` hides it. */
  readonly lint: Readonly<Record<string, Severity | "off">>;
  /** Traits of the workspace by name; a name that stands for several traits is left out. */
  readonly traits: ReadonlyMap<string, TraitFacts>;
}

export type { RustFile };
