/** What a function's annotations say, gathered as RefinedRust gathers it: in source order, with its own errors. */
import type { Annotation, Binder, Proposition, Refinement, Text } from "../annotations/model.ts";
import type { TypedName } from "./layout.ts";
import { infix } from "./layout.ts";
import {
  type ClauseContext,
  conjunct,
  expandedText,
  observation,
  pureClause,
  pureTerm,
} from "./propositions.ts";
import { expanded, verbatim } from "./scope.ts";
import { rawType, refinementType, type SemanticType, typeTerm } from "./semanticType.ts";

export interface FunctionSignature {
  readonly arguments: readonly { readonly name: string; readonly type: SemanticType }[];
  readonly result: SemanticType;
  readonly fallible: "Option" | "Result" | null;
  /** Whether it is sure that the result is neither `Option` nor `Result` when `fallible` is null. */
  readonly fallibleIsKnown: boolean;
}

/** Upstream: ParsedSpecInfo in spec_parsers/verbose_function_spec_parser.rs. */
export interface FunctionClauses {
  readonly parameters: readonly TypedName[];
  /** `r :@: t`. */
  readonly arguments: readonly string[];
  readonly preconditions: readonly string[];
  readonly postconditions: readonly string[];
  readonly existentials: readonly TypedName[];
  /** `r @ t`. */
  readonly result: string;
  readonly lifetimeConstraints: readonly string[];
  readonly earlyContext: readonly string[];
  readonly lateContext: readonly string[];
  /** `rr::requires(#trait T::A := "t")`. */
  readonly specializations: readonly Specialization[];
}

export interface Specialization {
  readonly parameter: string;
  readonly attribute: string;
  readonly term: string;
  readonly annotation: Annotation;
}

/** RefinedRust refuses the annotations; the message is its own. */
export class Refused {
  readonly message: string;
  constructor(message: string) {
    this.message = message;
  }
}

const WITHOUT_EFFECT = {
  function: new Set(["code_shim", "export_as", "only_spec", "verify", "trust_me"]),
  closure: new Set(["capture", "only_spec", "verify", "trust_me"]),
} as const;

interface Gathered {
  readonly parameters: TypedName[];
  readonly arguments: string[];
  gotArguments: boolean;
  readonly preconditions: string[];
  readonly postconditions: string[];
  readonly existentials: TypedName[];
  result: string | null;
  readonly lifetimeConstraints: string[];
  readonly earlyContext: string[];
  readonly lateContext: string[];
  readonly specializations: Specialization[];
  ok: { requires: string[]; exists: TypedName[]; ensures: string[] } | null;
}

/** @param annotations Of the function, then what the impl passes on (get_attributes_of_function in translation/src/environment/mod.rs). */
export function functionClauses(
  annotations: readonly Annotation[],
  signature: FunctionSignature,
  context: ClauseContext,
  kind: "function" | "closure" = "function",
): FunctionClauses | Refused {
  const gathered: Gathered = {
    parameters: [],
    arguments: [],
    gotArguments: false,
    preconditions: [],
    postconditions: [],
    existentials: [],
    result: null,
    lifetimeConstraints: [],
    earlyContext: [],
    lateContext: [],
    specializations: [],
    ok: null,
  };
  for (const annotation of annotations) {
    const refused = gather(annotation, gathered, signature, context, kind);
    if (refused) return refused;
  }
  return complete(gathered, signature, context);
}

function gather(
  annotation: Annotation,
  into: Gathered,
  signature: FunctionSignature,
  context: ClauseContext,
  kind: "function" | "closure",
): Refused | null {
  const { name, arguments: args, failure } = annotation;
  const { draft } = context;
  const isClause = CLAUSES.has(name);
  if (!isClause) {
    if (WITHOUT_EFFECT[kind].has(name)) return null;
    return new Refused(`unknown ${kind} attribute: ${name}`);
  }
  if (name === "ok") {
    into.ok ??= { requires: [], exists: [], ensures: [] };
    return null;
  }
  if (failure) return new Refused(failure.upstream);
  switch (args?.kind) {
    case "binders": {
      const binders = args.binders.map((binder) => typedName(binder, context, annotation));
      if (name === "exists") (into.ok?.exists ?? into.existentials).push(...binders);
      else into.parameters.push(...binders);
      return null;
    }
    case "refinements":
      if (name === "args") return gatherArguments(args.refinements, annotation, into, signature, context);
      for (const refinement of args.refinements) {
        const { text, type } = withType(refinement, signature.result, context);
        into.result = draft.part(`${text} @ ${typeTerm(type)}`, annotation);
      }
      return null;
    case "observe":
      into.postconditions.push(draft.part(observation(args.ghost, args.value, context), annotation));
      return null;
    case "proposition":
      return gatherProposition(args.proposition, annotation, into, context, kind);
    case "texts":
      for (const text of args.texts) gatherText(name, text, annotation, into, context);
      return null;
    default:
      return null;
  }
}

const CLAUSES = new Set([
  "ok",
  "params",
  "param",
  "args",
  "requires",
  "ensures",
  "observe",
  "returns",
  "exists",
  "unsafe_elctx",
  "context",
  "tactics",
]);

function gatherText(
  name: string,
  text: Text,
  annotation: Annotation,
  into: Gathered,
  context: ClauseContext,
): void {
  const { text: term, types, lifetimes } = expanded(text, context.names, context.crate);
  if (name === "unsafe_elctx") into.lifetimeConstraints.push(context.draft.part(term, annotation));
  if (name !== "context") return;
  const item = context.draft.part(`\`{!(${term})}`, annotation);
  // An item that mentions a type or lifetime comes after the type parameters (RRCoqContextItem in parse_utils.rs).
  (types.length + lifetimes.length > 0 ? into.lateContext : into.earlyContext).push(item);
}

