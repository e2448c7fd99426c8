/** `rr-tools doctor`: what of RefinedRust, Rust and Rocq is installed, and what is missing to verify a folder. */
import { resolve } from "node:path";
import { Command, Option } from "commander";
import { probe } from "../runner/probe.ts";
import type { CheckLine } from "../verification/checkLine.ts";
import { diagnose } from "../verification/doctor.ts";
import { doctorText } from "../verification/doctorText.ts";
import type { RunSettings } from "../verification/planModel.ts";
import { PRESETS } from "../verification/presets.ts";
import { readRunSettings } from "../verification/runSettings.ts";
import { CLEAN, ERRORS_FOUND, FAILED } from "./exitCodes.ts";
import { readFolder } from "./folderCatalogue.ts";
import { settingsFile } from "./settingsFile.ts";

export const doctorCommand = (): Command =>
  new Command("doctor")
    .description("Checks the installation: what was looked for, where, what was found, and what mends it.")
    .argument("[root]", "the folder that is to be verified", ".")
    .addOption(new Option("--format <format>", "how to report").choices(["text", "json"]).default("text"))
    .addOption(new Option("--preset <preset>", "how the commands are run").choices(PRESETS))
    .option("--settings <file>", "JSON of the form of the setting `refinedrust.run`")
    .addHelpText(
      "after",
      "\nExit status: 0 nothing is missing, 1 something is, 2 wrong usage or an unreadable folder.",
    )
    .action(async (root: string, options: Options) => {
      const settings = settingsOf(options);
      const folder = typeof settings === "string" ? settings : await readFolder(root, {});
      if (typeof folder === "string" || typeof settings === "string") {
        process.stderr.write(`${folder}\n`);
        process.exitCode = FAILED;
        return;
      }
      const facts = await probe({
        folder: resolve(root),
        catalogue: folder.catalogue,
        environment: process.env,
        settings,
        isTrusted: true,
        signal: new AbortController().signal,
      });
      const lines = diagnose(facts);
      process.stdout.write(
        options.format === "json" ? `${JSON.stringify({ lines })}\n` : doctorText(root, lines),
      );
      process.exitCode = lines.some(isMissing) ? ERRORS_FOUND : CLEAN;
    });

interface Options {
  readonly format: string;
  readonly preset?: string;
  readonly settings?: string;
}

function settingsOf({ preset, settings: file }: Options): RunSettings | string {
  const given = file === undefined ? {} : settingsFile(file);
  if (typeof given === "string") return given;
  const { settings } = readRunSettings({ ...given, ...(preset === undefined ? {} : { preset }) });
  return "code" in settings ? settings.message : settings;
}

const isMissing = ({ verdict }: CheckLine): boolean => verdict === "missing";
