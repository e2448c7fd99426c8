/** The rows of traits and their implementations (upstream: trait_attr_parser.rs, trait_impl_attr_parser.rs). */
import type { Row } from "../row.ts";

export const TRAITS: readonly Row[] = [
  {
    name: "instantiate",
    uses: [
      {
        on: ["traitImpl"],
        form: "INST",
        repeat: "many",
        meaning:
          "The value of one specification attribute of the trait for this implementation; `#proof` takes tactics for an attribute that is a property. Each attribute once, and all of them.",
        generates: "A field of the implementation's attribute record.",
        example: '#[rr::instantiate("Measure" := "λ c, c")]',
        snippet: 'instantiate("${1:Attr}" := "$2")',
      },
    ],
  },
  {
    name: "external_attrs",
    since: "2026-01-06",
    uses: [
      {
        on: ["trait"],
        form: "STRS",
        repeat: "many",
        meaning:
          "Names specification attributes whose record is written by hand in Rocq. It excludes `rr::exists` on the same trait.",
        generates: "Nothing; the record must exist.",
        example: '#[rr::external_attrs("Pre", "Post")]',
        snippet: 'external_attrs("$1")',
      },
    ],
  },
  {
    name: "semantic",
    since: "2025-06-01",
    uses: [
      {
        on: ["trait"],
        form: "STR",
        repeat: "refused",
        meaning: "What implementing the trait means for a type's semantic model, as a Rocq proposition.",
        generates: "The semantic interpretation of the trait.",
        example: '#[rr::semantic("Copyable {ty_of Self}")]',
        snippet: 'semantic("$1")',
      },
    ],
  },
  {
    name: "nondependent",
    since: "2025-10-13",
    uses: [
      {
        on: ["trait"],
        form: "NONE",
        repeat: "pointless",
        meaning: "The attribute record does not depend on the attribute records of super-traits and bounds.",
        generates: "A record without parameters for them.",
        example: "#[rr::nondependent]",
        snippet: "nondependent",
      },
    ],
  },
];
