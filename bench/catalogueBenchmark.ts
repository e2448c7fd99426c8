/** Times the catalogue of a workspace, cold and after changes, against walking and reading the same files in the same run. */
import { spawnSync } from "node:child_process";
import type { CatalogueRun, Time } from "./catalogueProcess.ts";
import type { Figure } from "./serverBenchmark.ts";
import { median } from "./statistics.ts";

export interface CatalogueGoals {
  readonly cold: number | null;
  readonly memory: number | null;
  readonly change: number | null;
}

/** For the two public projects with proofs, by the name of their folder. */
export function coldGoal(folder: string): number | null {
  if (/ACE/.test(folder)) return 300;
  return /RefinedRust/.test(folder) ? 1500 : null;
}

function run<T>(script: string, args: readonly string[]): T {
  const { stdout, stderr, status } = spawnSync(process.execPath, [script, ...args], { encoding: "utf8" });
  if (status !== 0) throw new Error(`${script} ${args.join(" ")} ended with ${status}: ${stderr}`);
  return JSON.parse(stdout) as T;
}

/** Of elapsed time and processor time the smaller: other programs lengthen the one, other threads of our own the other. */
const least = ({ wall, cpu }: Time): number => Math.min(wall, cpu);

/** Whole processes by turns. `changes` rounds of changes are written to the tree and taken back. */
export function catalogueFigures(
  script: string,
  tree: string,
  label: string,
  { rounds, changes, goals }: { rounds: number; changes: number; goals: CatalogueGoals },
): Figure[] {
  const runs: CatalogueRun[] = [];
  const floors: Pick<CatalogueRun, "cold" | "memory">[] = [];
  for (let round = 0; round < rounds; round++) {
    floors.push(run(script, ["--floor", tree]));
    runs.push(run(script, ["--changes", String(round === 0 ? changes : 0), tree]));
  }
  const figure = (
    name: string,
    unit: Figure["unit"],
    value: number,
    floor: number | null,
    goal: number | null,
  ) => ({
    name: `${label}: ${name}`,
    unit,
    value,
    floor,
    goal,
  });
  const of = <T>(all: readonly T[], value: (one: T) => number): number => median(all.map(value));
  return [
    figure(
      "cold catalogue",
      "ms",
      of(runs, (r) => least(r.cold)),
      of(floors, (f) => least(f.cold)),
      goals.cold,
    ),
    figure(
      "the same, processor time",
      "ms",
      of(runs, (r) => r.cold.cpu),
      of(floors, (f) => f.cold.cpu),
      null,
    ),
    figure(
      "memory, at most",
      "MB",
      of(runs, (r) => r.memory),
      of(floors, (f) => f.memory),
      goals.memory,
    ),
    ...Object.entries(runs[0]?.changes ?? {}).map(([name, time]) =>
      figure(`right again after ${name} changed`, "ms", least(time), null, goals.change),
    ),
  ];
}
