/** What the arguments of an attribute say, by the form that the schema gives it. */
import type { Attribute, Segment, Token } from "../../syntax/model.ts";
import type { TextRange } from "../../text.ts";
import type { ArgumentFailure, ParsedArguments, Text } from "../model.ts";
import type { Form } from "../row.ts";
import { binders, oneBinder } from "./binders.ts";
import { Cursor } from "./cursor.ts";
import { loopVariable, loopVariables } from "./loops.ts";
import { functionClause, invariantClause, loopClause } from "./propositions.ts";
import { oneRefinement, refinements } from "./refinements.ts";
import { exactly, identifierOrString, importPath, observation, oneString, strings } from "./strings.ts";
import { declaration, exportPath, instantiation } from "./traits.ts";
import { field, mode, pattern, refinedBy } from "./types.ts";

export interface ParsedForm {
  readonly arguments: ParsedArguments | null;
  readonly texts: readonly Text[];
  readonly flags: readonly Segment[];
  readonly failure: ArgumentFailure | null;
  /** What RefinedRust does not look at, from its first to its last token. */
  readonly leftover: TextRange | null;
}

type Parser = (cursor: Cursor, attribute: string, expectsRefinement: boolean) => ParsedArguments | null;

const nothing: Parser = () => ({ kind: "none" });

const PARSERS: Readonly<Record<Exclude<Form, "OPTIONAL_STR">, Parser>> = {
  NONE: nothing,
  IGNORED: nothing,
  BINDER: oneBinder,
  BINDERS: binders,
  BINDERS_NAMED: binders,
  RFN: oneRefinement,
  RFNS: refinements,
  FN_PROP: functionClause,
  INV_PROP: invariantClause,
  LOOP_PROP: loopClause,
  OBSERVE: observation,
  STR: oneString,
  STR1: exactly(1),
  STR3: exactly(3),
  STRS: strings,
  IDENT_OR_STR: identifierOrString,
  RFN_PATTERN: refinedBy,
  MODE: mode,
  FIELD: field,
  PATTERN: pattern,
  INVVAR: loopVariable,
  INVVARS: loopVariables,
  TRAIT_EXISTS: declaration,
  INST: instantiation,
  IMPORT: importPath,
  PATH: exportPath,
};

/**
 * Parses the arguments as RefinedRust does. `name` is the attribute's name; `expectsRefinement` tells a field whether its
 * struct takes the refinement from its fields. `#[rr::x = ".."]` has no arguments for RefinedRust (attr_args_tokens).
 */
export function parseArguments(
  attribute: Attribute,
  form: Form,
  name: string,
  expectsRefinement: boolean,
): ParsedForm {
  const given = attribute.arguments;
  const tokens: readonly Token[] = given.kind === "delimited" ? given.tokens : [];
  const whole = given.kind === "none" ? (attribute.path.at(-1)?.range ?? attribute.range) : given.range;
  const cursor = new Cursor(tokens, whole);
  const parsed = parserOf(form, given.kind)(cursor, name, expectsRefinement);
  return {
    arguments: parsed,
    texts: cursor.texts,
    flags: cursor.flags,
    failure: cursor.failure,
    leftover: parsed ? leftover(attribute, cursor) : null,
  };
}

/** `#[rr::refine_as]` takes the default name; any other spelling must hold a string (parse_enum_refine_as). */
function parserOf(form: Form, given: "none" | "delimited" | "equals"): Parser {
  if (form === "OPTIONAL_STR") return given === "none" ? nothing : oneString;
  return PARSERS[form];
}

/** A comma alone is left out: it changes nothing and nobody means anything by it. */
function leftover(attribute: Attribute, cursor: Cursor): TextRange | null {
  if (attribute.arguments.kind === "equals") return attribute.arguments.range;
  const rest = cursor.rest;
  const [first] = rest;
  const last = rest.at(-1);
  if (!first || !last || (rest.length === 1 && first.text === ",")) return null;
  return { start: first.range.start, end: last.range.end };
}
