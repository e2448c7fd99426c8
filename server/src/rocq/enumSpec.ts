/** An enum as RefinedRust prints it: layouts, its variants as structs, and how refinements map to variants. */

import { shownName } from "./adtDefinition.ts";
import { annotationsOf, childrenOf, hasAnnotation } from "./annotated.ts";
import type { Located } from "./crate.ts";
import { discriminants } from "./discriminants.ts";
import { Refused } from "./functionClauses.ts";
import { printInvariantDefinitions } from "./invariantSpec.ts";
import { type ItemScope, itemScope, type Workshop } from "./itemScope.ts";
import { app, definition, hanging, indented } from "./layout.ts";
import { expandedText } from "./propositions.ts";
import { isRecursive, mutualRecursion } from "./recursion.ts";
import { representation } from "./representation.ts";
import {
  type GenericScope,
  identityInstantiation,
  specQuantifiers,
  syntypeBinders,
  verbatim,
} from "./scope.ts";
import { strip } from "./strip.ts";
import { printLayout, printTypeDefinitions, type VariantSpec, variantSpec } from "./variantSpec.ts";

interface EnumVariant {
  /** The Rust name. */
  readonly name: string;
  readonly spec: VariantSpec;
  readonly discriminant: string;
}

/** A refinement pattern and the refinement of the variant's struct under it. */
interface Arm {
  readonly pattern: string;
  readonly refinement: string;
}

interface EnumSpec {
  readonly name: string;
  readonly variants: readonly EnumVariant[];
  readonly arms: readonly Arm[];
  /** As a Rocq type is shown. */
  readonly type: string;
  readonly isPartial: boolean;
  /** The name of the generated inductive type, when the enum has no `rr::refined_by`. */
  readonly inductive: string | null;
  readonly isRecursive: boolean;
}

/** Upstream: register_enum in translation/src/types/translator.rs, and radium/src/specs/enums.rs. */
export function printEnum(at: Located, name: string, workshop: Workshop): string | Refused {
  const scope = itemScope(at, workshop);
  const layout = representation(at.item);
  const refused = layout.refused ?? mutualRecursion(at, workshop.crate);
  if (refused !== null) return new Refused(refused);
  const located = childrenOf(at).filter((child) => child.item.kind === "variant");
  const values = discriminants(located, layout.discriminant, workshop.draft);
  const variants: EnumVariant[] = [];
  for (const [index, variant] of located.entries()) {
    // The values are kept by the plain name and looked up by the other one, which ends the run (register_enum).
    if (shownName(variant).startsWith("r#")) return new Refused("no entry found for key");
    const spec = variantSpec(variant, strip(`${name}_${shownName(variant)}`), layout.name, scope, workshop);
    if (spec instanceof Refused) return spec;
    variants.push({ name: strip(shownName(variant)), spec, discriminant: values[index] ?? "" });
  }
  const written = hasAnnotation(at, "refined_by")
    ? writtenSpec(at, located, scope, workshop)
    : generatedSpec(at, name, variants, workshop);
  if (written instanceof Refused) return written;
  const spec: EnumSpec = { name, variants, ...written, isRecursive: isRecursive(at, workshop.crate) };
  const generic = scope.generic();
  return `${printLayouts(spec, layout.name, layout.discriminant, generic)}\n${printDefinitions(spec, generic, workshop)}`;
}

type Meaning = Pick<EnumSpec, "arms" | "type" | "isPartial" | "inductive">;

/** Upstream: parse_enum_spec in spec_parsers/enum_spec_parser.rs. Patterns go to variants by position. */
function writtenSpec(
  at: Located,
  variants: readonly Located[],
  scope: ItemScope,
  { crate, draft }: Workshop,
): Meaning | Refused {
  const context = { names: scope.names, crate, draft };
  let type = "";
  let isPartial = false;
  for (const annotation of annotationsOf(at)) {
    const { name, arguments: args, failure } = annotation;
    if (name === "partial") isPartial = true;
    else if (name === "refined_by") {
      if (failure) return new Refused(failure.upstream);
      const text =
        args?.kind === "texts" ? args.texts[0] : args?.kind === "refinedBy" ? args.pattern : undefined;
      if (text) type = `(${draft.part(expandedText(text, context), annotation)})`;
    } else if (name !== "export_as" && name !== "derive_instantiate")
      return new Refused(`unknown attribute for enum specification: ${name}`);
  }
  const arms: Arm[] = [];
  for (const variant of variants) {
    let pattern: string | null = null;
    let refinement = "*[]";
    for (const annotation of annotationsOf(variant)) {
      const { name, arguments: args, failure } = annotation;
      if ((name === "pattern" || name === "refinement") && failure) return new Refused(failure.upstream);
      if (name === "pattern" && args?.kind === "pattern") {
        const head = expandedText(args.constructor, context);
        pattern = draft.part(
          app(
            head,
            args.arguments.map((argument) => expandedText(argument, context)),
          ),
          annotation,
        );
      } else if (name === "refinement" && args?.kind === "texts" && args.texts[0])
        refinement = draft.part(expandedText(args.texts[0], context), annotation);
    }
    if (pattern !== null) arms.push({ pattern, refinement });
  }
  return { arms, type, isPartial, inductive: null };
}

