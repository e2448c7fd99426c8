/** Codes about which attribute stands where: unknown, misplaced, repeated, retired names, and the tool's registration. */
import type { Code } from "../code.ts";

export const NAME_CODES: readonly Code[] = [
  {
    code: "unknown-attribute",
    rule: "RR001",
    severity: "error",
    origins: ["frontend", "lint", "rustc"],
    title: "Unknown attribute",
    explanation: `No version of RefinedRust knows this name. What happens depends on the item: a function, closure, loop or trait
implementation is refused and skipped while the run goes on with exit code 0; a crate, module, trait or static stops the whole
run; on a struct, a variant, an inherent \`impl\`, under \`rr::skip\`, or on a trait-impl method without a clause of its own the
attribute is silently ignored, and what it was meant to say is not verified. A Rust keyword in its place does not even pass
rustc. Usually it is a spelling mistake.`,
    bad: `#[rr::require("0 ≤ n")]
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
    code: "misplaced-attribute",
    rule: "RR002",
    severity: "error",
    origins: ["frontend", "lint"],
    title: "Attribute on an item that does not take it",
    explanation: `RefinedRust knows this attribute, but not on this kind of item. Where the item has a parser of its own the name is
refused like an unknown one; everywhere else (constants, type aliases, \`let\`, loops themselves, parameters, macros) nobody looks
at it and it is silently ignored. Move it to an item that takes it. A closure's attributes belong on the closure
expression, after \`let f =\`, and a loop's on an \`rr::ignore\` closure inside its body.`,
    bad: `#[rr::inv("0 ≤ n")]
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
    code: "repeated-attribute",
    rule: "RR013",
    severity: "warning",
    origins: ["lint", "frontend"],
    title: "Attribute given twice",
    explanation: `This attribute takes effect once per item. RefinedRust silently keeps one of them (usually the last), except for
\`rr::args\`, whose lists are joined to a specification with too many arguments, and for the few names where it refuses a second one
(\`rr::name\`, \`rr::semantic\`, \`rr::refines\`, \`rr::coq_prefix\`, \`rr::package\`, and a specification attribute that is declared
or instantiated twice). Keep the one you mean.`,
    bad: `#[rr::returns("a")]
#[rr::returns("b")]
fn first(a: i32, b: i32) -> i32 {
    a
}
`,
    good: `#[rr::returns("a")]
fn first(a: i32, b: i32) -> i32 {
    a
}
`,
  },
  {
    code: "removed-attribute",
    rule: "RR070",
    severity: "warning",
    origins: ["lint", "frontend"],
    title: "Attribute of an older RefinedRust",
    explanation: `Older versions read this attribute here. \`rr::capture\` on a closure is still accepted and ignored, so what it says
about captured variables is lost: mention them in the clauses as \`{x}\` and \`{x.*new}\`. \`rr::context\` on a crate, module or
trait is refused today and stops the run: write it on the items that need it.`,
    bad: `#[rr::verify]
fn apply(limit: i32) -> i32 {
    let clamp = #[rr::capture("limit" : "l")]
    #[rr::requires("x ≤ 100")]
    |x: i32| if x < limit { x } else { limit };
    clamp(7)
}
`,
    good: `#[rr::verify]
fn apply(limit: i32) -> i32 {
    let clamp = #[rr::requires("x ≤ 100")]
    #[rr::ensures("ret ≤ {limit}")]
    |x: i32| if x < limit { x } else { limit };
    clamp(7)
}
`,
  },
  {
    code: "not-implemented-attribute",
    rule: "RR071",
    severity: "warning",
    origins: ["lint", "frontend"],
    title: "Attribute that RefinedRust never implemented",
    explanation: `The name occurs in published code, but no parser of RefinedRust reads it. On types it is silently ignored; on a
function it is refused like any unknown name. Remove it.`,
    bad: `#[rr::refined_by("n" : "Z")]
#[rr::ghost_drop("True")]
struct Ticket {
    #[rr::field("n")]
    number: u32,
}
`,
    good: `#[rr::refined_by("n" : "Z")]
struct Ticket {
    #[rr::field("n")]
    number: u32,
}
`,
  },
  {
    code: "missing-tool-registration",
    rule: null,
    severity: "error",
    origins: ["rustc"],
    title: "The tool is not registered with rustc",
    explanation: `rustc accepts \`rr::\` attributes only in a crate that registers the tool, and RefinedRust does not do it for you. The
crate root needs \`#![feature(register_tool)]\` and \`#![register_tool(rr)]\`; inner attributes \`#![rr::..]\` also need
\`custom_inner_attributes\`, attributes on closures \`stmt_expr_attributes\`. Without them compilation stops at the first attribute.`,
    bad: `#![rr::coq_prefix("counter")]

#[rr::returns("n")]
fn same(n: i32) -> i32 {
    n
}
`,
    good: `#![feature(register_tool, custom_inner_attributes)]
#![register_tool(rr)]
#![rr::coq_prefix("counter")]

#[rr::returns("n")]
fn same(n: i32) -> i32 {
    n
}
`,
  },
  {
    code: "misspelt-tool",
    rule: null,
    severity: "error",
    origins: ["rustc", "lint"],
    title: "Misspelt tool name",
    explanation: `The attribute's name is one of RefinedRust's, but its prefix is not the configured one (\`spec_hotword\` in
\`RefinedRust.toml\`, \`rr\` by default). rustc refuses a tool that is not registered; where it is registered, RefinedRust never
sees the attribute.`,
    bad: `#[r::requires("0 ≤ n")]
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
];
