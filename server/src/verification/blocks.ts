/** Messages of several lines while they are still being printed. */
import { severityOf } from "./cargoJson.ts";
import { type GoalTitle, isRule, readGoal } from "./goal.ts";
import { type Header, hasCategories, isExcerpt, opening } from "./headers.ts";
import type { Said, Severity } from "./output.ts";
import type { BytePlace, CharPlace } from "./places.ts";

/**
 * `last` takes the line and ends the message; `none` leaves the line to what follows; of a `blank` one only the next line
 * tells whether the message goes on.
 */
export type Taken = "more" | "last" | "none" | "blank";

export interface Block {
  /** `opens` tells that the line would begin something else. */
  take(line: string, opens: boolean): Taken;
  finish(): Said;
}

/** Below a header come an excerpt and then a message; a stanza alone frames what its action printed itself. */
export function headerBlock({ place, isRocq, isStanza }: Header): Block {
  const excerpt: string[] = [];
  let message: Block | null = null;
  return {
    take(line, opens) {
      if (message) return message.take(line, opens);
      if (isExcerpt(line)) {
        excerpt.push(line);
        return "more";
      }
      const opened = opening(line);
      if (opened) message = messageBlock(isRocq ? "rocq" : "dune", place, opened.severity, opened.text);
      else if (
        opens ||
        line.trim() === "" ||
        (!isRocq && (isStanza || /\((?:rocq|coq)\.theory/.test(excerpt[0] ?? "")))
      ) {
        return "none";
      } else message = messageBlock(isRocq ? "rocq" : "dune", place, "error", line);
      return opened?.severity === "warning" && isRocq && hasCategories(line) ? "last" : "more";
    },
    finish: () => message?.finish() ?? { kind: "frame", place },
  };
}

/** An error of Rocq ends with an empty line, a warning with its categories, a message of dune where another begins. */
export function messageBlock(
  kind: "rocq" | "dune",
  place: BytePlace | null,
  severity: Severity,
  first: string,
): Block {
  const lines = [first];
  return {
    take(line, opens) {
      if (opens || (line.trim() === "" && lines.some((each) => each.trim() !== ""))) return "none";
      lines.push(line);
      return kind === "rocq" && severity !== "error" && hasCategories(line) ? "last" : "more";
    },
    finish: () => ({ kind, severity, place, text: lines.join("\n").trim() }),
  };
}

/** A goal of RefinedRust ends with two empty lines, one of `Show` where the indentation ends. */
export function goalBlock(title: GoalTitle): Block {
  const lines: string[] = [];
  let hasRule = false;
  let blanks = 0;
  return {
    take(line, opens) {
      const isBlank = line.trim() === "";
      if (opens || blanks === 2) return "none";
      if (title.kind === "shown" && (isBlank ? hasRule : !line.startsWith(" "))) return "none";
      hasRule ||= isRule(line);
      blanks = isBlank && title.kind !== "shown" ? blanks + 1 : 0;
      lines.push(line);
      return blanks === 2 ? "last" : "more";
    },
    finish: () => ({ kind: "goal", goal: readGoal(title, lines) }),
  };
}

/** A diagnostic as rustc and cargo print it for people; it ends with an empty line, but for causes that cargo tells below. */
export function rustcBlock(line: string): Block | null {
  const match = /^(error|warning)(?:\[([\w:-]+)\])?: (.*)$/s.exec(line);
  if (!match) return null;
  const lines = [line];
  const causes: string[] = [];
  let isBlank = false;
  return {
    take(next, opens) {
      if (opens) return "none";
      if (next.trim() === "") {
        isBlank = true;
        return "blank";
      }
      if (isBlank && next !== CAUSE && !(causes.length > 0 && next.startsWith(" "))) return "none";
      if (lines.at(-1) === CAUSE) causes.push(next.trim());
      lines.push(...(isBlank ? [""] : []), next);
      isBlank = false;
      return "more";
    },
    finish() {
      const notes = lines.slice(1).filter((each) => !GUTTER.test(each));
      return {
        kind: "rustc",
        severity: severityOf(match[1] ?? ""),
        code: match[2] ?? null,
        text: [
          [match[3] ?? "", ...causes.slice(-1)].join(": "),
          ...notes.map((note) => note.replace(/^\s*= /, "").trimEnd()),
        ].join("\n"),
        place: arrowPlace(lines),
        rendered: lines.join("\n"),
      };
    },
  };
}

/** The last cause that cargo tells is the first one in time. */
const CAUSE = "Caused by:";

/** Excerpts and positions, which are there as data too. */
const GUTTER = /^\s*(?:\d*\s*\||-->|:::|\.\.\.$)/;

/** ` --> src/lib.rs:8:1` says where it begins; how far it goes is only drawn, below the excerpt. */
function arrowPlace(lines: readonly string[]): CharPlace | null {
  for (const line of lines) {
    const match = /^\s*--> (.+):(\d{1,9}):(\d{1,9})$/.exec(line);
    if (!match) continue;
    const [, file = "", row = "1", column = "1"] = match;
    const start = { line: Math.max(0, Number(row) - 1), column: Math.max(0, Number(column) - 1) };
    const carets = lines.find((each) => /^\s*\|.*\^/.test(each));
    const width = /\^+/.exec(carets ?? "")?.[0].length ?? 0;
    return { file, start, end: { line: start.line, column: start.column + width } };
  }
  return null;
}

/** A panic of the frontend: where it was raised, its message, perhaps a backtrace. */
export function panicBlock(line: string): Block | null {
  const match = /^thread '[^']*'(?: \(\d+\))? panicked at (.*)$/s.exec(line);
  if (!match) return null;
  const lines: string[] = [];
  return {
    take(next, opens) {
      if (opens || next.trim() === "") return "none";
      lines.push(next);
      return "more";
    },
    finish() {
      // Before 2023 the message stood before the position, in quotes.
      const [, old, at] = /^'(.*)', (\S+:\d+:\d+)$/s.exec(match[1] ?? "") ?? [];
      const where = at ?? (match[1] ?? "").replace(/:$/, "");
      const said = lines.filter((each) => !/^(?:note: run with|stack backtrace:)/.test(each));
      const text = [...(old === undefined ? [] : [old]), ...said, `at ${where}`].join("\n");
      return { kind: "frontend", message: { kind: "panic", subject: null, text, place: null } };
    },
  };
}

/** What nothing else claims, by paragraphs. */
export function textBlock(line: string): Block {
  const lines = [line];
  return {
    take(next, opens) {
      if (opens || next.trim() === "" || lines.length >= 200) return "none";
      lines.push(next);
      return "more";
    },
    finish: () => ({ kind: "text", text: lines.join("\n") }),
  };
}
