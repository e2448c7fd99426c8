/** The user's settings, typed, with their defaults. */
import type { Severity } from "../annotations/model.ts";
import { isSeverity } from "../annotations/severity.ts";

export interface Settings {
  /** Empty when RefinedRust's own configuration decides. */
  readonly specHotword: string;
  /** Severity by problem code. */
  readonly lint: Readonly<Record<string, Severity | "off">>;
  readonly parser: "auto" | "native" | "wasm";
}

/** The section `refinedrust` of any client, whatever it holds; a value of a wrong type counts as not given. */
export function readSettings(section: unknown): Settings {
  const settings = asRecord(section);
  const hotword = settings["specHotword"];
  const parser = asRecord(settings["server"])["parser"];
  const lint = Object.entries(asRecord(settings["lint"])).flatMap(([code, severity]) =>
    isSeverity(severity) ? [[code, severity] as const] : [],
  );
  return {
    specHotword: typeof hotword === "string" ? hotword : "",
    lint: Object.fromEntries(lint),
    parser: parser === "native" || parser === "wasm" ? parser : "auto",
  };
}

/** The section inside what a client sends: some wrap it in its name, some do not. */
export function sectionOf(sent: unknown): unknown {
  const record = asRecord(sent);
  return "refinedrust" in record ? record["refinedrust"] : sent;
}

const asRecord = (value: unknown): Record<string, unknown> =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
