/** The rows that say whether, how far and under which name and context an item is verified (upstream: translation/src/lib.rs). */
import type { Row } from "../row.ts";
import { STRUCTURES } from "./positions.ts";

export const SWITCHES: readonly Row[] = [
  {
    name: "verify",
    uses: [
      {
        on: ["function", "method", "traitFunction", "closure"],
        form: "NONE",
        repeat: "pointless",
        meaning:
          "Switches RefinedRust on for this function and adds no clause: arguments and result are only known to be well-typed.",
        generates: "The default specification and its proof.",
        example: "#[rr::verify]",
        snippet: "verify",
      },
      {
        on: ["traitImplFunction"],
        form: "NONE",
        repeat: "pointless",
        meaning: "Switches RefinedRust on for this method; it is proved against the trait's specification.",
        generates: "The trait's specification, instantiated for this implementation, and its proof.",
        example: "#[rr::verify]",
        snippet: "verify",
      },
      {
        on: ["traitImpl"],
        form: "NONE",
        repeat: "pointless",
        meaning:
          "Switches RefinedRust on for all methods of this implementation, like every attribute on it.",
        generates: "An instance of the trait's specification and a proof for every method.",
        example: "#[rr::verify]",
        snippet: "verify",
      },
      {
        on: ["struct", "enum"],
        form: "NONE",
        repeat: "pointless",
        meaning:
          "Has the derived `Copy`, `Clone` and `Debug` implementations of this type verified. On an enum it cannot stand beside `rr::refined_by`, which has the same effect.",
        generates: "Specifications and proofs of the derived implementations.",
        example: "#[rr::verify]",
        snippet: "verify",
      },
      {
        on: ["impl"],
        form: "NONE",
        repeat: "pointless",
        meaning:
          "Accepted without effect: on an inherent `impl` it does not switch its methods on. Write it on each method.",
        generates: "Nothing.",
        example: "#[rr::verify]",
        snippet: "verify",
      },
    ],
  },
  {
    name: "only_spec",
    assumption: "The specification is assumed, the body is never looked at.",
    uses: [
      {
        on: ["function", "method", "traitFunction", "traitImplFunction", "closure"],
        form: "NONE",
        repeat: "pointless",
        meaning:
          "Emits the specification and assumes it; the body is not translated. For functions that RefinedRust cannot read yet. On a function of a trait it matters only for a default body.",
        generates: "The specification; no code and no proof.",
        example: "#[rr::only_spec]",
        snippet: "only_spec",
      },
      {
        on: ["impl", "traitImpl"],
        form: "NONE",
        repeat: "pointless",
        meaning: "Assumes the specifications of all methods of this `impl`; a method cannot opt out.",
        generates: "Specifications; no code and no proofs.",
        example: "#[rr::only_spec]",
        snippet: "only_spec",
      },
    ],
  },
  {
    name: "trust_me",
    assumption: "The specification is assumed although the body is translated.",
    uses: [
      {
        on: ["function", "method", "traitFunction", "traitImplFunction", "closure"],
        form: "NONE",
        repeat: "pointless",
        meaning:
          "Translates the body and assumes the specification without a proof. Stronger than `rr::only_spec` and `rr::code_shim` when they stand together.",
        generates: "The specification and the code; no proof.",
        example: "#[rr::trust_me]",
        snippet: "trust_me",
      },
      {
        on: ["impl", "traitImpl"],
        form: "NONE",
        repeat: "pointless",
        meaning: "Trusts all methods of this `impl`; a method cannot opt out.",
        generates: "Specifications and code; no proofs.",
        example: "#[rr::trust_me]",
        snippet: "trust_me",
      },
    ],
  },
  {
    name: "skip",
    uses: [
      {
        on: ["function", "method", "traitImplFunction", "closure"],
        form: "NONE",
        repeat: "pointless",
        meaning:
          "Treats the item as if it had no annotations; they are not even read. Annotated closures inside a skipped function need their own `rr::skip`.",
        generates: "Nothing.",
        example: "#[rr::skip]",
        snippet: "skip",
      },
      {
        on: ["impl", "traitImpl"],
        form: "NONE",
        repeat: "pointless",
        meaning: "Treats all methods of this `impl` as if they had no annotations.",
        generates: "Nothing.",
        example: "#[rr::skip]",
        snippet: "skip",
      },
      {
        on: ["struct", "enum"],
        form: "NONE",
        repeat: "pointless",
        meaning:
          "Keeps the derived implementations of this type out of the verification. On an enum it cannot stand beside `rr::refined_by`.",
        generates: "Nothing.",
        example: "#[rr::skip]",
        snippet: "skip",
      },
    ],
  },
  {
    name: "ignore",
    uses: [
      {
        on: ["loop"],
        form: "NONE",
        repeat: "pointless",
        meaning:
          "Makes the closure the carrier of the surrounding loop's invariant. Without it RefinedRust takes the closure for code and refuses `rr::inv`.",
        generates: "Nothing of its own; the closure is dropped from the translation.",
        example: "#[rr::ignore]",
        snippet: "ignore",
      },
      {
        on: ["function", "method", "traitImplFunction", "closure"],
        form: "NONE",
        repeat: "pointless",
        meaning:
          "Registers the function without translating it: neither a specification nor code is emitted.",
        generates: "Nothing.",
        example: "#[rr::ignore]",
        snippet: "ignore",
      },
      {
        on: ["impl"],
        form: "NONE",
        repeat: "pointless",
        meaning: "Registers all methods of this `impl` without translating them.",
        generates: "Nothing.",
        example: "#[rr::ignore]",
        snippet: "ignore",
      },
    ],
  },
  {
    name: "default_spec",
    since: "2025-03-28",
    uses: [
      {
        on: ["traitImplFunction"],
        form: "NONE",
        repeat: "pointless",
        meaning:
          "Proves the method against the trait's specification. Since 2026-01-06 every method without clauses of its own does that, so it is a plain marker; beside a clause it is refused.",
        generates: "The trait's specification, instantiated for this implementation.",
        example: "#[rr::default_spec]",
        snippet: "default_spec",
      },
    ],
  },
  {
    name: "shim",
    assumption: "Code and specification are taken from hand-written Rocq definitions.",
    uses: [
      {
        on: ["function", "method"],
        form: "STR3",
        repeat: "firstWins",
        meaning:
          "Replaces the function by hand-written Rocq: the names of its code, its specification and its trait inclusion. No other attribute of the function is read.",
        generates: "Nothing; the given names are used instead.",
        example: '#[rr::shim("fill_page", "type_of_fill_page", "trait_incl_of_fill_page")]',
        snippet: 'shim("${1:code}", "${2:type_of_code}", "${3:trait_incl_of_code}")',
      },
      {
        on: ["traitImplFunction"],
        form: "STR3",
        repeat: "firstWins",
        meaning:
          "Replaces the method by hand-written Rocq, and silently leaves the whole `impl` out of the trait's instances.",
        generates: "Nothing; the given names are used instead.",
        example: '#[rr::shim("next_page", "type_of_next_page", "trait_incl_of_next_page")]',
        snippet: 'shim("${1:code}", "${2:type_of_code}", "${3:trait_incl_of_code}")',
      },
    ],
  },
  {
    name: "code_shim",
    since: "2025-03-28",
    uses: [
      {
        on: ["function", "method", "traitFunction", "traitImplFunction"],
        form: "STR1",
        repeat: "firstWins",
        meaning:
          "Takes the code from a hand-written Rocq definition and proves it against the annotated specification.",
        generates: "The specification and a proof about the named code.",
        example: '#[rr::code_shim("read_volatile_word")]',
        snippet: 'code_shim("${1:code}")',
      },
    ],
  },
  {
    name: "context",
    uses: [
      {
        on: ["function", "method", "traitImplFunction", "traitFunction", "closure"],
        form: "STR",
        repeat: "many",
        meaning:
          "A Rocq context item that the specification needs, such as ghost state. A function passes it on to its closures.",
        generates: "An implicit binder `` `{!item} `` of the specification.",
        example: '#[rr::context("counterG Σ")]',
        snippet: 'context("${1:ghostG Σ}")',
      },
      {
        on: ["impl"],
        form: "STR",
        repeat: "many",
        meaning: "A Rocq context item that every annotated method of this `impl` gets.",
        generates: "An implicit binder `` `{!item} `` of every method's specification.",
        example: '#[rr::context("counterG Σ")]',
        snippet: 'context("${1:ghostG Σ}")',
      },
      {
        on: ["traitImpl"],
        form: "STR",
        repeat: "many",
        meaning: "A Rocq context item of the trait instance and of each of its methods.",
        generates: "An implicit binder `` `{!item} `` of the instance and of every method's specification.",
        example: '#[rr::context("counterG Σ")]',
        snippet: 'context("${1:ghostG Σ}")',
      },
      {
        on: [...STRUCTURES, "enum"],
        form: "STR",
        repeat: "many",
        meaning:
          "A Rocq context item that the type's definitions and derived implementations need. On an enum it cannot stand beside `rr::refined_by`.",
        generates: "A `Context` item in front of the type's definitions.",
        example: '#[rr::context("counterG Σ")]',
        snippet: 'context("${1:ghostG Σ}")',
      },
    ],
    removed: {
      kind: "removed",
      on: ["crate", "module", "trait"],
      advice:
        "Crates, modules and traits have taken no context since 2026; write it on the functions, impls and types that need it.",
    },
  },
  {
    name: "export_as",
    uses: [
      {
        on: ["function", "method", "traitFunction", "traitImplFunction"],
        form: "PATH",
        repeat: "firstWins",
        meaning:
          "The full Rust path that this function stands for in `interface.rrlib`, such as the item of the standard library it specifies. `#method` marks a free function that stands for an inherent method.",
        generates: "The path of the exported entry.",
        example: "#[rr::export_as(core::mem::swap)]",
        snippet: "export_as(${1:core::mem::swap})",
      },
      {
        on: ["impl", "traitImpl", "trait"],
        form: "PATH",
        repeat: "firstWins",
        meaning: "The path prefix under which this item's functions are exported; each appends its own name.",
        generates: "The paths of the exported entries.",
        example: "#[rr::export_as(core::option::Option)]",
        snippet: "export_as(${1:core::option::Option})",
      },
      {
        on: ["struct", "enum", "variant"],
        form: "PATH",
        repeat: "firstWins",
        meaning:
          "The full Rust path under which this type is exported; for an enum also the prefix of its variants.",
        generates: "The path of the exported entry.",
        example: "#[rr::export_as(core::cell::Cell)]",
        snippet: "export_as(${1:core::cell::Cell})",
      },
    ],
  },
];
