/** The lines that cargo prints with `--message-format=json`. */
import type { Said, Severity } from "./output.ts";
import type { CharPlace } from "./places.ts";

type Fields = Readonly<Record<string, unknown>>;

/** Null for a line that is no message of cargo; other text stands between these lines. */
export function cargoMessage(line: string): Said | null {
  if (!/^\s*\{.*\}\s*$/s.test(line)) return null;
  const message = parse(line);
  const reason = text(message?.["reason"]);
  if (message === null || reason === null) return null;
  switch (reason) {
    case "compiler-message":
      return rustcMessage(fields(message["message"]) ?? {});
    case "compiler-artifact":
      return { kind: "chatter", text: `compiled ${text(fields(message["target"])?.["name"]) ?? "a crate"}` };
    case "build-finished":
      return { kind: "chatter", text: message["success"] === true ? "cargo is done" : "cargo failed" };
    default:
      return { kind: "chatter", text: reason };
  }
}

/** rustc's JSON diagnostics (compiler/rustc_errors/src/json.rs). */
function rustcMessage(message: Fields): Said {
  const level = text(message["level"]) ?? "";
  const said = `${/internal compiler error/.exec(level)?.[0].concat(": ") ?? ""}${text(message["message"]) ?? ""}`;
  const notes = list(message["children"]).flatMap((child) => {
    const note = text(fields(child)?.["message"]);
    return note === null || note === "" ? [] : [`${text(fields(child)?.["level"]) ?? "note"}: ${note}`];
  });
  const whole = [said, ...notes].join("\n");
  return {
    kind: "rustc",
    severity: severityOf(level),
    code: text(fields(message["code"])?.["code"]),
    text: whole,
    place: placeOf(list(message["spans"])),
    rendered: text(message["rendered"]) ?? whole,
  };
}

export function severityOf(level: string): Severity {
  if (level.startsWith("error")) return "error";
  return level === "warning" ? "warning" : "information";
}

/** The first primary span; one inside a macro of another crate stands for where the macro is called. */
function placeOf(spans: readonly unknown[]): CharPlace | null {
  const all = spans.map(fields);
  let span = all.find((each) => each?.["is_primary"] === true) ?? null;
  while (span !== null) {
    const outer = fields(fields(span["expansion"])?.["span"]);
    const file = text(span["file_name"]);
    const isForeign = file === null || file.startsWith("<") || file.startsWith("/rustc/");
    if (!isForeign || outer === null) break;
    span = outer;
  }
  const file = text(span?.["file_name"]);
  if (span === null || file === null) return null;
  const at = (line: string, column: string) => ({
    line: Math.max(0, count(span?.[line]) - 1),
    column: Math.max(0, count(span?.[column]) - 1),
  });
  return { file, start: at("line_start", "column_start"), end: at("line_end", "column_end") };
}

function parse(line: string): Fields | null {
  try {
    return fields(JSON.parse(line));
  } catch {
    return null;
  }
}

const fields = (value: unknown): Fields | null =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : null;
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const text = (value: unknown): string | null => (typeof value === "string" ? value : null);
const count = (value: unknown): number =>
  typeof value === "number" && Number.isSafeInteger(value) ? value : 1;
