/** What the syntax room says of a Rust file: plain data, no tree node. All ranges are UTF-16 offsets into the file's text. */
import type { LineIndex, TextRange } from "../text.ts";

export type TokenKind =
  | "identifier"
  | "rawIdentifier"
  | "lifetime"
  | "string"
  | "rawString"
  | "byteString"
  | "cString"
  | "char"
  | "byte"
  | "integer"
  | "float"
  | "punctuation"
  | "group"
  | "docComment"
  | "unknown";

export type Delimiter = "(" | "[" | "{";

/**
 * One Rust token, glued as rustc glues punctuation (`::` is one token, `:=` is two).
 * A delimited group is one token that holds its content, as in rustc's token trees.
 */
export interface Token {
  readonly kind: TokenKind;
  readonly range: TextRange;
  /** The source text, delimiters included. */
  readonly text: string;
  /** Strings and chars: between the quotes. Groups: between the delimiters. */
  readonly content?: TextRange;
  /** Literals: the suffix, as in `"a"zz`. */
  readonly suffix?: TextRange;
  /** False for a string, char or group that the file ends before closing. */
  readonly closed?: boolean;
  readonly delimiter?: Delimiter;
  readonly tokens?: readonly Token[];
}

export interface Segment {
  readonly text: string;
  readonly range: TextRange;
}

export type AttributeArguments =
  | { readonly kind: "none" }
  | {
      readonly kind: "delimited";
      readonly delimiter: Delimiter;
      /** Delimiters included. */
      readonly range: TextRange;
      readonly tokens: readonly Token[];
      readonly closed: boolean;
    }
  | { readonly kind: "equals"; readonly range: TextRange; readonly tokens: readonly Token[] };

/** One `#[a::b ..]` or `#![a::b ..]`. */
export interface Attribute {
  /** From `#` to `]`. */
  readonly range: TextRange;
  readonly inner: boolean;
  readonly path: readonly Segment[];
  readonly arguments: AttributeArguments;
  /** Tokens between the arguments and `]`, which rustc refuses. */
  readonly trailing: readonly Token[];
  /** Inside the arguments of a macro call or a `macro_rules!` body: the owner is unsure. */
  readonly inMacro: boolean;
  /** False when the file ends before `]`. */
  readonly closed: boolean;
}

/** An attribute of the tool that the hotword names, with the item it stands on. */
export interface ToolAttribute extends Attribute {
  /** Index in `RustFile.items`. */
  readonly owner: number;
}

export type ItemKind =
  | "file"
  | "module"
  | "function"
  | "closure"
  | "struct"
  | "union"
  | "enum"
  | "variant"
  | "field"
  | "trait"
  | "impl"
  | "static"
  | "const"
  | "typeAlias"
  | "associatedType"
  | "use"
  | "externCrate"
  | "externBlock"
  | "macroDefinition"
  | "macroCall"
  | "let"
  | "loop"
  | "parameter"
  | "genericParameter"
  | "matchArm"
  | "statement"
  | "expression"
  | "unknown";

/** A type as written, taken apart. */
export type RustType = { readonly range: TextRange; readonly text: string } & (
  | {
      readonly kind: "path";
      readonly segments: readonly TypeSegment[];
      readonly qualifiedSelf: RustType | null;
    }
  | {
      readonly kind: "reference";
      readonly mutable: boolean;
      readonly lifetime: string | null;
      readonly target: RustType;
    }
  | { readonly kind: "pointer"; readonly mutable: boolean; readonly target: RustType }
  | { readonly kind: "tuple"; readonly elements: readonly RustType[] }
  | { readonly kind: "array"; readonly element: RustType; readonly length: string }
  | { readonly kind: "slice"; readonly element: RustType }
  | { readonly kind: "function"; readonly parameters: readonly RustType[]; readonly result: RustType | null }
  | { readonly kind: "traitObject" | "implTrait"; readonly bounds: readonly Bound[] }
  | { readonly kind: "never" | "inferred" | "unknown" }
);

export interface TypeSegment {
  readonly name: string;
  /** Type arguments and, as their text, const arguments. */
  readonly arguments: readonly RustType[];
  /** Lifetime arguments, without the quote. */
  readonly lifetimes: readonly string[];
}

export interface Bound {
  readonly range: TextRange;
  readonly text: string;
  /** `lifetime`: `'a`; `trait`: `Iterator<Item = T>`, `Fn(A) -> B`, `?Sized`. */
  readonly kind: "trait" | "lifetime";
  /** Last path segment of the trait, or the lifetime without its quote. */
  readonly name: string;
  /** Full path as written, without arguments. */
  readonly path: string;
  readonly arguments: readonly RustType[];
  readonly associatedTypes: readonly { readonly name: string; readonly type: RustType }[];
  /** `?Sized`. */
  readonly relaxed: boolean;
}

export interface TypeParameter extends Segment {
  readonly bounds: readonly Bound[];
}

export interface Generics {
  /** Names without the quote. */
  readonly lifetimes: readonly Segment[];
  readonly types: readonly TypeParameter[];
  readonly consts: readonly Segment[];
  readonly where: readonly { readonly type: RustType; readonly bounds: readonly Bound[] }[];
}

