/** The specification of a function as RefinedRust prints it: `trait_incl_of_F` and `type_of_F`. */
import type { Annotation } from "../annotations/model.ts";
import type { Argument } from "../syntax/model.ts";
import { slice } from "../text.ts";
import { annotationsOf, hasAnnotation, parentOf } from "./annotated.ts";
import type { Located } from "./crate.ts";
import { type FunctionClauses, type FunctionSignature, functionClauses, Refused } from "./functionClauses.ts";
import { implementedAttributes } from "./implAttributes.ts";
import { unknownOfTrait, unknownTypes } from "./implSignature.ts";
import { type ItemScope, itemScope, type Workshop } from "./itemScope.ts";
import { definition, hanging, infix, separated, uncurried } from "./layout.ts";
import { receiverLifetime } from "./regions.ts";
import { attributeRecord, type Requirement } from "./requirements.ts";
import {
  functionQuantifiers,
  type GenericScope,
  inclusions,
  lifetimeContext,
  refinementBinders,
  requirementBinders,
  semanticRequirements,
  specQuantifiers,
  syntypeBinders,
} from "./scope.ts";
import type { SemanticType } from "./semanticType.ts";
import { specializations } from "./specializations.ts";
import { unsureOfTrait } from "./traitFacts.ts";
import { hole, type TypeScope, translateType, Unsupported } from "./translation.ts";

/** A function whose annotations and signature are understood, before it is printed. */
export interface FunctionSpec {
  readonly scope: ItemScope;
  readonly generic: GenericScope;
  readonly signature: FunctionSignature;
  readonly clauses: FunctionClauses;
  /** What would have to be known for this to be sure, in words that follow "needs"; null when it is sure. */
  readonly needed: string | null;
}

/** The signature, whatever the annotations say. */
export function functionGenerics(at: Located, workshop: Workshop): Omit<FunctionSpec, "clauses"> | Refused {
  const scope = itemScope(at, workshop);
  // translate_region_to_polonius in translation/src/regions/mod.rs knows no `'static`.
  if (scope.hasStaticBound) return new Refused("UnknownRegion('static)");
  const signature = functionSignature(at, scope.types);
  if (signature instanceof Unsupported) return new Refused(signature.message);
  const parent = parentOf(at);
  const needed = isVariadic(at)
    ? "what becomes of `...`"
    : parent?.item.kind === "trait"
      ? unsureOfTrait(parent)
      : unknownOfTrait(at, scope.types);
  return { scope, signature, generic: scope.generic(), needed };
}

const isVariadic = ({ item: { signature }, source }: Located): boolean =>
  signature !== null && /\.\.\.\s*,?\s*\)$/.test(slice(source.file.text, signature.range));

/** @returns What RefinedRust refuses, in its own words, when it refuses. */
export function functionSpec(at: Located, workshop: Workshop): FunctionSpec | Refused {
  const generics = functionGenerics(at, workshop);
  if (generics instanceof Refused) return generics;
  const { scope, signature } = generics;
  const names = implementedAttributes(at, scope, workshop);
  const context = { names, crate: workshop.crate, draft: workshop.draft };
  const clauses = functionClauses([...annotationsOf(at), ...propagated(at)], signature, context);
  if (clauses instanceof Refused) return clauses;
  return { ...generics, clauses, needed: generics.needed ?? unknownTypes(at, scope.types, signature) };
}

/** `context` and `verify` of the surrounding impl (propagate_method_attr_from_impl in spec_parsers/mod.rs). */
function propagated(at: Located): Annotation[] {
  const parent = parentOf(at);
  if (parent?.item.kind !== "impl") return [];
  return annotationsOf(parent).filter((a) => a.name === "context" || a.name === "verify");
}

export interface SpecNames {
  /** `type_of_F`. */
  readonly spec: string;
  /** `trait_incl_of_F`. */
  readonly inclusion: string;
  /** `F`, with which the names of extra definitions start. */
  readonly function: string;
}

/** Both definitions; a definition for each specialized bound comes before them. */
export function printFunction(spec: FunctionSpec, names: SpecNames, workshop: Workshop): string | Refused {
  const { draft } = workshop;
  const special = specializations(spec.clauses.specializations, spec.generic, names.function, draft);
  if (special instanceof Refused) return special;
  const shown = [...spec.clauses.arguments, spec.clauses.result].join(" ");
  // A type that takes the record of a specialized bound is printed with the definition's name.
  const isShown = [...special.overrides.keys()].some((bound) => shown.includes(attributeRecord(bound)));
  const needed = "how a specialized bound is named inside of a type";
  const print = (doubt: string | null): string => {
    const named = (name: string) => (doubt === null ? name : draft.hole(name, doubt));
    return [
      ...special.definitions.map((text) => (isShown ? draft.hole(text, needed) : text)),
      printInclusion(spec, named(names.inclusion), workshop, special.overrides),
      "",
      printSpec(spec, named(names.spec), workshop),
    ].join("\n");
  };
  const printed = print(spec.needed);
  return draft.hasHole(printed) ? printed : print(spec.scope.types.regions.doubt);
}

/** Upstream: generate_trait_req_incl_def in radium/src/specs/functions.rs. */
export function printInclusion(
  { generic, clauses }: Pick<FunctionSpec, "generic" | "clauses">,
  name: string,
  { draft }: Workshop,
  overrides: ReadonlyMap<Requirement, string>,
): string {
  const body = `${specQuantifiers(generic)} (${infix("∧", inclusions(generic, draft, overrides))})`;
  const binders = functionBinders(generic, clauses, requirementBinders(generic, true, draft));
  return definition(name, binders, "(spec_with _ _ Prop)", hanging(body));
}

