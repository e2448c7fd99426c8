/** What is wrong with an installation, and what mends it: facts in, lines out. */
import type { CheckLine } from "./checkLine.ts";
import type { DoctorFacts } from "./doctorFacts.ts";
import { judgeProject } from "./doctorProject.ts";
import { judgeRocq } from "./doctorRocq.ts";
import { judgeTranslator } from "./doctorTranslator.ts";

/** In the order in which a run needs things: translator, prover, project, surroundings. */
export function diagnose(facts: DoctorFacts): CheckLine[] {
  const unreachable = whyUnreachable(facts);
  if (unreachable !== null) return [unreachable, ...judgeProject(facts)];
  return [
    ...judgeTranslator(facts),
    ...judgeRocq(facts),
    ...facts.commands.map(judgeCommand),
    ...judgeProject(facts),
    // The editor's own environment does not matter where commands run elsewhere.
    ...(facts.elsewhere === null ? [judgeLoginShell(facts)] : []),
  ];
}

/** The way to another place is at fault when every program fails with the same words. */
function whyUnreachable({ elsewhere, programs }: DoctorFacts): CheckLine | null {
  const messages = new Set(
    Object.values(programs).map(({ answer }) => (answer.kind === "failed" ? answer.message : null)),
  );
  const [message] = messages;
  if (elsewhere === null || message == null || messages.size > 1) return null;
  return {
    subject: elsewhere,
    place: "the settings of runs",
    verdict: "missing",
    found: `nothing can be run there: ${message}`,
    fix: `Have \`${elsewhere}\` work in a terminal without asking anything`,
  };
}

function judgeCommand({ step, program, path }: DoctorFacts["commands"][number]): CheckLine {
  const line = { subject: program, place: `the folders of PATH, for the command of the step \`${step}\`` };
  if (path !== null) return { ...line, verdict: "ok", found: `\`${path}\``, fix: null };
  const fix = "Install it, or have the setting `refinedrust.run` name another command";
  return { ...line, verdict: "missing", found: "not found", fix };
}

/** An editor that is not started from a terminal does not have what start-up files of shells add to PATH. */
function judgeLoginShell({ loginShell, isTrusted }: DoctorFacts): CheckLine {
  const { shell, path, failure, own } = loginShell;
  const line = { subject: "PATH", place: "the environment" };
  if (shell === null) return { ...line, verdict: "ok", found: `${own.length} folders`, fix: null };
  const both = { ...line, place: `the environment and \`${shell}\` as a login shell` };
  if (path === null) {
    const untrusted = "the login shell was not asked: nothing is executed in a workspace that is not trusted";
    return {
      ...both,
      verdict: "unknown",
      found: failure ?? (isTrusted ? "no answer" : untrusted),
      fix: null,
    };
  }
  const lacking = path.filter((folder) => !own.includes(folder));
  if (lacking.length === 0)
    return { ...both, verdict: "ok", found: "all that the login shell has", fix: null };
  return {
    ...both,
    verdict: "warning",
    found: `only the login shell has ${lacking.map((folder) => `\`${folder}\``).join(", ")}`,
    fix: "Start the editor from a terminal, or add these folders to the PATH of your desktop session",
  };
}