/** Upstream: generate_enum_spec. */
function generatedSpec(
  at: Located,
  name: string,
  variants: readonly EnumVariant[],
  { draft }: Workshop,
): Meaning | Refused {
  const annotation = annotationsOf(at).find((a) => a.name === "refine_as" && a.attribute.path.length === 2);
  if (annotation?.failure) return new Refused(annotation.failure.upstream);
  const text = annotation?.arguments?.kind === "texts" ? annotation.arguments.texts[0] : undefined;
  const inductive = text && annotation ? draft.part(verbatim(text), annotation) : name;
  const arms = variants.map(({ spec }) =>
    spec.fields.length === 0
      ? { pattern: spec.name, refinement: "*[]" }
      : { pattern: app(spec.name, ["x"]), refinement: "x" },
  );
  return { arms, type: `(${inductive})`, isPartial: false, inductive };
}

function printLayouts(spec: EnumSpec, repr: string, discriminant: string, scope: GenericScope): string {
  const { name, variants } = spec;
  const binders = syntypeBinders(scope.types).join(" ");
  const uses = scope.types.map((type) => `${type}_st`).join(" ");
  const list = variants.map((v) => `\n    ("${v.name}", ${v.spec.name}_st ${binders})`).join(";");
  const tags = variants.map((v) => `("${v.name}", ${v.discriminant})`).join("; ");
  const obligations = ["variants_nodup", "variants_eq", "discriminant_nodup", "discriminant_in_range"];
  return [
    `Section ${name}_els.\n`,
    "  Context `{RRGS : !refinedrustGS Σ}.\n\n",
    ...variants.map((variant) => `${printLayout(variant.spec, scope, `${name}_st`)}\n`),
    `  Program Definition ${name}_els ${binders} : enum_layout_spec := mk_els "${name}" ${discriminant} [${list}] EnumRepr${repr} [${tags}] _ _ _ _.\n`,
    ...obligations.map((what) => `  Next Obligation. solve_enum_layout_spec_${what}. Qed.\n`),
    `  Global Typeclasses Opaque ${name}_els.\n`,
    `  Definition ${name}_st ${binders} : syn_type := ${name}_els ${uses}.\n`,
    `End ${name}_els.\n`,
  ].join("");
}

/** A variant's type is that of its invariant, if it has one of its own. */
const publicName = ({ spec }: EnumVariant): string =>
  spec.invariant ? `${spec.name}_inv_t` : `${spec.name}_ty`;
const publicRefinement = ({ spec }: EnumVariant): string =>
  spec.invariant ? `${spec.name}_inv_t_rt` : `${spec.name}_rt`;

const specWith = (scope: GenericScope): string =>
  `spec_with ${scope.lifetimes.length} [${scope.types.map((type) => `${type}_rt`).join("; ")}]`;

