/** The source lines of a range as a terminal shows them, and where to underline them. */
import stringWidth from "fast-string-width";
import type { RustFile } from "../annotations/model.ts";
import { slice, type TextRange } from "../text.ts";

/** Ranges of more lines show their first and last ones only. */
const MOST_LINES = 6;

export interface Row {
  /** 1-based; null for the gap of lines that are left out. */
  readonly line: number | null;
  readonly text: string;
  /** Terminal cells before the underlined ones. */
  readonly indent: number;
  readonly width: number;
}

export interface Excerpt {
  /** 0-based. */
  readonly lines: { readonly start: number; readonly end: number };
  /** Characters before the range in its first line, as rustc counts columns. */
  readonly column: number;
  readonly rows: readonly Row[];
}

export function excerpt(file: RustFile, range: TextRange): Excerpt {
  const start = file.lines.positionAt(range.start);
  const end = file.lines.positionAt(range.end).line;
  const before = slice(file.text, { start: range.start - start.character, end: range.start });
  const rows: Row[] = [];
  for (let line = start.line; line <= end; line++) {
    const skipped = end - start.line >= MOST_LINES && line === start.line + MOST_LINES / 2;
    if (skipped) {
      rows.push({ line: null, text: "", indent: 0, width: 0 });
      line = end - MOST_LINES / 2;
    } else rows.push(rowOf(file, range, line, line === start.line));
  }
  return {
    lines: { start: start.line, end },
    column: [...before].length,
    rows: rows.filter((row, n) => n === 0 || row.line === null || row.width > 0),
  };
}

/** Underlines the part of the range that lies in the line, without the line's indentation; an empty range gets one mark. */
function rowOf(file: RustFile, range: TextRange, line: number, first: boolean): Row {
  const whole = file.lines.lineRange(line);
  const text = slice(file.text, whole);
  const indentation = first ? 0 : (/^\s*/.exec(text)?.[0].length ?? 0);
  const from = Math.max(range.start - whole.start, indentation);
  const to = Math.max(from, Math.min(range.end, whole.end) - whole.start);
  const width = stringWidth(printable(text.slice(from, to)));
  return {
    line: line + 1,
    text: printable(text),
    indent: stringWidth(printable(text.slice(0, from))),
    width: first ? Math.max(1, width) : width,
  };
}

/** Tabs as four blanks; control characters, which could steer the terminal, as pictures. */
export const printable = (text: string): string =>
  text
    .replaceAll("\t", "    ")
    .replace(/\p{Cc}/gu, pictureOf)
    .replace(/[\u202a-\u202e\u2066-\u2069]/g, "\ufffd");

function pictureOf(control: string): string {
  if (control === "\n") return control;
  const code = control.charCodeAt(0);
  return code < 0x20 ? String.fromCharCode(0x2400 + code) : "\ufffd";
}
