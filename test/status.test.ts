/** The state table: from each state, what one change of the evidence makes of it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { rocqFacts } from "../server/src/project/rocqFacts.ts";
import { type Evidence, type Input, type ProofText, readProof } from "../server/src/verification/evidence.ts";
import { STATUSES, type Status, statusOf } from "../server/src/verification/status.ts";

const complete: ProofText = { kind: "complete" };
const admitted: ProofText = { kind: "admitted", word: "Admitted", line: 172 };

/** A function whose proof went through in the last run. */
const proved: Evidence = {
  considered: true,
  mode: "prove",
  isIncomplete: false,
  doubts: [],
  output: "generated",
  template: "lemma",
  proof: complete,
  listed: true,
  run: { outcome: "proved", changed: [], definitions: [] },
  difference: null,
  usedDifference: null,
  cfg: null,
  predecessor: null,
};
const fresh: Evidence = { ...proved, output: "proofs", template: "absent", listed: null, run: null };
const missing: Evidence = { ...proved, proof: null, listed: null, run: null };
const failed: Evidence = {
  ...proved,
  run: { outcome: "failed", changed: [], definitions: [], message: "No applicable tactic" },
};
const changed = (...inputs: readonly Input[]): Partial<Evidence> => ({
  run: { outcome: "proved", changed: inputs, definitions: [] },
});
const definitions = (...names: readonly string[]): Partial<Evidence> => ({
  run: { outcome: "proved", changed: ["definitions"], definitions: names },
});

