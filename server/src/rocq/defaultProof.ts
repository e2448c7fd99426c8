/** The proof that RefinedRust writes for a function, and whether somebody has worked on it since. */

export interface DefaultInclusion {
  /** The Rocq name of the function or the impl. */
  readonly name: string;
  /** The logical path of the crate's output: `P.C`. */
  readonly theory: string;
  readonly crate: string;
}

export interface DefaultProof extends DefaultInclusion {
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

/** The text of `trait_incl_I_spec_subsumption_correct.v` (write_proofs, ImplSpec::generate_proof in radium/src/specs/traits.rs). */
export const defaultInclusion = ({ name, theory, crate }: DefaultInclusion): string =>
  `From caesium Require Import lang notation.
From refinedrust Require Import typing shims.
From ${theory}.generated Require Import generated_specs_${crate}.

Set Default Proof Using "Type".

Section proof.
Context \`{RRGS : !refinedrustGS Σ}.

Lemma ${name}_spec_subsumption_correct  : (${name}_spec_subsumption).
Proof.
  unfold ${name}_spec_subsumption; solve_trait_incl_prelude.
  all: repeat liRStep; liShow.
  all: print_remaining_trait_goal.
  Unshelve.
  all: sidecond_solver.
  Unshelve.
  all: sidecond_hammer.
Qed.

End proof.
`;

/**
 * True when the script between `Proof.` and `Qed.` is the one that is written by default for the function or impl, in
 * today's or the older form, so that nothing is lost with the file.
 */
export function isDefaultProof(text: string, name: string): boolean {
  const own = { name, theory: "", crate: "" };
  const written = scriptOf(defaultProof({ ...own, tactics: [] }));
  const known = [
    written,
    written?.replace("rep <-! liRStep", "repeat liRStep"),
    scriptOf(defaultInclusion(own)),
  ];
  const script = scriptOf(text);
  return script !== undefined && known.includes(script);
}

const scriptOf = (text: string): string | undefined =>
  /\bProof\.([\s\S]*)\bQed\./.exec(text)?.[1]?.replace(/\s+/g, " ").trim();
