/** The user's settings for runs: the section `refinedrust.run` of an editor, or a file of the same form. */
import type { Wrapper } from "./command.ts";
import type { PathPair } from "./pathMapping.ts";
import type { CommandTemplate, PlanProblem, RunSettings } from "./planModel.ts";
import { PRESETS, type Preset, presetSettings } from "./presets.ts";

export type OnSave = "off" | "translate" | "translateAndCheckFunction";

export interface UserRunSettings {
  readonly onSave: OnSave;
  /** What the preset and the changes come to, or why they come to nothing. */
  readonly settings: RunSettings | PlanProblem;
}

/** Whatever is there; a value of a wrong type counts as not given, and an empty one as that of the preset. */
export function readRunSettings(section: unknown): UserRunSettings {
  const values = record(section);
  const preset = PRESETS.find((each) => each === values["preset"]) ?? "plain";
  const place = { name: text(values["place"]), options: texts(values["placeOptions"]) };
  const onSave = ON_SAVE.find((each) => each === values["onSave"]) ?? "off";
  return { onSave, settings: presetSettings(preset, place, changes(values, preset)) };
}

const ON_SAVE: readonly OnSave[] = ["off", "translate", "translateAndCheckFunction"];

/** In place of a folder: that of the project, which other tools lock too. */
const SHARED = "project";

function changes(values: Values, preset: Preset): Partial<RunSettings> {
  const base = presetSettings(preset, { name: "", options: [] }, {});
  const commands = "code" in base ? null : base;
  const translate = commands && command(values["translateCommand"], commands.translate);
  const check = commands && command(values["checkCommand"], commands.check);
  const [program, ...rest] = texts(values["wrapper"]);
  const wrapper: Wrapper | null =
    program === undefined ? null : { kind: "prefix", command: [program, ...rest] };
  const target = text(values["targetDirectory"]);
  const build = text(values["buildDirectory"]);
  return {
    ...(translate ? { translate } : {}),
    ...(check ? { check } : {}),
    ...(wrapper ? { wrapper } : {}),
    ...(target === null ? {} : { targetDirectory: target === SHARED ? null : target }),
    ...(build === null ? {} : { buildDirectory: build === SHARED ? null : build }),
    paths: pairs(values["pathMapping"]),
    environment: variables(values["environment"]),
    cargoArguments: texts(values["cargoArguments"]),
    jobs: count(values["jobs"]),
    memoryPerProof: count(values["memoryPerProof"]),
    seconds: count(values["seconds"]),
  };
}

/** A list is program and arguments, without a shell; an object may also say where and with which variables. */
function command(value: unknown, base: CommandTemplate): CommandTemplate | null {
  if (Array.isArray(value)) {
    const [program, ...rest] = texts(value);
    return program === undefined ? null : { ...base, program, arguments: rest };
  }
  const { program, directory, environment, ...given } = record(value);
  const name = text(program);
  if (name === null) return null;
  return {
    program: name,
    arguments: texts(given["arguments"]),
    directory: text(directory) ?? base.directory,
    environment: environment === undefined ? base.environment : variables(environment),
  };
}

type Values = Readonly<Record<string, unknown>>;

const record = (value: unknown): Values =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Values) : {};
const text = (value: unknown): string | null => (typeof value === "string" && value !== "" ? value : null);
const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
const count = (value: unknown): number | null =>
  typeof value === "number" && Number.isFinite(value) && value > 0 ? Math.ceil(value) : null;
const variables = (value: unknown): Record<string, string> =>
  Object.fromEntries(
    Object.entries(record(value)).flatMap(([name, each]) => (typeof each === "string" ? [[name, each]] : [])),
  );

function pairs(value: unknown): PathPair[] {
  const list = Array.isArray(value) ? value : [];
  return list.flatMap((each) => {
    const here = text(record(each)["here"]);
    const there = text(record(each)["there"]);
    return here === null || there === null ? [] : [{ here, there }];
  });
}
