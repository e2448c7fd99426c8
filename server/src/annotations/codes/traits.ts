/** Codes about traits and their implementations. */
import type { Code } from "../code.ts";

export const TRAIT_CODES: readonly Code[] = [
  {
    code: "partly-annotated-trait",
    rule: "RR040",
    severity: "warning",
    origins: ["lint"],
    title: "Trait with only some functions annotated",
    explanation: `RefinedRust registers a trait only if every one of its functions has an attribute. Otherwise the whole trait is skipped
with a line on standard output, its attributes are not even read, and nothing that depends on it can be verified. Write
\`#[rr::verify]\` on the functions that have nothing to say.`,
    bad: `trait Switch {
    #[rr::ensures("ret = true")]
    fn on(&self) -> bool;
    fn off(&self) -> bool;
}
`,
    good: `trait Switch {
    #[rr::ensures("ret = true")]
    fn on(&self) -> bool;
    #[rr::verify]
    fn off(&self) -> bool;
}
`,
  },
  {
    code: "unknown-instantiation",
    rule: "RR041",
    severity: "error",
    origins: ["rocq"],
    title: "Specification attribute that the trait does not declare",
    explanation: `\`rr::instantiate\` gives a value to an attribute that the trait declares with \`rr::exists\` or \`rr::external_attrs\`. This
trait declares no attribute of that name, so the generated record does not compile.`,
    bad: `#[rr::exists("Level" : "{xt_of Self} → Z")]
trait Gauge {
    #[rr::returns("{Level} self")]
    fn level(&self) -> i32;
}

struct Tank;

#[rr::instantiate("Level" := "λ _, 0")]
#[rr::instantiate("Depth" := "λ _, 0")]
impl Gauge for Tank {
    fn level(&self) -> i32 {
        0
    }
}
`,
    good: `#[rr::exists("Level" : "{xt_of Self} → Z")]
trait Gauge {
    #[rr::returns("{Level} self")]
    fn level(&self) -> i32;
}

struct Tank;

#[rr::instantiate("Level" := "λ _, 0")]
impl Gauge for Tank {
    fn level(&self) -> i32 {
        0
    }
}
`,
  },
  {
    code: "missing-instantiation",
    rule: "RR041",
    severity: "error",
    origins: ["rocq", "frontend", "lint"],
    title: "Specification attribute without a value",
    explanation: `The trait declares a specification attribute that this implementation gives no value, so the generated record is
incomplete and does not compile. For a derived implementation the effect is silent: it is not verified at all.`,
    bad: `#[rr::exists("Level" : "{xt_of Self} → Z")]
#[rr::exists("Limit" : "Z")]
trait Gauge {
    #[rr::returns("{Level} self")]
    fn level(&self) -> i32;
}

struct Tank;

#[rr::instantiate("Level" := "λ _, 0")]
impl Gauge for Tank {
    fn level(&self) -> i32 {
        0
    }
}
`,
    good: `#[rr::exists("Level" : "{xt_of Self} → Z")]
#[rr::exists("Limit" : "Z")]
trait Gauge {
    #[rr::returns("{Level} self")]
    fn level(&self) -> i32;
}

struct Tank;

#[rr::instantiate("Level" := "λ _, 0")]
#[rr::instantiate("Limit" := "100")]
impl Gauge for Tank {
    fn level(&self) -> i32 {
        0
    }
}
`,
  },
  {
    code: "trait-attribute-order",
    rule: "RR042",
    severity: "warning",
    origins: ["rocq"],
    title: "Specification attribute that depends on a later one",
    explanation: `The type of a specification attribute may mention attributes declared above it. In the generated record the fields are
sorted by name, and Rocq lets a field depend only on the fields before it: the name of the mentioned attribute must also come first
in the alphabet. Rename one of the two.`,
    bad: `#[rr::exists("Total" : "{xt_of Self} → Z")]
#[rr::exists("Bounded" : "∀ x, {Total} x ≤ 100")]
trait Gauge {
    #[rr::returns("{Total} self")]
    fn level(&self) -> i32;
}
`,
    good: `#[rr::exists("Total" : "{xt_of Self} → Z")]
#[rr::exists("Total_bounded" : "∀ x, {Total} x ≤ 100")]
trait Gauge {
    #[rr::returns("{Total} self")]
    fn level(&self) -> i32;
}
`,
  },
  {
    code: "trait-conflict",
    rule: null,
    severity: "error",
    origins: ["frontend"],
    title: "Trait that RefinedRust refuses",
    explanation: `A trait cannot have both \`rr::exists\` and \`rr::external_attrs\`, and an annotated trait cannot have associated constants.
RefinedRust stops the whole run.`,
    bad: `#[rr::external_attrs("Level")]
#[rr::exists("Limit" : "Z")]
trait Gauge {
    #[rr::verify]
    fn level(&self) -> i32;
}
`,
    good: `#[rr::exists("Level" : "Z")]
#[rr::exists("Limit" : "Z")]
trait Gauge {
    #[rr::verify]
    fn level(&self) -> i32;
}
`,
  },
];
