/** Arguments that do not follow the grammar, and arguments that RefinedRust does not look at. */
import type { RustFile, Token } from "../../syntax/model.ts";
import type { AnnotatedItem, Annotation, ArgumentFailure, Fix, Problem } from "../model.ts";
import { isRocqName } from "../rocqNames.ts";
import { useAt } from "../schema.ts";
import { argumentFixes } from "./argumentFixes.ts";
import { type Check, type CheckContext, nameRange, refused, suspicious } from "./context.ts";
import { refusal } from "./outcome.ts";

export const invalidArguments: Check = (item, context) =>
  item.annotations.flatMap((annotation) => {
    if (annotation.attribute.inMacro && holdsFragment(annotation)) return [];
    if (annotation.failure) return failureProblem(annotation, annotation.failure, item, context);
    return annotation.leftover ? [leftoverProblem(annotation, item, context)] : [];
  });

/** A macro puts something else in the place of `$x` before RefinedRust sees it. */
const holdsFragment = ({ attribute }: Annotation): boolean => {
  const has = (tokens: readonly Token[]): boolean =>
    tokens.some((t) => t.text === "$" || has(t.tokens ?? []));
  return attribute.arguments.kind !== "none" && has(attribute.arguments.tokens);
};

const CODES: Readonly<Record<ArgumentFailure["kind"], string>> = {
  missing: "invalid-arguments",
  notPlainString: "not-a-plain-string",
  unexpected: "invalid-arguments",
  unknownFlag: "invalid-arguments",
  count: "invalid-arguments",
  mode: "invalid-mode",
};

function failureProblem(
  annotation: Annotation,
  failure: ArgumentFailure,
  item: AnnotatedItem,
  { file }: CheckContext,
): Problem[] {
  const given = annotation.attribute.arguments;
  const nothing = failure.kind === "missing" && (given.kind !== "delimited" || given.tokens.length === 0);
  const code = nothing
    ? "missing-arguments"
    : annotation.name === "mode"
      ? "invalid-mode"
      : CODES[failure.kind];
  const what = nothing ? nothingGiven(annotation, failure) : wrongPart(failure, file.text);
  const range = nothing && given.kind !== "equals" ? nameRange(annotation) : failure.range;
  const fixes = argumentFixes(annotation, failure, item, file);
  if (annotation.read) {
    const message = `${what} ${refusal(item.position, failure.crashes)} It prints \`${failure.upstream}\`.`;
    return [refused(code, range, message, fixes)];
  }
  if (item.mode === "skip") return [];
  return [suspicious(code, range, `${what} ${unnoticed(annotation, item)}`, fixes)];
}

function unnoticed(annotation: Annotation, item: AnnotatedItem): string {
  if (annotation.name === "export_as" && item.position === "traitImpl") {
    return "RefinedRust crashes on it when it exports a method of the impl.";
  }
  return `RefinedRust does not notice, because ${item.unparsedReason ?? "it does not read this attribute here"}.`;
}

function nothingGiven(annotation: Annotation, failure: ArgumentFailure): string {
  const wanted = `\`rr::${annotation.name}\` needs arguments: ${failure.expected}.`;
  return annotation.attribute.arguments.kind === "equals"
    ? `${wanted} RefinedRust reads them in parentheses only, not after \`=\`.`
    : wanted;
}

function wrongPart(failure: ArgumentFailure, text: string): string {
  const found = failure.found ? `\`${shortened(failure.found.text)}\`` : "the end";
  switch (failure.kind) {
    case "notPlainString":
      return `Only a plain string \`"..."\` is accepted here, not ${found}.`;
    case "unknownFlag":
      return `The flag \`${text.slice(failure.range.start, failure.range.end)}\` does not exist here; there is ${failure.expected}.`;
    case "mode":
      return `\`${text.slice(failure.range.start, failure.range.end)}\` is no mode; there are ${failure.expected}.`;
    case "count":
      return `This attribute takes ${failure.expected}.`;
    default:
      return `Expected ${failure.expected}, found ${found}.`;
  }
}

const shortened = (text: string): string => (text.length > 40 ? `${text.slice(0, 37)}...` : text);

function leftoverProblem(annotation: Annotation, item: AnnotatedItem, { file }: CheckContext): Problem {
  const range = annotation.leftover ?? annotation.attribute.range;
  const form = useAt(annotation.name, item.position)?.form;
  const takesNone = form === "NONE" || form === "IGNORED";
  const message = takesNone
    ? `\`rr::${annotation.name}\` takes no arguments; RefinedRust ignores these silently.`
    : "RefinedRust has read all it wants of this attribute and ignores the rest silently. Write a second attribute for a second clause.";
  return {
    ...suspicious(takesNone ? "superfluous-arguments" : "leftover-arguments", range, message, [
      ...(takesNone ? [] : clausesInTheRest(annotation, item, file)),
      droppedRest(annotation, takesNone),
    ]),
    unnecessary: true,
  };
}

/** `("a", "b")` is meant as two clauses, or, when the first is a name, as `("a" : "b")`. */
function clausesInTheRest(annotation: Annotation, item: AnnotatedItem, file: RustFile): Fix[] {
  const { attribute, leftover, name } = annotation;
  const { arguments: given } = attribute;
  const use = useAt(name, item.position);
  if (given.kind !== "delimited" || leftover === null || use?.repeat !== "many") return [];
  const [comma, ...rest] = given.tokens.filter((token) => token.range.start >= leftover.start);
  const [next] = rest;
  if (comma?.text !== "," || next === undefined) return [];
  const { start } = attribute.range;
  const indent = /[ \t]*$/.exec(file.text.slice(0, start))?.[0] ?? "";
  const opening = file.text.slice(start, given.range.start + 1);
  const closing = file.text.slice(given.range.end - 1, attribute.range.end);
  const second = file.text.slice(next.range.start, leftover.end);
  const split: Fix = {
    title: `Write a second \`rr::${name}\``,
    edits: [{ range: leftover, newText: `${closing}\n${indent}${opening}${second}` }],
    safe: false,
  };
  const isName = use.form.endsWith("_PROP") && rest.length === 1 && next.kind === "string";
  const [first] = annotation.texts;
  if (!isName || !first || !isRocqName(first.value)) return [split];
  const colon = { range: comma.range, newText: " :" };
  return [{ title: `Make \`${first.value}\` the name of the clause`, edits: [colon], safe: false }, split];
}

function droppedRest(annotation: Annotation, takesNone: boolean): Fix {
  const { arguments: given } = annotation.attribute;
  const range =
    takesNone && given.kind !== "none" ? given.range : (annotation.leftover ?? annotation.attribute.range);
  return { title: "Remove what is ignored", edits: [{ range, newText: "" }], safe: false };
}
