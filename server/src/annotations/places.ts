/** Which place of a captured variable an escape such as `{*x.field.*new}` means. */

export interface Place {
  readonly base: string;
  /** From the variable outwards: a field's name or index, `*` for a dereference. */
  readonly projections: readonly string[];
}

export interface PlaceExpression {
  readonly place: Place;
  /** What follows `.*`: `new` is the value after the call. */
  readonly modifier: string | null;
}

/**
 * Parses the text between the braces as `place_parser::parse_rust_place` in spec_parsers/parse_utils.rs does; null where
 * that fails. Text after a complete place is ignored, as upstream ignores it.
 */
export function parsePlace(text: string): PlaceExpression | null {
  const prefix = /^[*(]*/.exec(text)?.[0] ?? "";
  const simple = /^[0-9A-Za-z_]+(?:\.[0-9A-Za-z_]+)*/.exec(text.slice(prefix.length))?.[0];
  if (simple === undefined) return null;
  const [base = "", ...projections] = simple.split(".");
  let at = prefix.length + simple.length;
  for (const operator of [...prefix].reverse()) {
    if (operator === "*") projections.push("*");
    else if (text[at] === ")") at++;
    else return null;
  }
  const fields = /^(?:\.[0-9A-Za-z_]+)*/.exec(text.slice(at))?.[0] ?? "";
  projections.push(...fields.split(".").slice(1));
  const modifier = /^\.\*([0-9A-Za-z_]+)/.exec(text.slice(at + fields.length))?.[1] ?? null;
  return { place: { base, projections }, modifier };
}
