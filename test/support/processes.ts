/** Which processes run on a machine, to wait for one or to see that none is left. */
import { execFileSync } from "node:child_process";
import { setTimeout as wait } from "node:timers/promises";

interface Process {
  readonly pid: number;
  readonly command: string;
}

const LIMIT = 60_000;

/** Waits until a process has a command line that fits, and gives all that have. */
export async function processWith(fits: (command: string) => boolean): Promise<readonly Process[]> {
  const end = performance.now() + LIMIT;
  for (;;) {
    const found = processes().filter(({ command }) => fits(command));
    if (found.length > 0) return found;
    if (performance.now() > end) throw new Error("no such process began");
    await wait(30);
  }
}

/** Waits until no process works in the folder or names it, and gives what is left after some seconds. */
export async function leftOf(folder: string): Promise<readonly Process[]> {
  const end = performance.now() + 5000;
  for (;;) {
    const left = processes().filter(({ command }) => command.includes(folder));
    if (left.length === 0 || performance.now() > end) return left;
    await wait(30);
  }
}

function processes(): Process[] {
  const output = execFileSync("ps", ["-A", "-ww", "-o", "pid=,args="], { encoding: "utf8" });
  return [...output.matchAll(/^\s*(\d+)\s+(.*)$/gm)]
    .map(([, pid, command]) => ({ pid: Number(pid), command: command ?? "" }))
    .filter(({ command }) => !command.endsWith("<defunct>"));
}
