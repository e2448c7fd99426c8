/** The impl of a trait as RefinedRust prints it: attribute record, specification record, and what has to be proved of them. */
import { annotationsOf, childrenOf, parentOf } from "./annotated.ts";
import { isInstance, superTraitRecords } from "./attributeArguments.ts";
import type { Located } from "./crate.ts";
import { defaultOf } from "./defaults.ts";
import { Refused } from "./functionClauses.ts";
import { functionGenerics } from "./functionSpec.ts";
import { attributeValues } from "./implAttributes.ts";
import { type ItemScope, itemScope, type Workshop } from "./itemScope.ts";
import {
  app,
  binder,
  definition,
  generalized,
  generalizedExplicitly,
  hanging,
  indented,
  infix,
  RRGS,
} from "./layout.ts";
import { expandedText } from "./propositions.ts";
import { Regions } from "./regions.ts";
import {
  attributeBinder,
  attributeRecord,
  semanticTerm,
  type TraitInterface,
  traitInterface,
} from "./requirements.ts";
import {
  type GenericScope,
  identityInstantiation,
  inclusions,
  refinementBinders,
  requirementBinders,
  specQuantifiers,
  syntypeBinders,
} from "./scope.ts";
import { refinementType, type SemanticType, synType, typeTerm } from "./semanticType.ts";
import { record } from "./specializations.ts";
import { functionsOfTrait } from "./traitFacts.ts";
import { translateAll, translateType, Unsupported } from "./translation.ts";

interface ImplSpec {
  readonly name: string;
  readonly scope: ItemScope;
  readonly generic: GenericScope;
  readonly trait: TraitInterface;
  /** `Self`, the trait's arguments, its associated types. */
  readonly types: readonly SemanticType[];
  /** `Self` and the trait's arguments. */
  readonly arguments: readonly SemanticType[];
  /** Attribute records that meet the trait's own bounds. */
  readonly dependencies: readonly string[];
  /** `rr::context` items, in upstream's binders. */
  readonly context: readonly string[];
}

/** A string says what would be needed to know the impl. */
function understand(at: Located, name: string, workshop: Workshop): ImplSpec | string {
  const { crate } = workshop;
  const header = at.item.header;
  if (header?.trait?.kind !== "path") return "the trait that is implemented";
  const path = header.trait.segments.map((segment) => segment.name);
  const resolution = crate.resolve(path, at);
  if (resolution.kind !== "item") return `the interface of the trait \`${path.join("::")}\``;
  const trait = traitInterface(resolution.at, crate);
  if (typeof trait === "string") return trait;
  if (!isInstance(at)) return "a specification for every function of the impl";
  const declared = resolution.at.item;
  const args = header.trait.segments.at(-1)?.arguments ?? [];
  const left = declared.generics.types.slice(args.length);
  if (
    args.length > declared.generics.types.length ||
    left.some((p) => defaultOf(p, resolution.at) !== "Self")
  )
    return "the default arguments of the trait";
  if (declared.generics.lifetimes.length > 0) return "the lifetimes of the trait";
  const dependencies = superTraitRecords(at, resolution.at, crate);
  const bounded = declared.generics.types.some((type) => type.bounds.some((b) => !b.relaxed));
  if (dependencies === null || bounded || declared.generics.where.length > 0)
    return "how the bounds of the trait are met";
  const scope = itemScope(at, workshop);
  const self = scope.types.selfType();
  // The scope has numbered what the header leaves out; the arguments come first in it.
  const regions = new Regions(false);
  for (const { text } of at.item.generics.lifetimes) regions.declareEarly(text);
  const written = translateAll(args, { ...scope.types, regions });
  if (self === null || self instanceof Unsupported || written instanceof Unsupported)
    return "types of the impl that RefinedRust can translate";
  const translated = [...written, ...left.map(() => self)];
  const associated: SemanticType[] = [];
  for (const wanted of trait.associated) {
    const found = childrenOf(at).find(
      (child) => child.item.kind === "typeAlias" && child.item.name === wanted,
    );
    const type = found?.item.type && translateType(found.item.type, scope.types);
    if (!type || type instanceof Unsupported) return `the associated type \`${wanted}\``;
    associated.push(type);
  }
  const names = { names: scope.names, crate, draft: workshop.draft };
  const context = annotationsOf(at).flatMap((annotation) =>
    annotation.name === "context" && annotation.arguments?.kind === "texts"
      ? annotation.arguments.texts.map((text) =>
          workshop.draft.part(generalized(null, `(${expandedText(text, names)})`), annotation),
        )
      : [],
  );
  return {
    name,
    scope,
    generic: scope.generic(),
    trait,
    types: [self, ...translated, ...associated],
    arguments: [self, ...translated],
    dependencies,
    context,
  };
}

