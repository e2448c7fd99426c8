/** The single lines by which dune and Rocq say where they are. */
import type { ActionEnd, Said, Severity } from "./output.ts";
import type { BytePlace } from "./places.ts";

/** `File "./a.v", line 3, characters 4-7:`, or `lines 1-6` for a stanza of a dune file. */
export interface Header {
  readonly place: BytePlace;
  readonly isRocq: boolean;
  readonly isStanza: boolean;
}

const HEADER = /^File "([^"]+)", lines? (\d{1,9})(-\d{1,9})?, characters (\d{1,9})-(\d{1,9}):\s*$/;

export function header(line: string, directory: string | null): Header | null {
  const match = HEADER.exec(line);
  if (!match) return null;
  const [, file = "", first = "1", last, start, end] = match;
  const at = { line: Math.max(0, Number(first) - 1), startByte: Number(start), endByte: Number(end) };
  return {
    place: { file: file.replace(/^(?:\.[\\/])+(?=.)/, ""), ...at, directory },
    isRocq: file.endsWith(".v"),
    isStanza: last !== undefined,
  };
}

/** dune repeats the lines that it speaks of, with `^` below a part of a single one. */
export const isExcerpt = (line: string): boolean => /^ *\d+ \| |^ *\d+ \|$|^\.{4,}$|^ +\^+ *$/.test(line);

/** The word that opens a message, and the rest of its line. */
export function opening(line: string): { readonly severity: Severity; readonly text: string } | null {
  const match = /^(Error|Warning|Info|Notice|Debug)\b(?: ?\([^)]*\))?:(.*)$/s.exec(line);
  if (!match) return null;
  const severity = match[1] === "Error" ? "error" : match[1] === "Warning" ? "warning" : "information";
  return { severity, text: match[2] ?? "" };
}

/** A warning of Rocq ends with its categories, perhaps on a line of their own. */
export const hasCategories = (line: string): boolean => /(?:^|\s)\[[\w.-]+(?:,[\w.-]+)*\]\s*$/.test(line);

/** A line of `dune build --display short`: the program, right-aligned, and what it made. */
const ACTION = /^ {1,11}([\w.-]+) (\S.*?)(?: \((exit \d+|got signal [^)]*)\))?\s*$/;
const PROGRAMS = /^(?:rocq|rocqc|coqc|coqdep|coqpp|coqtop|ocaml\w*|cp|ln|sh|bash|gcc|cc)(?:\.exe|\.opt)?$/;

export function actionEnd(line: string): ActionEnd | null {
  const match = line.charAt(12) === " " ? ACTION.exec(line) : null;
  const [, program = "", target = "", failure] = match ?? [];
  if (!PROGRAMS.test(program)) return null;
  return { kind: "action", program, file: sourceOf(target), failure: failure ?? null };
}

/** `a/b.{glob,vo}`, and in older releases `a/.b.aux,a/b.{glob,vo}`. */
function sourceOf(target: string): string | null {
  const match = /([^\s,{}]+)\.(?:\{(?:[\w.]+,)*(?:vos?|vok|glob)(?:,[\w.]+)*\}|vo|vos|vok)$/.exec(target);
  return match ? `${match[1]}.v` : null;
}

/** What stands alone on a line and opens no message. */
export function single(line: string): Said | null {
  const steps = /^Did (\d{1,15}) steps\.\s*$/.exec(line)?.[1];
  if (steps !== undefined) return { kind: "steps", count: Number(steps) };
  const [, isIn, path = null] =
    /^(?:\S*make(?:\[\d+\])?: )?(Enter|Leav)ing directory ['`](.*)'$/.exec(line) ?? [];
  if (isIn !== undefined) return { kind: "directory", path: isIn === "Enter" ? path : null };
  if (/^(?:Had \d+ errors?|Success), waiting for filesystem changes\.\.\.$/.test(line))
    return { kind: "round" };
  return CHATTER.some((pattern) => pattern.test(line)) ? { kind: "chatter", text: line } : null;
}

const CHATTER: readonly RegExp[] = [
  /^Error: Build failed with \d+ errors?\.$/,
  // The command of a failed action, as dune 2 shows it.
  /^\(cd .* && .*\)$/,
  // What cargo is doing, right-aligned to twelve columns.
  /^ {0,10}(?:Adding|Blocking|Building|Checking|Compiling|Dirty|Documenting|Downloaded|Downloading|Finished|Fresh|Locking|Removing|Running|Updating) \S/,
  /^(?:warning|error): (?:`[^`]*` \([^)]*\) generated \d+ warnings?.*|could not compile `[^`]*`.*|build failed, waiting for other jobs to finish\.\.\.|aborting due to .*)$/,
  /^For more information about (?:this error|an error), try `rustc --explain E\d+`\.$/,
  /^Some errors have detailed explanations: .*$/,
  /^\S*make(?:\[\d+\])?: \*\*\* \[.*\] Error \d+$/,
];
