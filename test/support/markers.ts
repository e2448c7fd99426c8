/** Fixtures that carry the expected problems as marker comments below the line they point at. */
import type { Problem } from "../../server/src/annotations/model.ts";
import { LineIndex } from "../../server/src/text.ts";

/**
 * A marker line is `//`, blanks, one or more `^`, and `severity[code]: message`. The carets stand under the columns of
 * the nearest line above that is no marker line; `//|severity[code]: message` stands for the range of a line too short
 * for carets (its first two columns), and further lines `//|` continue a message. A range of several lines is marked on
 * its first one.
 */
const MARKER = /^\s*\/\/(?:\s*\^+ *|\|)/;

/** The text without its marker lines. */
export const withoutMarkers = (fixture: string): string =>
  fixture
    .split("\n")
    .filter((line) => !MARKER.test(line))
    .join("\n");

/** The text with one marker for each problem, in source order. */
export function withMarkers(text: string, problems: readonly Problem[]): string {
  const index = new LineIndex(text);
  const markers = new Map<number, string[]>();
  for (const problem of problems) {
    const { line } = index.positionAt(problem.range.start);
    markers.set(line, [...(markers.get(line) ?? []), markerOf(problem, index)]);
  }
  return text
    .split("\n")
    .flatMap((line, number) => [line, ...(markers.get(number) ?? [])])
    .join("\n");
}

function markerOf(problem: Problem, index: LineIndex): string {
  const start = index.positionAt(problem.range.start);
  const lineEnd = index.lineRange(start.line).end;
  const width = Math.max(1, Math.min(problem.range.end, lineEnd) - problem.range.start);
  const label = `${problem.severity}[${problem.code}]: ${problem.message.replaceAll("\n", "\n//| ")}`;
  const pointer =
    start.character < 2
      ? `//|${start.character}+${width} `
      : `//${" ".repeat(start.character - 2)}${"^".repeat(width)} `;
  return pointer + label;
}