export interface Argument {
  readonly range: TextRange;
  /** The pattern as written. */
  readonly pattern: string;
  /** The name of a simple pattern (`x`, `mut x`, `self`), else null. */
  readonly name: Segment | null;
  readonly type: RustType | null;
  /** For a receiver: how self is taken. */
  readonly receiver: "value" | "shared" | "mutable" | null;
}

export interface Signature {
  /** The parameter list with its delimiters. */
  readonly range: TextRange;
  readonly arguments: readonly Argument[];
  readonly returnType: RustType | null;
  readonly isUnsafe: boolean;
}

export interface Local {
  readonly name: string;
  readonly range: TextRange;
  readonly origin: "argument" | "let" | "pattern";
  readonly mutable: boolean;
  readonly type: RustType | null;
}

/** A loop of an annotated function, outermost first. */
export interface Loop {
  readonly kind: "while" | "loop" | "for";
  /** The whole expression. */
  readonly range: TextRange;
  /** `while`, `loop` or `for`. */
  readonly keyword: TextRange;
  /** The block with its braces. */
  readonly body: TextRange;
  /** Locals that are in scope at the loop head, in declaration order (a shadowed name occurs twice). */
  readonly locals: readonly Local[];
  /** Indices of the closure items whose innermost loop this is and that carry tool attributes. */
  readonly closures: readonly number[];
}

/** A variable of the enclosing function that a closure uses. The exact captured place needs types, so this is approximate. */
export interface Capture {
  readonly name: string;
  /** Places as written in the body that start at the name: `x`, `self.address`, `*x`. */
  readonly places: readonly string[];
  /** `mutable` when the body assigns to it or borrows it mutably; `unknown` when a method call may. */
  readonly use: "shared" | "mutable" | "move" | "unknown";
}

export interface ClosureNumber {
  /** One number per closure from the enclosing item inwards, unannotated ones in between included; the last is its own. */
  readonly numbers: readonly number[];
  /** False when a macro call before it may hide closures, which rustc counts, too. */
  readonly isSure: boolean;
}

export interface ClosureContext {
  /** Index of the innermost enclosing loop in the enclosing function's `loops`, else null. */
  readonly loop: number | null;
  /** Index of the enclosing function (or closure) item. */
  readonly enclosing: number | null;
  /** What rustc counts: see closureNumbers.ts. */
  readonly number: ClosureNumber;
  readonly captures: readonly Capture[];
  readonly isMove: boolean;
}

export interface ImplHeader {
  readonly range: TextRange;
  readonly trait: RustType | null;
  readonly negative: boolean;
  readonly selfType: RustType;
}

/** An attribute that is not the tool's: `derive`, `cfg`, `path`, `allow` ... */
export interface ForeignAttribute {
  readonly range: TextRange;
  readonly inner: boolean;
  readonly path: string;
  readonly tokens: readonly Token[];
}

export interface Item {
  /** Index in `RustFile.items`. */
  readonly index: number;
  readonly kind: ItemKind;
  /** The name as written; positional for tuple fields (`0`); empty where there is none (impl, closure). */
  readonly name: string;
  /** The name, or the keyword or first token where there is no name. */
  readonly nameRange: TextRange;
  /** Path inside the file: `core::page::Page::<T>::read`. */
  readonly path: string;
  /** From the first token after the attributes to the end. */
  readonly range: TextRange;
  /** From the first attribute or doc comment of the item to the end. */
  readonly fullRange: TextRange;
  /** A function's, trait's, impl's or module's `{..}`, a struct's or enum's field list; null when there is none. */
  readonly body: TextRange | null;
  readonly parent: number | null;
  readonly children: readonly number[];
  /** Indices in `RustFile.attributes`, in source order, inner ones included. */
  readonly attributes: readonly number[];
  readonly foreign: readonly ForeignAttribute[];
  /** `pub`, `pub(crate)`, or null. */
  readonly visibility: string | null;
  readonly generics: Generics;
  /** Functions and closures. */
  readonly signature: Signature | null;
  /** Impls. */
  readonly header: ImplHeader | null;
  /** Traits: super-trait bounds. */
  readonly bounds: readonly Bound[];
  /** Fields, statics, consts, type aliases. */
  readonly type: RustType | null;
  /** Closures. */
  readonly closure: ClosureContext | null;
  /** Functions and closures that carry a tool attribute. */
  readonly loops: readonly Loop[];
  /** True for an item of a `macro_rules!` body or macro call, found by its tokens only. */
  readonly inMacro: boolean;
}

export interface RustFile {
  readonly text: string;
  readonly lines: LineIndex;
  /** The tool name that was searched for, usually `rr`. */
  readonly hotword: string;
  /** All attributes of the tool, in source order. */
  readonly attributes: readonly ToolAttribute[];
  /** Attributes whose tool is not the hotword but close to it in spelling are checked too; these are all the others with a path of two or more segments. */
  readonly otherToolAttributes: readonly Attribute[];
  /** The file is item 0; parents come before their children. */
  readonly items: readonly Item[];
  /** Names of `#![register_tool(..)]`. */
  readonly registeredTools: readonly string[];
  /** Names of `#![feature(..)]`. */
  readonly features: readonly string[];
  /** True for a crate root: by its path (`main.rs`, `lib.rs`, `bin/*.rs`), or by crate-only attributes in it. */
  readonly isCrateRoot: boolean;
  /** Comments `// rr-allow: a, b` by the 0-based line they stand on. */
  readonly allows: ReadonlyMap<number, readonly string[]>;
}
