/** What is really known about the proof of a function, and why. */
import type { Changes, Evidence, Input, ProofText } from "./evidence.ts";

/** The closed set; a new one changes the table in test/status.test.ts. */
export const STATUSES = [
  "not annotated",
  "skipped",
  "only_spec",
  "trust_me",
  "not generated",
  "no proof file yet",
  "unproved",
  "admitted",
  "proved",
  "failed",
  "stale",
  "proof orphaned",
  "unknown",
] as const;

export type Status = (typeof STATUSES)[number];

/** True when what an earlier run found is of no matter: it was proved by other means, or is not to be proved any more. */
export const isSettled = (status: Status | undefined): boolean => status !== undefined && SETTLED.has(status);

const SETTLED: ReadonlySet<Status> = new Set(["proved", "skipped", "trust_me", "only_spec", "not annotated"]);

export interface Verdict {
  readonly status: Status;
  /** In words, for people: what was seen, and where. */
  readonly reason: string;
}

/** Never better than the evidence: `proved` needs a result, and nothing that changed since. */
export function statusOf(evidence: Evidence): Verdict {
  const { difference, usedDifference } = evidence;
  const found = statusByFiles(evidence);
  if (difference !== null) return withDifference(found, difference);
  if (usedDifference === null || found.status !== "proved") return found;
  const { path } = usedDifference;
  const why = `what was generated for \`${path}\`, which it uses, is not up to date`;
  return verdict("stale", `${why}: ${inSentence(usedDifference.difference)}`);
}

/** A proof of what is not specified any more is worth nothing; that something is believed, or missing, stays true. */
function withDifference({ status, reason }: Verdict, difference: string): Verdict {
  const why = `the generated specification is not up to date: ${inSentence(difference)}`;
  // With a specification there, it is not quite true that nothing was generated.
  if (status === "proved" || status === "not generated") return verdict("stale", why);
  return verdict(OVERTAKEN.has(status) ? "stale" : status, `${reason}; ${why}`);
}

const OVERTAKEN: ReadonlySet<Status> = new Set(["unproved", "failed"]);

const inSentence = (sentence: string): string =>
  `${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`.replace(/\.$/, "");

function statusByFiles(evidence: Evidence): Verdict {
  if (!evidence.considered) return withoutAnnotation(evidence);
  if (evidence.isIncomplete && evidence.mode !== "skip") return unlessOrphaned(evidence, INCOMPLETE);
  switch (evidence.mode) {
    case "shim":
      return unlessOrphaned(evidence, "`rr::shim`: code and specification of a library are used instead");
    case "ignore":
      return unlessOrphaned(evidence, "`rr::ignore` leaves it out");
    case "skip":
      return unlessOrphaned(evidence, "`rr::skip` leaves it out");
    case "only_spec":
      return assumed(evidence, "only_spec", "the specification is assumed, the body is not translated");
    case "trust_me":
      return assumed(evidence, "trust_me", "the specification is assumed, the body is not proved");
    case "prove":
    case "code_shim":
      return evidence.proof === null ? withoutProof(evidence) : withProof(evidence, evidence.proof);
  }
}

const INCOMPLETE =
  "one of its methods gets no specification, so that RefinedRust does not make it an instance of the trait";

const verdict = (status: Status, reason: string): Verdict => ({ status, reason });

function withoutAnnotation(evidence: Evidence): Verdict {
  if (evidence.mode === "skip") return unlessOrphaned(evidence, "`rr::skip` leaves it out");
  if (evidence.proof !== null)
    return verdict("proof orphaned", "it has a proof file but no annotation any more");
  return verdict("not annotated", "it has no `rr` attribute");
}

const unlessOrphaned = (evidence: Evidence, reason: string): Verdict =>
  evidence.proof === null
    ? verdict("skipped", reason)
    : verdict("proof orphaned", `${reason}; its proof file is left over`);

const assumed = (evidence: Evidence, status: "only_spec" | "trust_me", reason: string): Verdict =>
  verdict(status, evidence.proof === null ? reason : `${reason}; a proof file is left over`);

