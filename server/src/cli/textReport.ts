/** Problems for people, each below the source line it is about, as rustc prints them. */
import { styleText } from "node:util";
import type { Origin, Problem, RustFile, Severity } from "../annotations/model.ts";
import { excerpt, printable } from "./excerpt.ts";
import { type CheckedFile, counts, type Result } from "./result.ts";

type Style = Parameters<typeof styleText>[0];
type Paint = (style: Style, text: string) => string;

const COLOURS: Readonly<Record<Severity, Style>> = {
  error: ["red", "bold"],
  warning: ["yellow", "bold"],
  information: ["blue", "bold"],
  hint: ["cyan", "bold"],
};

const OBJECTORS: Readonly<Record<Origin, string | null>> = {
  frontend: "RefinedRust refuses this",
  rustc: "rustc refuses this",
  rocq: "the generated Rocq files will not compile",
  lint: null,
};

export function textReport(result: Result): string {
  const paint = painter(process.env, process.stdout.isTTY);
  const blocks = result.files.flatMap((file) => file.problems.map((problem) => block(problem, file, paint)));
  const fixed = result.files.filter((file) => file.fixed > 0);
  return [
    ...blocks,
    ...fixed.map((file) => `Fixed ${plural(file.fixed, "problem")} in ${file.path}\n`),
    summary(result),
  ].join("\n");
}

function block(problem: Problem, { path, file }: CheckedFile, paint: Paint): string {
  const colour = COLOURS[problem.severity];
  const lines = [
    paint(colour, `${problem.severity}[${problem.code}]`) + paint("bold", `: ${printable(problem.message)}`),
    ...placed(problem, path, file, (text) => paint(colour, text), paint),
  ];
  const objector = OBJECTORS[problem.origin];
  if (objector !== null) lines.push(note("note", objector, paint));
  for (const { range, message } of problem.related ?? []) {
    lines.push(note("note", printable(message), paint));
    lines.push(...placed({ range }, path, file, (text) => paint(["blue", "bold"], text), paint));
  }
  for (const { title, safe } of problem.fixes) {
    lines.push(note("help", printable(title) + (safe ? " (--fix does it)" : ""), paint));
  }
  return `${lines.join("\n")}\n`;
}

function placed(
  { range }: Pick<Problem, "range">,
  path: string,
  file: RustFile,
  mark: (text: string) => string,
  paint: Paint,
): string[] {
  const { lines, column, rows } = excerpt(file, range);
  const width = String(Math.max(...rows.map((row) => row.line ?? 0))).length;
  const bar = (label: string) => paint(["blue", "bold"], `${label.padStart(width)} |`);
  const arrow = paint(["blue", "bold"], `${" ".repeat(width)}-->`);
  return [
    `${arrow} ${path}:${lines.start + 1}:${column + 1}`,
    bar(""),
    ...rows.flatMap((row) =>
      row.line === null
        ? [paint(["blue", "bold"], "...")]
        : [
            `${bar(String(row.line))} ${row.text}`.trimEnd(),
            `${bar("")} ${" ".repeat(row.indent)}${mark("^".repeat(row.width))}`,
          ],
    ),
  ];
}

const note = (kind: string, text: string, paint: Paint): string =>
  `  ${paint(["blue", "bold"], "=")} ${paint("bold", kind)}: ${text}`;

function summary(result: Result): string {
  const { error, warning, information, hint } = counts(result);
  const parts = [
    plural(error, "error"),
    plural(warning, "warning"),
    ...(information + hint > 0 ? [plural(information + hint, "hint")] : []),
  ];
  const annotated = result.files.filter(({ file }) => file.attributes.length > 0).length;
  return `${parts.join(", ")} in ${plural(result.looked, "file")} (${annotated} annotated)\n`;
}

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;

/** Colours on a terminal only, and not when NO_COLOR is set (no-color.org); FORCE_COLOR asks for them anywhere. */
function painter(environment: NodeJS.ProcessEnv, isTerminal: boolean | undefined): Paint {
  const forced = environment["FORCE_COLOR"];
  const wanted = forced ? forced !== "0" : isTerminal === true && environment["TERM"] !== "dumb";
  return wanted && !environment["NO_COLOR"] ? (style, text) => styleText(style, text) : (_, text) => text;
}
