/** Offsets of our own data as positions of the protocol, and back. */
import type { TextEdit as LspEdit, Range } from "vscode-languageserver-types";
import type { LineIndex, TextEdit, TextRange } from "../text.ts";

export const lspRange = (lines: LineIndex, range: TextRange): Range => ({
  start: lines.positionAt(range.start),
  end: lines.positionAt(range.end),
});

/** The offsets of a protocol range; a range that ends before it starts is read as empty. */
export function textRange(lines: LineIndex, { start, end }: Range): TextRange {
  const from = lines.offsetAt(start);
  return { start: from, end: Math.max(from, lines.offsetAt(end)) };
}

export const lspEdit = (lines: LineIndex, { range, newText }: TextEdit): LspEdit => ({
  range: lspRange(lines, range),
  newText,
});
