/** Where in a proof script a step belongs that is written by hand. */
import { mask } from "../rocq/masking.ts";
import { readVernacular } from "../rocq/vernacular.ts";
import type { TextRange } from "../text.ts";
import type { GoalKind } from "./goal.ts";

export interface ProofStep {
  /** The sentence before which the step goes. */
  readonly before: TextRange;
  /** Of that sentence. */
  readonly indentation: string;
  /** The sentence is the automation's; else it is the end of the proof. */
  readonly isAutomatic: boolean;
}

/**
 * The sentence that prints the goals of this kind, since the step has to come before it; else the end of the proof. The
 * scripts are those of generate_proof in radium/src/code.rs and generate_proof in radium/src/specs/traits.rs. Null for a
 * text without a proof of the lemma.
 */
export function proofStep(text: string, lemma: string, kind: GoalKind): ProofStep | null {
  const proof = readVernacular(text).proofs.findLast(({ name }) => name === lemma);
  if (!proof) return null;
  const script = mask(text).text.slice(proof.range.start, proof.end.range.start);
  const found = [...script.matchAll(PRINTERS[kind])].at(-1);
  const start = found ? proof.range.start + found.index : proof.end.range.start;
  const end = found ? start + found[0].length : proof.end.range.end;
  const line = text.slice(text.lastIndexOf("\n", start - 1) + 1, start);
  return {
    before: { start, end },
    indentation: /^\s*/.exec(line)?.[0] ?? "",
    isAutomatic: found !== undefined,
  };
}

const CONDITIONS = /(?:Unshelve\.\s+)?(?:all:\s*)?print_remaining_sidecond\./g;
const STUCK = /(?:all:\s*)?print_remaining_(?:trait_)?goal\./g;

const PRINTERS: Readonly<Record<GoalKind, RegExp>> = {
  sideCondition: CONDITIONS,
  stuck: STUCK,
  evar: STUCK,
  traitInclusion: STUCK,
  shown: /(?!)/g,
};
