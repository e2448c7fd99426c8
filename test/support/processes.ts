/** Which processes work in a folder, to wait for one or to see that none is left. */
import { execFileSync } from "node:child_process";
import { readlinkSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";

interface Process {
  readonly pid: number;
  readonly command: string;
}

const LIMIT = 60_000;

/** Waits until a process that works in the folder has a command line that fits, and gives all that have. */
export async function processWith(
  folder: string,
  fits: (command: string) => boolean,
): Promise<readonly Process[]> {
  const end = performance.now() + LIMIT;
  for (;;) {
    const found = processesIn(folder).filter(({ command }) => fits(command));
    if (found.length > 0) return found;
    if (performance.now() > end) throw new Error("no such process began");
    await wait(30);
  }
}

/** Waits until no process works in the folder or names it, and gives what is left after some seconds. */
export async function leftOf(folder: string): Promise<readonly Process[]> {
  const end = performance.now() + 5000;
  for (;;) {
    const left = processesIn(folder);
    if (left.length === 0 || performance.now() > end) return left;
    await wait(30);
  }
}

function processesIn(folder: string): Process[] {
  const output = execFileSync("ps", ["-A", "-ww", "-o", "pid=,args="], { encoding: "utf8" });
  return [...output.matchAll(/^\s*(\d+)\s+(.*)$/gm)]
    .map(([, pid, command]) => ({ pid: Number(pid), command: command ?? "" }))
    .filter(({ pid, command }) => {
      if (command.endsWith("<defunct>")) return false;
      return command.includes(folder) || workingFolder(pid)?.startsWith(folder);
    });
}

/** Null for a process that is gone, and where the system does not show it as a file. */
function workingFolder(pid: number): string | null {
  try {
    return process.platform === "linux" ? readlinkSync(`/proc/${pid}/cwd`) : cwdByLsof(pid);
  } catch {
    return null;
  }
}

const cwdByLsof = (pid: number): string | null =>
  /^n(.*)$/m.exec(
    execFileSync("lsof", ["-a", "-d", "cwd", "-p", String(pid), "-Fn"], { encoding: "utf8", stdio: "pipe" }),
  )?.[1] ?? null;