type Row = readonly [from: Evidence, change: Partial<Evidence>, to: Status, reason: RegExp];
const table: Readonly<Record<string, Row>> = {
  "nothing happens to a proved function": [proved, {}, "proved", /last run/],
  "the annotation is edited": [proved, changed("annotation"), "stale", /annotation changed/],
  "the body is edited": [proved, changed("body"), "stale", /body changed/],
  "the file is saved": [
    proved,
    changed("source"),
    "stale",
    /^its Rust file changed after the last generation$/,
  ],
  "the template is generated anew": [
    proved,
    changed("template"),
    "stale",
    /template was generated anew since the last successful build/,
  ],
  "a specification that it uses changes": [
    proved,
    definitions("type_of_g"),
    "stale",
    /^the generated `type_of_g` changed since the last successful build$/,
  ],
  "two definitions change": [proved, definitions("a", "b"), "stale", /^the generated `a` and `b` changed/],
  "many definitions change": [
    proved,
    definitions("a", "b", "c", "d", "e"),
    "stale",
    /^the generated `a`, `b`, `c` and 2 others changed/,
  ],
  "what all definitions depend on changes": [
    proved,
    changed("definitions", "template"),
    "stale",
    /^the generated definitions changed, its template was generated anew since/,
  ],
  "a theory changes": [proved, changed("theories"), "stale", /^a Rocq file that it imports changed since/],
  "a manifest changes": [proved, changed("settings"), "stale", /^how the crate is translated or compiled/],
  "what it imports is compiled again": [
    proved,
    changed("order"),
    "stale",
    /^what it imports was compiled after it/,
  ],
  "the specification would be another one now": [
    proved,
    { difference: "The precondition: `0` was generated, `1` would be now." },
    "stale",
    /^the generated specification is not up to date: the precondition: `0` was generated, `1` would be now$/,
  ],
  "a method of an impl is ignored": [proved, { isIncomplete: true }, "proof orphaned", /no specification/],
  "a method of an impl without a proof is ignored": [
    missing,
    { isIncomplete: true },
    "skipped",
    /does not make it an instance/,
  ],
  "the specification of a type that it uses would be another one now": [
    proved,
    { usedDifference: { path: "Page", difference: "The invariant: `0` was generated, `1` would be now." } },
    "stale",
    /^what was generated for `Page`, which it uses, is not up to date: the invariant: `0` was/,
  ],
  "the specification of an unproved function would be another one": [
    { ...proved, run: null },
    { difference: "The result: `n` is gone." },
    "stale",
    /no result of a run was found; the generated specification is not up to date: the result: `n` is gone$/,
  ],
  "there is a specification without a template, and it would be another one": [
    { ...proved, template: "absent" },
    { difference: "The result: `n` is gone." },
    "stale",
    /^the generated specification is not up to date: the result: `n` is gone$/,
  ],
  "the specification of a failed proof would be another one": [
    failed,
    { difference: "The result: `n` is gone." },
    "stale",
    /No applicable tactic; .*not up to date/,
  ],
  "the specification of an admitted proof would be another one": [
    { ...proved, proof: admitted },
    { difference: "The result: `n` is gone." },
    "admitted",
    /^`Admitted` at line 173; the generated specification is not up to date/,
  ],
  "the specification of a trusted function would be another one": [
    { ...missing, mode: "trust_me" },
    { difference: "The result: `n` is gone." },
    "trust_me",
    /assumed.*; the generated specification is not up to date/,
  ],
  "the proof is edited": [proved, changed("proof"), "stale", /proof changed/],
  "the proof is admitted": [proved, { proof: admitted }, "admitted", /^`Admitted` at line 173$/],
  "an admitted proof that compiles": [{ ...proved, proof: admitted }, {}, "admitted", /Admitted/],
  "the proof breaks off": [
    proved,
    { proof: { kind: "unfinished", what: "`Abort`", line: 4 } },
    "unproved",
    /`Abort` at line 5/,
  ],
  "the lemma is renamed": [proved, { proof: { kind: "missing", lemma: "f_proof" } }, "unproved", /f_proof/],
  "the proof becomes unreadable": [proved, { proof: { kind: "unreadable" } }, "unknown", /cannot be read/],
  "the proof is deleted": [proved, { proof: null }, "no proof file yet", /writes one/],
  "the run fails": [proved, { run: failed.run }, "failed", /No applicable tactic/],
  "a failed proof is edited": [
    failed,
    { run: { outcome: "failed", changed: ["proof"], definitions: [], message: "" } },
    "stale",
    /failed in the last run, and its proof changed/,
  ],
  "a failed proof is admitted": [failed, { proof: admitted, run: null }, "admitted", /Admitted/],
  "the build folder is deleted": [proved, { run: null }, "unproved", /no result/],
  "the last run leaves it out": [proved, { template: "absent" }, "not generated", /left it out/],
  "proofs/dune drops it": [proved, { listed: false }, "stale", /proofs\/dune/],
  "it is trusted": [proved, { mode: "trust_me" }, "trust_me", /assumed.*left over/],
  "it is only specified": [proved, { mode: "only_spec" }, "only_spec", /assumed.*left over/],
  "it is skipped": [proved, { mode: "skip" }, "proof orphaned", /rr::skip/],
  "it is skipped, and RefinedRust does not look": [
    proved,
    { mode: "skip", considered: false },
    "proof orphaned",
    /rr::skip/,
  ],
  "it is ignored": [proved, { mode: "ignore" }, "proof orphaned", /rr::ignore/],
  "it becomes a shim": [proved, { mode: "shim" }, "proof orphaned", /rr::shim/],
  "the annotations are removed": [proved, { considered: false }, "proof orphaned", /no annotation any more/],
  "and then its proof": [
    { ...proved, considered: false },
    { proof: null },
    "not annotated",
    /no `rr` attribute/,
  ],
  "a checkout without generated files": [fresh, {}, "unproved", /no result/],
  "an admitted one in a checkout": [fresh, { proof: admitted }, "admitted", /line 173/],
  "no proof in a checkout": [fresh, { proof: null }, "no proof file yet", /writes one/],
  "its proof has another name": [
    fresh,
    { proof: null, predecessor: "proof_g.v" },
    "no proof file yet",
    /proof_g\.v/,
  ],
  "its name is not sure": [
    fresh,
    { proof: null, doubts: ["it comes from a macro"] },
    "unknown",
    /because it comes from a macro/,
  ],
  "no output folder": [missing, { output: "none", template: "absent" }, "not generated", /no output folder/],
  "someone's output folder": [
    missing,
    { output: "unclear", template: "absent" },
    "unknown",
    /cannot be told/,
  ],
  "a new function": [missing, { template: "absent" }, "not generated", /annotated later/],
  "no specification": [missing, { template: "unspecified" }, "not generated", /no specification/],
  "no longer trusted": [missing, { template: "trusted" }, "not generated", /trusted when/],
  "for tests": [missing, { cfg: "test", template: "absent" }, "not generated", /tests only/],
  "under a condition": [missing, { cfg: 'feature="a"', template: "absent" }, "unknown", /depends on/],
  "a skipped function": [missing, { mode: "skip", considered: false }, "skipped", /rr::skip/],
  "an ignored function": [missing, { mode: "ignore" }, "skipped", /rr::ignore/],
  "a shim": [missing, { mode: "shim" }, "skipped", /library/],
  "a trusted function": [missing, { mode: "trust_me", template: "trusted" }, "trust_me", /not proved$/],
  "a specified function": [
    missing,
    { mode: "only_spec", template: "absent" },
    "only_spec",
    /not translated$/,
  ],
  "code of a library": [proved, { mode: "code_shim" }, "proved", /last run/],
};
for (const [what, [from, change, status, reason]] of Object.entries(table)) {
  test(what, () => {
    const found = statusOf({ ...from, ...change });
    assert.equal(found.status, status, found.reason);
    assert.match(found.reason, reason);
  });
}

