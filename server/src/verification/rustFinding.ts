/** What a run found out, as it is shown on the Rust code. */
import type { TextRange } from "../text.ts";
import type { FindingCode } from "./findingCodes.ts";
import type { Goal } from "./goal.ts";
import type { Severity } from "./output.ts";
import type { RelatedPlace } from "./placeModel.ts";

export interface RustFinding {
  /** Absolute, with `/`. A Rust file, or the crate's root file where nothing else is known. */
  readonly file: string;
  /** Counts in the file's text as it was when the tools read it. */
  readonly range: TextRange;
  readonly code: FindingCode;
  readonly severity: Severity;
  /** One paragraph. */
  readonly message: string;
  /** All that the tool said, as printed. */
  readonly detail: string;
  readonly related: readonly RelatedPlace[];
  /** The F of `proof_F.v`; null where it is not about one function. */
  readonly rocqName: string | null;
  readonly goals: readonly Goal[];
  /** What the author wrote that fails; null where that is not known. */
  readonly clause: { readonly range: TextRange; readonly text: string } | null;
  /** How exact `range` is. */
  readonly precision: "clause" | "attribute" | "item" | "crate";
}
