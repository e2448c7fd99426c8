/** Arguments that do not follow the grammar, and arguments that RefinedRust does not look at. */
import type { Token } from "../../syntax/model.ts";
import type { TextEdit } from "../../text.ts";
import type { AnnotatedItem, Annotation, ArgumentFailure, Fix, Problem } from "../model.ts";
import { nearest } from "../nearest.ts";
import { useAt } from "../schema.ts";
import { type Check, type CheckContext, nameRange, refused, suspicious } from "./context.ts";
import { outcome } from "./outcome.ts";
import { plainString } from "./plainString.ts";

export const invalidArguments: Check = (item, context) =>
  item.annotations.flatMap((annotation) => {
    if (annotation.failure) return failureProblem(annotation, annotation.failure, item, context);
    return annotation.leftover ? [leftoverProblem(annotation, item)] : [];
  });

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
  const code = nothing ? "missing-arguments" : CODES[failure.kind];
  const what = nothing ? nothingGiven(annotation, failure) : wrongPart(failure, file.text);
  const range = nothing && given.kind !== "equals" ? nameRange(annotation) : failure.range;
  const fixes = fixesOf(annotation, failure, file.text);
  if (annotation.read) {
    const end = `${outcome(item.position, failure.crashes)} (\`${failure.upstream}\`).`;
    return [refused(code, range, `${what} RefinedRust refuses this: ${end}`, fixes)];
  }
  if (item.mode === "skip") return [];
  const reason = item.unparsedReason === null ? "it does not read this attribute here" : item.unparsedReason;
  return [suspicious(code, range, `${what} RefinedRust does not notice, because ${reason}.`, fixes)];
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

function fixesOf(annotation: Annotation, failure: ArgumentFailure, text: string): Fix[] {
  const { arguments: given } = annotation.attribute;
  if (given.kind === "equals") {
    const value = text.slice(given.range.start, given.range.end).replace(/^\s*=\s*/, "");
    return [
      {
        title: "Put the arguments in parentheses",
        edits: [{ range: given.range, newText: `(${value})` }],
        safe: false,
      },
    ];
  }
  if (given.kind !== "delimited") return [];
  if (failure.kind === "notPlainString") return plainStrings(given.tokens);
  if (failure.kind === "unknownFlag") return flagFix(failure, text);
  return replacement(failure);
}

/** All strings of the attribute at once, so that the next one does not fail in turn. */
function plainStrings(tokens: readonly Token[]): Fix[] {
  const edits: TextEdit[] = [];
  for (const token of tokens) {
    const plain = plainString(token);
    if (plain === null) return [];
    if (plain !== token.text) edits.push({ range: token.range, newText: plain });
  }
  return edits.length > 0 ? [{ title: "Convert to a plain string", edits, safe: true }] : [];
}

function flagFix(failure: ArgumentFailure, text: string): Fix[] {
  const written = text.slice(failure.range.start, failure.range.end).replace(/\s+/g, "");
  const meant = nearest(written, failure.expected.match(/#\w+/g) ?? []);
  return meant
    ? [{ title: `Change to \`${meant}\``, edits: [{ range: failure.range, newText: meant }], safe: false }]
    : [];
}

/** Quotes an identifier where a string is wanted, and takes the quotes from one where an identifier is wanted. */
function replacement(failure: ArgumentFailure): Fix[] {
  const found = failure.found;
  if (!found) return [];
  if (found.kind === "identifier" && failure.expected.includes("string")) {
    return [
      { title: "Put it in quotes", edits: [{ range: found.range, newText: `"${found.text}"` }], safe: false },
    ];
  }
  const bare = found.text.slice(1, -1);
  if (found.kind === "string" && /^[A-Za-z_]\w*$/.test(bare) && !failure.expected.includes("string")) {
    return [{ title: "Remove the quotes", edits: [{ range: found.range, newText: bare }], safe: false }];
  }
  if (failure.expected === "`:`" && (found.text === "=" || found.text === "::")) {
    return [{ title: "Change to `:`", edits: [{ range: found.range, newText: ":" }], safe: false }];
  }
  return [];
}

function leftoverProblem(annotation: Annotation, item: AnnotatedItem): Problem {
  const range = annotation.leftover ?? annotation.attribute.range;
  const form = useAt(annotation.name, item.position)?.form;
  const takesNone = form === "NONE" || form === "IGNORED";
  const message = takesNone
    ? `\`rr::${annotation.name}\` takes no arguments; RefinedRust ignores these silently.`
    : "RefinedRust has read all it wants of this attribute and ignores the rest silently. Write a second attribute for a second clause.";
  return {
    ...suspicious(takesNone ? "superfluous-arguments" : "leftover-arguments", range, message, [
      droppedRest(annotation, takesNone),
    ]),
    unnecessary: true,
  };
}

function droppedRest(annotation: Annotation, takesNone: boolean): Fix {
  const { arguments: given } = annotation.attribute;
  const range =
    takesNone && given.kind !== "none" ? given.range : (annotation.leftover ?? annotation.attribute.range);
  return { title: "Remove what is ignored", edits: [{ range, newText: "" }], safe: false };
}
