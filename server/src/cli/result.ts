/** What a check found. */
import type { Problem, RustFile, Severity } from "../annotations/model.ts";

/** One checked file; the path as the user wrote it. */
export interface CheckedFile {
  readonly path: string;
  readonly file: RustFile;
  readonly problems: readonly Problem[];
  /** How many problems `--fix` mended in it. */
  readonly fixed: number;
}

export interface Result {
  /** Files that were parsed, in the order in which they were found. */
  readonly files: readonly CheckedFile[];
  /** How many Rust files were looked at, those without annotations included. */
  readonly looked: number;
  /** How many files or directories could not be read or written; each was named on standard error. */
  readonly failures: number;
}

/** Prints a whole result. */
export type Report = (result: Result) => string;

/** How many problems of each severity there are. */
export function counts({ files }: Result): Record<Severity, number> {
  const found = { error: 0, warning: 0, information: 0, hint: 0 };
  for (const { problems } of files) for (const { severity } of problems) found[severity]++;
  return found;
}
