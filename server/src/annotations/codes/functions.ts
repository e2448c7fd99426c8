/** Codes about specifications of functions and closures: names, results, modes. */
import type { Code } from "../code.ts";

export const FUNCTION_CODES: readonly Code[] = [
  {
    code: "wrong-number-of-args",
    rule: "RR010",
    severity: "error",
    origins: ["frontend"],
    title: "`rr::args` does not match the signature",
    explanation: `\`rr::args\` lists one refinement for every Rust parameter, \`self\` included, captured variables of a closure excluded.
With another number RefinedRust refuses the specification and skips the function. Without \`rr::args\` every parameter is bound
under its own name, which is usually all that is needed.`,
    bad: `#[rr::params("x")]
#[rr::args("x")]
fn larger(a: i32, b: i32) -> i32 {
    if a < b { b } else { a }
}
`,
    good: `#[rr::params("x", "y")]
#[rr::args("x", "y")]
#[rr::returns("x \`max\` y")]
fn larger(a: i32, b: i32) -> i32 {
    if a < b { b } else { a }
}
`,
  },
  {
    code: "undeclared-argument-name",
    rule: "RR011",
    severity: "error",
    origins: ["frontend"],
    title: "Unquoted name in `rr::args` without an earlier `rr::params`",
    explanation: `A name without quotes in \`rr::args\` must be declared by an \`rr::params\` that stands before it. RefinedRust refuses the
function with \`could not find name\`.`,
    bad: `#[rr::args(x, y)]
#[rr::params("x", "y")]
#[rr::returns("x \`max\` y")]
fn larger(a: i32, b: i32) -> i32 {
    if a < b { b } else { a }
}
`,
    good: `#[rr::params("x", "y")]
#[rr::args(x, y)]
#[rr::returns("x \`max\` y")]
fn larger(a: i32, b: i32) -> i32 {
    if a < b { b } else { a }
}
`,
  },
  {
    code: "name-already-bound",
    rule: "RR012",
    severity: "error",
    origins: ["frontend", "rocq"],
    title: "Name bound twice",
    explanation: `Two parameters of a specification have the same name, or an existential has the name of a parameter. Without
\`rr::args\` every Rust parameter is bound already, and without \`rr::returns\` so is \`ret\`; a closure also binds \`capture_x_\` and
\`capture_x__new\` for a captured variable \`x\`. RefinedRust refuses the function with \`Coq name is already bound\`. Remove the
explicit name or choose another.`,
    bad: `#[rr::params("n")]
#[rr::requires("0 ≤ n")]
fn half(n: i32) -> i32 {
    n / 2
}
`,
    good: `#[rr::requires("0 ≤ n")]
fn half(n: i32) -> i32 {
    n / 2
}
`,
  },
  {
    code: "ok-with-returns",
    rule: "RR014",
    severity: "error",
    origins: ["frontend"],
    title: "`rr::ok` together with `rr::returns`",
    explanation: `\`rr::ok\` describes the result by its success case, \`rr::returns\` as a whole; RefinedRust refuses both in one
specification. Say what the payload is in an \`rr::ensures\` after \`rr::ok\`, where \`ret\` is the payload.`,
    bad: `#[rr::returns("Some 1")]
#[rr::ok]
#[rr::requires("0 < n")]
fn one(n: i32) -> Option<i32> {
    if 0 < n { Some(1) } else { None }
}
`,
    good: `#[rr::ok]
#[rr::requires("0 < n")]
#[rr::ensures("ret = 1")]
fn one(n: i32) -> Option<i32> {
    if 0 < n { Some(1) } else { None }
}
`,
  },
  {
    code: "ok-on-other-type",
    rule: "RR014",
    severity: "error",
    origins: ["frontend"],
    title: "`rr::ok` on a function that returns neither `Option` nor `Result`",
    explanation: `\`rr::ok\` splits a specification into success and failure, so the function must return an \`Option\` or a \`Result\`.
RefinedRust refuses it otherwise and skips the function.`,
    bad: `#[rr::ok]
#[rr::ensures("ret = n")]
fn same(n: i32) -> i32 {
    n
}
`,
    good: `#[rr::ensures("ret = n")]
fn same(n: i32) -> i32 {
    n
}
`,
  },
  {
    code: "impure-clause-after-ok",
    rule: "RR014",
    severity: "error",
    origins: ["frontend"],
    title: "Clause with a flag after `rr::ok`",
    explanation: `After \`rr::ok\` only pure clauses are allowed, \`"P"\` or \`"H" : "P"\`: ownership cannot depend on the outcome.
RefinedRust refuses \`#iris\`, \`#type\` and \`#observe\` there. Move the clause above \`rr::ok\`; in \`#iris\` the cases can be told
apart with \`if_iOk\` and \`if_iSome\`.`,
    bad: `#[rr::ok]
#[rr::requires("0 < n")]
#[rr::requires(#iris "£ 1")]
fn one(n: i32) -> Option<i32> {
    if 0 < n { Some(1) } else { None }
}
`,
    good: `#[rr::requires(#iris "£ 1")]
#[rr::ok]
#[rr::requires("0 < n")]
fn one(n: i32) -> Option<i32> {
    if 0 < n { Some(1) } else { None }
}
`,
  },
  {
    code: "unbound-ret",
    rule: "RR015",
    severity: "error",
    origins: ["rocq"],
    title: "`ret` is not bound",
    explanation: `\`ret\` names the result only as long as there is no \`rr::returns\`. Beside one, the generated file mentions an unbound
name and Rocq refuses it. State everything in \`rr::ensures\`, or name the result with \`rr::exists\` and return that.`,
    bad: `#[rr::returns("n")]
#[rr::ensures("0 ≤ ret")]
fn same(n: u32) -> u32 {
    n
}
`,
    good: `#[rr::ensures("ret = n")]
#[rr::ensures("0 ≤ ret")]
fn same(n: u32) -> u32 {
    n
}
`,
  },
  {
    code: "unbound-argument",
    rule: "RR015",
    severity: "error",
    origins: ["rocq"],
    title: "Rust parameter is not bound beside `rr::args`",
    explanation: `\`rr::args\` turns the implicit parameters off: from then on only the names of \`rr::params\` are bound. A clause that
still speaks of the Rust parameter gives a generated file that Rocq refuses. Use the declared name, or remove \`rr::args\`.`,
    bad: `#[rr::params("k" : "Z")]
#[rr::args("k")]
#[rr::requires("0 ≤ count")]
fn half(count: i32) -> i32 {
    count / 2
}
`,
    good: `#[rr::params("k" : "Z")]
#[rr::args("k")]
#[rr::requires("0 ≤ k")]
fn half(count: i32) -> i32 {
    count / 2
}
`,
  },
  {
    code: "redundant-explicit-arguments",
    rule: "RR016",
    severity: "hint",
    origins: ["lint"],
    title: "Parameters that are bound anyway",
    explanation: `\`rr::params\` and \`rr::args\` say here exactly what RefinedRust assumes without them: a logical parameter for every Rust
parameter, under its name. Without the two lines the specification is the same, and stays right when the signature changes.`,
    bad: `#[rr::params("n")]
#[rr::args("n")]
#[rr::requires("0 ≤ n")]
fn half(n: i32) -> i32 {
    n / 2
}
`,
    good: `#[rr::requires("0 ≤ n")]
fn half(n: i32) -> i32 {
    n / 2
}
`,
  },
  {
    code: "old-mutable-reference-model",
    rule: "RR017",
    severity: "hint",
    origins: ["lint"],
    title: "Mutable reference taken apart by hand",
    explanation: `A mutable reference is modelled by a pair of its current value and its ghost name. Older specifications bind both by
\`rr::args("(x, γ)")\`; the implicit parameter \`x\` offers them as \`x.cur\` and \`x.ghost\`, without \`rr::params\` and \`rr::args\`.`,
    bad: `#[rr::params("v", "γ")]
#[rr::args("(v, γ)")]
#[rr::requires("v < 100")]
#[rr::observe("γ": "v + 1")]
fn increment(x: &mut i32) {
    *x += 1;
}
`,
    good: `#[rr::requires("x.cur < 100")]
#[rr::observe("x.ghost": "x.cur + 1")]
fn increment(x: &mut i32) {
    *x += 1;
}
`,
  },
  {
    code: "dropped-attribute",
    rule: "RR043",
    severity: "warning",
    origins: ["lint"],
    title: "Attribute of a trait-impl method that is never read",
    explanation: `A method in \`impl Trait for T\` without any of \`params\`, \`args\`, \`requires\`, \`ensures\`, \`returns\` or \`observe\` takes
over the trait's specification, and its own attributes are not parsed at all. \`tactics\`, \`exists\`, \`ok\`, \`param\` and
\`unsafe_elctx\` are lost without a word. Add a clause, or remove them.`,
    bad: `trait Switch {
    #[rr::verify]
    fn state(&self) -> bool;
}

struct Lamp;

impl Switch for Lamp {
    #[rr::tactics("solve_goal.")]
    fn state(&self) -> bool {
        true
    }
}
`,
    good: `trait Switch {
    #[rr::verify]
    fn state(&self) -> bool;
}

struct Lamp;

impl Switch for Lamp {
    #[rr::returns("true")]
    #[rr::tactics("solve_goal.")]
    fn state(&self) -> bool {
        true
    }
}
`,
  },
  {
    code: "verify-on-impl",
    rule: "RR044",
    severity: "warning",
    origins: ["lint"],
    title: "`rr::verify` on an inherent `impl`",
    explanation: `On \`impl Trait for T\` any attribute switches verification of all methods on; on an inherent \`impl\` it does not. The
methods without attributes of their own are silently left out. Write \`#[rr::verify]\` on each method.`,
    bad: `struct Lamp;

#[rr::verify]
impl Lamp {
    fn state(&self) -> bool {
        true
    }
}
`,
    good: `struct Lamp;

impl Lamp {
    #[rr::verify]
    fn state(&self) -> bool {
        true
    }
}
`,
  },
  {
    code: "conflicting-modes",
    rule: "RR060",
    severity: "warning",
    origins: ["lint"],
    title: "Two verification modes on one item",
    explanation: `Of \`shim\`, \`trust_me\`, \`code_shim\`, \`only_spec\` and \`ignore\` the first in this order wins and the others do nothing;
beside \`skip\` nothing else counts. The item may be verified less than its reader thinks.`,
    bad: `#[rr::only_spec]
#[rr::trust_me]
#[rr::ensures("ret = n")]
fn same(n: i32) -> i32 {
    n
}
`,
    good: `#[rr::trust_me]
#[rr::ensures("ret = n")]
fn same(n: i32) -> i32 {
    n
}
`,
  },
  {
    code: "closure-in-skipped-function",
    rule: "RR060",
    severity: "warning",
    origins: ["lint"],
    title: "Annotated closure inside a skipped function",
    explanation: `\`rr::skip\` ends at the function itself: RefinedRust still translates the annotated closures inside it and wants them
proved. Write \`#[rr::skip]\` on each closure that is to be left out, too.`,
    bad: `#[rr::skip]
fn apply(n: i32) -> i32 {
    let double = #[rr::requires("x ≤ 100")]
    |x: i32| x + x;
    double(n)
}
`,
    good: `#[rr::skip]
fn apply(n: i32) -> i32 {
    let double = #[rr::skip]
    #[rr::requires("x ≤ 100")]
    |x: i32| x + x;
    double(n)
}
`,
  },
  {
    code: "assumption",
    rule: "RR061",
    severity: "hint",
    origins: ["lint"],
    title: "Assumption",
    explanation: `This attribute makes RefinedRust assume something that it does not prove: \`only_spec\` and \`trust_me\` a whole
specification, \`shim\` a hand-written replacement, \`unsafe_elctx\` lifetime constraints. It is no mistake; the hint is there
so that an audit finds every place.`,
    bad: `#[rr::trust_me]
#[rr::ensures("ret = n")]
fn same(n: i32) -> i32 {
    n
}
`,
    good: `#[rr::ensures("ret = n")]
fn same(n: i32) -> i32 {
    n
}
`,
  },
  {
    code: "trust-without-spec",
    rule: null,
    severity: "information",
    origins: ["lint"],
    title: "Trusted without a specification",
    explanation: `\`only_spec\` or \`trust_me\` without a clause assumes the default specification: the result is well-typed and nothing else
is known. Callers can prove nothing about it. Add the clauses that callers need.`,
    bad: `#[rr::only_spec]
fn read_timer() -> u64 {
    0
}
`,
    good: `#[rr::only_spec]
#[rr::ensures("0 ≤ ret")]
fn read_timer() -> u64 {
    0
}
`,
  },
  {
    code: "closure-clause",
    rule: null,
    severity: "error",
    origins: ["frontend"],
    title: "Clause that closures do not take",
    explanation: `\`#linktime\` and \`#trait\` requirements belong to a function's lemma, which a closure does not have. RefinedRust refuses
the closure, and usually the function around it with it.`,
    bad: `#[rr::verify]
fn apply(n: i32) -> i32 {
    let double = #[rr::requires(#linktime "2 ≤ MaxInt i32")]
    |x: i32| x + x;
    double(n)
}
`,
    good: `#[rr::requires(#linktime "2 ≤ MaxInt i32")]
fn apply(n: i32) -> i32 {
    let double = #[rr::requires("x ≤ 100")]
    |x: i32| x + x;
    double(n)
}
`,
  },
  {
    code: "unknown-trait-requirement",
    rule: null,
    severity: "error",
    origins: ["frontend"],
    title: "`#trait` requirement without a matching bound",
    explanation: `\`#trait T::Attr := ".."\` fixes the specification attribute \`Attr\` of a trait bound on the type parameter \`T\`. RefinedRust
refuses the function when \`T\` is no type parameter, when no bound of \`T\` declares \`Attr\`, or when the same one is fixed twice.`,
    bad: `#[rr::requires(#trait U::Pre := "λ _ _ _, True%I")]
fn call<F: Fn(i32) -> i32>(f: F) -> i32 {
    f(1)
}
`,
    good: `#[rr::requires(#trait F::Pre := "λ _ _ _, True%I")]
fn call<F: Fn(i32) -> i32>(f: F) -> i32 {
    f(1)
}
`,
  },
  {
    code: "repeated-hypothesis-name",
    rule: null,
    severity: "warning",
    origins: ["lint"],
    title: "Two clauses with the same hypothesis name",
    explanation: `The name in \`"H" : "P"\` is what the clause is called in proofs. When two clauses share one, the second hypothesis gets
another name or shadows the first, and proof scripts that mention \`H\` break.`,
    bad: `#[rr::requires("Hn" : "0 ≤ n")]
#[rr::requires("Hn" : "n ≤ 100")]
fn half(n: i32) -> i32 {
    n / 2
}
`,
    good: `#[rr::requires("Hlow" : "0 ≤ n")]
#[rr::requires("Hhigh" : "n ≤ 100")]
fn half(n: i32) -> i32 {
    n / 2
}
`,
  },
  {
    code: "clause-without-effect",
    rule: null,
    severity: "warning",
    origins: ["lint"],
    title: "Clause that becomes `True`",
    explanation: `\`#linktime\` and \`#trait\` are premises; in \`rr::ensures\` RefinedRust accepts them and prints \`True\`. Nothing is promised
to callers. Use \`rr::requires\`, or state a proposition.`,
    bad: `#[rr::ensures(#linktime "2 ≤ MaxInt i32")]
fn half(n: i32) -> i32 {
    n / 2
}
`,
    good: `#[rr::requires(#linktime "2 ≤ MaxInt i32")]
fn half(n: i32) -> i32 {
    n / 2
}
`,
  },
  {
    code: "unknown-ghost-name",
    rule: null,
    severity: "warning",
    origins: ["rocq"],
    title: "Ghost name that is not in scope",
    explanation: `\`rr::observe\` takes the ghost name of a mutable reference: \`x.ghost\` for a \`&mut\` parameter \`x\`, or a name of
\`rr::params\` that \`rr::args\` binds to it. Anything else is copied to the generated file, where Rocq does not find it.`,
    bad: `#[rr::observe("γ": "x.cur + 1")]
fn increment(x: &mut i32) {
    *x += 1;
}
`,
    good: `#[rr::observe("x.ghost": "x.cur + 1")]
fn increment(x: &mut i32) {
    *x += 1;
}
`,
  },
  {
    code: "not-a-mutable-reference",
    rule: null,
    severity: "error",
    origins: ["rocq"],
    title: "`.cur` or `.ghost` of a plain value",
    explanation: `Only a \`&mut\` parameter is modelled by a pair, of which \`.cur\` is the current value and \`.ghost\` the ghost name. An
integer or a boolean, behind a shared reference or not, is its value itself; the projection does not type-check in Rocq.`,
    bad: `#[rr::requires("n.cur < 100")]
fn half(n: &i32) -> i32 {
    n / 2
}
`,
    good: `#[rr::requires("n < 100")]
fn half(n: &i32) -> i32 {
    n / 2
}
`,
  },
  {
    code: "missing-observe",
    rule: null,
    severity: "hint",
    origins: ["lint"],
    title: "Mutable reference without `rr::observe`",
    explanation: `The specification says nothing of the final value behind this \`&mut\` parameter, so callers lose all knowledge of it.
That is legal and now and then meant; usually an \`rr::observe\` is missing.`,
    bad: `#[rr::requires("x.cur < 100")]
fn increment(x: &mut i32) {
    *x += 1;
}
`,
    good: `#[rr::requires("x.cur < 100")]
#[rr::observe("x.ghost": "x.cur + 1")]
fn increment(x: &mut i32) {
    *x += 1;
}
`,
  },
];
