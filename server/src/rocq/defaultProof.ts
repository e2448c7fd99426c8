/** The proof that RefinedRust writes for a function, and whether somebody has worked on it since. */

export interface DefaultProof {
  /** The function's Rocq name. */
  readonly name: string;
  /** The logical path of the crate's output: `P.C`. */
  readonly theory: string;
  readonly crate: string;
  /** Of `rr::tactics`, in source order. */
  readonly tactics: readonly string[];
}

/** The text of `proof_F.v` (write_proofs in translation/src/lib.rs, generate_proof in radium/src/code.rs). */
export const defaultProof = ({ name, theory, crate, tactics }: DefaultProof): string =>
  `From caesium Require Import lang notation.
From refinedrust Require Import typing shims.
From ${theory}.generated Require Import generated_code_${crate} generated_specs_${crate} generated_template_${name}.

Set Default Proof Using "Type".

Section proof.
Context \`{RRGS : !refinedrustGS Σ}.

Lemma ${name}_proof (π : thread_id) :
  ${name}_lemma π.
Proof.
  ${name}_prelude.

  rep <-! liRStep; liShow.

  all: print_remaining_goal.
  Unshelve. all: sidecond_solver.
  Unshelve. all: sidecond_hammer.
${tactics.map((tactic) => `  ${tactic.startsWith("all:") ? tactic : `{ ${tactic} all: shelve. }`}\n`).join("")}  Unshelve. all: print_remaining_sidecond.
Qed.
End proof.
`;

/**
 * True when the script between `Proof.` and `Qed.` is the one that is written by default, in today's or the older form,
 * so that nothing is lost with the file.
 */
export function isDefaultProof(text: string, name: string): boolean {
  const script = /\bProof\.([\s\S]*)\bQed\./.exec(text)?.[1]?.replace(/\s+/g, " ").trim();
  const written = defaultProof({ name, theory: "", crate: "", tactics: [] });
  const wanted = /\bProof\.([\s\S]*)\bQed\./.exec(written)?.[1]?.replace(/\s+/g, " ").trim() ?? "";
  return script === wanted || script === wanted.replace("rep <-! liRStep", "repeat liRStep");
}
