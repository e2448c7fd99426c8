/** Loop variables: `"x"` or `"x" : "refinement"` (InvVar in loop_attr_parser.rs). */
import type { ParsedArguments, Text } from "../model.ts";
import type { Cursor } from "./cursor.ts";

interface LoopVariable {
  readonly local: Text;
  readonly refinement: Text | null;
}

function variable(cursor: Cursor): LoopVariable | null {
  const local = cursor.string("local", "a local variable's name as a string");
  if (!local) return null;
  if (!cursor.at(":")) return { local, refinement: null };
  cursor.punctuation(":");
  const refinement = cursor.string("refinement", "a refinement as a string");
  return refinement && { local, refinement };
}

export function loopVariable(cursor: Cursor): ParsedArguments | null {
  const parsed = variable(cursor);
  return parsed && { kind: "loopVariables", variables: [parsed] };
}

export function loopVariables(cursor: Cursor): ParsedArguments | null {
  const parsed = cursor.list(() => variable(cursor));
  return parsed && { kind: "loopVariables", variables: parsed };
}
