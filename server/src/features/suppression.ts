/** The comment that silences a problem where it stands. */
import type { Problem, RustFile } from "../annotations/model.ts";
import type { TextEdit, TextRange } from "../text.ts";

/**
 * Adds the code to the `// rr-allow:` comment above the problem's attribute, or writes such a comment; null where no
 * line above it can hold one.
 */
export function suppression(problem: Problem, file: RustFile): TextEdit | null {
  for (const start of anchors(problem, file)) {
    const { line } = file.lines.positionAt(start);
    const here = file.lines.lineRange(line);
    const above = file.lines.lineRange(line - 1);
    if (line > 0 && file.allows.has(line - 1)) {
      return { range: atEnd(above), newText: `, ${problem.code}` };
    }
    // A line that starts inside an attribute may start inside a string, where a comment is no comment.
    if (file.attributes.some((a) => a.range.start < here.start && here.start < a.range.end)) continue;
    const indentation = /^[ \t]*/.exec(file.text.slice(here.start, here.end))?.[0] ?? "";
    const text = `${indentation}// rr-allow: ${problem.code}${lineEnd(file.text)}`;
    return { range: { start: here.start, end: here.start }, newText: text };
  }
  return null;
}

/** Where the comment may refer to: the attribute around the problem, its item, or the problem's own line. */
function anchors(problem: Problem, file: RustFile): number[] {
  const at = problem.range.start;
  const attribute = file.attributes.find((a) => a.range.start <= at && at <= a.range.end);
  if (!attribute) return [at];
  const item = file.items[attribute.owner];
  return [attribute.range.start, ...(item && item.kind !== "file" ? [item.fullRange.start] : [])];
}

const atEnd = (line: TextRange): TextRange => ({ start: line.end, end: line.end });

const lineEnd = (text: string): string => /\r\n|\n/.exec(text)?.[0] ?? "\n";
