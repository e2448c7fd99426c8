/** What the catalogue keeps of a Rocq file. */
import { readVernacular } from "../rocq/vernacular.ts";
import type { Vernacular } from "../rocq/vernacularModel.ts";
import { fingerprint } from "./fingerprint.ts";

export interface RocqFacts {
  readonly vernacular: Vernacular;
  /** Equal for equal texts. */
  readonly fingerprint: string;
  /** What a template says that is nothing but a comment (write_templates in translation/src/lib.rs). */
  readonly notice: "trusted" | "unspecified" | null;
}

/** Holds no reference to the text. */
export const rocqFacts = (text: string): RocqFacts => ({
  vernacular: structuredClone(readVernacular(text)),
  fingerprint: fingerprint(text),
  notice: NOTICES.get(text.trim()) ?? null,
});

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
