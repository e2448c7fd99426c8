/** Which Rocq names an annotation's text can use because annotations or RefinedRust itself bind them. */
import type { AnnotatedItem, Annotation, Binder, Text } from "../annotations/model.ts";
import { isRocqName } from "../annotations/rocqNames.ts";
import { tokensOf } from "../annotations/textTokens.ts";
import type { Argument, Item } from "../syntax/model.ts";
import type { Snapshot } from "./snapshot.ts";

export interface BoundName {
  readonly name: string;
  /** What it stands for, one or two sentences of markdown. */
  readonly meaning: string;
  /** Its Rocq type, where one was written. */
  readonly type: string | null;
  /** A pair of `.cur` and `.ghost`. */
  readonly isMutableReference: boolean;
}

/** The names that texts on the item may mention, the innermost first; a later one of the same name is hidden. */
export function boundNames(annotated: AnnotatedItem, snapshot: Snapshot): BoundName[] {
  const { item, position } = annotated;
  switch (position) {
    case "function":
    case "method":
    case "traitFunction":
    case "traitImplFunction":
    case "closure":
      return functionNames(annotated);
    case "loop":
      return [...loopNames(annotated), ...enclosingNames(item, snapshot)];
    case "struct":
    case "variant":
      return [...modelNames(annotated), ...binderNames(annotated)];
    case "field": {
      const parent = item.parent === null ? undefined : snapshot.context.byIndex.get(item.parent);
      return parent ? boundNames(parent, snapshot) : [];
    }
    default:
      return [];
  }
}

function functionNames(annotated: AnnotatedItem): BoundName[] {
  const has = (name: string) => annotated.annotations.some((annotation) => annotation.name === name);
  const implicit = has("args") ? [] : (annotated.item.signature?.arguments ?? []).flatMap(argumentName);
  return [...binderNames(annotated), ...implicit, ...(has("returns") ? [] : [resultName(annotated.item)])];
}

function argumentName({ name, type, receiver }: Argument): BoundName[] {
  if (!name || name.text === "_") return [];
  const isMutableReference = receiver === "mutable" || (type?.kind === "reference" && type.mutable);
  const written = type ? ` of type \`${type.text}\`` : "";
  const meaning = isMutableReference
    ? `The argument${written}, which RefinedRust binds by itself: \`${name.text}.cur\` is the value behind the reference at the call, \`${name.text}.ghost\` the name under which \`rr::observe\` states the final value.`
    : `The value of the argument${written}, which RefinedRust binds by itself because there is no \`rr::args\`.`;
  return [{ name: name.text, meaning, type: null, isMutableReference }];
}

function resultName({ signature }: Item): BoundName {
  const type = signature?.returnType;
  return {
    name: "ret",
    meaning: `The result${type ? ` of type \`${type.text}\`` : ""}, which RefinedRust binds in the postcondition because there is no \`rr::returns\`. After \`rr::ok\` it is the payload of the success case.`,
    type: null,
    isMutableReference: type?.kind === "reference" && type.mutable,
  };
}

const binderNames = ({ annotations }: AnnotatedItem): BoundName[] =>
  annotations.flatMap(({ name, arguments: parsed }) =>
    parsed?.kind === "binders"
      ? parsed.binders.filter((binder) => isName(binder.name.value)).map((binder) => binderName(binder, name))
      : [],
  );

const isName = (text: string): boolean => text !== "_" && isRocqName(text);

const binderName = ({ name, type }: Binder, attribute: string): BoundName => ({
  name: name.value,
  meaning:
    attribute === "exists"
      ? "A value that exists: declared by `rr::exists`."
      : `A logical parameter, arbitrary for every caller: declared by \`rr::${attribute}\`.`,
  type: type?.value ?? null,
  isMutableReference: false,
});

const loopNames = (annotated: AnnotatedItem): BoundName[] => [
  ...annotated.annotations.flatMap(({ arguments: parsed }) =>
    parsed?.kind === "loopVariables"
      ? parsed.variables
          .filter(({ local, refinement }) => refinement === null && isName(local.value))
          .map(({ local }) => ({
            name: local.value,
            meaning: "The value of the local variable when an iteration begins: declared by `rr::inv_vars`.",
            type: null,
            isMutableReference: false,
          }))
      : [],
  ),
  ...binderNames(annotated),
];

/** Parameters of the function around a loop go on holding in it; its result does not exist yet. */
function enclosingNames(item: Item, snapshot: Snapshot): BoundName[] {
  const enclosing =
    item.closure?.enclosing == null ? undefined : snapshot.context.byIndex.get(item.closure.enclosing);
  if (!enclosing) return [];
  return functionNames(enclosing).filter(({ name }) => name !== "ret");
}

/** The names in the pattern of `refined_by`, or of a variant's constructor. */
const modelNames = ({ annotations }: AnnotatedItem): BoundName[] =>
  annotations.flatMap((annotation) =>
    patternsOf(annotation).flatMap((pattern) =>
      tokensOf(pattern)
        .filter(({ kind, text }) => kind === "identifier" && isName(text))
        .map(({ text }) => ({
          name: text,
          meaning: `A part of the mathematical model: bound by the pattern of \`rr::${annotation.name}\`.`,
          type: null,
          isMutableReference: false,
        })),
    ),
  );

function patternsOf({ arguments: parsed }: Annotation): readonly Text[] {
  if (parsed?.kind === "refinedBy") return [parsed.pattern];
  return parsed?.kind === "pattern" ? parsed.arguments : [];
}
