/** The table of modules, and below it what every function lacks. */
import type { CatalogueItem } from "../project/catalogueModel.ts";
import { statusOfItem } from "../verification/collect.ts";
import type { Verdict } from "../verification/status.ts";
import type { FolderCatalogue } from "./folderCatalogue.ts";
import type { FolderReport } from "./folderCommand.ts";

interface Counts {
  specified: number;
  proved: number;
  admitted: number;
  /** `trust_me` and `only_spec`. */
  trusted: number;
}

interface Module extends Counts {
  readonly crate: string;
  readonly module: string;
  readonly source: string;
  readonly functions: { readonly item: CatalogueItem; readonly verdict: Verdict }[];
}

export const jsonStatus: FolderReport = (folder) => {
  const modules = modulesOf(folder);
  return `${JSON.stringify({
    modules: modules.map(({ functions, ...module }) => ({
      ...module,
      functions: functions.map(({ item, verdict }) => ({
        path: item.path,
        line: item.line + 1,
        status: verdict.status,
        reason: verdict.reason,
      })),
    })),
    totals: total(modules),
  })}\n`;
};

export const textStatus: FolderReport = (folder) => {
  const modules = modulesOf(folder);
  const rows = tableOf(modules, ({ source }) => source);
  const widths = COLUMNS.map((_, n) => Math.max(...rows.map((row) => row[n]?.length ?? 0)));
  const table = rows.map((row) =>
    row
      .map((cell, n) => (n < 2 ? cell.padEnd(widths[n] ?? 0) : cell.padStart(widths[n] ?? 0)))
      .join("  ")
      .trimEnd(),
  );
  const open = modules.flatMap(({ functions }) =>
    functions
      .filter(({ verdict }) => !SETTLED.has(verdict.status))
      .map(
        ({ item, verdict }) =>
          `${verdict.status}  ${item.path} (${folder.shown(item.file)}:${item.line + 1}): ${verdict.reason}`,
      ),
  );
  return `${[...table, ...(open.length > 0 ? ["", ...open] : [])].join("\n")}\n`;
};

/** Links count from the folder, whose readme the table is for. */
export const markdownStatus: FolderReport = (folder) => {
  const [header = [], ...rows] = tableOf(
    modulesOf(folder, folder.within),
    ({ source }) => `[\`${source}\`](${link(source)})`,
  );
  const line = (row: readonly string[]): string => `| ${row.join(" | ")} |`;
  const rule = `| ${COLUMNS.map((_, n) => (n < 2 ? "---" : "---:")).join(" | ")} |`;
  return `${[line(header), rule, ...rows.map(line)].join("\n")}\n`;
};

const COLUMNS = ["Module", "Rust source", "Specified", "Proved", "Admitted", "Trusted"] as const;

/** Nothing is left to do, or nothing can be done, about these. */
const SETTLED: ReadonlySet<string> = new Set(["proved", "skipped", "trust_me", "only_spec", "not annotated"]);

const link = (path: string): string => encodeURI(path).replaceAll("(", "%28").replaceAll(")", "%29");

function tableOf(modules: readonly Module[], source: (module: Module) => string): string[][] {
  const cells = (counts: Counts): string[] =>
    [counts.specified, counts.proved, counts.admitted, counts.trusted].map(String);
  return [
    [...COLUMNS],
    ...modules.map((module) => [nameOf(module), source(module), ...cells(module)]),
    ["Total", "", ...cells(total(modules))],
  ];
}

const nameOf = ({ crate, module }: Module): string => (module === "" ? crate : `${crate}::${module}`);

function total(modules: readonly Module[]): Counts {
  const sum = { specified: 0, proved: 0, admitted: 0, trusted: 0 };
  for (const module of modules) {
    sum.specified += module.specified;
    sum.proved += module.proved;
    sum.admitted += module.admitted;
    sum.trusted += module.trusted;
  }
  return sum;
}

/** Modules with at least one specified function, in the order of the crates. */
function modulesOf(folder: FolderCatalogue, shown = folder.shown): Module[] {
  const { catalogue } = folder;
  const modules = new Map<string, Module>();
  for (const item of catalogue.items) {
    const verdict = statusOfItem(item, catalogue, folder);
    if (verdict === null || item.kind === "traitImpl" || item.kind === "derivedImpl") continue;
    const key = `${item.crate.id} ${item.file} ${item.module}`;
    const module = modules.get(key) ?? {
      crate: item.crate.name,
      module: item.module,
      source: shown(item.file),
      ...{ specified: 0, proved: 0, admitted: 0, trusted: 0 },
      functions: [],
    };
    modules.set(key, module);
    count(module, item, verdict);
  }
  return [...modules.values()].filter((module) => module.specified > 0);
}

function count(module: Module, item: CatalogueItem, verdict: Verdict): void {
  module.functions.push({ item, verdict });
  const { mode } = item;
  if (item.cfg === "test") return;
  if (item.considered && mode !== "skip" && mode !== "ignore" && mode !== "shim") module.specified++;
  if (verdict.status === "proved") module.proved++;
  if (verdict.status === "admitted") module.admitted++;
  if (verdict.status === "trust_me" || verdict.status === "only_spec") module.trusted++;
}
