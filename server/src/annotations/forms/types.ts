/** Forms of structs, fields, enums and variants (struct_spec_parser.rs, enum_spec_parser.rs). */
import type { ParsedArguments, Text } from "../model.ts";
import type { Cursor } from "./cursor.ts";

export const MODES = ["plain", "persistent", "na", "atomic"] as const;

/** `"pattern" : "type"`. */
export function refinedBy(cursor: Cursor): ParsedArguments | null {
  const pattern = cursor.string("pattern", "a pattern as a string");
  if (!pattern) return null;
  if (!cursor.at(":")) return { kind: "refinedBy", pattern, type: null };
  cursor.punctuation(":");
  const type = cursor.string("rocqType", "a Rocq type as a string");
  return type && { kind: "refinedBy", pattern, type };
}

/** A bare identifier. The error message wants the position of the token after a wrong one; without one RefinedRust panics. */
export function mode(cursor: Cursor): ParsedArguments | null {
  const expected = MODES.map((name) => `\`${name}\``).join(", ");
  const name = cursor.identifier(expected);
  if (!name) return null;
  if (MODES.some((known) => known === name.text)) return { kind: "mode", mode: name };
  const upstream = cursor.done
    ? "called `Option::unwrap()` on a `None` value"
    : 'OtherErr(.., "invalid ADT mode")';
  return cursor.fail("mode", expected, upstream, name.range, cursor.done);
}

/** With a refinement expected: `"refinement" @ "type"`; else a type alone (parse_field_spec). */
export function field(
  cursor: Cursor,
  _attribute: string,
  expectsRefinement: boolean,
): ParsedArguments | null {
  if (!expectsRefinement) {
    const type = cursor.string("semanticType", "a type as a string");
    return type && { kind: "field", refinement: null, type };
  }
  const refinement = cursor.string("refinement", "a refinement as a string");
  if (!refinement) return null;
  if (!cursor.at("@")) return { kind: "field", refinement, type: null };
  cursor.punctuation("@");
  const type = cursor.string("semanticType", "a type as a string");
  return type && { kind: "field", refinement, type };
}

/** `"Constructor" $ "x", "y"` (EnumPattern). */
export function pattern(cursor: Cursor): ParsedArguments | null {
  const head = cursor.string("pattern", "a constructor as a string");
  if (!head) return null;
  if (!cursor.at("$")) return { kind: "pattern", constructor: head, arguments: [] };
  cursor.punctuation("$");
  const parsed: Text[] | null = cursor.list(() => cursor.string("pattern"));
  return parsed && { kind: "pattern", constructor: head, arguments: parsed };
}
