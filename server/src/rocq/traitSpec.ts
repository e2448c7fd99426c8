/** A trait as RefinedRust prints it: attribute record, specification record, inclusion, and the base specification of its methods. */
import type { Annotation } from "../annotations/model.ts";
import type { Item } from "../syntax/model.ts";
import { annotationsOf, childrenOf } from "./annotated.ts";
import type { Located } from "./crate.ts";
import { Refused } from "./functionClauses.ts";
import { type FunctionSpec, functionSpec, printInclusion, printSpec } from "./functionSpec.ts";
import { type ItemScope, itemScope, type Workshop } from "./itemScope.ts";
import { app, binder, definition, generalized, hanging, indented, infix, RRGS } from "./layout.ts";
import { expandedText } from "./propositions.ts";
import { attributeBinder, attributeRecord, type Requirement } from "./requirements.ts";
import { type Names, refinementBinders, specQuantifiers, syntypeBinders, verbatim } from "./scope.ts";
import { record } from "./specializations.ts";
import { functionsOfTrait } from "./traitFacts.ts";

/** A trait, understood; `types` are its parameters with `Self` first, then its associated types, then those of its bounds. */
interface TraitSpec {
  readonly name: string;
  readonly scope: ItemScope;
  readonly types: readonly string[];
  readonly associated: readonly string[];
  readonly requirements: readonly Requirement[];
  readonly dependent: boolean;
  /** Sorted by name; null when they are written by hand. */
  readonly attributes: readonly { readonly name: string; readonly type: string }[] | null;
  readonly semantic: string | null;
  readonly methods: readonly Method[];
}

interface Method {
  readonly name: string;
  readonly spec: FunctionSpec;
  /** Its own type parameters, with the associated types of its own bounds. */
  readonly types: readonly string[];
  readonly requirements: readonly Requirement[];
}

/** Upstream: register_trait in translation/src/traits/registry.rs. */
export function printTrait(at: Located, name: string, workshop: Workshop): string | Refused {
  const trait = understand(at, name, workshop);
  if (trait instanceof Refused) return trait;
  const sections = [
    trait.attributes === null ? "" : printAttributes(trait),
    trait.semantic === null ? "" : printSemantics(trait, trait.semantic),
    printSpecRecord(trait),
    printDeclaration(trait, workshop),
    printInclusions(trait, workshop),
  ];
  return `${sections
    .filter((section) => section !== "")
    .map((section) => section.trimEnd())
    .join("\n\n")}\n`;
}

/** What makes RefinedRust refuse a trait together with its functions. */
export function traitRefusal(trait: Located, workshop: Workshop): Refused | null {
  const name = workshop.crate.nameOf(trait)?.text ?? trait.item.name;
  const understood = understand(trait, name, workshop);
  return understood instanceof Refused ? understood : null;
}

function understand(at: Located, name: string, workshop: Workshop): TraitSpec | Refused {
  if (childrenOf(at).some((child) => child.item.kind === "const"))
    return new Refused("Associated constants are not supported");
  const scope = itemScope(at, workshop);
  const read = readAnnotations(annotationsOf(at), name, scope, workshop);
  if (read instanceof Refused) return read;
  const methods: Method[] = [];
  for (const item of functionsOfTrait(at)) {
    const method = methodOf({ ...at, item }, workshop);
    if (method instanceof Refused) return method;
    methods.push(method);
  }
  const associated = functionsOfTrait(at, "associatedType").map((item) => item.name);
  const requirements = scope.requirements.known;
  const own = ["Self", ...at.item.generics.types.map((type) => type.text)];
  const open = requirements.flatMap((requirement) => requirement.open);
  return { name, scope, types: [...own, ...associated, ...open], associated, requirements, methods, ...read };
}

function methodOf(at: Located, workshop: Workshop): Method | Refused {
  const spec = functionSpec(at, workshop);
  if (spec instanceof Refused) return spec;
  const requirements = spec.scope.requirements.known.filter((r) => !r.surrounding);
  const types = [
    ...at.item.generics.types.map((type) => type.text),
    ...requirements.flatMap((requirement) => requirement.open),
  ];
  return { name: at.item.name, spec, types, requirements };
}

