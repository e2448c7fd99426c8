/** The results of runs as diagnostics of a Rust document. */
import { type Diagnostic, DiagnosticSeverity, DiagnosticTag } from "vscode-languageserver-types";
import { LineIndex } from "../text.ts";
import type { Severity } from "../verification/output.ts";
import type { KeptFinding } from "../verification/recorded.ts";
import { remedyOf } from "../verification/remedy.ts";
import { standingOf } from "./anchors.ts";
import { type PlacingView, readingOnce } from "./placing.ts";
import { lspRange } from "./positions.ts";

/** Beside each message: it was not found by reading the annotation. */
const SOURCE = "refinedrust run";

/** So many of one file are shown; more than that nobody reads. */
const MOST = 200;

export interface DiagnosticView extends PlacingView {
  readonly uri: (path: string) => string;
}

/**
 * Those of one file, as it is now. What stands in an item that was edited since says so, and is dimmed; what an edit has
 * removed is gone.
 */
export function runDiagnostics(findings: readonly KeptFinding[], project: DiagnosticView): Diagnostic[] {
  const view = readingOnce(project);
  const texts = new Map<string, LineIndex>();
  const linesOf = (path: string): LineIndex => {
    const known = texts.get(path) ?? new LineIndex(view.text(path) ?? "");
    texts.set(path, known);
    return known;
  };
  return findings.slice(0, MOST).flatMap((finding) => {
    const standing = standingOf(finding, view);
    if (!standing) return [];
    const { range, isEdited } = standing;
    const related = finding.related.map((place) => ({
      location: { uri: view.uri(place.path), range: lspRange(linesOf(place.path), place.range) },
      message: place.message,
    }));
    return [
      {
        range: lspRange(linesOf(finding.file), range),
        severity: SEVERITIES[finding.severity],
        code: finding.code,
        source: SOURCE,
        message: messageOf(finding, isEdited),
        ...(isEdited ? { tags: [DiagnosticTag.Unnecessary] } : {}),
        ...(related.length > 0 ? { relatedInformation: related } : {}),
        data: {
          origin: "run",
          rocqName: finding.rocqName,
          precision: finding.precision,
          goals: finding.goals.length,
        },
      },
    ];
  });
}

/** What stands on no clause is told in full, since nothing else leads to its cause. */
function messageOf({ code, message, detail, precision }: KeptFinding, isEdited: boolean): string {
  const remedy = remedyOf(code);
  const more = precision === "crate" && flat(detail) !== flat(message) ? shortened(detail) : [];
  return [
    `${message}${isEdited ? " (from before the edit)" : ""}`,
    ...more,
    ...(remedy === null ? [] : [remedy]),
  ].join("\n");
}

const flat = (text: string): string => text.replace(/\s+/g, " ").trim();

/** The command and its first and last lines. */
function shortened(detail: string): string[] {
  const lines = detail.split("\n").map((line) => (line.length > 300 ? `${line.slice(0, 300)} …` : line));
  return lines.length <= 40 ? lines : [...lines.slice(0, 15), "…", ...lines.slice(-24)];
}

const SEVERITIES: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
};
