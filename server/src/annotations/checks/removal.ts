/** The fix that takes an attribute away. */
import type { RustFile } from "../../syntax/model.ts";
import type { TextRange } from "../../text.ts";
import type { Annotation, Fix } from "../model.ts";

/** Removes the attribute, and its line when nothing else is on it. Never safe: it loses what the author wrote. */
export const removal = (annotation: Annotation, file: RustFile): Fix => ({
  title: `Remove \`rr::${annotation.name}\``,
  edits: [{ range: withLine(annotation.attribute.range, file), newText: "" }],
  safe: false,
});

/** The range with its indentation and line end when it fills whole lines. */
export function withLine(range: TextRange, file: RustFile): TextRange {
  const { text, lines } = file;
  const first = lines.lineRange(lines.positionAt(range.start).line);
  const lastLine = lines.positionAt(range.end).line;
  const last = lines.lineRange(lastLine);
  const alone =
    text.slice(first.start, range.start).trim() === "" && text.slice(range.end, last.end).trim() === "";
  if (!alone) return range;
  return { start: first.start, end: lines.offsetAt({ line: lastLine + 1, character: 0 }) };
}
