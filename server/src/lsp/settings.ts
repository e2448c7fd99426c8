/** The user's settings, typed, with their defaults. */
import type { Severity } from "../annotations/model.ts";
import { isSeverity } from "../annotations/severity.ts";
import { readRunSettings, type UserRunSettings } from "../verification/runSettings.ts";

export interface Settings {
  /** Empty when RefinedRust's own configuration decides. */
  readonly specHotword: string;
  /** Severity by problem code. */
  readonly lint: Readonly<Record<string, Severity | "off">>;
  readonly parser: "auto" | "native" | "wasm";
  readonly project: ProjectSettings;
  /** What RefinedRust adds to annotations by itself is shown in the line. */
  readonly inlayHints: boolean;
  readonly run: UserRunSettings;
}

/** Where the project is, beyond what is found. Paths may be relative to their folder. */
export interface ProjectSettings {
  readonly configurations: readonly string[];
  readonly outputFolders: readonly string[];
  readonly exclude: readonly string[];
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
    project: readProject(asRecord(settings["project"])),
    inlayHints: settings["inlayHints"] === true,
    run: readRunSettings(settings["run"]),
  };
}

const readProject = (project: Readonly<Record<string, unknown>>): ProjectSettings => ({
  configurations: strings(project["configurations"]),
  outputFolders: strings(project["outputFolders"]),
  exclude: strings(project["exclude"]),
});

const strings = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((each) => typeof each === "string" && each !== "") : [];

/** The section inside what a client sends: some wrap it in its name, some do not. */
export function sectionOf(sent: unknown): unknown {
  const record = asRecord(sent);
  return "refinedrust" in record ? record["refinedrust"] : sent;
}

const asRecord = (value: unknown): Record<string, unknown> =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
