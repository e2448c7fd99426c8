/** The rows of loop invariants, which stand on an `rr::ignore` closure in the loop's body (upstream: loop_attr_parser.rs). */
import type { Row } from "../row.ts";

export const LOOPS: readonly Row[] = [
  {
    name: "inv_vars",
    since: "2025-10-13",
    uses: [
      {
        on: ["loop"],
        form: "INVVARS",
        repeat: "many",
        meaning:
          'The Rust variables that the loop changes. Each becomes a logical value of the same name in `rr::inv`, or is fixed by `"x": "refinement"`. Every other variable is known to be unchanged.',
        generates: "For each variable an existential and the equation between the variable and it.",
        example: '#[rr::inv_vars("count", "sum")]',
        snippet: 'inv_vars("$1")',
      },
    ],
  },
  {
    name: "inv_var",
    since: "2025-03-28",
    uses: [
      {
        on: ["loop"],
        form: "INVVAR",
        repeat: "many",
        meaning: 'One Rust variable that the loop changes, usually with the refinement it has: `"x": "#v"`.',
        generates: "The equation between the variable and the refinement.",
        example: '#[rr::inv_var("count": "#i")]',
        snippet: 'inv_var("${1:x}": "#${2:v}")',
      },
    ],
  },
];