/** Upstream: parse_trait_attrs in spec_parsers/trait_attr_parser.rs. An attribute may mention those above it, and itself. */
function readAnnotations(
  annotations: readonly Annotation[],
  name: string,
  scope: ItemScope,
  { crate, draft }: Workshop,
): Pick<TraitSpec, "attributes" | "semantic" | "dependent"> | Refused {
  const attributes = new Map<string, string>();
  const declared = new Set<string>();
  const names: Names = {
    ...scope.names,
    attribute: (path) =>
      path.length === 1 && declared.has(path[0] ?? "") ? `${name}_${path[0]}` : scope.names.attribute(path),
  };
  const context = { names, crate, draft };
  let isExternal = false;
  let dependent = true;
  let semantic: string | null = null;
  for (const annotation of annotations) {
    const { arguments: args, failure } = annotation;
    if (failure && annotation.name !== "export_as") return new Refused(failure.upstream);
    switch (annotation.name) {
      case "exists": {
        if (isExternal)
          return new Refused("rr::exists specified, but rr::external_attrs has been previously specified");
        if (args?.kind !== "traitAttribute") break;
        const attribute = verbatim(args.name);
        declared.add(attribute);
        const type = draft.part(`(${expandedText(args.type, context)})`, annotation);
        if (attributes.has(attribute))
          return new Refused(`attribute ${attribute} has been declared multiple times`);
        attributes.set(attribute, type);
        break;
      }
      case "external_attrs":
        if (attributes.size > 0)
          return new Refused("rr::external_attrs specified, but rr::exists has been previously specified");
        isExternal = true;
        break;
      case "semantic":
        if (args?.kind !== "texts" || !args.texts[0]) break;
        if (semantic !== null) return new Refused("rr::semantic has been declared multiple times");
        semantic = draft.part(expandedText(args.texts[0], context), annotation);
        break;
      case "nondependent":
        dependent = false;
        break;
      case "export_as":
        break;
      default:
        return new Refused(`unknown attribute for trait specification: ${annotation.name}`);
    }
  }
  const sorted = [...attributes]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, type]) => ({ name: key, type }));
  return { attributes: isExternal ? null : sorted, semantic, dependent };
}

const dependencies = (trait: TraitSpec): readonly Requirement[] =>
  trait.dependent ? trait.requirements : [];
const rts = (types: readonly string[]): string[] => types.map((type) => `${type}_rt`);
const implicit = (types: readonly string[]): string[] => types.map((type) => generalized(`${type}_rt`, "RT"));
const globally = (name: string, what: string): string => `#[global] Arguments ${name} ${what}.\n`;

/** Upstream: make_attr_record_decl in radium/src/specs/traits.rs. Each attribute may depend on the ones before it. */
function printAttributes(trait: TraitSpec): string {
  const { name, types } = trait;
  const records = dependencies(trait);
  const binders = [RRGS, ...refinementBinders(types), ...records.map(attributeBinder)];
  const uses = [...rts(types), ...records.map(attributeRecord)];
  const signatures: string[] = [];
  const fields: string[] = [];
  for (const attribute of trait.attributes ?? []) {
    const field = `${name}_${attribute.name}`;
    signatures.push(definition(`${field}_sig`, binders, null, attribute.type));
    const type = app(`${field}_sig`, uses);
    fields.push(`  ${field}  : ${type};\n`);
    binders.push(binder(field, type));
    uses.push(field);
  }
  const parameters = [RRGS, ...implicit(types), ...records.map((r) => implicitRecord(r))].join(" ");
  const holes = " {_}".repeat(2 + types.length + (trait.dependent ? trait.requirements.length : 0));
  return [
    ...signatures,
    `Record ${name}_spec_attrs ${parameters} : Type := mk_${name}_spec_attrs {\n${fields.join("")}}.`,
    globally(`${name}_spec_attrs`, ": clear implicits"),
    globally(`${name}_spec_attrs`, "{_ _}"),
    globally(`mk_${name}_spec_attrs`, holes),
  ].join("\n");
}

/** The binder of an attribute record as an implicit one. */
function implicitRecord(requirement: Requirement): string {
  const shown = attributeBinder(requirement);
  return generalized(attributeRecord(requirement), shown.slice(shown.indexOf(": ") + 2, -1));
}

function printSemantics({ name, types }: TraitSpec, semantic: string): string {
  const semanticBinders = types.map((type) => binder(`${type}_ty`, `(type (${type}_rt))`));
  const binders = [RRGS, ...refinementBinders(types), ...semanticBinders];
  return definition(`${name}_semantic_interp`, binders, "Prop", hanging(semantic));
}

const methodBinders = (method: Method): string[] => [
  ...refinementBinders(method.types),
  ...syntypeBinders(method.types),
  ...method.requirements.map(attributeBinder),
];
const methodUses = (method: Method): string[] => [
  ...rts(method.types),
  ...method.types.map((type) => `${type}_st`),
  ...method.requirements.map(attributeRecord),
];

/** Upstream: make_spec_record_decl. */
function printSpecRecord({ name, types, methods, scope }: TraitSpec): string {
  const fields = methods.map((method) => {
    const type = `(spec_with ${method.spec.generic.lifetimes.length} [${rts(method.types).join("; ")}] fn_spec)`;
    return `  ${name}_${method.name}_spec ${methodBinders(method).join(" ")} : ${type};\n`;
  });
  return [
    `Record ${name}_spec ${[RRGS, ...implicit(types), ...scope.generic().unsure].join(" ")} : Type := mk_${name}_spec {\n${fields.join("")}}.`,
    globally(`${name}_spec`, ": clear implicits"),
    globally(`${name}_spec`, "{_ _}"),
  ].join("\n");
}

