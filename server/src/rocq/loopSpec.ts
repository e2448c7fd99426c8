/** A loop's invariant. Which locals there are, and of which types, only the compiler knows, so that its preview always has holes. */
import { annotationsOf, enclosingFunction } from "./annotated.ts";
import type { Located } from "./crate.ts";
import { Refused } from "./functionClauses.ts";
import { itemScope, type Workshop } from "./itemScope.ts";
import { binder, separated, type TypedName, uncurried } from "./layout.ts";
import { type ClauseContext, conjunct, expandedText, pureClause } from "./propositions.ts";
import { verbatim } from "./scope.ts";
import { refinementType } from "./semanticType.ts";
import { type TypeScope, translateType, Unsupported } from "./translation.ts";

interface Gathered {
  readonly parameters: TypedName[];
  readonly existentials: TypedName[];
  /** Names of the locals with their equations. */
  readonly variables: { readonly local: string; readonly equation: string }[];
  readonly invariants: string[];
}

/**
 * The entry of the map of invariants in the proof of the function around the loop (LoopSpec in radium/src/specs/mod.rs,
 * parse_loop_attrs in spec_parsers/loop_attr_parser.rs).
 */
export function printLoop(at: Located, workshop: Workshop): string | Refused {
  const { draft, crate } = workshop;
  const scope = itemScope(enclosingFunction(at), workshop);
  scope.types.regions.enter("input");
  const around = at.source.file.items[at.item.closure?.enclosing ?? -1];
  const loop = around?.loops[at.item.closure?.loop ?? -1];
  const isFor = loop?.kind === "for";
  const attribute = (path: readonly string[]): string | null => {
    const name = path.length === 1 ? path[0] : undefined;
    return isFor && name !== undefined && OF_ITERATOR.has(name)
      ? draft.hole(name, NEEDED.iterator)
      : scope.names.attribute(path);
  };
  const context = { names: { ...scope.names, attribute }, crate, draft };
  const gathered = gather(at, context);
  if (gathered instanceof Refused) return gathered;
  const { existentials, variables } = gathered;
  const named = [...new Set(variables.map(({ local }) => local))];
  const locals = loop?.locals ?? [];
  const typeOf = (name: string): string => {
    const type = locals.find((local) => local.name === name)?.type;
    return placeType(type ? translateType(type, scope.types) : null, name, scope.types);
  };
  const parameters = uncurried(gathered.parameters);
  const binders = [
    ...(isFor ? [draft.hole("initial state of the iterator", NEEDED.iterator)] : []),
    binder("_params", parameters.type),
    ...named.map((name) => binder(`_var_${name}`, typeOf(name))),
    ...(isFor ? [draft.hole("state of the iterator", NEEDED.iterator)] : []),
  ];
  const conjuncts = [
    ...variables.map(({ equation }) => equation),
    ...(isFor ? [draft.hole("what the iterator keeps", NEEDED.iterator)] : []),
    ...gathered.invariants,
  ];
  const exists = existentials.map(({ name, type }) => binder(name, type));
  if (isFor) exists.push(draft.hole("state and history", NEEDED.iterator));
  const body = `${exists.length > 0 ? `∃ ${exists.join(" ")}, ` : ""}${separated(conjuncts)}`;
  const preserved = [...new Set(locals.map((local) => local.name))].filter((name) => !named.includes(name));
  const lists = [
    listed([...named.map(quoted), ...(isFor ? [draft.hole("iterator", NEEDED.iterator)] : [])]),
    listed([...preserved.map(quoted), draft.hole("other locals", NEEDED.locals)]),
    listed([draft.hole("temporaries", NEEDED.locals)]),
  ];
  const block = draft.hole("block", "the number of the loop's first block");
  const iterator = isFor ? draft.hole("iterator", NEEDED.iterator) : "None";
  const predicate = `λ ${binders.join(" ")}, let '${parameters.pattern} := _params in ((${body})%I) : (iProp Σ)`;
  return `PolyCons ("_bb${block}", (${lists.join(", ")}, wrap_inv (${predicate}), wrap_inv (λ (L : llctx), True%I : iProp Σ), ${iterator})) $ \n`;
}

const OF_ITERATOR = new Set(["Iter", "Hist", "IterAttrs", "IterNext", "IterInv"]);

const NEEDED = {
  iterator: "the iterator that the compiler makes for the loop",
  locals: "the locals that the compiler makes",
} as const;

const listed = (texts: readonly string[]): string => `[${texts.join("; ")}]`;

const quoted = (name: string): string => `"${name}"`;

function placeType(type: ReturnType<typeof translateType> | null, name: string, scope: TypeScope): string {
  const refinement =
    type === null || type instanceof Unsupported
      ? scope.draft.hole(`refinement type of ${name}`, "the type that the compiler infers for the local")
      : refinementType(type);
  return `(place_rfnRT ${refinement})`;
}

const READ = new Set(["params", "exists", "inv", "invariant", "inv_var", "inv_vars"]);

function gather(at: Located, context: ClauseContext): Gathered | Refused {
  const { draft } = context;
  const into: Gathered = { parameters: [], existentials: [], variables: [], invariants: [] };
  const implicit: TypedName[] = [];
  for (const annotation of annotationsOf(at)) {
    const { name, arguments: args, failure } = annotation;
    if (name === "ignore") continue;
    if (!READ.has(name)) return new Refused(`unknown attribute for loop specification: ${name}`);
    if (failure) return new Refused(failure.upstream);
    if (args?.kind === "binders") {
      const binders = args.binders.map(({ name, type }) => ({
        name: draft.part(verbatim(name), annotation),
        type: type ? `(${expandedText(type, context)})` : "_",
      }));
      into[name === "params" ? "parameters" : "existentials"].push(...binders);
    } else if (args?.kind === "proposition") {
      into.invariants.push(conjunct(args.proposition, annotation, context));
    } else if (args?.kind === "loopVariables") {
      for (const { local, refinement } of args.variables) {
        const shown = verbatim(local);
        const value = refinement ? expandedText(refinement, context) : `($# ${shown})`;
        if (!refinement) implicit.push({ name: draft.part(shown, annotation), type: "_" });
        const equation = draft.part(pureClause(null, `_var_${shown} = ${value}`), annotation);
        into.variables.push({ local: shown, equation });
      }
    }
  }
  into.existentials.push(...implicit);
  return into;
}
