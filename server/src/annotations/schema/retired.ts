/** The rows of names that older dialects had, or that people write although no version of RefinedRust reads them. */
import type { Row } from "../row.ts";
import { EVERYWHERE } from "./positions.ts";

export const RETIRED: readonly Row[] = [
  {
    name: "capture",
    uses: [],
    removed: {
      kind: "removed",
      on: ["closure"],
      advice:
        "Mention the captured variable in the clauses: `{x}` is its value before the call, `{x.*new}` after it.",
    },
  },
  {
    name: "depends_on",
    uses: [],
    removed: {
      kind: "notImplemented",
      on: EVERYWHERE,
      advice: "RefinedRust finds out by itself which types depend on each other; remove it.",
    },
  },
  {
    name: "depend_on",
    uses: [],
    removed: {
      kind: "notImplemented",
      on: EVERYWHERE,
      advice: "RefinedRust finds out by itself which types depend on each other; remove it.",
    },
  },
  {
    name: "ghost_drop",
    uses: [],
    removed: {
      kind: "notImplemented",
      on: EVERYWHERE,
      advice: "RefinedRust has no custom ghost action on drop; remove it.",
    },
  },
  {
    name: "inline",
    uses: [],
    removed: {
      kind: "notImplemented",
      on: EVERYWHERE,
      advice: "RefinedRust verifies every function against a specification of its own; remove it.",
    },
  },
  {
    name: "closure_computes",
    uses: [],
    removed: {
      kind: "notImplemented",
      on: EVERYWHERE,
      advice: "Specify the closure itself with `rr::requires`, `rr::ensures` and `rr::returns`.",
    },
  },
];
