/** Which edits may be applied to a file without asking. */
import type { Problem } from "../annotations/model.ts";
import type { TextEdit, TextRange } from "../text.ts";

export interface SafeFixes {
  /** Edits that do not overlap. */
  readonly edits: readonly TextEdit[];
  /** How many problems they mend. */
  readonly problems: number;
}

/** The safe fixes of the problems; of two that touch the same text the first one is taken, the other waits for the next round. */
export function safeFixes(problems: readonly Problem[]): SafeFixes {
  const edits: TextEdit[] = [];
  let count = 0;
  for (const problem of problems) {
    const fix = problem.fixes.find((candidate) => candidate.safe);
    if (!fix || fix.edits.some((edit) => edits.some((other) => collide(edit.range, other.range)))) continue;
    edits.push(...fix.edits);
    count++;
  }
  return { edits, problems: count };
}

/** Two insertions at one place collide too: their order would be a guess. */
const collide = (a: TextRange, b: TextRange): boolean =>
  a.start === a.end || b.start === b.end
    ? a.start <= b.end && b.start <= a.end
    : a.start < b.end && b.start < a.end;
