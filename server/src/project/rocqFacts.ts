/** What the catalogue keeps of a Rocq file. */
import { readVernacular } from "../rocq/vernacular.ts";
import type { Vernacular } from "../rocq/vernacularModel.ts";
import { fingerprint } from "./fingerprint.ts";
import { nameOf } from "./paths.ts";
import { mentionsIn, type RocqUnits, rocqUnits } from "./rocqUnits.ts";

export interface RocqFacts {
  readonly vernacular: Vernacular;
  /** Equal for equal texts. */
  readonly fingerprint: string;
  /** What a template says that is nothing but a comment (write_templates in translation/src/lib.rs). */
  readonly notice: "trusted" | "unspecified" | null;
  readonly parameters: ProofParameters | null;
  /** Of the specifications and the code that RefinedRust writes for a crate, what proofs may depend on. */
  readonly units: RocqUnits | null;
  /** Of a proof or a template, hashes of the identifiers in it. */
  readonly mentions: Uint32Array | null;
}

/** What a proof or its template says of the function's parameters; null for a file that says nothing. */
export interface ProofParameters {
  readonly names: readonly string[];
  /** They are all that there are, in their order; else some of them. */
  readonly areAll: boolean;
}

/** Holds no reference to the text. */
export const rocqFacts = (path: string, text: string): RocqFacts => ({
  vernacular: structuredClone(readVernacular(text)),
  fingerprint: fingerprint(text),
  notice: NOTICES.get(text.trim()) ?? null,
  parameters: parametersIn(text),
  units: OF_A_CRATE.test(nameOf(path)) ? structuredClone(rocqUnits(text)) : null,
  mentions: OF_ONE_PROOF.test(nameOf(path)) ? mentionsIn(text) : null,
});

const OF_A_CRATE = /^generated_(?:specs|code)_/;
/** Also the proofs of the layout of 2023. */
const OF_ONE_PROOF = /^(?:proof|trait_incl|generated_template|generated_proof)_/;

/** A template introduces the parameters after `start_function` (generate_proof_prelude in radium/src/code.rs); a proof mentions some. */
function parametersIn(text: string): ProofParameters | null {
  const start = /\bstart_function "[^"]*"[^;]*;/.exec(text);
  if (start) {
    const rest = text.slice(start.index + start[0].length);
    const introduced = /^\s*intros((?:\s+arg_[\p{L}\p{N}_']+)*)\s*;/u.exec(rest)?.[1] ?? "";
    return { names: mentioned(introduced), areAll: true };
  }
  const names = text.includes("arg_") ? mentioned(text) : [];
  return names.length === 0 ? null : { names, areAll: false };
}

const mentioned = (text: string): string[] => [
  ...new Set(Array.from(text.matchAll(/\barg_([\p{L}_][\p{L}\p{N}_']*)/gu), ([, name = ""]) => name)),
];

const NOTICES: ReadonlyMap<string, "trusted" | "unspecified"> = new Map([
  ["(* Function is trusted *)", "trusted"],
  ["(* No specification provided *)", "unspecified"],
]);

/** The logical path in which the file's imports look for the generated files: `sm.ace` of `From sm.ace.generated Require ..`. */
export function generatedTheory(facts: RocqFacts): string | null {
  for (const { from } of facts.vernacular.imports)
    if (from?.endsWith(".generated")) return from.slice(0, -10);
  return null;
}
