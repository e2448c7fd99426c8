/** What a check is given, and how it makes a problem. */
import type { TextRange } from "../../text.ts";
import type {
  AnnotatedItem,
  Annotation,
  CheckOptions,
  Fix,
  Origin,
  Problem,
  RustFile,
  Severity,
} from "../model.ts";

export interface CheckContext {
  readonly file: RustFile;
  readonly options: CheckOptions;
  /** Every item with a tool attribute, in source order. */
  readonly items: readonly AnnotatedItem[];
  /** The same, by `Item.index`. */
  readonly byIndex: ReadonlyMap<number, AnnotatedItem>;
}

/** Looks at one annotated item. Reads only its arguments, never throws; the order of its problems does not matter. */
export type Check = (item: AnnotatedItem, context: CheckContext) => Problem[];

/** Looks at the file as a whole. */
export type FileCheck = (context: CheckContext) => Problem[];

/** The name after `rr::`, or the tool's name in a bare `#[rr]`. */
export function nameRange(annotation: Annotation): TextRange {
  const { path, range } = annotation.attribute;
  return path[1]?.range ?? path[0]?.range ?? range;
}

/** RefinedRust's frontend (or, when stated, rustc) surely refuses. */
export const refused = (
  code: string,
  range: TextRange,
  message: string,
  fixes: readonly Fix[] = [],
  origin: "frontend" | "rustc" = "frontend",
): Problem => problem("error", origin, code, range, message, fixes);

/** Accepted by every tool, but surely or probably not what was meant. */
export const suspicious = (
  code: string,
  range: TextRange,
  message: string,
  fixes: readonly Fix[] = [],
): Problem => problem("warning", "lint", code, range, message, fixes);

export const problem = (
  severity: Severity,
  origin: Origin,
  code: string,
  range: TextRange,
  message: string,
  fixes: readonly Fix[] = [],
): Problem => ({ code, severity, origin, message, range, fixes });
