/** What can be typed inside an attribute's arguments: flags, and inside strings escapes and names. */
import { type CompletionItem, CompletionItemKind, InsertTextFormat } from "vscode-languageserver-types";
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
  const at = annotationAt(offset, snapshot);
  const parsed = at?.annotation.attribute.arguments;
  if (!at || parsed?.kind !== "delimited" || offset <= parsed.range.start) return null;
  const string = parsed.tokens.find(
    ({ content }) => content && content.start <= offset && offset <= content.end,
  );
  const text = textAt(offset, at.annotation);
  if (text?.source === "string") return completeText(offset, text, at, snapshot);
  return string?.kind === "string" ? [] : flags(offset, at, snapshot);
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
