/** The rows of structs, enums, variants and fields (upstream: struct_spec_parser.rs, enum_spec_parser.rs). */
import type { Row, Use } from "../row.ts";
import { STRUCTURES } from "./positions.ts";

const TYPE_INVARIANT: Omit<Use, "example" | "snippet"> = {
  on: STRUCTURES,
  form: "INV_PROP",
  repeat: "many",
  meaning:
    'A conjunct of the type\'s invariant, which holds whenever nobody has the value open. A plain string is pure and read in `%Z`, `"H" : "P"` names it, `#iris` is an Iris proposition, `#type` ownership of a location; `#own` and `#shr` belong only to owned or only to shared values. Needs `rr::refined_by`.',
  generates: "A conjunct of the owned and the shared predicate of the type.",
};

const LOOP_INVARIANT: Omit<Use, "example" | "snippet"> = {
  on: ["loop"],
  form: "LOOP_PROP",
  repeat: "many",
  meaning:
    "A conjunct of the loop's invariant: it holds when the loop is entered and after each iteration. It may mention the names of `rr::inv_vars`, `rr::exists` and `rr::params`, and in a `for` loop `{Iter}` and `{Hist}`.",
  generates: "A conjunct of the loop's invariant in the proof.",
};

export const TYPES: readonly Row[] = [
  {
    name: "refined_by",
    uses: [
      {
        on: STRUCTURES,
        form: "RFN_PATTERN",
        repeat: "lastWins",
        meaning:
          "The mathematical model of the type: a pattern whose names the fields and invariants use, and its Rocq type. Without it every other attribute of the struct is ignored.",
        generates: "The invariant type `S_inv_t` with the model `S_inv_t_rt`.",
        example: '#[rr::refined_by("(len, cap)" : "Z * Z")]',
        snippet: 'refined_by("${1:x}" : "${2:Z}")',
      },
      {
        on: ["enum"],
        form: "STR",
        repeat: "lastWins",
        meaning:
          "An existing Rocq type that models the enum. Every variant then needs `rr::pattern`, and only `rr::partial`, `rr::export_as` and `rr::derive_instantiate` may stand beside it.",
        generates: "The enum's definition over the given type, instead of a generated inductive.",
        example: '#[rr::refined_by("option Z")]',
        snippet: 'refined_by("$1")',
      },
    ],
  },
  {
    name: "invariant",
    uses: [
      {
        ...TYPE_INVARIANT,
        example: '#[rr::invariant("Hlen" : "0 ≤ len ≤ cap")]',
        snippet: 'invariant("$1")',
      },
      { ...LOOP_INVARIANT, example: '#[rr::invariant("0 ≤ count ≤ limit")]', snippet: 'invariant("$1")' },
    ],
  },
  {
    name: "inv",
    aliasOf: "invariant",
    uses: [
      {
        ...TYPE_INVARIANT,
        example: '#[rr::inv(#own "freeable_nz p len 1 HeapAlloc")]',
        snippet: 'inv("$1")',
      },
      { ...LOOP_INVARIANT, example: '#[rr::inv("0 ≤ count ≤ limit")]', snippet: 'inv("$1")' },
    ],
  },
  {
    name: "field",
    uses: [
      {
        on: ["field"],
        form: "FIELD",
        repeat: "lastWins",
        meaning:
          'The refinement of the field in terms of the model, optionally `@ "type"`. A struct with `rr::refined_by` needs it on every field. Without `rr::refined_by`, or beside `rr::refines`, the string is read as a type.',
        generates: "A component of the struct's refinement.",
        example: '#[rr::field("len")]',
        snippet: 'field("$1")',
      },
    ],
  },
  {
    name: "refines",
    uses: [
      {
        on: STRUCTURES,
        form: "IDENT_OR_STR",
        repeat: "refused",
        meaning:
          "The refinement of the whole plain struct in one term, instead of `rr::field` on every field. The text is copied without expanding `{..}`.",
        generates: "The equation between the plain struct's refinement and the term.",
        example: '#[rr::refines("inner")]',
        snippet: 'refines("$1")',
      },
    ],
  },
  {
    name: "mode",
    uses: [
      {
        on: STRUCTURES,
        form: "MODE",
        repeat: "lastWins",
        meaning:
          "How the invariant is shared: `plain` (the default), `persistent` (knowledge only, no ownership) or `na` (non-atomic, for interior mutability in one thread). Written without quotes. `atomic` is planned upstream and crashes today.",
        generates: "The choice of the combinator that builds the invariant type.",
        example: "#[rr::mode(na)]",
        snippet: "mode(${1|plain,persistent,na|})",
      },
    ],
  },
  {
    name: "ty_lfts",
    since: "2026-02-11",
    uses: [
      {
        on: STRUCTURES,
        form: "STRS",
        repeat: "many",
        meaning: "Lifetimes that the invariant mentions beyond those of the fields, as Rocq lists.",
        generates: "Additions to the type's list of lifetimes.",
        example: '#[rr::ty_lfts("ty_lfts {ty_of T}")]',
        snippet: 'ty_lfts("ty_lfts {ty_of ${1:T}\\}")',
      },
    ],
  },
  {
    name: "ty_wf_E",
    since: "2026-02-11",
    uses: [
      {
        on: STRUCTURES,
        form: "STRS",
        repeat: "many",
        meaning: "Lifetime constraints that the invariant needs beyond those of the fields, as Rocq lists.",
        generates: "Additions to the type's lifetime constraints.",
        example: '#[rr::ty_wf_E("ty_wf_E {ty_of T}")]',
        snippet: 'ty_wf_E("ty_wf_E {ty_of ${1:T}\\}")',
      },
    ],
  },
  {
    name: "ty_wf_elctx",
    since: "2026-02-11",
    aliasOf: "ty_wf_E",
    uses: [
      {
        on: STRUCTURES,
        form: "STRS",
        repeat: "many",
        meaning: "The same as `rr::ty_wf_E`.",
        generates: "Additions to the type's lifetime constraints.",
        example: '#[rr::ty_wf_elctx("ty_wf_E {ty_of T}")]',
        snippet: 'ty_wf_elctx("ty_wf_E {ty_of ${1:T}\\}")',
      },
    ],
  },
  {
    name: "partial",
    since: "2025-04-03",
    uses: [
      {
        on: ["enum"],
        form: "NONE",
        repeat: "pointless",
        meaning: "The patterns of the variants do not cover the type named by `rr::refined_by`.",
        generates: "Default branches for the values no variant stands for.",
        example: "#[rr::partial]",
        snippet: "partial",
      },
    ],
  },
  {
    name: "refine_as",
    uses: [
      {
        on: ["enum"],
        form: "OPTIONAL_STR",
        repeat: "firstWins",
        meaning:
          "The name of the Rocq inductive that is generated for the enum. It excludes `rr::refined_by`.",
        generates: "The inductive under this name.",
        example: '#[rr::refine_as("page_size")]',
        snippet: 'refine_as("$1")',
      },
    ],
  },
  {
    name: "pattern",
    uses: [
      {
        on: ["variant"],
        form: "PATTERN",
        repeat: "lastWins",
        meaning:
          "The constructor of the type named by the enum's `rr::refined_by`, with the names of its arguments after `$`. Every variant needs one: RefinedRust pairs patterns and variants by position.",
        generates: "A branch of the enum's definition.",
        example: '#[rr::pattern("Some" $ "x")]',
        snippet: 'pattern("$1")',
      },
    ],
  },
  {
    name: "refinement",
    uses: [
      {
        on: ["variant"],
        form: "STR",
        repeat: "lastWins",
        meaning:
          "The refinement of the variant's payload in terms of the names of its `rr::pattern`; `*[]` when left out.",
        generates: "The payload of the variant's branch.",
        example: '#[rr::refinement("*[x]")]',
        snippet: 'refinement("*[$1]")',
      },
    ],
  },
  {
    name: "derive_instantiate",
    since: "2026-01-06",
    uses: [
      {
        on: ["struct", "enum"],
        form: "INST",
        repeat: "many",
        meaning:
          "The value of a specification attribute for a derived `PartialEq`, `Eq`, `PartialOrd` or `Ord`; `#proof` takes tactics. The derived implementation is verified only if all attributes of its trait have a value.",
        generates: "A field of the derived implementation's attribute record.",
        example: '#[rr::derive_instantiate("PEq" := "λ a b, bool_decide (a = b)")]',
        snippet: 'derive_instantiate("${1:PEq}" := "$2")',
      },
    ],
  },
];
