/** Clauses: `"P"`, `"H" : "P"` and the flags of functions, type invariants and loops (the three `MetaIProp` in spec_parsers/). */
import type { ParsedArguments, Proposition } from "../model.ts";
import type { Cursor } from "./cursor.ts";
import { unknownFlag } from "./flags.ts";

type Part = (cursor: Cursor) => Proposition | null;

const iris =
  (kind: "iris" | "own" | "shr"): Part =>
  (cursor) => {
    const proposition = cursor.string("irisProposition", "an Iris proposition as a string");
    return proposition && { kind, proposition };
  };

/** `"location" : "refinement" @ "type"`. */
const typed: Part = (cursor) => {
  const location = cursor.string("location", "a location as a string");
  if (!location || !cursor.punctuation(":")) return null;
  const refinement = cursor.string("refinement", "a refinement as a string");
  if (!refinement || !cursor.punctuation("@")) return null;
  const type = cursor.string("semanticType", "a type as a string");
  return type && { kind: "type", location, refinement, type };
};

const linktime: Part = (cursor) => {
  const proposition = cursor.string("proposition", "a proposition as a string");
  return proposition && { kind: "linktime", proposition };
};

const observe: Part = (cursor) => {
  const ghost = cursor.string("ghostName", "a ghost name as a string");
  if (!ghost || !cursor.punctuation(":")) return null;
  const value = cursor.string("term", "a value as a string");
  return value && { kind: "observe", ghost, value };
};

/** `T::Attr := "term"`. */
const traitAttribute: Part = (cursor) => {
  const parameter = cursor.identifier("a type parameter");
  if (!parameter || !cursor.punctuation("::")) return null;
  const attribute = cursor.identifier("a specification attribute");
  if (!attribute || !cursor.punctuation(":") || !cursor.punctuation("=")) return null;
  const value = cursor.string("term", "a term as a string");
  return value && { kind: "trait", parameter, attribute, value };
};

const pure: Part = (cursor) => {
  const first = cursor.string("proposition", "a proposition as a string");
  if (!first) return null;
  if (!cursor.at(":")) return { kind: "pure", name: null, proposition: first };
  const name = { ...first, role: "hypothesis" as const };
  cursor.texts[cursor.texts.indexOf(first)] = name;
  cursor.punctuation(":");
  const proposition = cursor.string("proposition", "a proposition as a string");
  return proposition && { kind: "pure", name, proposition };
};

const FUNCTION: Readonly<Record<string, Part>> = {
  "#type": typed,
  "#iris": iris("iris"),
  "#observe": observe,
  "#linktime": linktime,
  "#trait": traitAttribute,
};

const INVARIANT: Readonly<Record<string, Part>> = {
  "#iris": iris("iris"),
  "#own": iris("own"),
  "#shr": iris("shr"),
  "#type": typed,
};

const LOOP: Readonly<Record<string, Part>> = { "#type": typed, "#iris": iris("iris") };

const clause =
  (flags: Readonly<Record<string, Part>>) =>
  (cursor: Cursor): ParsedArguments | null => {
    const proposition = cursor.at("#") ? flagged(cursor, flags) : pure(cursor);
    return proposition && { kind: "proposition", proposition };
  };

function flagged(cursor: Cursor, flags: Readonly<Record<string, Part>>): Proposition | null {
  const flag = cursor.flag("a flag");
  if (!flag) return null;
  const part = Object.hasOwn(flags, flag.text) ? flags[flag.text] : undefined;
  return part ? part(cursor) : unknownFlag(cursor, flag, Object.keys(flags));
}

export const functionClause = clause(FUNCTION);
export const invariantClause = clause(INVARIANT);
export const loopClause = clause(LOOP);