test("the table reaches every status", () => {
  const reached = new Set(Object.values(table).map(([, , status]) => status));
  assert.deepEqual(
    STATUSES.filter((status) => !reached.has(status)),
    [],
  );
});

const anyProof: fc.Arbitrary<ProofText | null> = fc.constantFrom<ProofText | null>(
  null,
  complete,
  admitted,
  { kind: "unfinished", what: "`Abort`", line: 1 },
  { kind: "missing", lemma: "f_proof" },
  { kind: "unreadable" },
);
const anyInputs = fc.subarray<Input>([
  "annotation",
  "body",
  "source",
  "template",
  "definitions",
  "theories",
  "settings",
  "proof",
  "order",
]);
const anyEvidence: fc.Arbitrary<Evidence> = fc.record({
  considered: fc.boolean(),
  mode: fc.constantFrom("prove", "trust_me", "code_shim", "only_spec", "shim", "ignore", "skip"),
  doubts: fc.constantFrom([], ["it comes from a macro"]),
  output: fc.constantFrom("none", "unclear", "proofs", "generated"),
  template: fc.constantFrom("absent", "lemma", "trusted", "unspecified"),
  proof: anyProof,
  listed: fc.constantFrom(null, true, false),
  run: fc.oneof(
    fc.constant(null),
    anyInputs.map((changed) => ({ outcome: "proved" as const, changed, definitions: [] })),
    anyInputs.map((changed) => ({
      outcome: "failed" as const,
      changed,
      definitions: [],
      message: "it failed",
    })),
  ),
  difference: fc.constantFrom(null, "The result: `1` is gone."),
  isIncomplete: fc.boolean(),
  usedDifference: fc.constantFrom(null, { path: "Page", difference: "The type: `1` is gone." }),
  cfg: fc.constantFrom(null, "test", 'feature="a"'),
  predecessor: fc.constantFrom(null, "proof_g.v"),
});

test("proved is said only of a complete proof with a result that nothing changed since", () => {
  fc.assert(
    fc.property(anyEvidence, (evidence) => {
      const { status, reason } = statusOf(evidence);
      assert.ok(STATUSES.includes(status));
      assert.notEqual(reason, "");
      if (status !== "proved") return;
      assert.ok(evidence.considered && (evidence.mode === "prove" || evidence.mode === "code_shim"));
      assert.deepEqual(evidence.proof, complete);
      assert.deepEqual(evidence.run, { outcome: "proved", changed: [], definitions: [] });
      assert.notEqual(evidence.listed, false);
      assert.equal(evidence.difference, null);
      assert.equal(evidence.usedDifference, null);
      assert.ok(!evidence.isIncomplete);
    }),
    { numRuns: 2000 },
  );
});

const texts: readonly (readonly [string, string, ProofText])[] = [
  ["a complete proof", "Lemma f_proof : f_lemma. Proof. done. Qed.", complete],
  ["an admitted one", "Lemma f_proof : f_lemma.\nAdmitted.", { kind: "admitted", word: "Admitted", line: 1 }],
  [
    "an admitted lemma beside it",
    "Lemma a : P. Admitted. Lemma f_proof : f_lemma. Proof. done. Qed.",
    { kind: "admitted", word: "Admitted", line: 0 },
  ],
  [
    "an axiom beside it",
    "Axiom a : P.\nLemma f_proof : f_lemma. Proof. done. Qed.",
    { kind: "admitted", word: "Axiom", line: 0 },
  ],
  [
    "admit before Qed",
    "Lemma f_proof : f_lemma. Proof.\nadmit. Qed.",
    { kind: "unfinished", what: "`admit`", line: 1 },
  ],
  ["Abort", "Lemma f_proof : f_lemma. Proof. Abort.", { kind: "unfinished", what: "`Abort`", line: 0 }],
  ["another lemma", "Lemma g_proof : P. Proof. done. Qed.", { kind: "missing", lemma: "f_proof" }],
  ["another statement", "Lemma f_proof : g_lemma. Proof. done. Qed.", { kind: "missing", lemma: "f_lemma" }],
  ["an empty file", "", { kind: "missing", lemma: "f_proof" }],
  [
    "a proof that breaks off",
    "Lemma f_proof : f_lemma.\nProof. split.",
    { kind: "unfinished", what: "the proof breaks off", line: 1 },
  ],
  [
    "an open comment",
    "Lemma f_proof : f_lemma. Proof. done. Qed.\n(* ",
    { kind: "unfinished", what: "a comment that does not end begins", line: 1 },
  ],
];
for (const [what, text, expected] of texts) {
  test(`the text of ${what}`, () => {
    const facts = rocqFacts("/proof_f.v", text);
    assert.deepEqual(readProof(facts, "f_proof", "f_lemma"), expected);
  });
}

test("a file that cannot be read", () =>
  assert.deepEqual(readProof(null, "f_proof", null), { kind: "unreadable" }));
