/** Every problem of one Rust file's annotations. */
import type { Check, CheckContext, FileCheck } from "./checks/context.ts";
import { annotate } from "./interpret.ts";
import type { CheckOptions, Problem, RustFile } from "./model.ts";
import { isAllowed } from "./suppression.ts";

/** One line per check; a check lives in `checks/`. */
const CHECKS: readonly Check[] = [];

const FILE_CHECKS: readonly FileCheck[] = [];

/** Problems in source order. Never throws; severities and `off` of the options and `// rr-allow:` comments are applied. */
export function checkFile(file: RustFile, options: CheckOptions): Problem[] {
  const items = annotate(file);
  const byIndex = new Map(items.map((item) => [item.item.index, item]));
  return runChecks({ file, options, items, byIndex });
}

/** The same for a file whose annotations are already known. */
export function runChecks(context: CheckContext): Problem[] {
  const found = context.items.flatMap((item) => CHECKS.flatMap((check) => check(item, context)));
  found.push(...FILE_CHECKS.flatMap((check) => check(context)));
  return found
    .flatMap((problem) => withConfiguredSeverity(problem, context.options))
    .filter((problem) => !isAllowed(problem, context.file))
    .sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end || compare(a.code, b.code));
}

function withConfiguredSeverity(problem: Problem, options: CheckOptions): Problem[] {
  const severity = options.lint[problem.code];
  if (severity === undefined) return [problem];
  return severity === "off" ? [] : [{ ...problem, severity }];
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
