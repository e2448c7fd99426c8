/** On recorded verdicts of RefinedRust and rustc, our errors agree with what they refuse and accept. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { Problem } from "../server/src/annotations/model.ts";
import { LineIndex } from "../server/src/text.ts";
import { checkText } from "./support/checking.ts";

/** One small crate root; `target` are the 0-based lines of the attributes that were judged. */
interface Case {
  readonly id: string;
  readonly context: string;
  readonly code: string;
  readonly target: { readonly startLine: number; readonly endLine: number };
  readonly verdict: { readonly ok: boolean; readonly error: string | null; readonly errMarker: boolean };
}

/**
 * Cases on `const` items were judged by the parser of statics alone. RefinedRust itself never gives it a `const`
 * (register_consts looks at statics only), so that no error would be true.
 */
const isJudgedByParserOnly = (c: Case): boolean => c.context === "const";

const cases: Case[] = readFileSync(join(import.meta.dirname, "fixtures/verdicts.jsonl"), "utf8")
  .split("\n")
  .filter(Boolean)
  .map((line) => JSON.parse(line));

/** Why the problems contradict the verdict; null when they agree. Crate and module attributes may be blamed anywhere. */
function disagreement(c: Case): string | null {
  const problems = checkText(c.code, "src/main.rs");
  const lines = new LineIndex(c.code);
  const onTarget = ({ range }: Problem): boolean =>
    c.context === "crate" ||
    c.context === "module" ||
    (lines.positionAt(range.start).line <= c.target.endLine + 1 &&
      lines.positionAt(range.end).line >= c.target.startLine - 1);
  const refusals = problems.filter(
    (p) => p.severity === "error" && (p.origin === "frontend" || p.origin === "rustc"),
  );
  const [refusal] = refusals;
  if (!c.verdict.ok) {
    if (!refusal) return `refused with ${c.verdict.error}, but no error is reported`;
    return refusals.some(onTarget)
      ? null
      : `the error is not where the refused attribute is: ${refusal.message}`;
  }
  if (refusal) return `accepted, but reported: ${refusal.code}: ${refusal.message}`;
  const noticed = problems.some((p) => onTarget(p) && (p.severity === "error" || p.severity === "warning"));
  return c.verdict.errMarker && !noticed ? "a failed lookup is not reported" : null;
}

test("errors agree with the recorded verdicts", () => {
  const disagreements = cases.flatMap((c) => {
    const why = isJudgedByParserOnly(c) ? null : disagreement(c);
    return why ? [`${c.id}: ${why}`] : [];
  });
  assert.ok(cases.length > 1000);
  assert.deepEqual(disagreements, []);
});
