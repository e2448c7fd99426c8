/** The same problem at another place of a text. */
import type { TextRange } from "../text.ts";
import type { Problem } from "./model.ts";

/** All ranges of the problem, its fixes and its related places moved by so many UTF-16 units. */
export function moveProblem(problem: Problem, offset: number): Problem {
  if (offset === 0) return problem;
  const move = (range: TextRange): TextRange => ({ start: range.start + offset, end: range.end + offset });
  const { related } = problem;
  return {
    ...problem,
    range: move(problem.range),
    fixes: problem.fixes.map((fix) => ({
      ...fix,
      edits: fix.edits.map((edit) => ({ ...edit, range: move(edit.range) })),
    })),
    ...(related ? { related: related.map((one) => ({ ...one, range: move(one.range) })) } : {}),
  };
}
