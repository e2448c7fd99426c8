/** Which attributes RefinedRust knows, where and in which form: the one table that checks, hovers, completions, snippets, the grammar and the documentation come from. */
import type { Position } from "./model.ts";
import type { Row, Use } from "./row.ts";
import { CLAUSES } from "./schema/clauses.ts";
import { CRATE } from "./schema/crate.ts";
import { LOOPS } from "./schema/loops.ts";
import { RETIRED } from "./schema/retired.ts";
import { SWITCHES } from "./schema/switches.ts";
import { TRAITS } from "./schema/traits.ts";
import { TYPES } from "./schema/types.ts";

/** One row per attribute name, the most used ones first within each group. */
export const ROWS: readonly Row[] = [
  ...CLAUSES,
  ...SWITCHES,
  ...LOOPS,
  ...TYPES,
  ...TRAITS,
  ...CRATE,
  ...RETIRED,
];

const BY_NAME: ReadonlyMap<string, Row> = new Map(ROWS.map((row) => [row.name, row]));

/** The row of an attribute name (without `rr::`), or undefined for a name that no version of RefinedRust had. */
export const rowNamed = (name: string): Row | undefined => BY_NAME.get(name);

/** What the attribute means at the position, or undefined where RefinedRust does not read it. */
export const useAt = (name: string, position: Position): Use | undefined =>
  rowNamed(name)?.uses.find((use) => use.on.includes(position));

/** The rows that have a meaning at the position, in table order. */
export const rowsAt = (position: Position): readonly Row[] =>
  ROWS.filter((row) => row.uses.some((use) => use.on.includes(position)));
