/** What is said of one program: whether it is there, whether it starts, and its version. */
import { type CheckLine, NOT_ASKED } from "./checkLine.ts";
import type { DoctorFacts, ProgramName } from "./doctorFacts.ts";

/** What mends a program that is not there, or does not start. */
export interface Remedies {
  readonly install: string;
  readonly start: string;
}

/** `judge` sees what the program said of its version, and may find it fault. */
export function judgeProgram(
  facts: DoctorFacts,
  name: ProgramName,
  remedies: Remedies,
  judge: (text: string) => Pick<CheckLine, "verdict" | "found" | "fix">,
): CheckLine {
  const { path, unusable, answer, inLoginShell } = facts.programs[name];
  const place = facts.elsewhere === null ? "the folders of PATH" : `the PATH of \`${facts.elsewhere}\``;
  const line = { subject: name, place };
  const missing = (found: string, fix: string): CheckLine => ({ ...line, verdict: "missing", found, fix });
  if (facts.elsewhere === null && path === null) {
    if (unusable !== null)
      return missing(`\`${unusable}\` is not executable`, `Run \`chmod +x ${unusable}\``);
    if (inLoginShell === null) return missing("not found", remedies.install);
    return missing(
      `not found; the login shell finds \`${inLoginShell}\``,
      `Start the editor from a terminal, or add \`${folderOf(inLoginShell)}\` to its PATH`,
    );
  }
  const at = path === null ? "" : `\`${path}\`: `;
  switch (answer.kind) {
    case "notAsked":
      return {
        ...line,
        verdict: "unknown",
        found: `${at}${NOT_ASKED}`,
        fix: null,
      };
    case "failed":
      return missing(`${at}it does not start: ${answer.message}`, remedies.start);
    case "said": {
      const judged = judge(answer.text);
      return { ...line, ...judged, found: `${at}${judged.found}` };
    }
  }
}

const folderOf = (path: string): string => path.replace(/[\\/][^\\/]*$/, "");
