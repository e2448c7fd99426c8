/** What may help with a goal whose shape is known: clauses to add, and steps for its proof. */
import type { TextEdit } from "../text.ts";
import type { Goal } from "../verification/goal.ts";
import { statementOf } from "../verification/goalText.ts";
import type { WrittenItem } from "../verification/placeModel.ts";
import { type ProofStep, proofStep } from "../verification/proofStep.ts";
import { valueInRange } from "../verification/rangeCondition.ts";
import { type Claim, claimsOf } from "../verification/rocqTerms.ts";
import type { RustFinding } from "../verification/rustFinding.ts";
import type { Hint, HintSource } from "./hint.ts";
import { BEFORE_REQUIRES, inString, insertAttributes } from "./insertAttribute.ts";
import { missingOwnership } from "./ownershipHint.ts";

/** Empty unless the shape of the first goal, or the finding itself, justifies one. */
export function hintsFor(finding: RustFinding, source: HintSource): Hint[] {
  if (finding.code === "lifetime-unconstrained") return lifetimeHint(finding, source);
  const [goal] = finding.goals;
  if (!goal?.isExamined || !goal.isComplete) return [];
  if (goal.kind === "stuck") return missingOwnership(goal, source);
  if (goal.kind !== "sideCondition") return [];
  const required = requiredRange(goal, source);
  return required.length > 0 ? required : triedTactic(goal, source);
}

/** An operation may overflow, and only parameters decide whether it does. */
function requiredRange(goal: Goal, { written }: HintSource): Hint[] {
  const statement = statementOf(goal.conclusion);
  const claims = claimsOf(statement);
  // In a branch the condition would be asked of callers who never come there.
  if (goal.branches.length > 0 || claims.some((claim) => valueInRange(claim) === null)) return [];
  const parameters = new Set(
    written.binders.flatMap(({ name, kind }) => (kind === "parameter" ? [name] : [])),
  );
  const variables = wordsIn(claims).filter((word) => isLocal(word, goal));
  if (variables.length === 0 || variables.some((word) => !parameters.has(word))) return [];
  if (isRequired(claims, written)) return [];
  const clause = `#[${written.hotword}::requires("${inString(statement)}")]`;
  const edit = insertAttributes(written, [clause], BEFORE_REQUIRES);
  return [{ title: `Require \`${inString(statement)}\``, edits: [{ path: written.file, edits: [edit] }] }];
}

const wordsIn = (claims: readonly Claim[]): string[] =>
  claims.flatMap((claim) =>
    claim.flatMap((token) => (/^[\p{L}_]/u.test(token) ? [token.split(".")[0] ?? ""] : [])),
  );

const isLocal = (word: string, { hypotheses }: Goal): boolean =>
  hypotheses.some(({ name, context }) => context === "pure" && name.split(", ").includes(word));

const isRequired = (claims: readonly Claim[], { clauses }: WrittenItem): boolean => {
  const known = clauses
    .filter(({ keyword }) => keyword === "requires")
    .flatMap(({ texts }) =>
      texts.flatMap(({ role, value }) => (role === "proposition" ? claimsOf(value) : [])),
    )
    .map((claim) => claim.join(" "));
  return claims.every((claim) => known.includes(claim.join(" ")));
};

/** The default solvers know linear arithmetic and no sets. */
function triedTactic(goal: Goal, { written, proof }: HintSource): Hint[] {
  const claims = claimsOf(statementOf(goal.conclusion));
  if (claims.length === 0) return [];
  const tactic = claims.every(isNonlinear) ? "nia" : claims.every(isOfSets) ? "set_solver" : null;
  if (tactic === null || written.attributes.some(({ name }) => name === "tactics")) return [];
  const attribute = insertAttributes(
    written,
    [`#[${written.hotword}::tactics("${tactic}.")]`],
    BEFORE_TACTICS,
  );
  const step = proof && proofStep(proof.text, proof.lemma, goal.kind);
  // RefinedRust keeps a proof that is there, so that the attribute alone would change nothing.
  if (proof && !step?.isAutomatic) return [];
  const script =
    proof && step ? [{ path: proof.path, edits: [stepEdit(`{ ${tactic}. all: shelve. }`, step)] }] : [];
  return [
    {
      title: `Try \`${tactic}\` on this condition${script.length > 0 ? ", in the annotations and in the proof" : ""}`,
      edits: [{ path: written.file, edits: [attribute] }, ...script],
    },
  ];
}

const BEFORE_TACTICS: ReadonlySet<string> = new Set([
  ...BEFORE_REQUIRES,
  "ensures",
  "exists",
  "returns",
  "observe",
]);

/** A product of two terms neither of which is a number. */
const isNonlinear = (claim: Claim): boolean =>
  claim.some((token) => /^[=≤<≠]$/u.test(token)) &&
  claim.some(
    (token, n) => token === "*" && !/^\d/.test(claim[n - 1] ?? "0") && !/^\d/.test(claim[n + 1] ?? "0"),
  );

const isOfSets = (claim: Claim): boolean =>
  claim.some((token) => /^[∈∉⊆=]$/u.test(token)) && claim.some((token) => /^[∪∩∖⊆]$/u.test(token));

const stepEdit = (step: string, { before, indentation }: ProofStep): TextEdit => ({
  range: { start: before.start, end: before.start },
  newText: `${step}\n${indentation}`,
});

/** The prelude wants to be told which lifetimes outlive it; with only one there is no choice. */
function lifetimeHint({ detail }: RustFinding, { written, proof }: HintSource): Hint[] {
  const name = /Lifetime\s+"([^"]+)"\s+is unconstrained/.exec(detail)?.[1];
  const known = /fn\(∀ \( \*\[([^\]]*)\]\)/u.exec(written.printed?.text ?? "")?.[1] ?? "";
  const [lifetime, ...others] = known.split(";").map((each) => each.trim());
  if (name === undefined || !lifetime || others.length > 0 || proof === null) return [];
  const hint = `pose_unconstrained_lft_hint "${name}" ["${lifetime}"].`;
  const prelude = /^([ \t]*)[\p{L}\p{N}_']+_prelude\./mu.exec(proof.text);
  if (!prelude || proof.text.includes(`pose_unconstrained_lft_hint "${name}"`)) return [];
  const at = prelude.index + (prelude[1]?.length ?? 0);
  const edit = { range: { start: at, end: at }, newText: `${hint}\n${prelude[1] ?? ""}` };
  return [
    {
      title: `Pose \`${lifetime}\` as a hint for the lifetime \`${name}\` in the proof`,
      edits: [{ path: proof.path, edits: [edit] }],
    },
  ];
}
