/** Codes about loop invariants. */
import type { Code } from "../code.ts";

export const LOOP_CODES: readonly Code[] = [
  {
    code: "loop-without-ignore",
    rule: "RR020",
    severity: "error",
    origins: ["frontend"],
    title: "Loop invariant on a closure without `rr::ignore`",
    explanation: `RefinedRust recognises the closure that carries a loop's invariant by its \`rr::ignore\`. Without it, the closure counts as
code, \`rr::inv\` on it is an unknown closure attribute, and the function is skipped.`,
    bad: `#[rr::requires("n ≤ 100")]
fn count(n: u32) -> u32 {
    let mut i = 0;
    while i < n {
        let _ = #[rr::inv_vars("i")]
        #[rr::inv("i ≤ n")]
        || {};
        i += 1;
    }
    i
}
`,
    good: `#[rr::requires("n ≤ 100")]
fn count(n: u32) -> u32 {
    let mut i = 0;
    while i < n {
        let _ = #[rr::inv_vars("i")]
        #[rr::inv("i ≤ n")]
        #[rr::ignore]
        || {};
        i += 1;
    }
    i
}
`,
  },
  {
    code: "unknown-loop-variable",
    rule: "RR021",
    severity: "error",
    origins: ["frontend", "lint"],
    title: "No such variable in this loop",
    explanation: `\`rr::inv_vars\` and \`rr::inv_var\` name Rust variables that are initialised when the loop is entered. RefinedRust refuses
any other name with \`Cannot specify loop invariant on potentially uninitialized variable\` and skips the function. Of shadowed
variables only the first has the name.`,
    bad: `#[rr::requires("n ≤ 100")]
fn count(n: u32) -> u32 {
    let mut i = 0;
    while i < n {
        let _ = #[rr::inv_vars("j")]
        #[rr::inv("0 ≤ n")]
        #[rr::ignore]
        || {};
        i += 1;
    }
    i
}
`,
    good: `#[rr::requires("n ≤ 100")]
fn count(n: u32) -> u32 {
    let mut i = 0;
    while i < n {
        let _ = #[rr::inv_vars("i")]
        #[rr::inv("0 ≤ n")]
        #[rr::ignore]
        || {};
        i += 1;
    }
    i
}
`,
  },
  {
    code: "loop-without-invariant",
    rule: "RR022",
    severity: "information",
    origins: ["lint"],
    title: "Loop without an invariant",
    explanation: `RefinedRust gives this loop the empty invariant, under which every variable keeps its value. As soon as the loop changes
one, the proof fails. Put an \`rr::ignore\` closure with \`rr::inv_vars\` and \`rr::inv\` at the start of the body.`,
    bad: `#[rr::requires("n ≤ 100")]
fn count(n: u32) -> u32 {
    let mut i = 0;
    while i < n {
        i += 1;
    }
    i
}
`,
    good: `#[rr::requires("n ≤ 100")]
fn count(n: u32) -> u32 {
    let mut i = 0;
    while i < n {
        let _ = #[rr::inv_vars("i")]
        #[rr::inv("i ≤ n")]
        #[rr::ignore]
        || {};
        i += 1;
    }
    i
}
`,
  },
  {
    code: "second-loop-specification",
    rule: null,
    severity: "warning",
    origins: ["lint"],
    title: "Second specification of one loop",
    explanation: `A loop is specified by the first \`rr::ignore\` closure of its body. RefinedRust drops every further one without reading it,
so its invariant is neither assumed nor proved. Write all clauses on one closure.`,
    bad: `#[rr::requires("n ≤ 100")]
fn count(n: u32) -> u32 {
    let mut i = 0;
    while i < n {
        let _ = #[rr::inv_vars("i")]
        #[rr::ignore]
        || {};
        let _ = #[rr::inv("i ≤ n")]
        #[rr::ignore]
        || {};
        i += 1;
    }
    i
}
`,
    good: `#[rr::requires("n ≤ 100")]
fn count(n: u32) -> u32 {
    let mut i = 0;
    while i < n {
        let _ = #[rr::inv_vars("i")]
        #[rr::inv("i ≤ n")]
        #[rr::ignore]
        || {};
        i += 1;
    }
    i
}
`,
  },
];