/** `I_spec_attrs`, applied to the generics of the impl. */
const attributesOf = (impl: ImplSpec): string =>
  app(`${impl.name}_spec_attrs`, [
    ...impl.generic.types.map((type) => `${type}_rt`),
    ...impl.generic.requirements.known.map(attributeRecord),
  ]);

/** A method without clauses of its own: the trait's specification at the types of the impl (InstantiatedFunctionSpec in radium/src/specs/traits.rs). */
export function printTraitDefault(at: Located, name: string, workshop: Workshop): string | Refused {
  const { draft, crate } = workshop;
  const parent = parentOf(at);
  const implName = parent && crate.nameOf(parent);
  const impl =
    parent && (implName?.sure ? understand(parent, implName.text, workshop) : "the name of the impl");
  const scope = itemScope(at, workshop);
  if (impl === null || typeof impl === "string") {
    const hole = draft.hole("the specification of the trait's method", impl ?? "the impl around it");
    return definition(`type_of_${name}`, [], null, hole);
  }
  const method = functionGenerics(at, workshop);
  if (method instanceof Refused) return method;
  const function_ = method.generic;
  const own = function_.types.slice(scope.generic().surrounding);
  const records = function_.requirements.known.filter((r) => !r.surrounding).map(attributeRecord);
  const base = app(`${impl.trait.name}_base_spec`, [
    ...impl.types.map(refinementType),
    ...impl.types.map(synType),
    ...impl.dependencies,
    attributesOf(impl),
  ]);
  const types = impl.types.map((type) => ` <TY> ${typeTerm(type)}`).join("");
  const uses = [...own.map((type) => `${type}_rt`), ...own.map((type) => `${type}_st`)].join(" ");
  const term = `${specQuantifiers(impl.generic)}(${base}\n${types} <INST!>).(${impl.trait.name}_${at.item.name}_spec) ${uses} ${records.join(" ")} <MERGE!>`;
  const binders = (specifications: boolean) => [
    ...refinementBinders(function_.types),
    ...syntypeBinders(function_.types),
    ...impl.context,
    ...requirementBinders(function_, specifications, draft),
  ];
  const body = `${specQuantifiers(function_)} (${infix("∧", inclusions(function_, draft, new Map()))})`;
  const needed = method.needed ?? method.scope.types.regions.doubt;
  const named = (shown: string) => (needed === null ? shown : draft.hole(shown, needed));
  return [
    definition(named(`trait_incl_of_${name}`), binders(true), "(spec_with _ _ Prop)", hanging(body)),
    "",
    definition(named(`type_of_${name}`), binders(false), null, hanging(term)),
  ].join("\n");
}

export function printImpl(at: Located, name: string, workshop: Workshop): string | Refused {
  const impl = understand(at, name, workshop);
  if (typeof impl === "string") return workshop.draft.hole(`records of ${name}`, impl);
  const attributes = printAttributes(at, impl, workshop);
  if (attributes instanceof Refused) return attributes;
  return `${attributes.trimEnd()}\n\n${printSection(at, impl, workshop)}`;
}

