/** Which positions of an attribute are meant by "wherever a function is specified", and so on. */
import type { Position } from "../model.ts";

/** Where `parse_function_spec` and `parse_closure_spec` read clauses (verbose_function_spec_parser.rs). */
export const SPECIFIED = [
  "function",
  "method",
  "traitFunction",
  "traitImplFunction",
  "closure",
] as const satisfies readonly Position[];

/** A variant with its own `refined_by` is read as a struct (struct_spec_parser.rs). */
export const STRUCTURES = ["struct", "variant"] as const satisfies readonly Position[];

export const ROOTS = ["crate", "module"] as const satisfies readonly Position[];

export const EVERYWHERE = [
  "crate",
  "module",
  "function",
  "method",
  "traitFunction",
  "traitImplFunction",
  "closure",
  "loop",
  "struct",
  "field",
  "enum",
  "variant",
  "trait",
  "traitImpl",
  "impl",
  "static",
  "other",
] as const satisfies readonly Position[];
