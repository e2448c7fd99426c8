/** What is known of a function's proof before anything is concluded from it. */
import type { CatalogueItem } from "../project/catalogueModel.ts";
import type { NamedItem } from "../project/namedItem.ts";
import type { RocqFacts } from "../project/rocqFacts.ts";
import { nameHash } from "../rocq/nameHash.ts";

/**
 * What a result depends on: `definitions` are those of the generated specifications and code that the proof uses,
 * `theories` the other files that it imports, `settings` what says how a crate is translated and compiled, `extras` the file that is pasted into the specifications, `order` that
 * nothing it imports was compiled after it.
 */
export type Input =
  | "annotation"
  | "body"
  | "source"
  | "template"
  | "definitions"
  | "theories"
  | "settings"
  | "proof"
  | "extras"
  | "order";

/** What the text of a proof file says. Lines are 0-based. */
export type ProofText =
  | { readonly kind: "complete" }
  | { readonly kind: "admitted"; readonly word: string; readonly line: number }
  | { readonly kind: "unfinished"; readonly what: string; readonly line: number }
  | { readonly kind: "missing"; readonly lemma: string }
  | { readonly kind: "unreadable" };

/** What is not any more as it was. */
export interface Changes {
  readonly changed: readonly Input[];
  /** Names of generated definitions that changed; empty also where they cannot be told. */
  readonly definitions: readonly string[];
}

/** A result: of a run that was watched, or of a build whose files are there. `omitted`: RefinedRust could not translate it. */
export type Run = Changes &
  ({ readonly outcome: "proved" } | { readonly outcome: "failed" | "omitted"; readonly message: string });

export interface Evidence {
  readonly considered: boolean;
  readonly mode: NamedItem["mode"];
  /** A trait impl that RefinedRust makes no instance of its trait. */
  readonly isIncomplete: boolean;
  /** Why the Rocq name may be another one. */
  readonly doubts: readonly string[];
  /** `proofs`: there are proof files, but what RefinedRust generates anew on every run is not here. */
  readonly output: "none" | "unclear" | "proofs" | "generated";
  readonly template: "absent" | "lemma" | "trusted" | "unspecified";
  readonly proof: ProofText | null;
  /** Whether `proofs/dune` names it; null when there is no such file. */
  readonly listed: boolean | null;
  readonly run: Run | null;
  /** How its generated specification differs from what RefinedRust would write now; null for not at all, or not to be told. */
  readonly difference: string | null;
  /** The same of another item that the proof uses. */
  readonly usedDifference: { readonly path: string; readonly difference: string } | null;
  /** Conditions under which it is compiled, as written; null for always. */
  readonly cfg: string | null;
  /** A stale proof file that was probably written for this function. */
  readonly predecessor: string | null;
}

/**
 * What the text of a proof file says of the lemma, which has to be about the statement; a file with any gap is no proof, wherever the gap is.
 */
export function readProof(facts: RocqFacts | null, lemma: string, statement: string | null): ProofText {
  if (facts === null) return { kind: "unreadable" };
  const { proofs, assumptions, unfinished } = facts.vernacular;
  const open = unfinished.find((at) => at.kind === "comment" || at.kind === "string");
  if (open) return { kind: "unfinished", what: `a ${open.kind} that does not end begins`, line: open.line };
  const admitted = proofs.find((proof) => proof.ending === "Admitted");
  if (admitted) return { kind: "admitted", word: "Admitted", line: admitted.end.line };
  const [assumption] = assumptions;
  if (assumption) return { kind: "admitted", word: assumption.keyword, line: assumption.place.line };
  const own = proofs.findLast((proof) => proof.name === lemma);
  if (!own) return { kind: "missing", lemma };
  if (statement !== null && facts.mentions?.includes(nameHash(statement)) === false)
    return { kind: "missing", lemma: statement };
  const gap = unfinished.find((at) => at.kind === "admit" || at.kind === "give_up");
  if (gap) return { kind: "unfinished", what: `\`${gap.kind}\``, line: gap.line };
  if (own.ending === "Abort") return { kind: "unfinished", what: "`Abort`", line: own.end.line };
  if (own.ending === "open") return { kind: "unfinished", what: "the proof breaks off", line: own.end.line };
  const other = proofs.find((proof) => proof.ending === "open");
  if (other) return { kind: "unfinished", what: "a proof breaks off", line: other.end.line };
  return { kind: "complete" };
}

/** The lemma that the proof file of an item has to state. */
export const lemmaOf = (item: CatalogueItem): string =>
  item.kind === "traitImpl" || item.kind === "derivedImpl"
    ? `${item.rocqName}_spec_subsumption_correct`
    : `${item.rocqName}_proof`;

/** What RefinedRust has that lemma state; null where the proof itself says it, as in 2023. */
export function statementOf({ kind, rocqName, output }: CatalogueItem): string | null {
  if (output?.layout === "flat") return null;
  return kind === "traitImpl" || kind === "derivedImpl"
    ? `${rocqName}_spec_subsumption`
    : `${rocqName}_lemma`;
}
