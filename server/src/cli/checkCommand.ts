/** `rr-tools check`: its options, and what runs for them. */
import { Command, InvalidArgumentError, Option } from "commander";
import { codeNamed } from "../annotations/codes.ts";
import type { Severity } from "../annotations/model.ts";
import { isSeverity } from "../annotations/severity.ts";
import { isHotword } from "../project/configuration.ts";
import { createRustParser } from "../syntax/parser.ts";
import { Checker } from "./checker.ts";
import { checkPaths } from "./checkPaths.ts";
import { checkJsonLines } from "./jsonLines.ts";
import { FORMATS, type Format } from "./report.ts";

type Lint = Readonly<Record<string, Severity | "off">>;

interface Options {
  readonly format: Format;
  readonly stdinJsonl?: true;
  readonly fix?: true;
  readonly lint?: Lint;
  readonly hotword?: string;
}

export const checkCommand = (): Command =>
  new Command("check")
    .description("Reports what RefinedRust would refuse, ignore or mistranslate.")
    .argument(
      "[paths...]",
      "Rust files, and directories that are searched for them; what git ignores is left out",
    )
    .addOption(new Option("--format <format>", "how to report").choices(Object.keys(FORMATS)).default("text"))
    .option(
      "--stdin-jsonl",
      'check texts instead: a line {"id","path","text"} of standard input gives one line of output',
    )
    .option("--fix", "apply every safe fix to the files first")
    .option(
      "--lint <code=severity>",
      "report a code as error, warning, information, hint or off (repeatable)",
      lint,
    )
    .option("--hotword <word>", "the tool name of the annotations, instead of the configured one", hotword)
    .addHelpText("after", "\nExit status: 0 no errors, 1 errors found, 2 wrong usage or unreadable files.")
    .action(run);

async function run(paths: readonly string[], options: Options, command: Command): Promise<void> {
  const texts = options.stdinJsonl === true;
  if (texts && paths.length > 0) command.error("error: --stdin-jsonl takes no paths");
  if (texts && options.fix) command.error("error: --fix needs files to write to");
  if (!texts && paths.length === 0) command.error("error: no paths were given", { exitCode: 2 });
  const parser = await createRustParser();
  const checker = new Checker(parser, options.lint ?? {}, options.hotword ?? "");
  process.exitCode = texts
    ? await checkJsonLines(checker, process.stdin, process.stdout)
    : checkPaths(checker, paths, FORMATS[options.format], options.fix === true);
}

function lint(value: string, before: Lint | undefined): Lint {
  const [code = "", severity] = value.split("=");
  if (!codeNamed(code)) throw new InvalidArgumentError(`There is no problem code \`${code}\`.`);
  if (!isSeverity(severity))
    throw new InvalidArgumentError(
      "Write CODE=SEVERITY, where SEVERITY is error, warning, information, hint or off.",
    );
  return { ...before, [code]: severity };
}

function hotword(value: string): string {
  if (!isHotword(value)) throw new InvalidArgumentError("It is no Rust identifier.");
  return value;
}
