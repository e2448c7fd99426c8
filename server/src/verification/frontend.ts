/** The lines that RefinedRust's own frontend prints: which function is translated, which is not, and why. */
import type { CharPlace } from "./places.ts";

/**
 * What a line says. `translated` and `skipped` name functions as rustc prints their paths. An `error` is the reason of
 * the next `skipped`; `skippedImpl` carries its own; after a `fatal` one the remaining functions are left out, although
 * the exit status is 0; `stopped` and `failed` end the run.
 */
export type FrontendKind =
  | "translated"
  | "skipped"
  | "error"
  | "skippedImpl"
  | "fatal"
  | "stopped"
  | "failed"
  | "usage"
  | "panic"
  | "warning"
  | "note";

export interface FrontendMessage {
  readonly kind: FrontendKind;
  /** A function's path, or an item as rustc's debug output names it; null when the line names none. */
  readonly subject: string | null;
  /** What it says, unescaped. */
  readonly text: string;
  /** Positions that rustc's debug output holds. */
  readonly place: CharPlace | null;
}

/** Null for a line that is not the frontend's. Sources: rr_frontend/translation/src/lib.rs, search.rs; refinedrust-rustc.rs. */
export function frontendMessage(line: string): FrontendMessage | null {
  for (const { kind, pattern } of LINES) {
    const groups = pattern.exec(line)?.groups;
    if (!groups) continue;
    const text = unescaped(groups["text"] ?? line);
    return { kind, subject: groups["subject"] ?? null, text: readable(text), place: placeIn(text) };
  }
  return null;
}

interface Row {
  readonly kind: FrontendKind;
  readonly pattern: RegExp;
}

const LINES: readonly Row[] = [
  { kind: "translated", pattern: /^Successfully translated (?<subject>.+)$/ },
  { kind: "skipped", pattern: /^Skipping function (?<subject>.+)$/ },
  { kind: "fatal", pattern: /^Encountered fatal cross-function error in translation: (?<text>.*)$/ },
  { kind: "note", pattern: /^(?<text>Aborting\.\.\.)$/ },
  {
    kind: "skippedImpl",
    pattern:
      /^Encountered error: (?<text>.*) when translating (?<subject>(?:closure|trait) impl .*), skipping$/,
  },
  { kind: "error", pattern: /^Encountered error: (?<text>.*)$/ },
  {
    kind: "stopped",
    pattern: /^Encountered error when translating (?:function )?(?<subject>.*), stopping\.\.\.$/,
  },
  { kind: "failed", pattern: /^Frontend failed with error (?<text>.*)$/ },
  { kind: "usage", pattern: /^(?<text>Unexpected argument: .*)$/ },
  { kind: "note", pattern: /^(?<text>Use `cargo refinedrust --help` for usage information\.)$/ },
  {
    kind: "warning",
    pattern: /^Warning: (?<text>Proof file (?<subject>\S+) does not have a matching Rust function.*)$/,
  },
  {
    kind: "warning",
    pattern: /^Warning: (?<text>not all of trait (?<subject>.*?)'s items are annotated, .*)$/,
  },
  { kind: "warning", pattern: /^Warning: (?<text>did not find library (?<subject>\S+) in loadpath)$/ },
  { kind: "warning", pattern: /^Warning: (?<text>static (?<subject>.*?) has unsupported type, .*)$/ },
  { kind: "warning", pattern: /^Warning: (?<text>\S.*)$/ },
  { kind: "note", pattern: /^(?<text>(?:Post-generation hook|Type checker) finished with .*)$/ },
  { kind: "warning", pattern: /^(?<text>Cannot run proof checker on Windows\.)$/ },
  // env_logger's format, on stderr; which levels are shown depends on RUST_LOG.
  { kind: "warning", pattern: /^\[\S+ (?:WARN|ERROR) +(?<subject>[\w:]+)\] (?<text>.*)$/ },
  { kind: "note", pattern: /^\[\S+ (?:INFO|DEBUG|TRACE) +(?<subject>[\w:]+)\] (?<text>.*)$/ },
];

/** A rustc span as its debug output shows it; lines and columns are 1-based and count characters. */
const SPAN = /([^\s"(]+\.rs):(\d+):(\d+): (\d+):(\d+) \(#\d+\)/;

function placeIn(text: string): CharPlace | null {
  const match = SPAN.exec(text);
  if (!match) return null;
  const [, file = "", ...numbers] = match;
  const [line = 1, column = 1, endLine = 1, endColumn = 1] = numbers.map(Number);
  return {
    file,
    start: { line: line - 1, column: Math.max(0, column - 1) },
    end: { line: endLine - 1, column: Math.max(0, endColumn - 1) },
  };
}

/** Words for the errors of the attribute parser (rr_frontend/attribute_parse/src/parse.rs); other texts stay as they are. */
function readable(text: string): string {
  for (const [pattern, words] of PARSER) {
    if (pattern.test(text)) return text.replace(pattern, words).replaceAll('\\"', '"');
  }
  return text;
}

const PLACE = SPAN.source;
const PARSER: readonly (readonly [RegExp, string])[] = [
  [/\bEOF$/, "the attribute ends too early"],
  [new RegExp(`WrongTokenKind\\((.*), (.*), ${PLACE}\\)$`), "expected $1, found $2"],
  [new RegExp(`ExpectedIdent\\((.*), ${PLACE}\\)$`), "expected an identifier, found $1"],
  [new RegExp(`ExpectedLiteral\\((.*), ${PLACE}\\)$`), "expected a string, found $1"],
  [/UnexpectedLitKind\((.*), (.*)\)$/, "expected a literal of kind $1, found $2"],
  [new RegExp(`UnexpectedDelim\\(.*${PLACE}.*\\)$`), "found a bracket where none may stand"],
  [new RegExp(`OtherErr\\(${PLACE}, \\\\?"(.*?)\\\\?"\\)$`), "$6"],
  // What follows is a dump of rustc's own data, without the attribute's name.
  [/(unknown attribute for [\w ]+ specification): [\s\S]*$/, "$1"],
];

/** Takes a whole text in quotes out of Rust's debug escapes; a variant's name in front of it stays. */
function unescaped(debug: string): string {
  const match = /^(?:(\w+)(?:\(| \{ description: ))?"((?:[^"\\]|\\.)*)"(\)| \})?$/s.exec(debug);
  if (!match || (match[1] === undefined) !== (match[3] === undefined)) return debug;
  const text = (match[2] ?? "").replace(/\\(?:u\{([0-9a-fA-F]{1,6})\}|(.))/gs, (all, code, sign) => {
    if (code === undefined) return ESCAPES[sign] ?? sign;
    const point = Number.parseInt(code, 16);
    return point > 0x10ffff ? all : String.fromCodePoint(point);
  });
  return match[1] === undefined ? text : `${match[1]}: ${text}`;
}

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", "0": "\0" };