/** Upstream: generate_attr_decl in radium/src/specs/traits.rs. */
function printAttributes(at: Located, impl: ImplSpec, workshop: Workshop): string | Refused {
  const { draft } = workshop;
  const values = attributeValues(at, impl.scope.names, impl.trait.attributes.length > 0, workshop);
  if (values instanceof Refused) return values;
  const { trait, generic } = impl;
  const placeholders = [...impl.types.map(refinementType), ...(trait.dependent ? impl.dependencies : [])];
  const type = app(`${trait.name}_spec_attrs`, placeholders);
  const items: { name: string; term: string }[] = [];
  const proofs: string[] = [];
  for (const [key, { term, proof }] of [...values].sort(([a], [b]) => (a < b ? -1 : 1))) {
    items.push({
      name: `${trait.name}_${key}`,
      term: `(${term}) : (${app(`${trait.name}_${key}_sig`, placeholders)})`,
    });
    placeholders.push("_");
    if (proof !== null) proofs.push(`Next Obligation.\n${indented(`${proof}.\n`)}Qed.\n`);
  }
  const missing = trait.attributes.filter((attribute) => !values.has(attribute));
  const binders = [
    RRGS,
    ...impl.context,
    ...refinementBinders(generic.types),
    ...requirementBinders(generic, false, draft),
  ];
  const body = items.length === 0 ? `mk_${trait.name}_spec_attrs` : record(items);
  const shown =
    missing.length > 0 ? `${body}${draft.hole(missing.join(", "), "values for all attributes")}` : body;
  return [`Program ${definition(`${impl.name}_spec_attrs`, binders, `(${type})`, shown)}`, ...proofs].join(
    "\n",
  );
}

/** Upstream: Display for ImplSpec. */
function printSection(at: Located, impl: ImplSpec, workshop: Workshop): string {
  const { generic, trait, name } = impl;
  const { draft } = workshop;
  const binders = [
    ...refinementBinders(generic.types),
    ...syntypeBinders(generic.types),
    ...generic.requirements.known.map(attributeBinder),
  ];
  const quantifiers = specQuantifiers(generic);
  const shown = impl.types.map(refinementType);
  const items = methodItems(at, impl, workshop);
  const body = items.length === 0 ? app(`@mk_${trait.name}_spec _ _`, shown) : record(items);
  const specRecord = definition(
    `${name}_spec`,
    [...binders, ...impl.context],
    `(spec_with _ _ ${app(`${trait.name}_spec`, shown)})`,
    hanging(`${quantifiers} ${body}`),
  );
  const uses = [...generic.types.map((t) => `${t}_rt`), ...generic.types.map((t) => `${t}_st`)];
  const own = `${app(`${name}_spec`, [...uses, ...generic.requirements.known.map(attributeRecord)])}${identityInstantiation(generic)}`;
  const base = [
    `(${trait.name}_base_spec ${shown.join(" ")} ${impl.types.map(synType).join(" ")}${impl.dependencies.map((record) => ` ${record}`).join("")} ${attributesOf(impl)}`,
    `${impl.types.map((type) => `<TY> ${typeTerm(type)}`).join(" ")} <INST!>)`,
  ].join("");
  const statement = `trait_incl_marker (lift_trait_incl ${trait.name}_spec_incl (${quantifiers} ${own}) (${quantifiers} ${base}))`;
  const explicit = [...impl.context, ...binders].map(generalizedExplicitly);
  const all = explicit.length === 0 ? hanging(statement) : `∀ ${explicit.join(" ")}, ${hanging(statement)}`;
  const lemma = definition(`${name}_spec_subsumption`, [], null, all);
  const semantic = trait.semantic ? [printMeaning(impl, draft)] : [];
  const content = [`Context ${RRGS}.`, specRecord, lemma, ...semantic].join("\n");
  return `Section ${name}_spec.\n${indented(`${content}\n`)}End ${name}_spec.\n`;
}

