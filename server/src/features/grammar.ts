/** The argument forms as people write them. */
import type { Form } from "../annotations/row.ts";
import { flagsOf } from "../annotations/schema/flags.ts";

/** Alternatives of a form, each as code; flags of the form come on top. */
const ALTERNATIVES: Readonly<Record<Form, readonly string[]>> = {
  NONE: [],
  IGNORED: [],
  BINDER: ['"x"', '"x" : "type"'],
  BINDERS: ['"x", "y" : "type", ..'],
  BINDERS_NAMED: ['"x", "y" : "type", ..'],
  RFN: ['"refinement"', '"refinement" @ "type"'],
  RFNS: ['"refinement", "refinement" @ "type", ..'],
  FN_PROP: ['"P"', '"name" : "P"'],
  INV_PROP: ['"P"', '"name" : "P"'],
  LOOP_PROP: ['"P"', '"name" : "P"'],
  OBSERVE: ['"ghost name" : "value"'],
  STR: ['"text"'],
  STR1: ['"name"'],
  STR3: ['"code", "type", "specification"'],
  STRS: ['"text", ..'],
  IDENT_OR_STR: ['"term"', "name"],
  RFN_PATTERN: ['"pattern"', '"pattern" : "type"'],
  MODE: ["plain", "persistent", "na"],
  FIELD: ['"refinement"', '"refinement" @ "type"'],
  PATTERN: ['"Constructor"', '"Constructor" $ "x", ..'],
  INVVAR: ['"variable"', '"variable" : "refinement"'],
  INVVARS: ['"variable", "variable" : "refinement", ..'],
  TRAIT_EXISTS: ['"Name" : "type"'],
  INST: ['"Name" := "value"'],
  IMPORT: ['"path", "Module"', '"Module"'],
  PATH: ["path::to::item"],
  OPTIONAL_STR: ["", '"name"'],
};

/** What may stand behind the name, as code: `("P")`, `(#iris "P")` ...; null when nothing may. */
export function formsOf(form: Form, name: string): string | null {
  const flags = flagsOf(form).map((flag) => plainText(flag.snippet, flag.name));
  const flagged = form === "INST" ? flags.map((flag) => `"Name" := ${flag}`) : flags;
  const all = [...ALTERNATIVES[form], ...flagged];
  if (all.length === 0) return null;
  return all.map((inside) => (inside === "" ? name : `${name}(${inside})`)).join("\n");
}

/** A flag without the placeholders of its snippet. */
const plainText = (snippet: string, _name: string): string =>
  `#${snippet.replace(/\$\{\d+:([^}]*)\}/g, "$1").replace(/\$\d+/g, "P")}`;
