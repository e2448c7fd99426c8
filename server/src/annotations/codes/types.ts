/** Codes about structs, enums, variants and fields. */
import type { Code } from "../code.ts";

export const TYPE_CODES: readonly Code[] = [
  {
    code: "missing-refined-by",
    rule: "RR030",
    severity: "warning",
    origins: ["lint"],
    title: "Attributes of a type without `rr::refined_by`",
    explanation: `Without \`rr::refined_by\` RefinedRust reads none of the other attributes of a struct, and an enum's \`rr::pattern\` and
\`rr::refinement\` have no type to belong to. They are silently ignored: the invariant is neither assumed nor proved.`,
    bad: `#[rr::invariant("0 ≤ n")]
struct Ticket {
    number: u32,
}
`,
    good: `#[rr::refined_by("n" : "Z")]
#[rr::invariant("0 ≤ n")]
struct Ticket {
    #[rr::field("n")]
    number: u32,
}
`,
  },
  {
    code: "missing-field-refinement",
    rule: "RR031",
    severity: "error",
    origins: ["frontend"],
    title: "Field without `rr::field`",
    explanation: `A struct with \`rr::refined_by\` must say of every field how it follows from the model, unless \`rr::refines\` does it for all.
RefinedRust stops translating with \`No refinement annotated for field\`. Write \`#[rr::field("..")]\`; \`()\` refines a unit or
\`PhantomData\` field.`,
    bad: `#[rr::refined_by("n" : "Z")]
struct Ticket {
    #[rr::field("n")]
    number: u32,
    valid: bool,
}
`,
    good: `#[rr::refined_by("(n, v)" : "Z * bool")]
struct Ticket {
    #[rr::field("n")]
    number: u32,
    #[rr::field("v")]
    valid: bool,
}
`,
  },
  {
    code: "missing-pattern",
    rule: "RR032",
    severity: "error",
    origins: ["lint"],
    title: "Variant without `rr::pattern`",
    explanation: `RefinedRust pairs the patterns of an enum with its variants by position and drops what is left over. One missing pattern
therefore gives every later variant the pattern of another one, without any message. Write \`rr::pattern\` on every variant.`,
    bad: `#[rr::refined_by("option Z")]
enum Slot {
    Empty,
    #[rr::pattern("Some" $ "x")]
    #[rr::refinement("*[x]")]
    Full(i32),
}
`,
    good: `#[rr::refined_by("option Z")]
enum Slot {
    #[rr::pattern("None")]
    Empty,
    #[rr::pattern("Some" $ "x")]
    #[rr::refinement("*[x]")]
    Full(i32),
}
`,
  },
  {
    code: "rejected-with-refined-by",
    rule: "RR033",
    severity: "error",
    origins: ["frontend"],
    title: "Attribute that an enum with `rr::refined_by` does not take",
    explanation: `On an enum with \`rr::refined_by\` RefinedRust accepts only \`partial\`, \`export_as\` and \`derive_instantiate\` beside it. Any
other attribute, \`verify\`, \`skip\`, \`context\` and \`refine_as\` included, aborts the translation.`,
    bad: `#[rr::refined_by("bool")]
#[rr::verify]
enum Power {
    #[rr::pattern("false")]
    Off,
    #[rr::pattern("true")]
    On,
}
`,
    good: `#[rr::refined_by("bool")]
enum Power {
    #[rr::pattern("false")]
    Off,
    #[rr::pattern("true")]
    On,
}
`,
  },
  {
    code: "invalid-mode",
    rule: "RR034",
    severity: "error",
    origins: ["frontend"],
    title: "Mode that crashes RefinedRust",
    explanation: `\`rr::mode\` takes one of the bare words \`plain\`, \`persistent\` and \`na\`. \`atomic\` is read and then crashes RefinedRust,
and so does \`persistent\` beside an invariant that owns something (\`#own\`, \`#shr\`, \`#type\`).`,
    bad: `#[rr::refined_by("n" : "Z")]
#[rr::mode(atomic)]
struct Ticket {
    #[rr::field("n")]
    number: u32,
}
`,
    good: `#[rr::refined_by("n" : "Z")]
#[rr::mode(na)]
struct Ticket {
    #[rr::field("n")]
    number: u32,
}
`,
  },
];
