/** A struct as RefinedRust prints it: layout, plain type, and invariant type when it has `rr::refined_by`. */
import type { Located } from "./crate.ts";
import { Refused } from "./functionClauses.ts";
import { printInvariantSection } from "./invariantSpec.ts";
import { itemScope, type Workshop } from "./itemScope.ts";
import { isRecursive, mutualRecursion } from "./recursion.ts";
import { printRecursiveStruct } from "./recursiveStruct.ts";
import { representation } from "./representation.ts";
import type { GenericScope } from "./scope.ts";
import { contextItems, contextNames, implicitContext, sectionContext } from "./sections.ts";
import { printLayout, printTypeDefinitions, type VariantSpec, variantSpec } from "./variantSpec.ts";

export function printStruct(at: Located, name: string, workshop: Workshop): string | Refused {
  const layout = representation(at.item);
  const refused = layout.refused ?? mutualRecursion(at, workshop.crate);
  if (refused !== null) return new Refused(refused);
  const scope = itemScope(at, workshop);
  const variant = variantSpec(at, name, layout.name, scope, workshop);
  if (variant instanceof Refused) return variant;
  const generic = scope.generic();
  const recursive = isRecursive(at, workshop.crate);
  if (recursive && !variant.invariant) return new Refused("Recursive type does not have an invariant");
  const definitions =
    recursive && variant.invariant
      ? printRecursiveStruct(variant, variant.invariant, generic, workshop)
      : printTypeSection(variant, generic) +
        (variant.invariant ? printInvariantSection(variant.name, variant.invariant, generic, workshop) : "");
  return `${printLayoutSection(variant, generic)}\n${definitions}`;
}

/** Upstream: generate_coq_sls_def in radium/src/specs/structs.rs. */
function printLayoutSection(variant: VariantSpec, scope: GenericScope): string {
  return [
    `Section ${variant.name}_sls.\n`,
    "  Context `{RRGS : !refinedrustGS Σ}.\n\n",
    printLayout(variant, scope, null),
    `End ${variant.name}_sls.\n`,
  ].join("");
}

/** Upstream: AbstractVariant::generate_coq_type_def. */
function printTypeSection(variant: VariantSpec, scope: GenericScope): string {
  const items = variant.invariant?.context ?? [];
  const { all, withoutSigma } = contextNames(items);
  return [
    `Section ${variant.name}_ty.\n`,
    sectionContext(scope),
    "\n",
    contextItems(items),
    printTypeDefinitions(variant, scope, all, withoutSigma),
    `End ${variant.name}_ty.\n`,
    `Global Arguments ${variant.name}_rt : clear implicits.\n`,
    implicitContext(`${variant.name}_rt`, scope, withoutSigma),
  ].join("");
}
