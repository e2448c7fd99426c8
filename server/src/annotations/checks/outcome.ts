/** What RefinedRust does after it refused an attribute, by position (TranslationError and its handling in rr_frontend/translation/src/lib.rs). */
import type { ItemKind } from "../../syntax/model.ts";
import type { AnnotatedItem, Position } from "../model.ts";

const REFUSALS: Readonly<Record<Position, string>> = {
  crate: "stops the whole run",
  module: "stops the whole run",
  static: "stops the whole run",
  trait: "stops the whole run",
  traitFunction: "stops the whole run",
  function: "skips the function",
  method: "skips the method",
  traitImplFunction: "skips the method",
  closure: "skips the closure; the function around it usually fails with it",
  loop: "skips the function around the loop",
  struct: "stops translating further functions",
  variant: "stops translating further functions",
  enum: "stops translating further functions",
  field: "skips every function that uses the type",
  traitImpl: "skips every method of the impl",
  impl: "skips the methods of the impl",
  other: "goes on",
};

/** A whole sentence: what RefinedRust does with what it refuses at the position. */
export const refusal = (position: Position, crashes = false): string =>
  crashes ? "RefinedRust crashes on this." : `RefinedRust refuses this and ${REFUSALS[position]}.`;

const PLACES: Readonly<Record<Position, string>> = {
  crate: "the crate",
  module: "a module",
  static: "a static",
  trait: "a trait",
  traitFunction: "a function of a trait",
  function: "a function",
  method: "a method",
  traitImplFunction: "a method of a trait impl",
  closure: "a closure",
  loop: "a loop specification",
  struct: "a struct",
  variant: "an enum variant",
  enum: "an enum",
  field: "a field",
  traitImpl: "a trait impl",
  impl: "an inherent impl",
  other: "this place",
};

/** The position in words, with its article. */
export const place = (position: Position): string => PLACES[position];

const OTHERS: Partial<Record<ItemKind, string>> = {
  function: "a foreign function",
  union: "a union",
  field: "a field of a union",
  const: "a `const`",
  typeAlias: "a type alias",
  associatedType: "an associated type",
  use: "a `use`",
  externCrate: "an `extern crate`",
  externBlock: "an `extern` block",
  macroDefinition: "a macro",
  macroCall: "a macro call",
  let: "a `let` (a specification stands on the closure behind it)",
  loop: "a loop (its specification stands on a closure in it)",
  parameter: "a parameter",
  genericParameter: "a generic parameter",
  matchArm: "a match arm",
  statement: "a statement",
  expression: "an expression",
};

/** The item's place in words, also where RefinedRust looks for nothing. */
export const placeOf = (item: AnnotatedItem): string =>
  item.position === "other" ? (OTHERS[item.item.kind] ?? place("other")) : place(item.position);
