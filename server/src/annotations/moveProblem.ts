/** The same problem at another place of a text. */
import type { TextRange } from "../text.ts";
import type { Problem } from "./model.ts";

/** All ranges of the problem, its fixes and its related places, each end where `to` moves it; UTF-16 offsets. */
export function moveProblem(problem: Problem, to: (offset: number) => number): Problem {
  const move = ({ start, end }: TextRange): TextRange => ({ start: to(start), end: to(end) });
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

/** The same by a fixed distance. */
export const shiftProblem = (problem: Problem, distance: number): Problem =>
  distance === 0 ? problem : moveProblem(problem, (offset) => offset + distance);
