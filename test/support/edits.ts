/** Edits of the protocol, applied to a text. */
import type { TextEdit } from "vscode-languageserver-types";
import { applyEdits, LineIndex } from "../../server/src/text.ts";

export function applied(text: string, edits: readonly TextEdit[]): string {
  const lines = new LineIndex(text);
  return applyEdits(
    text,
    edits.map(({ range, newText }) => ({
      range: { start: lines.offsetAt(range.start), end: lines.offsetAt(range.end) },
      newText,
    })),
  );
}
