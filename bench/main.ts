/**
 * `npm run bench -- [--rounds N] [--large] [--edits N] [--catalogue] [CORPUS...]`: measures start, editing (with and without
 * a run beside it), hover, memory, cold checks, catalogues and navigation, each beside a floor of the same run, and prints
 * a table. Corpora are directories of Rust files, with their proofs or without; what is not given is generated, with
 * `--large` a million lines and 5 000 proof files. `--catalogue` leaves out all but catalogues and navigation.
 */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { build } from "esbuild";
import { withoutProver } from "../test/support/programs.ts";
import { annotatedFile } from "./annotatedFile.ts";
import { type CatalogueGoals, catalogueFigures, coldGoal } from "./catalogueBenchmark.ts";
import { coldCheck } from "./checkBenchmark.ts";
import { endurance } from "./endurance.ts";
import { navigationFigures } from "./navigationBenchmark.ts";
import { editingDuringRun } from "./runBenchmark.ts";
import { editing, type Figure, idleMemory, itemPreview, startTimes } from "./serverBenchmark.ts";
import { rounded } from "./statistics.ts";
import { writeCrate } from "./tree.ts";
import { type WorkspaceSize, writeWorkspace } from "./workspaceTree.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: "string", default: "100" },
    large: { type: "boolean", default: false },
    edits: { type: "string", default: "0" },
    catalogue: { type: "boolean", default: false },
  },
});
const rounds = Number(values.rounds);
const repository = fileURLToPath(new URL("..", import.meta.url));
const out = join(repository, "bench", "out");
mkdirSync(out, { recursive: true });
await build({
  entryPoints: {
    bareServer: join(repository, "bench/bareServer.ts"),
    floor: join(repository, "bench/floor.ts"),
    catalogueProcess: join(repository, "bench/catalogueProcess.ts"),
    previewProcess: join(repository, "bench/previewProcess.ts"),
  },
  outdir: out,
  outExtension: { ".js": ".cjs" },
  bundle: true,
  platform: "node",
  format: "cjs",
  external: ["tree-sitter", "tree-sitter-rust"],
  define: { "import.meta.url": "bundleUrl" },
  banner: { js: 'const bundleUrl = require("node:url").pathToFileURL(__filename).href;' },
  logLevel: "error",
});
const scripts = { ours: join(repository, "dist/server.js"), bare: join(out, "bareServer.cjs") };
const cli = join(repository, "dist/cli.js");
const floor = join(out, "floor.cjs");
const catalogue = join(out, "catalogueProcess.cjs");

const LARGE: WorkspaceSize = { crates: 50, files: 100, lines: 200 };
const LARGE_GOALS: CatalogueGoals = { cold: 15_000, memory: 250, change: 50 };

const scratch = mkdtempSync(join(tmpdir(), "refinedrust-bench-"));
const figures: Figure[] = [];
const add = (found: readonly Figure[]) => {
  figures.push(...found);
  for (const f of found) console.log(row(f));
};

function row({ name, unit, value, floor, goal }: Figure): string {
  const ratio = floor === null ? "" : `${rounded(value / floor)} x`;
  const met = goal === null ? "" : `${value <= goal ? "met" : "MISSED"} (goal ${rounded(goal)})`;
  const cell = (n: number | null) => (n === null ? "" : `${rounded(n)} ${unit}`).padStart(12);
  return `${name.padEnd(58)}${cell(value)}${cell(floor)}${ratio.padStart(10)}   ${met}`;
}

try {
  console.log(`${"".padEnd(58)}${"here".padStart(12)}${"floor".padStart(12)}${"ratio".padStart(10)}`);
  if (!values.catalogue) await everythingElse();
  const size = values.large ? LARGE : { crates: 5, files: 100, lines: 200 };
  const goals = values.large ? LARGE_GOALS : { cold: null, memory: null, change: 50 };
  await generatedWorkspace("one crate", { ...size, crates: 1, files: size.crates * size.files }, goals);
  await generatedWorkspace(`${size.crates} crates`, size, goals);
  for (const corpus of positionals) {
    const label = basename(corpus);
    const own = { cold: coldGoal(label), memory: null, change: null };
    add(catalogueFigures(catalogue, corpus, label, { rounds: 9, changes: 0, goals: own }));
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
const missed = figures.filter((f) => f.goal !== null && f.value > f.goal);
console.log(
  `${figures.filter((f) => f.goal !== null).length - missed.length} goals met, ${missed.length} missed`,
);

async function generatedWorkspace(name: string, size: WorkspaceSize, goals: CatalogueGoals): Promise<void> {
  const folder = join(scratch, `workspace${size.crates}`);
  writeWorkspace(folder, size);
  const files = size.crates * size.files;
  const label = `${files * size.lines} lines in ${name}`;
  add(catalogueFigures(catalogue, folder, label, { rounds: values.large ? 1 : 5, changes: 10, goals }));
  add(await navigationFigures(scripts.ours, folder, label, Math.min(rounds, 50)));
}

async function everythingElse(): Promise<void> {
  const crate160 = join(scratch, "crate160");
  writeCrate(crate160, 160, { share: 0.15, lines: 90 }); // as ACE-RISCV: 24 annotated files
  const crate1000 = join(scratch, "crate1000");
  writeCrate(crate1000, 1000);
  const text = annotatedFile(700, { seed: 7 });
  console.log(
    `the 700-line file: ${text.split("\n").length} lines, ${text.match(/^\s*(let _ = )?#\[rr::/gm)?.length} attributes`,
  );

  add(await startTimes(scripts, crate160, 9));
  add(await editing(scripts, crate160, text, "700 lines", { p50: 10, p99: 40 }, rounds));
  add([itemPreview(join(out, "previewProcess.cjs"), rounds)]);
  if (withoutProver) console.log(`editing during a run is not measured: ${withoutProver}`);
  else add(await editingDuringRun(scripts.ours, text, rounds));
  add(await editing(scripts, crate160, annotatedFile(1000), "1 000 lines", { p50: null, p99: null }, rounds));
  add(
    await editing(
      scripts,
      crate160,
      annotatedFile(10_000),
      "10 000 lines",
      { p50: null, p99: null },
      Math.min(rounds, 30),
    ),
  );
  if (values.large) {
    add(
      await editing(scripts, crate160, annotatedFile(100_000), "100 000 lines", { p50: 150, p99: null }, 10),
    );
  }
  if (Number(values.edits) > 0) add(await endurance(scripts.ours, crate160, text, Number(values.edits)));
  add(await idleMemory(scripts, crate160, "160 files", text));
  add(await idleMemory(scripts, crate1000, "1 000 files", text));
  add(coldCheck(cli, floor, crate160, "160 files", 9));
  add(coldCheck(cli, floor, crate1000, "1 000 files", 3));
  for (const corpus of positionals) {
    add(await idleMemory(scripts, corpus, basename(corpus), text));
    add(coldCheck(cli, floor, corpus, basename(corpus), 9));
  }
}
