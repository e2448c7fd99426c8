/** What each kind of problem is called and means: the one table that diagnostics, settings, suppressions and the documentation come from. */
import type { Code } from "./code.ts";
import { ARGUMENT_CODES } from "./codes/arguments.ts";
import { ESCAPE_CODES } from "./codes/escapes.ts";
import { FUNCTION_CODES } from "./codes/functions.ts";
import { LOOP_CODES } from "./codes/loops.ts";
import { NAME_CODES } from "./codes/names.ts";
import { TRAIT_CODES } from "./codes/traits.ts";
import { TYPE_CODES } from "./codes/types.ts";

/** One row per problem code, grouped by what they are about. */
export const CODES: readonly Code[] = [
  ...NAME_CODES,
  ...ARGUMENT_CODES,
  ...FUNCTION_CODES,
  ...LOOP_CODES,
  ...TYPE_CODES,
  ...TRAIT_CODES,
  ...ESCAPE_CODES,
];

const BY_NAME: ReadonlyMap<string, Code> = new Map(CODES.map((row) => [row.code, row]));

/** The row of a problem code, or undefined for a word that is none. */
export const codeNamed = (code: string): Code | undefined => BY_NAME.get(code);
