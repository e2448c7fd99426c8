/** A struct that mentions itself: its invariant type is a fixpoint. */
import type { Invariant } from "./invariantClauses.ts";
import { printInvariantPredicate } from "./invariantSpec.ts";
import type { Workshop } from "./itemScope.ts";
import { app, binder } from "./layout.ts";
import { type GenericScope, identityInstantiation, specQuantifiers } from "./scope.ts";
import { contextItems, contextNames, implicitContext, sectionContext } from "./sections.ts";
import { refinementType, typeTerm } from "./semanticType.ts";
import type { VariantSpec } from "./variantSpec.ts";

/** Upstream: generate_recursive_type_def in radium/src/specs/structs.rs. */
export function printRecursiveStruct(
  variant: VariantSpec,
  invariant: Invariant,
  scope: GenericScope,
  workshop: Workshop,
): string {
  const { name } = variant;
  const type = `${name}_inv_t`;
  const { withoutSigma } = contextNames(invariant.context);
  const refinements = scope.types.map((t) => `${t}_rt`).join(" ");
  const semantic = scope.types.map((t) => binder(`${t}_ty`, `(type (${t}_rt))`)).join(" ");
  const plist = variant.fields.map((field) => `${refinementType(field.type)} : RT`).join("; ");
  const layout = app(
    `${name}_sls`,
    scope.types.map((t) => `(ty_syn_type ${t}_ty MetaNone)`),
  );
  const struct = `struct_t ${layout} +[${variant.fields.map((field) => typeTerm(field.type)).join(";")}]`;
  const quantifiers = specQuantifiers(scope);
  const specWith = `spec_with ${scope.lifetimes.length} [${scope.types.map((t) => `${t}_rt`).join("; ")}]`;
  return [
    `Section ${type}.\n`,
    sectionContext(scope),
    contextItems(invariant.context),
    `  Definition ${name}_rt : RT :=\n`,
    `    let ${type}_rt ${refinements} := ${invariant.type} in\n`,
    `    (plist place_rfnRT [${plist}]).\n`,
    printInvariantPredicate(name, invariant, `${name}_rt`, scope, workshop),
    `  Definition ${type}_rec ${semantic} (${type}_rec' : type (${invariant.type})) : type (${invariant.type}) :=\n`,
    `    let ${type} ${refinements} := ${quantifiers} ${type}_rec' in\n`,
    `    let ${type}_rt ${refinements} := ${invariant.type} in\n`,
    `    ex_plain_t _ _ (${type}_inv_spec ${identityInstantiation(scope)}) (${struct}).\n`,
    `  Definition ${type} : ${specWith} (type (${invariant.type})) := ${quantifiers} type_fixpoint (${type}_rec ${scope.types.map((t) => `${t}_ty`).join(" ")}).\n`,
    `  Global Typeclasses Transparent ${type}.\n`,
    `  Definition ${type}_rt : RT.\n`,
    `  Proof using ${refinements} ${withoutSigma.join(" ")}. let __a := normalized_rt_of_spec_ty ${type} in exact __a. Defined.\n`,
    `  Global Typeclasses Transparent ${type}_rt.\n`,
    `End ${type}.\n`,
    `Global Arguments ${type}_rt : clear implicits.\n`,
    implicitContext(`${type}_rt`, scope, withoutSigma),
  ].join("");
}
