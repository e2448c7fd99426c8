/** `rr-tools verify`: runs RefinedRust and dune, and reports on every function that was asked for. */
import { resolve } from "node:path";
import { Command, InvalidArgumentError, Option } from "commander";
import { keptFindings } from "../features/keptFindings.ts";
import { buildFolders } from "../runner/buildFolders.ts";
import { RunLog } from "../runner/runLog.ts";
import { type Looked, type Verification, verify } from "../runner/verify.ts";
import { isSuccess } from "../verification/outcome.ts";
import type { RunSettings, Scope } from "../verification/planModel.ts";
import { PRESETS } from "../verification/presets.ts";
import { readRunSettings } from "../verification/runSettings.ts";
import { CLEAN, ERRORS_FOUND, FAILED } from "./exitCodes.ts";
import { type FolderCatalogue, openFolder } from "./folderCatalogue.ts";
import { interruption } from "./interruption.ts";
import { settingsFile } from "./settingsFile.ts";
import { isOpen, stateOf } from "./verifiedFunction.ts";
import { githubVerification, jsonVerification, textVerification } from "./verifyReport.ts";
import { scopeOf } from "./verifyScope.ts";

interface Options {
  readonly scope: string;
  readonly translateOnly?: true;
  readonly checkOnly?: true;
  readonly format: keyof typeof REPORTS;
  readonly jobs?: number;
  readonly memoryPerProof?: number;
  readonly seconds?: number;
  readonly preset?: string;
  readonly settings?: string;
  readonly results?: string;
  readonly config?: string;
  readonly log?: true;
}

const REPORTS = { text: textVerification, json: jsonVerification, github: githubVerification } as const;

export const verifyCommand = (): Command =>
  new Command("verify")
    .description("Runs RefinedRust and dune, and reports on every function.")
    .argument("<root>", "the folder of the project")
    .option("--scope <scope>", "workspace, crate:NAME, file:PATH or function:PATH", "workspace")
    .option("--translate-only", "do not check the proofs")
    .option("--check-only", "do not translate before")
    .addOption(new Option("--format <format>", "how to report").choices(Object.keys(REPORTS)).default("text"))
    .option("--jobs <n>", "how many proofs dune checks at the same time", positive)
    .option("--memory-per-proof <MB>", "check only as many as fit into the free memory", positive)
    .option("--seconds <n>", "time limit of each command", positive)
    .addOption(new Option("--preset <preset>", "how the commands are run").choices(PRESETS))
    .option("--settings <file>", "JSON of the form of the setting `refinedrust.run`")
    .option("--results <folder>", "where results are kept, instead of the user's cache")
    .option("--config <file>", "a RefinedRust.toml that is used through RR_CONFIG, wherever it lies")
    .option("--log", "show what the tools print, on standard error")
    .addHelpText(
      "after",
      "\nExit status: 0 all proved, 1 a function failed or was left out, 2 wrong usage or a fault of the environment.",
    )
    .action(async (root: string, options: Options) => {
      process.exitCode = await run(root, options);
    });

function positive(value: string): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1) throw new InvalidArgumentError("It is no positive number.");
  return number;
}

async function run(root: string, options: Options): Promise<number> {
  const settings = settingsOf(options);
  if (typeof settings === "string") return refuse(settings);
  const folder = await openFolder(root, {
    ...(options.config === undefined ? {} : { config: options.config }),
    ...(options.results === undefined ? {} : { results: options.results }),
    buildFolders: buildFolders(settings, resolve(root)),
  });
  if (typeof folder === "string") return refuse(folder);
  const first = await folder.look(null);
  const scope = scopeOf(options.scope, first.catalogue, folder.location);
  if (typeof scope === "string") return refuse(scope);
  const { signal, stop } = interruption();
  let last = first;
  const verification = await verify(requestOf(scope, options, folder.location), {
    settings,
    look: async () => {
      last = await folder.look(null);
      return lookedAt(last);
    },
    store: folder.results,
    environment: environmentOf(options),
    signal,
    log: new RunLog(),
    ...(options.log ? { printed: (text) => process.stderr.write(text) } : {}),
  });
  stop();
  last = await folder.look(null);
  process.stdout.write(REPORTS[options.format](verification, last));
  return statusOf(verification, last);
}

function settingsOf(options: Options): RunSettings | string {
  const given = options.settings === undefined ? {} : settingsFile(options.settings);
  if (typeof given === "string") return given;
  const { settings } = readRunSettings({ ...given, ...(options.preset ? { preset: options.preset } : {}) });
  if ("code" in settings) return settings.message;
  const { jobs, memoryPerProof, seconds } = options;
  return {
    ...settings,
    ...(jobs ? { jobs } : {}),
    ...(memoryPerProof ? { memoryPerProof } : {}),
    ...(seconds ? { seconds } : {}),
  };
}

const requestOf = (scope: Scope, options: Options, workspaceFolder: string) => ({
  scope,
  steps: options.translateOnly
    ? (["translate"] as const)
    : options.checkOnly
      ? (["check"] as const)
      : (["translate", "check"] as const),
  workspaceFolder,
});

const environmentOf = ({ config }: Options): NodeJS.ProcessEnv =>
  config === undefined ? process.env : { ...process.env, RR_CONFIG: resolve(config) };

const lookedAt = ({ catalogue, view }: FolderCatalogue): Looked => ({
  catalogue,
  text: view.text,
  place: (findings, around) => keptFindings(findings, view, around),
});

function refuse(reason: string): number {
  process.stderr.write(`${reason}\n`);
  return FAILED;
}

function statusOf(verification: Verification, folder: FolderCatalogue): number {
  const { steps, conclusions, outcome } = verification;
  if (outcome.kind === "cancelled") return INTERRUPTED;
  const errors = steps.flatMap(({ placed }) => placed.filter(({ severity }) => severity === "error"));
  if (steps.length === 0 || errors.some(({ code }) => OF_ENVIRONMENT.has(code))) return FAILED;
  const isClean =
    isSuccess(outcome) && errors.length === 0 && conclusions.every((each) => !isOpen(stateOf(each, folder)));
  return isClean ? CLEAN : ERRORS_FOUND;
}

/** As a shell tells that SIGINT ended a command. */
const INTERRUPTED = 130;

const OF_ENVIRONMENT: ReadonlySet<string> = new Set([
  "lock-held",
  "tool-not-found",
  "no-permission",
  "folder-gone",
  "disk-full",
  "unreachable",
]);
