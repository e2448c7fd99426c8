/** Problems as JSON: 0-based lines and UTF-16 columns, as in the Language Server Protocol. */
import type { Origin, Problem, RustFile, Severity } from "../annotations/model.ts";
import type { TextPosition, TextRange } from "../text.ts";
import { counts, type Result } from "./result.ts";

interface JsonRange {
  readonly start: TextPosition;
  readonly end: TextPosition;
}

interface JsonDiagnostic {
  readonly code: string;
  readonly severity: Severity;
  readonly origin: Origin;
  readonly message: string;
  readonly range: JsonRange;
  readonly fixes: readonly {
    readonly title: string;
    readonly safe: boolean;
    readonly edits: readonly { readonly range: JsonRange; readonly newText: string }[];
  }[];
}

export function jsonReport(result: Result): string {
  const { error, warning, information, hint } = counts(result);
  const report = {
    files: result.files.map(({ path, file, problems }) => ({
      path,
      diagnostics: jsonDiagnostics(file, problems),
    })),
    summary: {
      files: result.looked,
      annotated: result.files.filter(({ file }) => file.attributes.length > 0).length,
      errors: error,
      warnings: warning,
      information,
      hints: hint,
      fixed: result.files.reduce((sum, { fixed }) => sum + fixed, 0),
      failures: result.failures,
    },
  };
  return `${JSON.stringify(report)}\n`;
}

/** The problems of one file. */
export function jsonDiagnostics(file: RustFile, problems: readonly Problem[]): JsonDiagnostic[] {
  const positions = ({ start, end }: TextRange): JsonRange => ({
    start: file.lines.positionAt(start),
    end: file.lines.positionAt(end),
  });
  return problems.map(({ code, severity, origin, message, range, fixes }) => ({
    code,
    severity,
    origin,
    message,
    range: positions(range),
    fixes: fixes.map(({ title, safe, edits }) => ({
      title,
      safe,
      edits: edits.map((edit) => ({ range: positions(edit.range), newText: edit.newText })),
    })),
  }));
}
