/** Which `#flags` each argument form takes and what they mean (upstream: the `Parse` instances in spec_parsers/). */
import type { Form } from "../row.ts";

export interface Flag {
  /** Without the `#`. */
  readonly name: string;
  /** One or two sentences of markdown. */
  readonly meaning: string;
  /** What follows the `#`, in LSP snippet syntax. */
  readonly snippet: string;
}

/** The flags that the form accepts, in the order to offer them; none for most forms. */
export const flagsOf = (form: Form): readonly Flag[] => FLAGS[form] ?? [];

const IRIS: Flag = {
  name: "iris",
  meaning:
    "An Iris proposition, copied as it stands and read in `bi_scope`: ownership, credits, `⌜pure⌝` parts.",
  snippet: 'iris "$1"',
};

const TYPE: Flag = {
  name: "type",
  meaning:
    "Ownership of what a location holds: location, refinement and semantic type. It stands for `l ◁ₗ[π, Owned] #r @ ◁ T`.",
  snippet: 'type "${1:l}" : "${2:r}" @ "${3:T}"',
};

const RAW: Flag = {
  name: "raw",
  meaning:
    "Leaves out the invariant of the outermost struct: the refinement is that of the plain struct, `-[..]` or `*[..]`. Without effect beside `@`.",
  snippet: 'raw "$1"',
};

const PROOF: Flag = {
  name: "proof",
  meaning: "Tactics that prove the attribute, for attributes whose type is a proposition.",
  snippet: 'proof "${1:intros; solve_goal}"',
};

const FLAGS: Partial<Record<Form, readonly Flag[]>> = {
  FN_PROP: [
    IRIS,
    TYPE,
    {
      name: "observe",
      meaning:
        "The final value of a mutable reference as a clause: ghost name and value. `rr::observe` says the same.",
      snippet: 'observe "${1:x}.ghost" : "$2"',
    },
    {
      name: "linktime",
      meaning:
        "A premise of the function's lemma, established where the program is put together, such as sizes of types. It has an effect only in `rr::requires` of a function.",
      snippet: 'linktime "$1"',
    },
    {
      name: "trait",
      meaning:
        "Fixes a specification attribute of a trait bound of this function. It has an effect only in `rr::requires` of a function.",
      snippet: 'trait ${1:T}::${2:Attr} := "$3"',
    },
  ],
  INV_PROP: [
    IRIS,
    TYPE,
    {
      name: "own",
      meaning:
        "A conjunct of the owned predicate only: what the owner of the value has and those who share it do not.",
      snippet: 'own "$1"',
    },
    { name: "shr", meaning: "A conjunct of the shared predicate only.", snippet: 'shr "$1"' },
  ],
  LOOP_PROP: [IRIS, TYPE],
  RFN: [RAW],
  RFNS: [RAW],
  INST: [PROOF],
  PATH: [
    {
      name: "method",
      meaning: "This free function stands for an inherent method of the type that the path names.",
      snippet: "method ${1:core::ptr::NonNull::read}",
    },
  ],
};
