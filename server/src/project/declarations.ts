/** What the catalogue keeps of a Rust file: its items without bodies, small enough to be held for a million lines. */
import type { Mode } from "../annotations/model.ts";
import type { ClosureNumber, RustType } from "../syntax/model.ts";
import type { TextRange } from "../text.ts";
import type { Use } from "./useTree.ts";

export type DeclarationKind =
  | "module"
  | "function"
  | "closure"
  | "struct"
  | "union"
  | "enum"
  | "trait"
  | "impl"
  | "typeAlias"
  | "const"
  | "static";

export interface Declaration {
  /** Index in `RustFacts.declarations`. */
  readonly index: number;
  readonly kind: DeclarationKind;
  readonly name: string;
  /** The declaration around it; null at the top of the file. */
  readonly parent: number | null;
  /** Index in `RustFile.items` of the text that was parsed, which may have been without bodies. */
  readonly item: number;
  /** From the first attribute to the end. */
  readonly range: TextRange;
  readonly nameRange: TextRange;
  /** 0-based line of the name. */
  readonly line: number;
  /** The conditions under which it is compiled, as written; null for always. */
  readonly cfg: string | null;
  /** The file that `#[path]` names for a module. */
  readonly pathAttribute: string | null;
  /** Those of `#[cfg_attr(.., path = "..")]`, each under its condition. */
  readonly conditionalPaths: readonly ConditionalPath[];
  /** A function's, trait's or module's `{..}` is there. */
  readonly hasBody: boolean;
  /** Has a tool attribute of its own. */
  readonly annotated: boolean;
  /** How far RefinedRust goes; the mode of a surrounding impl counts. */
  readonly mode: Mode;
  /** Names of the tool attributes, in source order. */
  readonly attributes: readonly string[];
  readonly lifetimes: readonly string[];
  readonly typeParameters: readonly string[];
  /** What a type's last parameter is when it is left out, where that is a path; another text for anything else, null for none. */
  readonly lastDefault: string | null;
  readonly header: { readonly trait: RustType | null; readonly selfType: RustType } | null;
  /** Type aliases. */
  readonly aliased: RustType | null;
  /** Traits in `#[derive(..)]`, as written. */
  readonly derives: readonly string[];
  /** The specification attributes that `rr::derive_instantiate` gives values to. */
  readonly instantiates: readonly string[];
  /** Names of a function's parameters, as RefinedRust knows them; null for anything without an annotation. */
  readonly parameters: readonly string[] | null;
  /** Identifies the annotations and the body as they are. */
  readonly fingerprint: { readonly annotation: string; readonly body: string } | null;
  /** Comes from a macro: its name cannot be known from the source. */
  readonly inMacro: boolean;
  /** Closures: their number in the declaration around them. */
  readonly number: ClosureNumber | null;
}

export interface ScopedUse extends Use {
  /** The module or function it stands in; null at the top of the file. */
  readonly scope: number | null;
  /** Index in `RustFile.items` of the text that was parsed. */
  readonly item: number;
}

export interface RustFacts {
  readonly declarations: readonly Declaration[];
  readonly uses: readonly ScopedUse[];
  /** `#![no_std]`. */
  readonly isNoStd: boolean;
  /** Of `#![rr::coq_prefix("..")]`. */
  readonly rocqPrefix: string | null;
  /** Libraries of `#![rr::include("..")]`. */
  readonly includes: readonly string[];
  /** Rocq modules of `#![rr::import("..", "..")]`. */
  readonly imports: readonly RocqModule[];
  /** Names of functions, among them those that are left out, because they have no annotation; null when none is. */
  readonly functionNames: readonly string[] | null;
}

/** As an import names it. */
export interface RocqModule {
  /** The start of its logical path; null where only the module is named. */
  readonly path: string | null;
  readonly module: string;
}

export interface ConditionalPath {
  readonly cfg: string;
  readonly path: string;
}

/** What `#[cfg_attr(.., path = "..")]` says, from the text of the attribute; null for another one. */
export function conditionalPath(attribute: string): ConditionalPath | null {
  const found = /^#\s*\[\s*cfg_attr\s*\(([\s\S]*?),\s*path\s*=\s*r?#*"([^"]*)"/.exec(attribute);
  return found ? { cfg: `(${condition(found[1] ?? "")})`, path: found[2] ?? "" } : null;
}

/** A `cfg` condition without its blanks: the same from every reader. */
export const condition = (written: string): string => written.replace(/\s+/g, "");

/** Names behind `fn`, also in comments, as often as they occur beyond those that are `known`. */
export function functionNames(text: string, known: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const [, name = ""] of text.matchAll(FUNCTION)) counts.set(name, (counts.get(name) ?? 0) + 1);
  for (const name of known) counts.set(name, (counts.get(name) ?? 0) - 1);
  return [...counts].flatMap(([name, count]) => (count > 0 ? name : []));
}

const FUNCTION = /\bfn\s+(?:r#)?([\p{XID_Start}_]\p{XID_Continue}*)/gu;
