/** What the commands about a whole folder have in common: their options, and what runs for them. */
import { Command, InvalidArgumentError, Option } from "commander";
import { isHotword } from "../project/configuration.ts";
import { CLEAN, FAILED } from "./exitCodes.ts";
import { type FolderCatalogue, type FolderOptions, readFolder } from "./folderCatalogue.ts";

export type FolderReport = (folder: FolderCatalogue) => string;

/** A command that prints a report about a folder; `reports` are its formats, the first being the default. */
export function folderCommand(
  name: string,
  description: string,
  reports: Readonly<Record<string, FolderReport>>,
): Command {
  const formats = Object.keys(reports);
  return new Command(name)
    .description(description)
    .argument("<root>", "the folder to look at; what git ignores is left out, except what RefinedRust wrote")
    .addOption(new Option("--format <format>", "how to report").choices(formats).default(formats[0]))
    .option("--config <file>", "a RefinedRust.toml that is used through RR_CONFIG, wherever it lies")
    .option("--exclude <glob>", "leave out what matches, as in .gitignore (repeatable)", repeated)
    .option("--hotword <word>", "the tool name of the annotations, instead of the configured one", hotword)
    .option("--results <folder>", "where the results of runs are kept, instead of the user's cache")
    .addHelpText("after", "\nLines count from 1. Exit status: 0 done, 2 wrong usage or an unreadable folder.")
    .action(async (root: string, options: FolderOptions & { readonly format: string }) => {
      const folder = await readFolder(root, options);
      if (typeof folder === "string") {
        process.stderr.write(`${folder}\n`);
        process.exitCode = FAILED;
        return;
      }
      process.stdout.write(reports[options.format]?.(folder) ?? "");
      process.exitCode = CLEAN;
    });
}

const repeated = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];

function hotword(value: string): string {
  if (!isHotword(value)) throw new InvalidArgumentError("It is no Rust identifier.");
  return value;
}