function typedName({ name, type }: Binder, context: ClauseContext, annotation: Annotation): TypedName {
  return {
    name: context.draft.part(verbatim(name), annotation),
    type: type ? context.draft.part(`(${expandedText(type, context)})`, annotation) : "_",
  };
}

function withType(
  { raw, value, type }: Refinement,
  rust: SemanticType,
  context: ClauseContext,
): { text: string; type: SemanticType; hint: string | null } {
  const text = expandedText(value, context);
  if (type) return { text, type: { kind: "written", text: expandedText(type, context), rust }, hint: null };
  const shown = raw ? rawType(rust) : rust;
  return { text, type: shown, hint: value.source === "identifier" ? refinementType(shown) : null };
}

function gatherArguments(
  refinements: readonly Refinement[],
  annotation: Annotation,
  into: Gathered,
  signature: FunctionSignature,
  context: ClauseContext,
): Refused | null {
  const wanted = signature.arguments.length;
  if (refinements.length !== wanted)
    return new Refused(`wrong number of function arguments given: expected ${wanted} args`);
  into.gotArguments = true;
  for (const [index, refinement] of refinements.entries()) {
    const rust = signature.arguments[index]?.type;
    if (!rust) continue;
    const { text, type, hint } = withType(refinement, rust, context);
    into.arguments.push(context.draft.part(`${text} :@: ${typeTerm(type)}`, annotation));
    if (hint === null) continue;
    // An identifier gives its parameter the refinement type, when it has none yet (add_param_type_annot).
    const at = into.parameters.findIndex((parameter) => bare(parameter.name) === text);
    const parameter = into.parameters[at];
    if (!parameter) return new Refused("could not find name");
    if (parameter.type === "_") into.parameters[at] = { ...parameter, type: hint };
  }
  return null;
}

/** A name without the marks of the draft. */
const bare = (name: string): string => name.replace(/[\uE000-\uF8FF]/g, "");

const LINKED: Partial<Record<Proposition["kind"], string>> = {
  linktime: "linktime assumptions",
  trait: "assumptions on trait attributes",
};

function gatherProposition(
  proposition: Proposition,
  annotation: Annotation,
  into: Gathered,
  context: ClauseContext,
  kind: "function" | "closure",
): Refused | null {
  const isRequires = annotation.name === "requires";
  const linked = isRequires && kind === "closure" ? LINKED[proposition.kind] : undefined;
  if (linked) return new Refused(`${linked} are not allowed on closures`);
  if (isRequires && proposition.kind === "linktime") return null;
  if (isRequires && proposition.kind === "trait") {
    into.specializations.push({
      parameter: proposition.parameter.text,
      attribute: proposition.attribute.text,
      term: expandedText(proposition.value, context),
      annotation,
    });
    return null;
  }
  if (into.ok) {
    if (proposition.kind !== "pure") return new Refused(`non-pure ${annotation.name} clause after rr::ok`);
    const term = pureTerm(proposition.name, expandedText(proposition.proposition, context));
    into.ok[isRequires ? "requires" : "ensures"].push(context.draft.part(term, annotation));
    return null;
  }
  (isRequires ? into.preconditions : into.postconditions).push(conjunct(proposition, annotation, context));
  return null;
}

/** Names of Rust for what the annotations leave out (add_default_spec), the success case of `rr::ok`, and the check of names (LiteralSpecBuilder::add_param). */
function complete(
  into: Gathered,
  signature: FunctionSignature,
  context: ClauseContext,
): FunctionClauses | Refused {
  if (!into.gotArguments) {
    for (const { name, type } of signature.arguments) {
      into.parameters.push({ name, type: "_" });
      into.arguments.push(`${name} :@: ${typeTerm(type)}`);
    }
  }
  const isImplicit = into.result === null;
  if (isImplicit) into.existentials.push({ name: "ret", type: "_" });
  if (into.ok) {
    if (!isImplicit) return new Refused("specified rr::returns and rr::ok at the same time");
    if (signature.fallible === null) {
      const message = "specified rr::ok but the return type is neither an Option nor a Result";
      if (signature.fallibleIsKnown) return new Refused(message);
      const needed = "whether the return type is `Option` or `Result`";
      into.postconditions.push(context.draft.hole("cases of rr::ok", needed));
    } else into.postconditions.push(...fallibleCases(into.ok, signature.fallible));
  }
  const names = new Set<string>();
  for (const { name } of into.parameters) {
    if (names.has(bare(name))) return new Refused(`Coq name is already bound: ${bare(name)}`);
    names.add(bare(name));
  }
  for (const { name } of into.existentials)
    if (names.has(bare(name))) return new Refused(`Coq name is already bound: ${bare(name)}`);
  return { ...into, result: into.result ?? `ret @ ${typeTerm(signature.result)}` };
}

/** Upstream: assemble_fallible_spec. */
function fallibleCases(ok: NonNullable<Gathered["ok"]>, kind: "Option" | "Result"): string[] {
  const exists = ok.exists.map(({ name, type }) => `(${name}: ${type})`).join(" ");
  const ensures = `${exists === "" ? "" : `∃ ${exists}, `}${infix("∧", ok.ensures)}`;
  const success = `λ (ret: _), ${infix("∧", [...ok.requires, ensures])}`;
  const failure = `¬ (${infix("∧", ok.requires)})`;
  const cases =
    kind === "Option"
      ? [`(if_Some ret (${success}))`, `(if_None ret (${failure}))`]
      : [`(if_Ok ret (${success}))`, `(if_Err ret (λ (ret: _), ${failure}))`];
  return cases.map((term) => pureClause(null, term));
}
