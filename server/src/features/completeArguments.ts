/** What can be typed inside an attribute's arguments: flags, and inside strings escapes and names. */
import { type CompletionItem, CompletionItemKind, InsertTextFormat } from "vscode-languageserver-types";
import { parseArguments } from "../annotations/forms/parse.ts";
import { MODES } from "../annotations/forms/types.ts";
import type { Annotation } from "../annotations/model.ts";
import { flagsOf } from "../annotations/schema/flags.ts";
import { useAt } from "../annotations/schema.ts";
import { flagHelp } from "./attributeHelp.ts";
import { completeText } from "./completeText.ts";
import { type AnnotationAt, annotationAt, textAt } from "./cursor.ts";
import { lspRange } from "./positions.ts";
import type { Snapshot } from "./snapshot.ts";
import { withoutPlaceholders } from "./snippets.ts";

/** Null when the offset is not inside an annotation's arguments. */
export function completeArguments(offset: number, snapshot: Snapshot): CompletionItem[] | null {
  const at = meantAt(offset, snapshot);
  const parsed = at?.annotation.attribute.arguments;
  if (!at || parsed?.kind !== "delimited" || offset <= parsed.range.start) return null;
  const string = parsed.tokens.find(
    ({ content }) => content && content.start <= offset && offset <= content.end,
  );
  const text = textAt(offset, at.annotation);
  if (text?.source === "string") return completeText(offset, text, at, snapshot);
  if (string?.kind === "string") return [];
  const use = useAt(at.annotation.name, at.annotated.position);
  return use?.form === "MODE" ? modes(offset, snapshot) : flags(offset, at, snapshot);
}

/** A closure in a loop gets its `rr::ignore` often last: until then `rr::inv` is meant for the loop all the same. */
function meantAt(offset: number, snapshot: Snapshot): AnnotationAt | null {
  const at = annotationAt(offset, snapshot);
  if (at?.annotated.position !== "closure" || at.annotated.item.closure?.loop == null) return at;
  const inLoop = (annotation: Annotation): Annotation => {
    const { attribute, name } = annotation;
    const use = useAt(name, "closure") ? undefined : useAt(name, "loop");
    return use ? { ...annotation, ...parseArguments(attribute, use.form, name, false) } : annotation;
  };
  const annotation = inLoop(at.annotation);
  if (annotation === at.annotation) return at;
  const annotations = at.annotated.annotations.map(inLoop);
  return { annotated: { ...at.annotated, position: "loop", annotations }, annotation };
}

function flags(
  offset: number,
  { annotated, annotation }: AnnotationAt,
  snapshot: Snapshot,
): CompletionItem[] {
  const { file, client } = snapshot;
  const typed = /#\w*$/.exec(file.text.slice(annotation.attribute.range.start, offset));
  const use = useAt(annotation.name, annotated.position);
  if (!use || typed === null || typed.index === 0) return [];
  const range = lspRange(file.lines, { start: offset - typed[0].length, end: offset });
  return flagsOf(use.form).map((flag, index) => ({
    label: `#${flag.name}`,
    kind: CompletionItemKind.Keyword,
    documentation: {
      kind: "markdown" as const,
      value: flagHelp(`#${flag.name}`, use, annotation.name) ?? flag.meaning,
    },
    sortText: String(index),
    insertTextFormat: client.snippets ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
    textEdit: { range, newText: `#${client.snippets ? flag.snippet : withoutPlaceholders(flag.snippet)}` },
  }));
}

/** The modes of a struct's invariant, without the one that crashes RefinedRust. */
function modes(offset: number, { file }: Snapshot): CompletionItem[] {
  const before = /\w*$/.exec(file.text.slice(Math.max(0, offset - 80), offset))?.[0] ?? "";
  const after = /^\w*/.exec(file.text.slice(offset, offset + 80))?.[0] ?? "";
  const range = lspRange(file.lines, { start: offset - before.length, end: offset + after.length });
  return MODES.filter((mode) => mode !== "atomic").map((mode, index) => ({
    label: mode,
    kind: CompletionItemKind.EnumMember,
    sortText: String(index),
    textEdit: { range, newText: mode },
  }));
}
