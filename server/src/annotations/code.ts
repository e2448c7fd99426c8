/** The shape of a row of the code table: everything the product says of one kind of problem. */
import type { Origin, Severity } from "./model.ts";

export interface Code {
  /** Stable kebab-case word; settings, suppressions and the documentation refer to it. */
  readonly code: string;
  /** Number in the catalogue of rules, shared by codes that check the same rule; null beyond the catalogue. */
  readonly rule: `RR${string}` | null;
  /** The default; a check may choose another where the outcome differs by position. */
  readonly severity: Severity;
  /** Who may object, the usual one first. */
  readonly origins: readonly [Origin, ...Origin[]];
  /** What is wrong, a few words without a full stop. */
  readonly title: string;
  /** Markdown: what RefinedRust does, why that matters, how to mend it. */
  readonly explanation: string;
  /** A whole Rust file with exactly this problem. */
  readonly bad: string;
  /** The same file, mended. */
  readonly good: string;
}
