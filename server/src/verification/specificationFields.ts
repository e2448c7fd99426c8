/** Which field of a printed specification an offset is in. */
import type { TextRange } from "../text.ts";
import type { SpecificationField } from "./placeModel.ts";

export interface FieldRange {
  readonly field: SpecificationField | "trait reqs";
  readonly range: TextRange;
}

/** In the order of the print (LiteralSpec::write_spec_term); empty for what is no specification of a function. */
export function fieldsOf(print: string): FieldRange[] {
  const marks = [...print.matchAll(/\(\* ([a-z][a-z ]*?)\.* \*\)/g)];
  return marks.flatMap((mark, n) => {
    const field = FIELDS.get(mark[1] ?? "");
    const end = marks[n + 1]?.index ?? print.length;
    return field === undefined ? [] : [{ field, range: { start: mark.index + mark[0].length, end } }];
  });
}

const FIELDS: ReadonlyMap<string, FieldRange["field"]> = new Map([
  ["params", "params"],
  ["elctx", "elctx"],
  ["args", "args"],
  ["precondition", "precondition"],
  ["trait reqs", "trait reqs"],
  ["existential", "existential"],
  ["postcondition", "postcondition"],
]);
