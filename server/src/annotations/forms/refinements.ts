/** `#raw x @ "type"` and lists of it (LiteralTypeWithRef in spec_parsers/parse_utils.rs, RRArgs in verbose_function_spec_parser.rs). */
import type { ParsedArguments, Refinement } from "../model.ts";
import type { Cursor } from "./cursor.ts";

function refinement(cursor: Cursor): Refinement | null {
  const raw = cursor.at("#");
  if (raw && !rawFlag(cursor)) return null;
  const value = cursor.name("refinement", "a refinement");
  if (!value) return null;
  if (!cursor.at("@")) return { raw, value, type: null };
  cursor.punctuation("@");
  const type = cursor.string("semanticType", "a type as a string");
  return type && { raw, value, type };
}

function rawFlag(cursor: Cursor): boolean {
  const flag = cursor.flag("`raw`");
  if (!flag) return false;
  if (flag.text === "#raw") return true;
  cursor.fail("unknownFlag", "`#raw`", 'OtherErr(.., "Unsupported flag")', flag.range);
  return false;
}

export function oneRefinement(cursor: Cursor): ParsedArguments | null {
  const parsed = refinement(cursor);
  return parsed && { kind: "refinements", refinements: [parsed] };
}

export function refinements(cursor: Cursor): ParsedArguments | null {
  const parsed = cursor.list(() => refinement(cursor));
  return parsed && { kind: "refinements", refinements: parsed };
}