/** Upstream: Display for SpecDecl. */
function printDeclaration(trait: TraitSpec, workshop: Workshop): string {
  const { name, types, methods } = trait;
  const specType = `(${app(`${name}_spec`, rts(types))})`;
  const inclusions = methods.map((method) => {
    const field = `${name}_${method.name}_spec`;
    const uses = methodUses(method);
    const sides = [app(`spec1.(${field})`, uses), app(`spec2.(${field})`, uses)];
    const binders = methodBinders(method);
    return `${binders.length === 0 ? "" : `∀ ${binders.join(" ")}, `}${app("function_subtype", sides)}`;
  });
  const sides = ["spec1", "spec2"].map((side) => binder(side, specType));
  const identity = rts(types)
    .map((rt) => `(${rt} := ${rt})`)
    .join(" ");
  return [
    `Section ${name}.\nContext \`{RRGS : !refinedrustGS Σ}.\n`,
    `${definition(`${name}_spec_incl`, [...implicit(types), ...sides], "Prop", infix("∧", inclusions))}\n`,
    `Instance ${name}_spec_incl_preorder ${implicit(types).join(" ")} : (PreOrder (${name}_spec_incl ${identity})).\n`,
    "Proof.\n  split.\n  all: apply _.\nQed.\n\n",
    ...methods.map(({ name: method, spec }) => {
      const base = `${name}_${method}_base_spec`;
      const { doubt } = spec.scope.types.regions;
      const shown = doubt === null ? base : workshop.draft.hole(base, doubt);
      return `${printSpec(spec, shown, workshop)}\n\n`;
    }),
    `${printBase(trait)}\n\n`,
    `End ${name}.\n`,
  ].join("");
}

/** The record of all base specifications (make_trait_instance). */
function printBase({ name, types, associated, methods, requirements, scope, dependent }: TraitSpec): string {
  const shown = types.map((type) => `(${type}_rt)`);
  const records = dependent ? requirements.map(attributeRecord) : [];
  const attributesType = `(${app(`${name}_spec_attrs`, [...shown, ...records])})`;
  const binders = [
    ...refinementBinders(types),
    ...syntypeBinders(types),
    ...requirements.map(attributeBinder),
    binder("_ATTRS", attributesType),
  ];
  // In the instantiation the trait's associated types come after those of its bounds.
  const surrounding = [...types.filter((type) => !associated.includes(type)), ...associated];
  const items = methods.map((method) => {
    const all = [...surrounding, ...method.types];
    const uses = [...all.map((type) => `(${type}_rt)`), ...all.map((type) => `${type}_st`)];
    const records = requirements.map((requirement) => ` ${attributeRecord(requirement)}`).join("");
    const own = method.requirements.map(attributeRecord).join(" ");
    const lifetimes = scope.types.regions.all.map((lifetime) => ` <LFT> ${lifetime}`).join("");
    const instantiated = surrounding
      .filter((type) => !associated.includes(type))
      .map((type) => ` <TY> ${type}_ty`)
      .join("");
    const ownLifetimes = method.spec.generic.lifetimes.length - scope.types.regions.all.length;
    const term = [
      `${app(`${name}_${method.name}_base_spec`, uses)}${records} _ATTRS ${own}\n`,
      `${instantiated}${lifetimes}${associated.map((type) => ` <TY> ${type}_ty`).join("")}`,
      ` : (spec_with ${ownLifetimes} [${rts(method.types).join("; ")}] fn_spec)`,
    ].join("");
    const itemBinders = [
      ...refinementBinders(method.types),
      ...syntypeBinders(method.types),
      ...method.requirements.map(attributeBinder),
    ];
    return { name: `${name}_${method.name}_spec`, term: hanging(term), binders: itemBinders };
  });
  const body = methods.length === 0 ? app(`@mk_${name}_spec _ _`, shown) : record(items);
  const bound =
    methods.length === 0 ? body : associated.reduce((t, a) => `let ${a}_rt := (${a}_rt) in ${t}`, body);
  const generic = { ...scope.generic(), types };
  return definition(
    `${name}_base_spec`,
    binders,
    `(spec_with _ _ ${app(`${name}_spec`, shown)})`,
    hanging(`${specQuantifiers(generic)} ${bound}`),
  );
}

/** Upstream: make_trait_req_incls. */
function printInclusions({ name, methods }: TraitSpec, workshop: Workshop): string {
  const definitions = methods.map((method) =>
    printInclusion(method.spec, `trait_incl_of_${name}_${method.name}`, workshop, new Map()),
  );
  const content = [`Context ${RRGS}.`, ...definitions].join("\n");
  return `Section ${name}_trait_req_incls.\n${indented(`${content}\n`)}End ${name}_trait_req_incls.\n`;
}

/** The names of a trait's method and of its inclusion. */
export const traitMethodNames = (trait: string, method: Item) => ({
  spec: `${trait}_${method.name}_base_spec`,
  inclusion: `trait_incl_of_${trait}_${method.name}`,
  function: `${trait}_${method.name}`,
});
