/** What the annotations of a struct say of its invariant. */
import type { Annotation } from "../annotations/model.ts";
import { Refused } from "./functionClauses.ts";
import type { ItemScope, Workshop } from "./itemScope.ts";
import { type ClauseContext, expandedText, ownership, pureClause } from "./propositions.ts";
import { expanded, verbatim } from "./scope.ts";

type Flag = "plain" | "persistent" | "na";

/** Upstream: Spec in radium/src/specs/invariants.rs. */
export interface Invariant {
  readonly flag: Flag;
  readonly pattern: string;
  /** As a Rocq type is shown: `(Z)`, or `_` when none is given. */
  readonly type: string;
  readonly existentials: readonly string[];
  readonly clauses: readonly { readonly text: string; readonly of: "both" | "owned" | "shared" }[];
  readonly ownerships: readonly { readonly owned: string; readonly shared: string }[];
  readonly lifetimes: readonly string[];
  readonly constraints: readonly string[];
  /** `rr::refines`; null when the fields give the refinement. */
  readonly refines: string | null;
  readonly context: readonly string[];
}

/** Upstream: parse_invariant_spec in spec_parsers/struct_spec_parser.rs. */
export function invariantOf(
  annotations: readonly Annotation[],
  scope: ItemScope,
  workshop: Workshop,
): Invariant | Refused {
  const context: ClauseContext = { names: scope.names, crate: workshop.crate, draft: workshop.draft };
  const { draft } = workshop;
  let pattern = "placeholder_pat";
  let type = "_";
  let flag: Flag = "plain";
  let refines: string | null = null;
  const existentials: string[] = [];
  const clauses: Invariant["clauses"][number][] = [];
  const ownerships: Invariant["ownerships"][number][] = [];
  const mentioned: { types: readonly string[]; lifetimes: readonly string[] }[] = [];
  const lifetimes: string[] = [];
  const constraints: string[] = [];
  const items: string[] = [];
  for (const annotation of annotations) {
    if (!READ.has(annotation.name)) continue;
    if (annotation.failure) return new Refused(annotation.failure.upstream);
    const args = annotation.arguments;
    switch (args?.kind) {
      case "refinedBy":
        pattern = draft.part(expandedText(args.pattern, context), annotation);
        if (args.type) type = `(${draft.part(expandedText(args.type, context), annotation)})`;
        break;
      case "mode":
        if (args.mode.text === "atomic") return new Refused("unimplemented invariant spec flag: Atomic");
        flag = args.mode.text === "persistent" || args.mode.text === "na" ? args.mode.text : "plain";
        break;
      case "binders":
        for (const binder of args.binders) {
          const name = verbatim(binder.name);
          const of = binder.type ? `(${expandedText(binder.type, context)})` : "_";
          existentials.push(draft.part(`(${name}: name_hint_ty "${name}" (${of})%Z)`, annotation));
        }
        break;
      case "proposition": {
        const { proposition } = args;
        if (proposition.kind === "type") {
          const { owned, shared, mentioned: texts } = ownership(proposition, context);
          ownerships.push({
            owned: draft.part(`guarded true (${owned})`, annotation),
            shared: draft.part(`guarded false (${shared})`, annotation),
          });
          mentioned.push({
            types: [...new Set(texts.flatMap((text) => text.types))].sort(),
            lifetimes: [...new Set(texts.flatMap((text) => text.lifetimes))].sort(),
          });
        } else if (proposition.kind === "pure") {
          const text = pureClause(proposition.name, expandedText(proposition.proposition, context));
          clauses.push({ text: draft.part(text, annotation), of: "both" });
        } else if (proposition.kind === "iris" || proposition.kind === "own" || proposition.kind === "shr") {
          const text = draft.part(expandedText(proposition.proposition, context), annotation);
          clauses.push({ text, of: OF[proposition.kind] });
        }
        break;
      }
      case "texts":
        for (const text of args.texts) {
          const term = draft.part(expanded(text, context.names, context.crate).text, annotation);
          if (annotation.name === "ty_lfts") lifetimes.push(term);
          else if (annotation.name === "context") items.push(term);
          else if (annotation.name === "refines") {
            if (refines !== null) return new Refused("multiple refines specifications given");
            refines = draft.part(verbatim(text), annotation);
          } else constraints.push(term);
        }
        break;
      default:
        break;
    }
  }
  if (flag === "persistent" && (ownerships.length > 0 || clauses.some((clause) => clause.of !== "both")))
    return new Refused(
      "assertion failed: a persistent invariant cannot have `#own`, `#shr` or `#type` parts",
    );
  return {
    flag,
    pattern,
    type,
    existentials,
    clauses,
    ownerships,
    lifetimes: [
      ...mentioned.flatMap((m) => [
        ...m.types.map((t) => `(ty_lfts (${t}_ty))`),
        ...m.lifetimes.map((l) => `[${l}]`),
      ]),
      ...lifetimes,
    ],
    constraints: [...mentioned.flatMap((m) => m.types.map((t) => `(ty_wf_E (${t}_ty))`)), ...constraints],
    refines,
    context: items,
  };
}

const READ = new Set([
  "refined_by",
  "inv",
  "invariant",
  "ty_lfts",
  "ty_wf_elctx",
  "ty_wf_E",
  "exists",
  "mode",
  "refines",
  "context",
]);
const OF = { iris: "both", own: "owned", shr: "shared" } as const;
