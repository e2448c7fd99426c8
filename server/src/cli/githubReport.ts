/** Problems as workflow commands, which GitHub shows beside the changed lines of a pull request. */
import type { Severity } from "../annotations/model.ts";
import type { Result } from "./result.ts";

const LEVELS: Readonly<Record<Severity, string>> = {
  error: "error",
  warning: "warning",
  information: "notice",
  hint: "notice",
};

export const githubReport = ({ files }: Result): string =>
  files
    .flatMap(({ path, file, problems }) =>
      problems.map(({ code, severity, message, range }) => {
        const start = file.lines.positionAt(range.start);
        const end = file.lines.positionAt(range.end);
        const place = {
          file: path,
          line: start.line + 1,
          column: start.character + 1,
          endLine: end.line + 1,
          endColumn: end.character + 1,
        };
        return workflowCommand(severity, { ...place, title: code }, message);
      }),
    )
    .join("");

/** Lines and columns count from 1. */
export interface AnnotatedPlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly title: string;
}

/** One line that GitHub turns into an annotation. */
export function workflowCommand(severity: Severity, place: AnnotatedPlace, message: string): string {
  const { file, line, column, endLine, endColumn, title } = place;
  const properties = {
    file: file.replaceAll("\\", "/"),
    line,
    col: column,
    // GitHub takes columns only of a range within one line.
    ...(line === endLine ? { endLine, endColumn } : {}),
    title,
  };
  const list = Object.entries(properties).map(([name, value]) => `${name}=${property(String(value))}`);
  return `::${LEVELS[severity]} ${list.join(",")}::${data(message)}\n`;
}

const data = (text: string): string =>
  text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");

const property = (text: string): string => data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