const functionBinders = (
  generic: GenericScope,
  { earlyContext, lateContext }: Pick<FunctionClauses, "earlyContext" | "lateContext">,
  requirements: readonly string[],
): string[] => [
  ...earlyContext,
  ...refinementBinders(generic.types),
  ...syntypeBinders(generic.types),
  ...lateContext,
  ...requirements,
];

export function printSpec({ generic, clauses }: FunctionSpec, name: string, { draft }: Workshop): string {
  const binders = functionBinders(generic, clauses, requirementBinders(generic, false, draft));
  return definition(
    name,
    binders,
    null,
    hanging(specTerm(generic, clauses, semanticRequirements(generic, draft))),
  );
}

/** Upstream: LiteralSpec::write_spec_term. */
function specTerm(generic: GenericScope, clauses: FunctionClauses, requirements: readonly string[]): string {
  const parameters = uncurried(clauses.parameters);
  const existentials = uncurried(clauses.existentials);
  const lines = [
    `fn(∀ ${functionQuantifiers(generic)} | `,
    `(* params....... *) ${parameters.pattern} : ${parameters.type},`,
    `(* elctx........ *) (${lifetimeContext(generic, clauses.lifetimeConstraints)});`,
    ...(clauses.arguments.length > 0 ? [`(* args......... *) ${clauses.arguments.join(", ")};`] : []),
    hanging(`(* precondition. *) (λ π : thread_id, ${separated(clauses.preconditions)}) |`),
    hanging(`(* trait reqs... *) (λ π : thread_id, ${separated(requirements)})) →`),
    `(* existential.. *) ∃ ${existentials.pattern} : ${existentials.type}, ${clauses.result};`,
    `(* postcondition *) (λ π : thread_id, ${separated(clauses.postconditions)})`,
  ];
  return hanging(lines.join("\n"));
}

/** The argument and return types; they are translated even where an annotation gives another type (process_attrs in translation/src/body/signature.rs). */
function functionSignature({ item, source }: Located, types: TypeScope): FunctionSignature | Unsupported {
  const { signature } = item;
  const head = source.file.text.slice(item.range.start, item.nameRange.start);
  const isAsync = /\basync\b/.test(head);
  const args: { name: string; type: SemanticType }[] = [];
  types.regions.enter("input");
  for (const [index, argument] of (signature?.arguments ?? []).entries()) {
    const type = argumentType(argument, types);
    if (type instanceof Unsupported) return type;
    const isReceived = argument.receiver === "shared" || argument.receiver === "mutable";
    if (isReceived && type.kind === "reference") types.regions.receive(type.lifetime);
    args.push({
      name: isUnitStruct(argument, types) ? `_arg_${index}` : argumentName(argument, index),
      type,
    });
  }
  types.regions.enter("output");
  const written = signature?.returnType ? translateType(signature.returnType, types) : UNIT_RESULT;
  const result = isAsync ? hole("future", "the type of the future", types) : written;
  if (result instanceof Unsupported) return result;
  return { arguments: args, result, ...fallibility(result) };
}

/** The pattern is the value of a struct without fields, and binds nothing. */
function isUnitStruct({ name }: Argument, { crate, at }: TypeScope): boolean {
  if (name === null || !/^\p{Lu}/u.test(name.text)) return false;
  const resolution = crate.resolve([name.text], at);
  return (
    resolution.kind === "item" && resolution.at.item.kind === "struct" && resolution.at.item.body === null
  );
}

const UNIT_RESULT: SemanticType = { kind: "unit" };

function fallibility(result: SemanticType): Pick<FunctionSignature, "fallible" | "fallibleIsKnown"> {
  const fallible = result.kind === "external" ? result.type.fallible : null;
  return { fallible, fallibleIsKnown: result.kind !== "unknown" };
}

function argumentType(argument: Argument, types: TypeScope): SemanticType | Unsupported {
  if (argument.type) return translateType(argument.type, types);
  const self = types.selfType();
  if (argument.receiver === null || self === null)
    return { kind: "unknown", text: types.draft.hole(argument.pattern, "the type of the argument") };
  if (argument.receiver === "value") return self;
  const written = receiverLifetime(argument);
  const lifetime =
    written === null || written === "_" ? types.regions.elided() : types.regions.named(written);
  if (self instanceof Unsupported) return self;
  return {
    kind: "reference",
    mutable: argument.receiver === "mutable",
    lifetime: lifetime ?? types.draft.hole(argument.pattern, "the lifetime of `self`"),
    target: self,
  };
}

/** As rustc names arguments: a simple binding, `_`, else a number (fn_arg_idents). */
export function argumentName(argument: Argument, index: number): string {
  if (argument.name) return argument.name.text.replace(/^r#/, "");
  const binding = /^\(*\s*(?:ref\s+)?(?:mut\s+)?(?:r#)?([\p{L}_][\p{L}\p{N}_]*)(?:\s*@.*|\s*\)*)$/su.exec(
    argument.pattern.trim(),
  );
  return binding?.[1] ?? `_arg_${index}`;
}

/** A method of a trait impl with none of these takes the trait's specification (function_has_nontrivial_annotations). */
export const hasOwnClauses = (at: Located): boolean =>
  ["params", "ensures", "requires", "returns", "observe", "args"].some((name) => hasAnnotation(at, name));
