/** The definitions that RefinedRust makes of a struct's invariant. */
import type { Invariant } from "./invariantClauses.ts";
import type { Workshop } from "./itemScope.ts";
import { app } from "./layout.ts";
import { attributeRecord } from "./requirements.ts";
import { type GenericScope, identityInstantiation, requirementBinders, specQuantifiers } from "./scope.ts";
import { contextItems, contextNames, implicitContext, sectionContext } from "./sections.ts";

/** `∃ .., ⌜inner_rfn = ..⌝ ∗ .. ∗ True` (assemble_plain_owned_invariant and its siblings). */
function body(invariant: Invariant, of: "owned" | "shared" | "persistent"): string {
  const exists = invariant.existentials.length === 0 ? "" : `∃ ${invariant.existentials.join(" ")}, `;
  const owned = of === "persistent" ? [] : invariant.ownerships.map((ownership) => ownership[of]);
  const clauses = invariant.clauses
    .filter((clause) => of === "persistent" || clause.of === "both" || clause.of === of)
    .map((clause) => clause.text);
  return `${exists}⌜inner_rfn = ${invariant.refines ?? ""}⌝ ∗ ${[...owned, ...clauses, "True"].join(" ∗ ")}`;
}

function predicate(invariant: Invariant, of: "owned" | "shared" | "persistent"): string {
  const binder = of === "persistent" ? "_rfn_binder" : "_ty_rfn";
  const world = of === "persistent" ? "" : of === "shared" ? "π κ " : "π ";
  return [
    `λ ${world}inner_rfn (${binder} : RT_rt (${invariant.type}%type : RT)),\n`,
    `            let '${invariant.pattern} := ${binder} in ${body(invariant, of)}`,
  ].join("");
}

const joined = (terms: readonly string[]): string => ["[]", ...terms].join(" ++ ");

const specWith = (scope: GenericScope): string =>
  `spec_with ${scope.lifetimes.length} [${scope.types.map((type) => `${type}_rt`).join("; ")}]`;

/** Upstream: generate_coq_invariant_def. */
export function printInvariantPredicate(
  name: string,
  invariant: Invariant,
  baseRefinement: string,
  scope: GenericScope,
  workshop: Workshop,
): string {
  const binders = requirementBinders(scope, false, workshop.draft);
  const na = invariant.flag === "na" ? "na_" : "";
  const head = `  Program Definition ${name}_inv_t_inv_spec ${binders.join(" ")} : ${specWith(scope)} (${na}ex_inv_def (${baseRefinement})%type (${invariant.type})%type) := ${specQuantifiers(scope)} `;
  const lists = `    (${joined(invariant.lifetimes)})\n    (${joined(invariant.constraints)})\n`;
  const intro = binders.length === 0 ? "" : `intros${" ?".repeat(binders.length)}; `;
  const obligation = (tactic: string, end = "Qed") => `  Next Obligation. ${tactic}. ${end}.\n`;
  const owned = `    (${predicate(invariant, "owned")})%I\n`;
  if (invariant.flag === "na") return `${head}na_mk_ex_inv_def\n${owned}${lists}  .\n\n`;
  if (invariant.flag === "persistent") {
    return [
      `${head}mk_pers_ex_inv_def\n    (${predicate(invariant, "persistent")})%I _ _\n  .\n`,
      obligation("ex_t_solve_persistent"),
      obligation("ex_t_solve_timeless"),
      "\n",
    ].join("");
  }
  if (invariant.clauses.every((clause) => clause.of === "both")) {
    return [
      `${head}mk_auto_ex_inv_def\n${owned}${lists}    _ _ _\n  .\n`,
      obligation("ex_plain_t_solve_shr_auto", "Defined"),
      obligation("ex_t_solve_persistent"),
      obligation(`${intro}ex_plain_t_solve_shr_mono`),
      "\n",
    ].join("");
  }
  return [
    `${head}mk_ex_inv_def\n${owned}    (${predicate(invariant, "shared")})%I\n${lists}    _ _ _\n  .\n`,
    obligation("ex_t_solve_persistent"),
    obligation(`${intro}ex_plain_t_solve_shr_mono`),
    obligation(`${intro}ex_plain_t_solve_shr`),
    "\n",
  ].join("");
}

/** Upstream: generate_coq_type_def_core of invariants.rs. @param baseType The plain type, instantiated. */
export function printInvariantDefinitions(
  name: string,
  invariant: Invariant,
  base: { readonly type: string; readonly refinement: string },
  scope: GenericScope,
  context: readonly string[],
  workshop: Workshop,
): string {
  const binders = requirementBinders(scope, false, workshop.draft).join(" ");
  const records = scope.requirements.known.map(attributeRecord).join(" ");
  const ex = invariant.flag === "na" ? "na_ex_plain_t" : "ex_plain_t";
  const using = `${scope.types.map((type) => `${type}_rt`).join(" ")} ${context.join(" ")}`;
  return [
    printInvariantPredicate(name, invariant, base.refinement, scope, workshop),
    `  Definition ${name}_inv_t ${binders} : ${specWith(scope)} (type (${invariant.type})%type) :=\n`,
    `    ${specQuantifiers(scope)} ${ex} _ _ (${name}_inv_t_inv_spec ${records} ${identityInstantiation(scope)}) ${base.type}.\n`,
    `  Global Typeclasses Transparent ${name}_inv_t.\n`,
    `  Definition ${name}_inv_t_rt : RT.\n`,
    `  Proof using ${using}. let __a := normalized_rt_of_spec_ty ${name}_inv_t in exact __a. Defined.\n`,
    `  Global Typeclasses Transparent ${name}_inv_t_rt.\n`,
  ].join("");
}

/** Upstream: generate_coq_type_def of invariants.rs. */
export function printInvariantSection(
  name: string,
  invariant: Invariant,
  scope: GenericScope,
  workshop: Workshop,
): string {
  const { withoutSigma } = contextNames(invariant.context);
  const rts = scope.types.map((type) => `${type}_rt`);
  const base = {
    type: `(${app(`${name}_ty`, rts)} ${identityInstantiation(scope)})`,
    refinement: app(`${name}_rt`, rts),
  };
  return [
    `Section ${name}_inv_t.\n`,
    sectionContext(scope),
    contextItems(invariant.context),
    printInvariantDefinitions(name, invariant, base, scope, withoutSigma, workshop),
    `End ${name}_inv_t.\n`,
    `Global Arguments ${name}_inv_t_rt : clear implicits.\n`,
    implicitContext(`${name}_inv_t_rt`, scope, withoutSigma),
  ].join("");
}
