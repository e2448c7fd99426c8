/** Codes about the form of an attribute's arguments. */
import type { Code } from "../code.ts";

export const ARGUMENT_CODES: readonly Code[] = [
  {
    code: "invalid-arguments",
    rule: "RR003",
    severity: "error",
    origins: ["frontend", "rustc", "lint"],
    title: "Arguments do not follow the attribute's form",
    explanation: `The tokens between the parentheses are not what RefinedRust's parser of this attribute expects. The item is refused:
a function is skipped, a type or an enum ends the translation, a crate, module, trait or static attribute ends the run, and an
ill-formed \`rr::shim\` or \`rr::code_shim\` crashes it. The hover of the attribute shows its form and an example.`,
    bad: `#[rr::observe("x.ghost", "1")]
fn reset(x: &mut i32) {
    *x = 1;
}
`,
    good: `#[rr::observe("x.ghost": "1")]
fn reset(x: &mut i32) {
    *x = 1;
}
`,
  },
  {
    code: "not-a-plain-string",
    rule: "RR004",
    severity: "error",
    origins: ["frontend"],
    title: "Not a plain string literal",
    explanation: `RefinedRust reads plain \`"..."\` literals only. Raw strings, byte strings, C strings, characters and numbers are
refused wherever a string is expected. Inside a plain string only \`"\` needs a backslash.`,
    bad: `#[rr::requires(r"0 ≤ n")]
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
    code: "leftover-arguments",
    rule: "RR005",
    severity: "warning",
    origins: ["lint"],
    title: "Arguments that nobody reads",
    explanation: `Most parsers of RefinedRust stop after the first complete argument and drop the rest without a word. A second
proposition in one \`rr::requires\` is not required of anybody, a second one in \`rr::ensures\` is not proved. Give every clause an
attribute of its own.`,
    bad: `#[rr::requires("0 ≤ n", "n ≤ 100")]
fn half(n: i32) -> i32 {
    n / 2
}
`,
    good: `#[rr::requires("0 ≤ n")]
#[rr::requires("n ≤ 100")]
fn half(n: i32) -> i32 {
    n / 2
}
`,
  },
  {
    code: "string-escape",
    rule: "RR006",
    severity: "warning",
    origins: ["rocq", "rustc"],
    title: "Backslash escape in an annotation string",
    explanation: `RefinedRust copies the text between the quotes as it stands; only \`\\"\` becomes \`"\`. \`\\n\`, \`\\\\\`, \`\\u{..}\` and a
backslash at the end of a line reach Rocq with their backslash. Type the character itself; a string may simply go on in the next
line.`,
    bad: String.raw`#[rr::ensures("ret = 0\n∨ ret = n")]
fn half(n: i32) -> i32 {
    n / 2
}
`,
    good: `#[rr::ensures("ret = 0
    ∨ ret = n")]
fn half(n: i32) -> i32 {
    n / 2
}
`,
  },
  {
    code: "missing-arguments",
    rule: "RR007",
    severity: "error",
    origins: ["frontend", "lint"],
    title: "Missing arguments",
    explanation: `The attribute needs arguments in parentheses. RefinedRust refuses it with the message \`EOF\`; \`#[rr::x = ".."]\` counts
as having none, too.`,
    bad: `#[rr::requires]
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
    code: "superfluous-arguments",
    rule: "RR007",
    severity: "warning",
    origins: ["lint"],
    title: "Arguments on an attribute that takes none",
    explanation: `The attribute is a plain marker: RefinedRust does not look at its arguments, so a proposition written there is never
required nor proved.`,
    bad: `#[rr::verify("0 ≤ n")]
fn half(n: i32) -> i32 {
    n / 2
}
`,
    good: `#[rr::verify]
fn half(n: i32) -> i32 {
    n / 2
}
`,
  },
  {
    code: "ascii-connective",
    rule: "RR006",
    severity: "error",
    origins: ["rocq"],
    title: "ASCII connective in an annotation string",
    explanation: `Rocq's \`/\\\` and \`\\/\` cannot be written in a Rust string: rustc refuses a single backslash (see \`string-escape\`),
and a doubled one reaches Rocq doubled. Write \`∧\` and \`∨\`.`,
    bad: String.raw`#[rr::requires("0 ≤ n /\\ n ≤ 100")]
fn half(n: i32) -> i32 {
    n / 2
}
`,
    good: `#[rr::requires("0 ≤ n ∧ n ≤ 100")]
fn half(n: i32) -> i32 {
    n / 2
}
`,
  },
  {
    code: "unbalanced-brackets",
    rule: null,
    severity: "error",
    origins: ["rocq"],
    title: "Unbalanced brackets in Rocq text",
    explanation: `A bracket, quote or \`⌜ ⌝\` in the text has no partner. RefinedRust copies the text, so the mistake only shows when Rocq
compiles the generated file, and there far from its cause.`,
    bad: `#[rr::requires("0 ≤ (n + 1")]
fn half(n: i32) -> i32 {
    n / 2
}
`,
    good: `#[rr::requires("0 ≤ (n + 1)")]
fn half(n: i32) -> i32 {
    n / 2
}
`,
  },
  {
    code: "invalid-rocq-name",
    rule: null,
    severity: "error",
    origins: ["rocq", "lint"],
    title: "Not a Rocq identifier",
    explanation: `A name that is bound here becomes a Rocq binder or hypothesis as it stands. Rocq identifiers start with a letter or
\`_\`, go on with letters, digits, \`_\` and \`'\`, and are no keywords (\`at\`, \`fix\`, \`forall\`, \`in\`, \`let\`, \`return\` ...).`,
    bad: `#[rr::params("old value" : "Z")]
#[rr::requires("n = 1")]
fn half(n: i32) -> i32 {
    n / 2
}
`,
    good: `#[rr::params("old_value" : "Z")]
#[rr::requires("n = 1")]
fn half(n: i32) -> i32 {
    n / 2
}
`,
  },
];
