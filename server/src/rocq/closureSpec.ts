/** A closure's specification. What it captures, and how, only the compiler knows, so that a closure's preview always has holes. */
import { annotationsOf, enclosingFunction } from "./annotated.ts";
import type { Located } from "./crate.ts";
import { functionClauses, Refused } from "./functionClauses.ts";
import { printFunction } from "./functionSpec.ts";
import { itemScope, type Workshop } from "./itemScope.ts";
import type { SemanticType } from "./semanticType.ts";
import { translateType, Unsupported } from "./translation.ts";

/** Upstream: parse_closure_spec in spec_parsers/verbose_function_spec_parser.rs. */
export function printClosure(at: Located, name: string, workshop: Workshop): string | Refused {
  const { draft, crate } = workshop;
  const scope = itemScope(enclosingFunction(at), workshop);
  scope.types.regions.enter("input");
  const args: { name: string; type: SemanticType }[] = [];
  for (const [index, argument] of (at.item.signature?.arguments ?? []).entries()) {
    const type = argument.type && translateType(argument.type, scope.types);
    if (type instanceof Unsupported) return new Refused(type.message);
    const shown = argument.name?.text ?? `_arg_${index}`;
    const unknown: SemanticType = {
      kind: "unknown",
      text: draft.hole(`type of ${shown}`, "the type that the compiler infers for the argument"),
    };
    args.push({ name: shown, type: type ?? unknown });
  }
  const written = at.item.signature?.returnType;
  const result = written ? translateType(written, scope.types) : null;
  if (result instanceof Unsupported) return new Refused(result.message);
  const inferred: SemanticType = {
    kind: "unknown",
    text: draft.hole("return type", "the type that the compiler infers for the result"),
  };
  const fallible = written && /^(?:\w+::)*(Option|Result)\b/.exec(written.text)?.[1];
  const signature = {
    arguments: args,
    result: result ?? inferred,
    fallible: fallible === "Option" || fallible === "Result" ? fallible : null,
    fallibleIsKnown: false,
  } as const;
  const place = (base: string, projections: readonly string[], modifier: string | null): string => {
    const path = projections.map((p) => (p === "*" ? "deref" : p)).join("_");
    const value = `capture_${base}_${path}${modifier === "new" ? "_new" : ""}`;
    return draft.hole(value, `whether the closure captures exactly \`${[base, ...projections].join(".")}\``);
  };
  const context = { names: { ...scope.names, place }, crate, draft };
  const clauses = functionClauses(annotationsOf(at), signature, context, "closure");
  if (clauses instanceof Refused) return clauses;
  const captured = draft.hole("captures", "what the closure captures, and how");
  const generic = scope.generic();
  return printFunction(
    {
      scope,
      generic,
      signature,
      needed: null,
      clauses: { ...clauses, arguments: [captured, ...clauses.arguments] },
    },
    { spec: `type_of_${name}`, inclusion: `trait_incl_of_${name}`, function: name },
    workshop,
  );
}
