/** Which values an annotation's Rocq text may mention by a plain name: binders, parameters, the result. */
import type { RustFile } from "../syntax/model.ts";
import type { TextRange } from "../text.ts";
import type { AnnotatedItem, Annotation, ParsedArguments, Text } from "./model.ts";
import { parentOf } from "./position.ts";
import { isRocqName } from "./rocqNames.ts";
import { tokensOf } from "./textTokens.ts";

export interface ValueName {
  readonly text: string;
  readonly kind: "parameter" | "existential" | "argument" | "result" | "variable" | "model";
  /** Where it is bound in the file, null for the implicit result. */
  readonly range: TextRange | null;
}

/** The annotations of an item that are needed here; `byIndex` of a check's context will do. */
type Annotations = ReadonlyMap<number, AnnotatedItem>;

/**
 * The names that the annotations of this item bind, in the order in which RefinedRust binds them. A precondition may not
 * mention the existentials and the result.
 */
export function valuesOf(annotated: AnnotatedItem, file: RustFile, byIndex: Annotations): ValueName[] {
  switch (annotated.position) {
    case "function":
    case "method":
    case "traitFunction":
    case "traitImplFunction":
    case "closure":
      return specified(annotated);
    case "loop":
      return ofLoop(annotated, file, byIndex);
    case "struct":
      return modelled(annotated);
    case "variant":
      return [...modelled(annotated), ...patternArguments(annotated)];
    case "field": {
      const parent = parentOf(annotated.item, file);
      const owner = parent && byIndex.get(parent.index);
      return owner ? modelled(owner) : [];
    }
    default:
      return [];
  }
}

/** True for what only the postcondition binds. */
const isAfterwards = ({ kind }: ValueName): boolean => kind === "existential" || kind === "result";

/** `rr::args` and `rr::returns` switch the implicit names off (add_default_spec in verbose_function_spec_parser.rs). */
function specified({ item, annotations }: AnnotatedItem): ValueName[] {
  const has = (wanted: string) =>
    annotations.some(({ name, arguments: given }) => name === wanted && given !== null);
  const names = annotations.flatMap(binders);
  if (!has("args"))
    for (const [index, { name, range }] of (item.signature?.arguments ?? []).entries())
      names.push({ text: name?.text ?? `_arg_${index}`, kind: "argument", range: name?.range ?? range });
  if (!has("returns")) names.push({ text: "ret", kind: "result", range: null });
  return names;
}

function binders({ name, arguments: given }: Annotation): ValueName[] {
  if (given?.kind !== "binders") return [];
  const kind = name === "exists" ? "existential" : "parameter";
  return given.binders.map((binder) => ({ text: binder.name.value, kind, range: binder.name.range }));
}

/** The parameters of the function around it are fixed in the loop; `inv_vars` without a refinement binds the variable's value. */
function ofLoop({ item, annotations }: AnnotatedItem, file: RustFile, byIndex: Annotations): ValueName[] {
  const enclosing = item.closure?.enclosing == null ? undefined : byIndex.get(item.closure.enclosing);
  const outer = enclosing ? valuesOf(enclosing, file, byIndex).filter((value) => !isAfterwards(value)) : [];
  return [
    ...annotations.flatMap(binders),
    ...annotations.flatMap(({ arguments: given }) => variables(given)),
    ...outer,
  ];
}

const variables = (given: ParsedArguments | null): ValueName[] =>
  given?.kind === "loopVariables"
    ? given.variables
        .filter(({ refinement }) => refinement === null)
        .map(({ local }) => ({ text: local.value, kind: "variable", range: local.range }))
    : [];

/** What the pattern of `refined_by` binds, and the existentials of the invariant. */
const modelled = ({ annotations }: AnnotatedItem): ValueName[] =>
  annotations.flatMap((annotation) =>
    annotation.arguments?.kind === "refinedBy" ? namesIn(annotation.arguments.pattern) : binders(annotation),
  );

const patternArguments = ({ annotations }: AnnotatedItem): ValueName[] =>
  annotations.flatMap(({ arguments: given }) =>
    given?.kind === "pattern" ? given.arguments.flatMap(namesIn) : [],
  );

/** Names of a pattern; a capital begins a constructor. */
const namesIn = (pattern: Text): ValueName[] =>
  tokensOf(pattern)
    .filter(({ kind, text }) => kind === "identifier" && isRocqName(text) && !/^[A-Z]|^_$/.test(text))
    .map(({ text, range }) => ({ text, kind: "model", range }));
