/** The clauses of annotations as plain data: what each of them claims, and where its strings stand. */
import type { AnnotatedItem, Annotation, Proposition, Refinement, Text } from "../annotations/model.ts";
import type { TextRange } from "../text.ts";
import type { Clause, ClauseText, SpecificationField } from "../verification/placeModel.ts";

/** In source order. After `rr::ok` pre- and postconditions are printed in the postcondition. */
export function clausesOf({ annotations, position }: AnnotatedItem): Clause[] {
  const isFunction = FUNCTIONS.has(position);
  let isFallible = false;
  return annotations.flatMap((annotation) => {
    isFallible ||= annotation.name === "ok";
    const fields = isFunction ? (isFallible ? FALLIBLE : FIELDS).get(annotation.name) : undefined;
    return partsOf(annotation).map((part) => ({
      keyword: annotation.name,
      attribute: annotation.attribute.range,
      range: part.range,
      name: part.name,
      fields: part.isPrintedElsewhere ? null : (fields ?? null),
      isShownBy: part.isPrintedElsewhere ? null : (SHOWN_BY.get(annotation.name) ?? null),
      texts: part.texts,
    }));
  });
}

const FUNCTIONS: ReadonlySet<string> = new Set([
  "function",
  "method",
  "traitFunction",
  "traitImplFunction",
  "closure",
]);

const FIELDS: ReadonlyMap<string, readonly SpecificationField[]> = new Map([
  ["params", ["params"]],
  ["param", ["params"]],
  ["args", ["args"]],
  ["requires", ["precondition"]],
  ["ensures", ["postcondition"]],
  ["observe", ["postcondition"]],
  ["returns", ["existential"]],
  ["exists", ["existential"]],
  ["unsafe_elctx", ["elctx"]],
]);

const FALLIBLE: ReadonlyMap<string, readonly SpecificationField[]> = new Map([
  ...FIELDS,
  ["requires", ["postcondition"]],
  ["exists", ["existential", "postcondition"]],
]);

const SHOWN_BY: ReadonlyMap<string, Clause["isShownBy"]> = new Map([
  ["requires", "caller"],
  ["ensures", "function"],
  ["observe", "function"],
  ["returns", "function"],
  ["inv", "function"],
  ["invariant", "function"],
  ["inv_var", "function"],
  ["inv_vars", "function"],
]);

interface Part {
  readonly range: TextRange;
  readonly name: string | null;
  readonly texts: readonly ClauseText[];
  /** In a definition of its own, or in the lemma of the proof. */
  readonly isPrintedElsewhere?: boolean;
}

type Role = ClauseText["role"];

function partsOf({ arguments: given, texts }: Annotation): Part[] {
  switch (given?.kind) {
    case "binders":
      return given.binders.map(({ name, type }) => part([name, "other"], [type, "other"]));
    case "refinements":
      return given.refinements.map(refinement);
    case "proposition":
      return [proposition(given.proposition)];
    case "observe":
      return [part([given.ghost, "other"], [given.value, "value"])];
    case "field":
      return [part([given.refinement, "other"], [given.type, "other"])];
    case "loopVariables":
      return given.variables.map(({ local, refinement: value }) => part([local, "other"], [value, "value"]));
    case "refinedBy":
      return [part([given.pattern, "other"], [given.type, "other"])];
    case "traitAttribute":
      return [part([given.name, "other"], [given.type, "other"])];
    case "instantiation":
      return [part([given.name, "other"], [given.value, "other"])];
    default:
      return texts.map((text) => part([text, "other"]));
  }
}

const refinement = ({ value, type }: Refinement): Part => part([value, "value"], [type, "other"]);

function proposition(given: Proposition): Part {
  switch (given.kind) {
    case "pure":
      return {
        ...part([given.name, "other"], [given.proposition, "proposition"]),
        name: given.name?.value ?? null,
      };
    case "type":
      return part([given.location, "other"], [given.refinement, "value"], [given.type, "other"]);
    case "observe":
      return part([given.ghost, "other"], [given.value, "value"]);
    case "linktime":
      return { ...part([given.proposition, "proposition"]), isPrintedElsewhere: true };
    case "trait":
      return { ...part([given.value, "other"]), isPrintedElsewhere: true };
    default:
      return part([given.proposition, "other"]);
  }
}

function part(...given: readonly (readonly [Text | null, Role])[]): Part {
  const written = given.flatMap(([text, role]) => (text ? [{ text, role }] : []));
  const first = written[0]?.text.outer ?? { start: 0, end: 0 };
  const last = written.at(-1)?.text.outer ?? first;
  return {
    range: { start: first.start, end: last.end },
    name: null,
    texts: written.map(({ text: { value, range }, role }) => ({ value, range, role })),
  };
}
