/** Times a cold `rr-tools check` of a tree against walking, reading and searching the same tree in the same run. */
import { spawnSync } from "node:child_process";
import type { Figure } from "./serverBenchmark.ts";
import { median } from "./statistics.ts";

interface Run {
  readonly time: number;
  readonly output: string;
}

function run(script: string, args: readonly string[]): Run {
  const started = performance.now();
  const { stdout, status, error } = spawnSync(process.execPath, [script, ...args], {
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  if (error !== undefined || (status !== 0 && status !== 1)) {
    throw new Error(`${script} ${args.join(" ")} ended with ${error?.message ?? status}`);
  }
  return { time: performance.now() - started, output: stdout };
}

/** Whole processes by turns; the goal is 4 x (walk + read + search) + parse of the annotated files. */
export function coldCheck(cli: string, floor: string, tree: string, label: string, rounds: number): Figure[] {
  const checks: number[] = [];
  const floors: number[] = [];
  const parses: number[] = [];
  for (let round = 0; round < rounds; round++) {
    checks.push(run(cli, ["check", "--format", "json", tree]).time);
    floors.push(run(floor, [tree]).time);
    parses.push((JSON.parse(run(floor, [tree, "--parse"]).output) as { parse: number }).parse);
  }
  const goal = 4 * median(floors) + median(parses);
  return [
    { name: `${label}: cold check`, unit: "ms", value: median(checks), floor: median(floors), goal },
    {
      name: `${label}: parse of the annotated files alone`,
      unit: "ms",
      value: median(parses),
      floor: null,
      goal: null,
    },
  ];
}