/** Upstream: generate_coq_type_def of enums.rs. */
function printDefinitions(spec: EnumSpec, scope: GenericScope, workshop: Workshop): string {
  const { name, type } = spec;
  const instantiation = identityInstantiation(scope);
  const quantifiers = specQuantifiers(scope);
  const refinements = scope.types.map((t) => `${t}_rt`).join(" ");
  const known = scope.types.map((t) => ` {${t}_rt : RT}`);
  const parameters = [...known, ...scope.unsure.map((hole) => ` ${hole}`)].join("");
  const enumName = spec.isRecursive ? `${name}_enum_pre` : `${name}_enum`;
  const layout = app(
    `${name}_els`,
    scope.types.map((t) => `(ty_syn_type ${t}_ty MetaNone)`),
  );
  const listed = scope.types.map((t) => `(${t}_rt)`).join("; ");
  const refinementMatch = `λ rfn : ${type}, match rfn with ${arms(spec, (_, v) => publicRefinement(v))}${spec.isPartial ? "| _ => unitRT " : ""} end`;
  const typeMatch = `${quantifiers} λ rfn, match rfn as x return type (${name}_enum_rt x) with ${arms(spec, (_, v) => `${publicName(v)} ${instantiation}`)}${spec.isPartial ? "| _ => unit_t " : ""} end`;
  return [
    `Section ${name}_ty.\n  Context \`{RRGS : !refinedrustGS Σ}.\n`,
    parameters === "" ? "" : `  Context${parameters}.\n`,
    "\n  Section components.\n",
    spec.isRecursive ? recursivePrelude(spec, scope) : "",
    ...spec.variants.map((variant) => printVariant(variant, spec, scope, workshop)),
    spec.inductive === null ? "" : printInductive(spec.inductive, spec.variants),
    `  ${plainDefinition(`${name}_enum_rt`, null, refinementMatch)}\n`,
    `  ${plainDefinition(`${name}_enum_ty`, `(spec_with ${scope.lifetimes.length} [${listed}] (∀ (x: _), (type (${name}_enum_rt (x)))))`, typeMatch)}\n`,
    `  Program Definition ${enumName} : ${specWith(scope)} (enum (${type})) := ${quantifiers} mk_enum\n`,
    "    _\n",
    `    (${layout})\n`,
    `    (${tagFunction(spec)})\n`,
    `    (${name}_enum_rt)\n`,
    `    (${name}_enum_ty ${instantiation})\n`,
    `    (λ rfn, match rfn with ${arms(spec, (arm) => arm.refinement)}${spec.isPartial ? "| _ => () " : ""} end)\n`,
    `    (${tagSemantics(spec, scope)})\n`,
    `    (${lifetimeList("ty_lfts", spec, scope)})\n`,
    `    (${lifetimeList("ty_wf_E", spec, scope)})\n`,
    "    _ _ _.\n",
    "  Next Obligation. solve_inhabited. Defined.\n",
    "  Next Obligation. solve_mk_enum_ty_lfts_incl. Qed.\n",
    "  Next Obligation. solve_mk_enum_ty_wf_E. Qed.\n",
    "  Next Obligation. solve_mk_enum_tag_consistent. Defined.\n\n",
    `  Global Arguments ${enumName} : simpl never.\n\n`,
    "  End components.\n",
    spec.isRecursive ? contractive(spec, enumName, scope) : "",
    spec.isRecursive
      ? `  Definition ${name}_ty : ${specWith(scope)} (type _) := ${quantifiers} type_fixpoint (λ ${name}_ty, enum_t (${enumName} ${name}_ty ${instantiation})).\n`
      : `  Definition ${name}_ty : ${specWith(scope)} (type _) := ${quantifiers} enum_t (${enumName} ${instantiation}).\n`,
    `  Definition ${name}_rt : RT.\n`,
    `  Proof using ${refinements}. let __a := normalized_rt_of_spec_ty ${name}_ty in exact __a. Defined.\n`,
    spec.isRecursive
      ? `  Definition ${name}_enum : ${specWith(scope)} (enum (${type})) := ${quantifiers} ${enumName} (${name}_ty ${instantiation}) ${instantiation}.\n`
      : "",
    `  Global Typeclasses Transparent ${name}_ty.\n`,
    `  Global Typeclasses Transparent ${name}_rt.\n\n`,
    `End ${name}_ty.\n`,
    `Global Arguments ${name}_enum : simpl never.\n`,
    `Global Arguments ${name}_rt : clear implicits.\n`,
    `Global Arguments ${name}_ty : clear implicits.\n`,
    `Global Arguments ${name}_ty {_ _}.\n`,
    `Global Hint Unfold ${name}_ty : solve_protected_eq_db.\n`,
  ].join("");
}

const plainDefinition = (name: string, type: string | null, body: string): string =>
  definition(name, [], type, hanging(body));

