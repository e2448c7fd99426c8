/** The rows of the clauses that make up a function's specification (upstream: verbose_function_spec_parser.rs). */
import type { Row } from "../row.ts";
import { SPECIFIED, STRUCTURES } from "./positions.ts";

export const CLAUSES: readonly Row[] = [
  {
    name: "requires",
    uses: [
      {
        on: SPECIFIED,
        form: "FN_PROP",
        repeat: "many",
        meaning:
          'A precondition that every caller must establish. A plain string is a pure proposition read in `%Z`; `"H" : "P"` names it; `#iris` takes an Iris proposition, `#type "l" : "r" @ "T"` ownership of a location. After `rr::ok` it is the condition under which the function succeeds.',
        generates: 'One conjunct of the precondition; `"P"` becomes `⌜(P)%Z⌝`.',
        example: '#[rr::requires("Hroom" : "length xs < MaxInt usize")]',
        snippet: 'requires("$1")',
      },
    ],
  },
  {
    name: "ensures",
    uses: [
      {
        on: SPECIFIED,
        form: "FN_PROP",
        repeat: "many",
        meaning:
          "A postcondition that callers may rely on. The result is `ret` unless `rr::returns` names it otherwise; the new value of a mutable reference is stated with `rr::observe`. After `rr::ok` it holds in the success case, where `ret` is the payload.",
        generates: 'One conjunct of the postcondition; `"P"` becomes `⌜(P)%Z⌝`.',
        example: '#[rr::ensures("0 ≤ ret ≤ limit")]',
        snippet: 'ensures("$1")',
      },
    ],
  },
  {
    name: "returns",
    uses: [
      {
        on: SPECIFIED,
        form: "RFN",
        repeat: "lastWins",
        meaning:
          'The refinement of the result, as a Rocq term; `@ "type"` also gives the semantic type, `#raw` leaves out the invariant of the result\'s struct. It replaces the implicit `ret`, which is then unbound in `rr::ensures`.',
        generates: "The result `r @ type` of the specification.",
        example: '#[rr::returns("bool_decide (a < b)")]',
        snippet: 'returns("$1")',
      },
    ],
  },
  {
    name: "observe",
    uses: [
      {
        on: SPECIFIED,
        form: "OBSERVE",
        repeat: "many",
        meaning:
          "The final value of a mutable reference: its ghost name, usually `x.ghost`, and the new value. Without it, callers know nothing of the value behind the reference afterwards. `rr::ok` does not limit it to the success case.",
        generates: "The postcondition `gvar_pobs γ (value)`.",
        example: '#[rr::observe("self.ghost": "self.cur + 1")]',
        snippet: 'observe("${1:self}.ghost": "$2")',
      },
    ],
  },
  {
    name: "ok",
    since: "2025-06-01",
    uses: [
      {
        on: SPECIFIED,
        form: "NONE",
        repeat: "pointless",
        meaning:
          "Splits the specification of a function that returns `Option` or `Result`: clauses above keep their meaning, clauses below speak of the success case. `rr::requires` below says when the function succeeds; without one, it must not fail. It excludes `rr::returns`.",
        generates:
          "One postcondition for success (`if_Ok`, `if_Some`) and one for failure (`if_Err`, `if_None`).",
        example: "#[rr::ok]",
        snippet: "ok",
      },
    ],
  },
  {
    name: "exists",
    uses: [
      {
        on: SPECIFIED,
        form: "BINDERS",
        repeat: "many",
        meaning:
          "Values that exist after the call and that `rr::ensures`, `rr::observe` and `rr::returns` may mention. After `rr::ok` they exist only in the success case.",
        generates: "Existential quantifiers around the postcondition.",
        example: '#[rr::exists("rest" : "list Z")]',
        snippet: 'exists("${1:x}" : "${2:Z}")',
      },
      {
        on: ["loop"],
        form: "BINDERS",
        repeat: "many",
        meaning: "Values that exist in every iteration, for use in `rr::inv` and `rr::inv_var`.",
        generates: "Existential quantifiers around the loop invariant.",
        example: '#[rr::exists("i" : "Z")]',
        snippet: 'exists("${1:i}" : "${2:Z}")',
      },
      {
        on: STRUCTURES,
        form: "BINDERS_NAMED",
        repeat: "many",
        meaning:
          "Values that the type keeps to itself: fields and invariants may mention them, users of the type do not see them. Needs `rr::refined_by`.",
        generates: 'Existential quantifiers of the invariant, `∃ (x : name_hint_ty "x" (T)%Z), ..`.',
        example: '#[rr::exists("buffer" : "loc")]',
        snippet: 'exists("${1:x}" : "${2:Z}")',
      },
      {
        on: ["trait"],
        form: "TRAIT_EXISTS",
        repeat: "many",
        meaning:
          "Declares one specification attribute of the trait with its Rocq type. Implementations give it a value with `rr::instantiate`; the trait's methods mention it as `{Name}`, bounded type parameters as `{T::Name}`.",
        generates:
          "A field `Trait_Name` of the trait's attribute record. The record lists its fields in alphabetical order.",
        example: '#[rr::exists("Measure" : "{xt_of Self} → Z")]',
        snippet: 'exists("${1:Attr}" : "${2:{xt_of Self\\} → Prop}")',
      },
    ],
  },
  {
    name: "params",
    uses: [
      {
        on: SPECIFIED,
        form: "BINDERS",
        repeat: "many",
        meaning:
          "Logical parameters: the specification holds for every value of them. Rust's own parameters need none, they are bound implicitly as long as there is no `rr::args`; naming one of them again is refused.",
        generates: "Universal quantifiers in front of the specification.",
        example: '#[rr::params("xs" : "list Z", "n")]',
        snippet: 'params("${1:x}" : "${2:Z}")',
      },
      {
        on: ["loop"],
        form: "BINDERS",
        repeat: "many",
        meaning:
          "Logical values that are fixed when the loop is entered and stay the same in all iterations.",
        generates: "Universal quantifiers around the loop invariant.",
        example: '#[rr::params("n0" : "Z")]',
        snippet: 'params("${1:x}" : "${2:Z}")',
      },
    ],
  },
  {
    name: "param",
    uses: [
      {
        on: SPECIFIED,
        form: "BINDER",
        repeat: "many",
        meaning:
          "One logical parameter; the same as `rr::params` with a single name, which is what people write.",
        generates: "A universal quantifier in front of the specification.",
        example: '#[rr::param("n" : "Z")]',
        snippet: 'param("${1:x}" : "${2:Z}")',
      },
    ],
  },
  {
    name: "args",
    uses: [
      {
        on: SPECIFIED,
        form: "RFNS",
        repeat: "concatenates",
        meaning:
          'The refinement of every argument in order, exactly one for each Rust parameter, `self` included. It turns the implicit parameters off: every name used must come from `rr::params`. `@ "type"` gives a semantic type, `#raw` leaves out the invariant of the argument\'s struct.',
        generates: "The argument list `r :@: type` of the specification.",
        example: '#[rr::args("(x, γ)", "n" @ "int i32")]',
        snippet: 'args("$1")',
      },
    ],
  },
  {
    name: "tactics",
    uses: [
      {
        on: SPECIFIED,
        form: "STR",
        repeat: "many",
        meaning:
          "Ltac that the default proof runs on the side conditions its automation leaves over. A proof file that already exists is not rewritten.",
        generates: "`{ tactics all: shelve. }` in the proof, or the text itself where it starts with `all:`.",
        example: '#[rr::tactics("unfold_limits; solve_goal.")]',
        snippet: 'tactics("${1:solve_goal.}")',
      },
    ],
  },
  {
    name: "unsafe_elctx",
    since: "2025-06-01",
    assumption: "Assumes lifetime constraints that Rust does not guarantee: unsound when they are wrong.",
    uses: [
      {
        on: SPECIFIED,
        form: "STR",
        repeat: "many",
        meaning:
          "Assumes additional lifetime constraints, a Rocq list; `ϝ` is the function's own lifetime. Nothing checks them.",
        generates: "An addition to the function's lifetime context.",
        example: '#[rr::unsafe_elctx("[ϝ ⊑ₑ static]")]',
        snippet: 'unsafe_elctx("[$1]")',
      },
    ],
  },
];
