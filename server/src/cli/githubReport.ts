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
        const properties = {
          file: path.replaceAll("\\", "/"),
          line: start.line + 1,
          col: start.character + 1,
          // GitHub takes columns only of a range within one line.
          ...(start.line === end.line ? { endLine: end.line + 1, endColumn: end.character + 1 } : {}),
          title: code,
        };
        const list = Object.entries(properties).map(([name, value]) => `${name}=${property(String(value))}`);
        return `::${LEVELS[severity]} ${list.join(",")}::${data(message)}\n`;
      }),
    )
    .join("");

const data = (text: string): string =>
  text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");

const property = (text: string): string => data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
