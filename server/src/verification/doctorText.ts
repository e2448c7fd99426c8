/** The check of an installation as a text for people. */
import type { CheckLine } from "./checkLine.ts";

/** What was found, and below it where that was looked for and what mends it. */
export function doctorText(folder: string, lines: readonly CheckLine[]): string {
  const width = Math.max(...lines.map(({ subject }) => subject.length));
  const shown = lines.flatMap(({ verdict, subject, place, found, fix }) => [
    `${verdict.padEnd(8)} ${subject.padEnd(width)}  ${found}`,
    `${INDENT}looked in ${place}`,
    ...(fix === null ? [] : [`${INDENT}fix: ${fix}`]),
  ]);
  return [`RefinedRust for ${folder}`, "", ...shown, "", summary(lines), ""].join("\n");
}

const INDENT = " ".repeat(11);

function summary(lines: readonly CheckLine[]): string {
  const count = (verdict: CheckLine["verdict"]): number =>
    lines.filter((line) => line.verdict === verdict).length;
  const missing = count("missing");
  const open = count("warning") + count("unknown");
  if (missing > 0) {
    return `${missing} ${missing === 1 ? "thing is" : "things are"} missing to translate and check. Annotations are checked without.`;
  }
  return open === 0
    ? "Everything is there."
    : `Nothing is known to be missing; ${open} ${open === 1 ? "line needs" : "lines need"} a look.`;
}
