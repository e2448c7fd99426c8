/** Whether a `// rr-allow: code` comment silences a problem. */
import type { Item, RustFile } from "../syntax/model.ts";
import type { TextRange } from "../text.ts";
import type { Problem } from "./model.ts";

/**
 * True when the code is allowed in the comment lines directly above the problem, above the attribute that holds it, or
 * above the first attribute of the item that the attribute stands on.
 */
export function isAllowed(problem: Problem, file: RustFile): boolean {
  if (file.allows.size === 0) return false;
  const starts = [problem.range.start, ...enclosingStarts(problem.range, file)];
  return starts.some((start) => isAllowedAbove(start, problem.code, file));
}

function isAllowedAbove(start: number, code: string, { lines, text, allows }: RustFile): boolean {
  for (let line = lines.positionAt(start).line - 1; line >= 0; line--) {
    if (allows.get(line)?.includes(code)) return true;
    const { start: from, end } = lines.lineRange(line);
    if (!/^\s*\/\//.test(text.slice(from, end))) return false;
  }
  return false;
}

function enclosingStarts(range: TextRange, file: RustFile): number[] {
  const attribute = file.attributes.find((a) => a.range.start <= range.start && range.start <= a.range.end);
  if (attribute) return [attribute.range.start, ...startOf(file.items[attribute.owner])];
  return file.items.filter((item) => item.nameRange.start === range.start).flatMap(startOf);
}

const startOf = (item: Item | undefined): number[] =>
  item && item.kind !== "file" ? [item.fullRange.start] : [];
