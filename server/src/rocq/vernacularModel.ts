/** What the scanner says of a Rocq file. All ranges are UTF-16 offsets into its text. */
import type { TextRange } from "../text.ts";

/** A range with the 0-based line and column where it starts. */
export interface Place {
  readonly range: TextRange;
  readonly line: number;
  readonly character: number;
}

export interface Definition {
  /** `Definition`, `Lemma`, `Ltac` ...; `Constructor` and `Field` for the parts of an inductive type or record. */
  readonly keyword: string;
  readonly name: string;
  /** The name. */
  readonly place: Place;
  /** The whole sentence, its full stop included. */
  readonly range: TextRange;
}

/** A `Section` or `Module`, from its name's sentence to its `End`; `end` is null when the file has none. */
export interface Section {
  readonly keyword: "Section" | "Module";
  readonly name: string;
  readonly start: number;
  readonly end: number | null;
}

/** The word that ends a proof. `open`: the file goes on, or ends, without one. */
export type Ending = "Qed" | "Defined" | "Admitted" | "Abort" | "open";

export interface Proof {
  /** The lemma; null for `Goal`, obligations and what else has no name of its own. */
  readonly name: string | null;
  /** From the statement to the ending. */
  readonly range: TextRange;
  readonly ending: Ending;
  /** The ending's sentence; for `open`, where the proof stops. */
  readonly end: Place;
  /** `admit` and `give_up` in the script. */
  readonly gaps: readonly Gap[];
}

export interface Gap extends Place {
  readonly word: string;
}

/** An axiom: `Axiom`, `Parameter` and `Conjecture`, and a `Variable` or `Hypothesis` outside of any section. */
export interface Assumption {
  readonly keyword: string;
  readonly name: string;
  readonly place: Place;
}

/** `From a.b Require Import c d.`; `from` is null where there is none. */
export interface Import {
  readonly from: string | null;
  readonly modules: readonly string[];
  /** `Export`: who imports the file has the modules, too. */
  readonly exported: boolean;
}

/** Why and where a file is not finished, in the words of the file. */
export interface Unfinished extends Place {
  readonly kind: "Admitted" | "admit" | "give_up" | "Abort" | "open" | "comment" | "string";
}

export interface Vernacular {
  readonly definitions: readonly Definition[];
  readonly sections: readonly Section[];
  readonly proofs: readonly Proof[];
  readonly assumptions: readonly Assumption[];
  readonly imports: readonly Import[];
  /** In source order. */
  readonly unfinished: readonly Unfinished[];
}
