/** `x`, `"x"`, `x : "Z"` and lists of them (RRParam and RRParams in spec_parsers/parse_utils.rs). */
import type { Binder, ParsedArguments } from "../model.ts";
import type { Cursor } from "./cursor.ts";

function binder(cursor: Cursor): Binder | null {
  const name = cursor.name("binder");
  if (!name) return null;
  if (!cursor.at(":")) return { name, type: null };
  cursor.punctuation(":");
  const type = cursor.string("rocqType", "a Rocq type as a string");
  return type && { name, type };
}

export function oneBinder(cursor: Cursor): ParsedArguments | null {
  const parsed = binder(cursor);
  return parsed && { kind: "binders", binders: [parsed] };
}

export function binders(cursor: Cursor): ParsedArguments | null {
  const parsed = cursor.list(() => binder(cursor));
  return parsed && { kind: "binders", binders: parsed };
}
