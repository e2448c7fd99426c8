/** One line of the check of an installation. */

export interface CheckLine {
  /** What was looked for: `cargo-refinedrust`. */
  readonly subject: string;
  /** Where, in words that follow "in". */
  readonly place: string;
  /** What was found there, with its version where it has one. */
  readonly found: string;
  /** `missing` keeps a run from working; `unknown` was not or could not be asked. */
  readonly verdict: "ok" | "warning" | "missing" | "unknown";
  /** What mends it, as an instruction without its full stop; null when nothing has to be. */
  readonly fix: string | null;
}

export const NOT_ASKED = "its version was not asked: nothing is executed in a workspace that is not trusted";
