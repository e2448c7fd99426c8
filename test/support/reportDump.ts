/** A report as text, with the UTF-16 range of each problem in the sources of its recording. */
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { LineIndex, slice } from "../../server/src/text.ts";
import type { Finding, FoundPlace, Report } from "../../server/src/verification/finding.ts";
import type { Goal } from "../../server/src/verification/goal.ts";
import { printGoal } from "../../server/src/verification/goalText.ts";
import { rangeOfBytes, rangeOfChars } from "../../server/src/verification/places.ts";

export function dumpReport(report: Report, folder: string): string {
  const { findings, translated, skipped, compiled, steps, unplaced, omitted } = report;
  const lists: [string, readonly string[]][] = [
    ["translated", translated],
    ["skipped", skipped.map(({ path, reasons }) => `${path}: ${reasons.join(" | ")}`)],
    ["compiled", compiled.map(({ file, failure }) => `${file}${failure === null ? "" : `: ${failure}`}`)],
    ["steps", steps.map(({ file, count }) => `${count} ${file ?? "of an unknown file"}`)],
    ["unplaced", unplaced],
    ["omitted", omitted > 0 ? [String(omitted)] : []],
  ];
  const shown = lists.flatMap(([title, entries]) =>
    entries.length === 0 ? [] : [`${title}:\n${entries.map((entry) => indented(entry)).join("\n")}`],
  );
  return `${[...findings.map((finding) => dumpFinding(finding, folder)), ...shown].join("\n\n")}\n`;
}

function dumpFinding(finding: Finding, folder: string): string {
  const { code, severity, subject, message, detail, goals, beside, lines } = finding;
  const about = [
    subject.rocqName === null ? [] : [`proof of ${subject.rocqName}`],
    subject.inclusion === null ? [] : [`inclusion ${subject.inclusion}`],
    subject.rustPath === null ? [] : [subject.rustPath],
  ].flat();
  const output = lines ? `, ${lines.stream} ${lines.start + 1}-${lines.end}` : "";
  return [
    `${severity}[${code}] at ${dumpPlace(finding.place, folder)}`,
    `  about ${about.join(", ") || "the crate"}${output}`,
    indented(message),
    ...(detail === message ? [] : ["  in full:", indented(detail, 4)]),
    ...beside.flatMap((text) => ["  beside:", indented(text, 4)]),
    ...goals.flatMap((goal) => [`  goal (${goal.kind}):`, indented(dumpGoal(goal), 4)]),
  ].join("\n");
}

function dumpGoal(goal: Goal): string {
  const hidden = goal.hypotheses.flatMap(({ name, text, noise }) =>
    noise === null ? [] : [`${noise} ${name} : ${text.replace(/\s+/g, " ")}`],
  );
  return [
    printGoal(goal, false),
    ...(hidden.length === 0 ? [] : ["Hidden:", indented(hidden.join("\n"))]),
  ].join("\n");
}

function dumpPlace(place: FoundPlace, folder: string): string {
  if (place.kind === "crate") return "the crate";
  const path = join(folder, place.file);
  const units =
    place.kind === "bytes"
      ? `line ${place.line + 1}, bytes ${place.startByte}-${place.endByte}`
      : `${place.start.line + 1}:${place.start.column + 1}-${place.end.line + 1}:${place.end.column + 1} in characters`;
  const at = place.kind === "bytes" && place.directory !== null ? ` below ${place.directory}` : "";
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) return `${place.file}${at} (${units})`;
  const text = readFileSync(path, "utf8");
  const found = place.kind === "bytes" ? rangeOfBytes(text, place) : rangeOfChars(text, place);
  if (!found) return `${place.file}${at} (${units}), which is not in this text`;
  const index = new LineIndex(text);
  const [start, end] = [index.positionAt(found.start), index.positionAt(found.end)];
  const range = `${start.line + 1}:${start.character + 1}-${end.line + 1}:${end.character + 1}`;
  return `${place.file}:${range}${at} (${units})\n  text ${JSON.stringify(slice(text, found))}`;
}

const indented = (text: string, width = 2): string => text.replace(/^(?=.)/gm, " ".repeat(width));
