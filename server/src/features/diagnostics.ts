/** The problems of a document as diagnostics of the protocol. */
import { type Diagnostic, DiagnosticSeverity, DiagnosticTag } from "vscode-languageserver-types";
import type { Problem, Severity } from "../annotations/model.ts";
import { lspRange } from "./positions.ts";
import type { Snapshot } from "./snapshot.ts";

/** Shown beside each message, so that it is not taken for one of the compiler. */
const SOURCE = "refinedrust";

export const diagnostics = (snapshot: Snapshot): Diagnostic[] =>
  snapshot.problems.map((problem) => diagnosticOf(problem, snapshot));

/** One problem; its `data` says who objects, for clients that sort or colour by it. */
export function diagnosticOf(problem: Problem, snapshot: Snapshot): Diagnostic {
  const { uri, client } = snapshot;
  const { lines } = snapshot.file;
  const href = snapshot.documentation(problem.code);
  return {
    range: lspRange(lines, problem.range),
    severity: SEVERITIES[problem.severity],
    code: problem.code,
    ...(href === null ? {} : { codeDescription: { href } }),
    source: SOURCE,
    message: problem.message,
    ...(problem.unnecessary ? { tags: [DiagnosticTag.Unnecessary] } : {}),
    ...(problem.related?.length && client.relatedInformation
      ? {
          relatedInformation: problem.related.map(({ range, message }) => ({
            location: { uri, range: lspRange(lines, range) },
            message,
          })),
        }
      : {}),
    data: { origin: problem.origin },
  };
}

const SEVERITIES: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};
