/** What a run found out: problems with the places that the tools gave them, and which functions were translated. */
import type { FindingCode } from "./findingCodes.ts";
import type { Goal } from "./goal.ts";
import type { Outcome } from "./outcome.ts";
import type { Lines, Severity } from "./output.ts";
import type { BytePlace, CharPlace } from "./places.ts";

/** Where a tool says that a problem is, in its own units; `crate` when it says nothing. */
export type FoundPlace =
  | ({ readonly kind: "bytes" } & BytePlace)
  | ({ readonly kind: "chars" } & CharPlace)
  | { readonly kind: "crate" };

/** What a problem is about, as far as the tools say it; every part may be unknown. */
export interface Subject {
  /** The F of `proof_F.v`. */
  readonly rocqName: string | null;
  /** The I of `trait_incl_I_spec_subsumption_correct.v`. */
  readonly inclusion: string | null;
  /** As rustc prints it. */
  readonly rustPath: string | null;
}

export interface Finding {
  readonly code: FindingCode;
  readonly severity: Severity;
  readonly place: FoundPlace;
  readonly subject: Subject;
  /** One paragraph. */
  readonly message: string;
  /** All that the tool said about it, as printed; may equal the message. */
  readonly detail: string;
  /** In printed order; only the first may have been examined. */
  readonly goals: readonly Goal[];
  /** Texts that were printed beside it, of which it is not sure that they belong to it. */
  readonly beside: readonly string[];
  /** Where it stands in the output; null for what the output does not say. */
  readonly lines: Lines | null;
}

export interface Report {
  readonly findings: readonly Finding[];
  /** Functions that RefinedRust says it translated, by rustc's path. */
  readonly translated: readonly string[];
  readonly skipped: readonly Skipped[];
  /** Compiled `.v` files, failed ones with how they failed. */
  readonly compiled: readonly { readonly file: string; readonly failure: string | null }[];
  /** Steps of the automation by `.v` file; the file is null where the output does not tell. */
  readonly steps: readonly { readonly file: string | null; readonly count: number }[];
  /** Texts that no problem carries. */
  readonly unplaced: readonly string[];
  /** How many problems and texts are left out because there are too many. */
  readonly omitted: number;
}

/** What is known about a run when it has ended. */
export interface Ending {
  /** As a person would write it. */
  readonly command: string;
  readonly outcome: Outcome;
  /** The last lines of its output. */
  readonly lastLines: readonly string[];
  /** The folder that it was started in, when that is not there any more. */
  readonly goneFolder?: string;
}

/** A function that was left out although the exit status may be 0. */
export interface Skipped {
  readonly path: string;
  /** More than one when crates were translated at the same time and their lines are mixed. */
  readonly reasons: readonly string[];
}