function printVariant(variant: EnumVariant, spec: EnumSpec, scope: GenericScope, workshop: Workshop): string {
  const context = spec.isRecursive ? [`_${spec.name}_ty`] : [];
  const plain = `${printTypeDefinitions(variant.spec, scope, context, [])}\n`;
  const { invariant, name } = variant.spec;
  if (!invariant) return plain;
  const base = { type: `(${name}_ty ${identityInstantiation(scope)})`, refinement: `${name}_rt` };
  return `${plain}${printInvariantDefinitions(name, invariant, base, scope, [], workshop)}\n`;
}

/** Pairs of variant and pattern, cut at the shorter list. */
const arms = (spec: EnumSpec, write: (arm: Arm, variant: EnumVariant) => string): string =>
  pairs(spec)
    .map(({ arm, variant }) => `| ${arm.pattern} => ${write(arm, variant)}`)
    .join("");

const pairs = (spec: EnumSpec): { arm: Arm; variant: EnumVariant }[] =>
  spec.variants.flatMap((variant, index) => {
    const arm = spec.arms[index];
    return arm ? [{ arm, variant }] : [];
  });

function tagFunction(spec: EnumSpec): string {
  const write = (prefix: string) =>
    pairs(spec)
      .map(({ arm, variant }) => `| ${arm.pattern} => ${prefix}"${variant.name}" `)
      .join("");
  return spec.isPartial
    ? `λ rfn, match rfn with ${write("Some ")}| _ => None end`
    : `λ rfn, Some (match rfn with ${write("")}end)`;
}

function tagSemantics(spec: EnumSpec, scope: GenericScope): string {
  const cases = pairs(spec).map(
    ({ arm, variant }) =>
      `if (decide (variant = "${variant.name}")) then Some $ mk_enum_tag_sem _ (${publicName(variant)} ${identityInstantiation(scope)}) (λ '( ${arm.refinement}), ${arm.pattern})`,
  );
  return cases.length === 0 ? "λ variant, None" : `λ variant, ${cases.join(" else ")} else None`;
}

function lifetimeList(what: string, spec: EnumSpec, scope: GenericScope): string {
  const own = scope.types.map((type) => `(${what} ${type}_ty)`);
  const refinements = scope.types.map((t) => `${t}_rt`).join(" ");
  const recursive = `${what} (${spec.name}_ty ${refinements} ${identityInstantiation(scope)})`;
  return [...own, ...(spec.isRecursive ? [recursive] : []), "[]"].join(" ++ ");
}

function printInductive(inductive: string, variants: readonly EnumVariant[]): string {
  const constructors = variants
    .map(({ spec }) => `${spec.name} ${spec.fields.length === 0 ? "" : `(_: (${spec.name}_rt))`}`)
    .join("\n| ");
  const document = [
    `(* Auto-generated representation of ${inductive} *)`,
    `Inductive ${inductive}  :=\n${indented(constructors)}.\n`,
    `Definition ${inductive}RT  : RT :=\n  (directRT (${inductive})).`,
    `Canonical Structure ${inductive}RT.\n`,
    `#[global] Instance: (Inhabited ${inductive}).\nProof.\n  solve_inhabited.\nQed.\n`,
  ].join("\n");
  return `\n${indented(`${document}\n`)}\n`;
}

function recursivePrelude(spec: EnumSpec, scope: GenericScope): string {
  const dummies = scope.types.map((type) => ` (_${type}_rt : RT)`).join("");
  const parameters = scope.types.map((type) => ` (${type}_rt : RT)`).join("");
  return [
    `  Let ${spec.name}_rt${dummies} := ${spec.type}.\n`,
    `  Context (_${spec.name}_ty : type ${spec.type}).\n`,
    `  Let ${spec.name}_ty${parameters} := ${specQuantifiers(scope)} _${spec.name}_ty.\n`,
  ].join("");
}

function contractive(spec: EnumSpec, definition: string, scope: GenericScope): string {
  const semantic = scope.types.map((t) => `(${t}_ty: (type (${t}_rt)))`).join(" ");
  const ends = ["eq. Qed", "eq. Qed", "eq. Defined", "eq. Qed", "dist. Qed", "dist. Qed"];
  const name = `${spec.name}_ty`;
  return [
    `  Program Instance ${name}_contractive ${semantic} : EnumContractive (λ ${name}, ${definition} ${name} ${identityInstantiation(scope)}).\n`,
    ...ends.map((end) => `  Next Obligation. enum_contractive_solve_${end}.\n`),
    "\n",
  ].join("");
}
