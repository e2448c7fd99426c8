/** A struct or one variant of an enum: what it is made of, its layout, and its plain type. */
import { type FieldDefinition, fieldsOf } from "./adtDefinition.ts";
import { annotationsOf, hasAnnotation } from "./annotated.ts";
import type { Located } from "./crate.ts";
import { Refused } from "./functionClauses.ts";
import { type Invariant, invariantOf } from "./invariantClauses.ts";
import type { ItemScope, Workshop } from "./itemScope.ts";
import { app, hanging, indented } from "./layout.ts";
import { type GenericScope, specQuantifiers, syntypeBinders } from "./scope.ts";
import { refinementType, synType, typeTerm } from "./semanticType.ts";
import { Unsupported } from "./translation.ts";

/** A struct or a variant of an enum, understood. */
export interface VariantSpec {
  readonly name: string;
  readonly fields: readonly FieldDefinition[];
  readonly representation: string;
  readonly invariant: Invariant | null;
}

/** Upstream: make_adt_variant in translation/src/types/translator.rs. */
export function variantSpec(
  at: Located,
  name: string,
  representationName: string,
  scope: ItemScope,
  workshop: Workshop,
): VariantSpec | Refused {
  const invariant = hasAnnotation(at, "refined_by") ? invariantOf(annotationsOf(at), scope, workshop) : null;
  if (invariant instanceof Refused) return invariant;
  const fields = fieldsOf(at, scope, workshop.crate);
  if (fields instanceof Unsupported) return new Refused(fields.message);
  const { draft } = workshop;
  const refined = fields.map(({ refinement, annotation }) => {
    const text = `#(${refinement ?? ""})`;
    return annotation ? draft.part(text, annotation) : text;
  });
  return {
    name,
    fields,
    representation: `StructRepr${representationName}`,
    invariant: invariant && { ...invariant, refines: invariant.refines ?? `-[${refined.join("; ")}]` },
  };
}

/** @param enumLayout For a variant, the layout of its enum, so that the fields may mention it. */
export function printLayout(variant: VariantSpec, scope: GenericScope, enumLayout: string | null): string {
  const { name } = variant;
  const binders = syntypeBinders(scope.types).join(" ");
  const fields = variant.fields.map((field) => `\n    ("${field.name}", ${synType(field.type)})`).join(";");
  return [
    `  Definition ${name}_sls ${binders} : struct_layout_spec :=\n`,
    `    let ${name}_st ${binders} := UnitSynType in\n`,
    enumLayout === null ? "" : `    let ${enumLayout} ${binders} := UnitSynType in\n`,
    `    mk_sls "${name}" [${fields}] ${variant.representation}.\n`,
    `  Definition ${name}_st ${binders} : syn_type := ${name}_sls ${scope.types.map((t) => `${t}_st`).join(" ")}.\n`,
  ].join("");
}

/** Upstream: generate_coq_type_def_core. */
export function printTypeDefinitions(
  variant: VariantSpec,
  scope: GenericScope,
  typeContext: readonly string[],
  refinementContext: readonly string[],
): string {
  const { name, fields } = variant;
  const refinements = fields.map((field) => `${refinementType(field.type)} : RT`).join("; ");
  const type = `(type (plist place_rfnRT [${refinements}]))`;
  const parameters = scope.types.map((t) => `(${t}_rt)`).join("; ");
  const layout = app(
    `${name}_sls`,
    scope.types.map((t) => `(${t}_ty.(ty_syn_type) (MetaNone))`),
  );
  const terms = fields.map((field) => `(${typeTerm(field.type)})`).join("; ");
  const struct = hanging(`(struct_t ${layout} +[${terms}])`);
  const using = typeContext.join(" ");
  const rtUsing = `${scope.types.map((t) => `${t}_rt`).join(" ")} ${refinementContext.join(" ")}`;
  return [
    `Definition ${name}_ty  : (spec_with ${scope.lifetimes.length} [${parameters}] (${type})).`,
    using === "" ? "Proof." : `Proof using ${using}.`,
    indented(`exact (${specQuantifiers(scope)} (${struct})).`),
    "Defined.",
    "",
    `Definition ${name}_rt  : RT.`,
    `Proof using ${rtUsing}.`,
    `  let __a := (normalized_rt_of_spec_ty (${name}_ty)) in exact __a.`,
    "Defined.",
    "",
    `#[global] Typeclasses Transparent ${name}_ty.`,
    `#[global] Typeclasses Transparent ${name}_rt.`,
    "",
  ].join("\n");
}
