/** Codes about `{..}` escapes inside annotation strings. */
import type { Code } from "../code.ts";

export const ESCAPE_CODES: readonly Code[] = [
  {
    code: "unresolved-escape",
    rule: "RR050",
    severity: "error",
    origins: ["rocq", "lint"],
    title: "Escape that names nothing in scope",
    explanation: `\`{..}\` in a string names a type parameter, an associated type, a lifetime, a specification attribute or a captured
variable. When the name is not in scope, RefinedRust prints \`ERR\` instead, swallows the character before the brace and says nothing;
Rocq then fails on the generated file. Concrete types never resolve: write their Rocq names. For literal braces write \`{{\` and \`}}\`.`,
    bad: `#[rr::requires("ly_size {ly_of U} = 4")]
fn keep<T>(value: T) -> T {
    value
}
`,
    good: `#[rr::requires("ly_size {ly_of T} = 4")]
fn keep<T>(value: T) -> T {
    value
}
`,
  },
  {
    code: "adjacent-escapes",
    rule: "RR051",
    severity: "error",
    origins: ["rocq"],
    title: "Two escapes without a character between them",
    explanation: `Each escape is matched together with the character before it. In \`{a}{b}\` that character is part of the first match, so
the second escape is missed or misread and \`{b}\` or \`ERR\` lands in the generated file. Put a space between them.`,
    bad: `#[rr::requires("size_of_st {st_of T}{st_of U} = 4")]
fn keep<T, U>(value: T, other: U) -> T {
    value
}
`,
    good: `#[rr::requires("same_size {st_of T} {st_of U}")]
fn keep<T, U>(value: T, other: U) -> T {
    value
}
`,
  },
  {
    code: "empty-escape",
    rule: "RR051",
    severity: "error",
    origins: ["rocq"],
    title: "Empty braces",
    explanation: `\`{}\`, and braces around nothing but digits, dots, stars and parentheses, count as an escape that names no variable and
become \`ERR\`. Write literal braces twice: \`{{}}\`.`,
    bad: `#[rr::requires("owners n = {}")]
fn half(n: i32) -> i32 {
    n / 2
}
`,
    good: `#[rr::requires("owners n = ∅")]
fn half(n: i32) -> i32 {
    n / 2
}
`,
  },
  {
    code: "escape-out-of-place",
    rule: "RR052",
    severity: "error",
    origins: ["rocq"],
    title: "Escape that only works elsewhere",
    explanation: `Captured variables (\`{x}\`, \`{x.*new}\`) exist only in the clauses of a closure, \`{x.*new}\` only for a capture by mutable
reference; \`{Iter}\`, \`{Hist}\`, \`{IterAttrs}\`, \`{IterNext}\` and \`{IterInv}\` exist only in the invariant of a \`for\` loop. Elsewhere
they become \`ERR\`. A function's parameters and loop variables are plain names, without braces.`,
    bad: `#[rr::requires("n ≤ 100")]
fn count(n: u32) -> u32 {
    let mut i = 0;
    while i < n {
        let _ = #[rr::inv_vars("i")]
        #[rr::inv("i = length {Hist}")]
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
    for _ in 0..n {
        let _ = #[rr::inv_vars("i")]
        #[rr::inv("i = length {Hist}")]
        #[rr::ignore]
        || {};
        i += 1;
    }
    i
}
`,
  },
];
