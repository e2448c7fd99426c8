/** What RefinedRust does after it refused an attribute, by position (annotations the frontend reports in rr_frontend/translation/src/lib.rs). */
import type { Position } from "../model.ts";

const OUTCOMES: Readonly<Record<Position, string>> = {
  crate: "the whole run stops",
  module: "the whole run stops",
  static: "the whole run stops",
  trait: "the whole run stops",
  traitFunction: "the whole run stops",
  function: "RefinedRust skips this function and goes on",
  method: "RefinedRust skips this method and goes on",
  traitImplFunction: "RefinedRust skips this method and goes on",
  closure: "RefinedRust skips this closure, and the function around it usually fails with it",
  loop: "RefinedRust skips the function around the loop",
  struct: "RefinedRust stops translating further functions",
  variant: "RefinedRust stops translating further functions",
  enum: "RefinedRust stops translating further functions",
  field: "RefinedRust skips every function that uses the type",
  traitImpl: "RefinedRust skips every method of this impl",
  impl: "RefinedRust skips the methods of this impl",
  other: "RefinedRust does not look at it",
};

/** A clause without a full stop. */
export const outcome = (position: Position, crashes = false): string =>
  crashes ? "RefinedRust crashes" : OUTCOMES[position];

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
