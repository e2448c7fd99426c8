/** The form of results on the disk. What has another form was written by something else, or only in part. */
import type { RecordedRun } from "../verification/recorded.ts";

/** Raised when the form changes: results of another one are forgotten. */
const FORMAT = 2;

/** Characters of what was said of one function; goals may be very long. */
const MOST_TEXT = 400_000;

export interface StoredResults {
  readonly format: number;
  readonly crate: string;
  readonly results: readonly RecordedRun[];
}

export const storedResults = (crate: string, results: readonly RecordedRun[]): StoredResults => ({
  format: FORMAT,
  crate,
  results: results.map(shortened),
});

/** Throws an error that says why it is no such file. */
export function readResults(value: unknown, crate: string): readonly RecordedRun[] {
  const { format, crate: of, results } = record(value);
  if (format !== FORMAT) throw new Error(`its format is not ${FORMAT}`);
  if (of !== crate) throw new Error("it is about another crate");
  if (!Array.isArray(results) || !results.every((result) => isResult(result, crate))) {
    throw new Error("it is damaged");
  }
  return results;
}

function isResult(value: unknown, crate: string): value is RecordedRun {
  const { crate: of, module, outcome, message, at, inputs, cost, findings } = record(value);
  return (
    of === crate &&
    typeof module === "string" &&
    (outcome === "proved" || outcome === "failed" || outcome === "omitted") &&
    typeof message === "string" &&
    Number.isFinite(at) &&
    isInputs(record(inputs)) &&
    ["seconds", "steps", "before"].every((each) => isNumberOrNull(record(cost)[each])) &&
    Array.isArray(findings) &&
    findings.every(isFinding)
  );
}

const isInputs = ({ definitions, ...prints }: Record<string, unknown>): boolean =>
  ["annotation", "body", "template", "proof"].every((input) => isTextOrNull(prints[input])) &&
  ["ambient", "theories", "settings"].every((input) => typeof prints[input] === "string") &&
  Array.isArray(definitions) &&
  definitions.every((pair) => Array.isArray(pair) && pair.length === 2 && pair.every(isText));

function isFinding(value: unknown): boolean {
  const { file, range, code, severity, message, detail, related, goals, precision, anchor } = record(value);
  const { item, text, range: anchored } = record(anchor);
  return (
    (anchor === null || (typeof item === "string" && typeof text === "string" && isRange(anchored))) &&
    [file, code, severity, message, detail, precision].every((each) => typeof each === "string") &&
    isRange(range) &&
    Array.isArray(related) &&
    related.every((each) => isRange(record(each)["range"]) && typeof record(each)["path"] === "string") &&
    Array.isArray(goals) &&
    goals.every(
      (goal) => Array.isArray(record(goal)["hypotheses"]) && typeof record(goal)["conclusion"] === "string",
    )
  );
}

const isRange = (value: unknown): boolean =>
  Number.isInteger(record(value)["start"]) && Number.isInteger(record(value)["end"]);
const isText = (value: unknown): boolean => typeof value === "string";
const isTextOrNull = (value: unknown): boolean => value === null || isText(value);
const isNumberOrNull = (value: unknown): boolean => value === null || Number.isFinite(value);

const record = (value: unknown): Record<string, unknown> =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};

/** The first goals matter most. */
function shortened(result: RecordedRun): RecordedRun {
  let left = MOST_TEXT;
  const findings = result.findings.map((finding) => {
    const goals = finding.goals.filter(({ printed }) => {
      left -= printed.length * 2;
      return left > 0;
    });
    const detail = finding.detail.slice(0, Math.max(1000, left));
    left -= detail.length;
    return { ...finding, goals, detail };
  });
  return { ...result, findings };
}