/** Upstream: make_semantic_decl of ImplSpec. */
function printMeaning(impl: ImplSpec, draft: Workshop["draft"]): string {
  const { generic, trait } = impl;
  const args = impl.arguments;
  const binders = [
    ...refinementBinders(generic.types),
    ...generic.types.map((type) => binder(`${type}_ty`, `(type (${type}_rt))`)),
    ...impl.context,
    ...generic.requirements.known.flatMap((requirement) => {
      const meaning = semanticTerm(requirement);
      return meaning === null ? [] : [binder("_", `(${meaning})`)];
    }),
    ...generic.requirements.unknown.map(({ text, needed }) => draft.hole(`meaning of ${text}`, needed)),
  ];
  const meaning = `${trait.name}_semantic_interp ${args.map(refinementType).join(" ")} ${args.map(typeTerm).join(" ")}`;
  return [
    `Lemma ${impl.name}_semantic_interp ${binders.join(" ")} : (${meaning}).`,
    `Proof.\n  unfold ${trait.name}_semantic_interp in *; apply _.\nQed.\n`,
  ].join("\n");
}

function methodItems(
  at: Located,
  impl: ImplSpec,
  workshop: Workshop,
): Parameters<typeof record>[0][number][] {
  const { generic, trait } = impl;
  return functionsOfTrait(trait.at).map((method) => {
    const field = `${trait.name}_${method.name}_spec`;
    const own = childrenOf(at).find(
      (child) => child.item.kind === "function" && child.item.name === method.name,
    );
    const name = own && workshop.crate.nameOf(own);
    if (own?.item.foreign.some(({ path }) => path === "cfg" || path === "cfg_attr"))
      return { name: field, term: workshop.draft.hole(method.name, "which of the methods is compiled in") };
    if (!own || !name?.sure)
      return {
        name: field,
        term: workshop.draft.hole(method.name, "the specification of a method that the impl leaves out"),
      };
    const scope = itemScope(own, workshop);
    const spec = functionGenerics(own, workshop);
    const declared = functionGenerics({ ...trait.at, item: method }, workshop);
    if (spec instanceof Refused) return { name: field, term: workshop.draft.hole(method.name, spec.message) };
    if (declared instanceof Refused || declared.needed !== null)
      return {
        name: field,
        term: workshop.draft.hole(method.name, "the lifetimes of the trait's method"),
      };
    // The trait's signature says which lifetimes are bound late (get_expected_sig_for_impl_fn).
    const { regions } = spec.scope.types;
    const early = regions.all.length - regions.lateCount - generic.lifetimes.length;
    const lifetimes = early + declared.scope.types.regions.lateCount;
    const types = own.item.generics.types.map((type) => type.text);
    const requirements = scope.requirements.known.filter((requirement) => !requirement.surrounding);
    const all = [...generic.types, ...types, ...requirements.flatMap((r) => r.open)];
    const uses = [...all.map((type) => `(${type}_rt)`), ...all.map((type) => `${type}_st`)];
    const records = generic.requirements.known
      .map((requirement) => ` ${attributeRecord(requirement)}`)
      .join("");
    const term = [
      `${app(`type_of_${name.text}`, uses)}${records} ${requirements.map(attributeRecord).join(" ")}\n`,
      generic.types.map((type) => ` <TY> ${type}_ty`).join(""),
      generic.lifetimes.map((lifetime) => ` <LFT> ${lifetime}`).join(""),
      ` : (spec_with ${lifetimes} [${types.map((type) => `${type}_rt`).join("; ")}] fn_spec)`,
    ].join("");
    const binders = [
      ...refinementBinders(types),
      ...syntypeBinders(types),
      ...requirements.map(attributeBinder),
    ];
    return { name: field, term: hanging(term), binders };
  });
}