function withoutProof(evidence: Evidence): Verdict {
  if (evidence.output === "unclear") {
    return verdict("unknown", "which output folder belongs to its crate cannot be told");
  }
  if (evidence.output === "none") {
    return verdict("not generated", "RefinedRust has not run: the crate has no output folder");
  }
  if (evidence.cfg === "test") return verdict("not generated", "it is compiled for tests only");
  if (evidence.doubts.length > 0) {
    return verdict(
      "unknown",
      `its Rocq name cannot be told for sure, because ${evidence.doubts.join(", and ")}`,
    );
  }
  if (evidence.cfg !== null && evidence.template === "absent") {
    return verdict("unknown", `whether it is compiled depends on \`cfg(${evidence.cfg})\``);
  }
  if (evidence.output === "generated") {
    if (evidence.template === "absent") return notTranslated(evidence);
    if (evidence.template === "unspecified")
      return verdict("not generated", "RefinedRust found no specification");
    if (evidence.template === "trusted") {
      return verdict("not generated", "it was trusted when RefinedRust ran last: its template is from then");
    }
  }
  const before = evidence.predecessor;
  if (before === null) return verdict("no proof file yet", "RefinedRust writes one when it runs");
  return verdict("no proof file yet", `\`${before}\` was probably its proof under another name`);
}

function notTranslated({ run }: Evidence): Verdict {
  const left = "the last run of RefinedRust left it out";
  return run?.outcome === "omitted" && run.changed.length === 0
    ? verdict("not generated", `${left}: ${run.message}`)
    : verdict("not generated", `${left}: it was annotated later, or translating it failed`);
}

function withProof(evidence: Evidence, proof: ProofText): Verdict {
  const { run } = evidence;
  if (proof.kind === "unreadable") return verdict("unknown", "its proof file cannot be read");
  if (run?.outcome === "failed") {
    if (run.changed.length > 0) return verdict("stale", `it failed in the last run, and ${since(run)}`);
    return verdict("failed", run.message);
  }
  if (proof.kind === "admitted") return verdict("admitted", `\`${proof.word}\` at line ${proof.line + 1}`);
  if (proof.kind === "unfinished") return verdict("unproved", `${proof.what} at line ${proof.line + 1}`);
  if (proof.kind === "missing")
    return verdict("unproved", `the proof file does not state \`${proof.lemma}\``);
  if (evidence.output === "generated" && evidence.template === "absent") return notTranslated(evidence);
  if (evidence.listed === false) {
    return verdict("stale", "`proofs/dune` of the last run does not name it, so that nothing checks it");
  }
  if (run === null || run.outcome === "omitted") {
    return verdict("unproved", "its proof is complete, but no result of a run was found");
  }
  if (run.changed.length > 0) return verdict("stale", since(run));
  return verdict("proved", "in the last run, and nothing changed since");
}

const CHANGES: Readonly<Record<Exclude<Input, "definitions" | "source" | "order" | "extras">, string>> = {
  annotation: "its annotation changed",
  body: "its body changed",
  template: "its template was generated anew",
  theories: "a Rocq file that it imports changed",
  settings: "how the crate is translated or compiled changed (manifests, settings, dune files, libraries)",
  proof: "its proof changed",
};

function since({ changed, definitions }: Changes): string {
  const after: string[] = [];
  const others: string[] = [];
  for (const input of changed) {
    if (input === "source") others.push("its Rust file changed after the last generation");
    else if (input === "extras") others.push("the file of `extra_specs` changed after the last generation");
    else if (input === "order")
      others.push("what it imports was compiled after it, or could not be compiled");
    else after.push(input === "definitions" ? changedDefinitions(definitions) : CHANGES[input]);
  }
  if (after.length > 0) others.unshift(`${after.join(", ")} since the last successful build`);
  return others.join(", ");
}

/** More names nobody reads. */
const MOST_NAMES = 3;

function changedDefinitions(names: readonly string[]): string {
  if (names.length === 0) return "the generated definitions changed";
  const shown = names.slice(0, MOST_NAMES).map((name) => `\`${name}\``);
  const others = names.length - shown.length;
  if (others > 0) shown.push(others === 1 ? "one other" : `${others} others`);
  const last = shown.pop();
  return `the generated ${shown.length > 0 ? `${shown.join(", ")} and ` : ""}${last} changed`;
}
