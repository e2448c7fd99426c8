/** `rr-tools preview`: its options, and what runs for them. */
import { once } from "node:events";
import { Command, InvalidArgumentError, Option } from "commander";
import { Hotwords } from "../disk/hotword.ts";
import { isHotword } from "../project/configuration.ts";
import { loneFile, previewCrate } from "../project/previewCrate.ts";
import type { Preview } from "../rocq/preview.ts";
import { Previewer } from "../rocq/preview.ts";
import { createRustParser, type RustParser } from "../syntax/parser.ts";
import { CLEAN, FAILED } from "./exitCodes.ts";
import { linesOf, type Request, readRequest } from "./jsonLines.ts";
import { CrateReader, type FilePreviews } from "./previewFiles.ts";

interface Options {
  readonly format: "text" | "json";
  readonly stdinJsonl?: true;
  readonly hotword?: string;
}

export const previewCommand = (): Command =>
  new Command("preview")
    .description("Prints the Rocq specifications that RefinedRust would generate.")
    .argument("[files...]", "Rust files; FILE:LINE prints what the item around the line becomes")
    .addOption(new Option("--format <format>", "how to print").choices(["text", "json"]).default("text"))
    .option(
      "--stdin-jsonl",
      'preview texts instead: a line {"id","path","text"} of standard input gives one line of output',
    )
    .option("--hotword <word>", "the tool name of the annotations, instead of the configured one", hotword)
    .addHelpText(
      "after",
      "\nA preview is `exact`, `approximate` (what only the compiler knows stands between ⟨ ⟩), or `none`.\nExit status: 0 previews were printed, 2 wrong usage or unreadable files.",
    )
    .action(run);

async function run(files: readonly string[], options: Options, command: Command): Promise<void> {
  const texts = options.stdinJsonl === true;
  if (texts && files.length > 0) command.error("error: --stdin-jsonl takes no files");
  if (!texts && files.length === 0) command.error("error: no files were given", { exitCode: 2 });
  const parser = await createRustParser();
  const hotwords = new Hotwords(process.env);
  const hotwordOf = (path: string | null) => hotwords.of(path, options.hotword ?? "");
  process.exitCode = texts
    ? await previewJsonLines(parser, hotwordOf)
    : await previewFiles(files, options.format, new CrateReader(parser, hotwordOf));
}

async function previewFiles(
  files: readonly string[],
  format: Options["format"],
  reader: CrateReader,
): Promise<number> {
  const found: FilePreviews[] = [];
  let failed = false;
  for (const file of files) {
    const previews = await reader.previews(file);
    if ("failure" in previews) {
      process.stderr.write(`rr-tools: ${previews.path}: ${previews.failure}\n`);
      failed = true;
    } else found.push(previews);
  }
  process.stdout.write(
    format === "json"
      ? `${JSON.stringify({ files: found.map(({ path, previews }) => ({ path, previews: previews.map(withLine) })) })}\n`
      : found.flatMap(({ path, previews }) => previews.map((p) => textOf(path, p))).join("\n"),
  );
  return failed ? FAILED : CLEAN;
}

type Placed = FilePreviews["previews"][number];

/** Lines count from 0, as in the report of `check`. */
const withLine = (placed: Placed) => ({ ...jsonOf(placed.preview), line: placed.line - 1 });

/** What a program that reads previews gets; ranges of holes count UTF-16 units of `text`. */
const jsonOf = ({ kind, name, fidelity, text, holes, problem, reason }: Preview) => ({
  kind,
  name,
  fidelity,
  text,
  holes: holes.map(({ range, shown, needed }) => ({ start: range.start, end: range.end, shown, needed })),
  problem,
  ...(reason === null ? {} : { reason }),
});

function textOf(path: string, { preview, line }: Placed): string {
  const needs = [...new Set(preview.holes.map((hole) => `(* needs ${hole.needed} *)\n`))].join("");
  const reason = preview.reason === null ? "" : ` because ${preview.reason}`;
  return `(* ${path}:${line} ${preview.kind} ${preview.name}: ${preview.fidelity}${reason} *)\n${needs}${preview.text.trimEnd()}\n`;
}

async function previewJsonLines(
  parser: RustParser,
  hotwordOf: (path: string | null) => string,
): Promise<number> {
  let malformed = false;
  for await (const line of linesOf(process.stdin)) {
    if (line.trim() === "") continue;
    const request = readRequest(line);
    const answer = "error" in request ? request : answerTo(request, parser, hotwordOf(request.path));
    if ("error" in answer) malformed = true;
    if (!process.stdout.write(`${JSON.stringify(answer)}\n`)) await once(process.stdout, "drain");
  }
  return malformed ? FAILED : CLEAN;
}

/** A mistake of ours with one text must not end the answers for the others. */
function answerTo({ id, path, text }: Request, parser: RustParser, word: string) {
  const file = parser.read(text, { path: path ?? "", hotword: word });
  try {
    const { crate, sources } = previewCrate([loneFile(path ?? "", file)], []);
    const previewer = new Previewer(crate);
    return { id, previews: sources.flatMap((source) => previewer.previewFile(source)).map(jsonOf) };
  } catch (error) {
    return { id, error: `internal error: ${String(error)}` };
  }
}

function hotword(value: string): string {
  if (!isHotword(value)) throw new InvalidArgumentError("It is no Rust identifier.");
  return value;
}
