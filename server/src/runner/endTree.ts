/** Ends a process with everything that it has started. */
import { execFile, spawnSync } from "node:child_process";
import { setTimeout as wait } from "node:timers/promises";
import { familyOf, processTable } from "./processTable.ts";

/** Milliseconds in which a process may put its things in order before it is killed. */
const PATIENCE = 1000;
/** Milliseconds after which what cannot be killed is left alone: it hangs in the kernel. */
const LIMIT = 1900;
const PAUSE = 40;

/**
 * SIGTERM first, then SIGKILL; settles when all are gone, within 2 s. Answers who is still alive.
 *
 * The process has to be the leader of its own session (`detached`): dune puts what it starts into groups of its own, so
 * that neither the group nor, once dune is killed, the parents tell who belongs to it.
 */
export async function endTree(pid: number): Promise<readonly number[]> {
  if (process.platform === "win32") return taskkill(pid);
  return end(pid, familyOf(pid, processTable()));
}

/** Kills all at once, without waiting: this program is about to exit. */
export function killTree(pid: number): void {
  if (process.platform !== "win32") signalAll(familyOf(pid, processTable()), "SIGKILL");
  else spawnSync("taskkill", ["/PID", String(pid), "/T", "/F"], { windowsHide: true });
}

/** What a process has left behind that has ended by itself. */
export async function endOrphans(pid: number): Promise<readonly number[]> {
  if (process.platform === "win32") return [];
  const table = processTable();
  // The number of a session is given to no other process as long as one of the session is alive.
  return table.some((entry) => entry.pid === pid) ? [] : end(pid, familyOf(pid, table));
}

async function end(pid: number, first: ReadonlySet<number>): Promise<readonly number[]> {
  const start = performance.now();
  let family = first;
  signalAll(family, "SIGTERM");
  for (let passed = 0; family.size > 0 && passed < LIMIT; passed = performance.now() - start) {
    await wait(PAUSE);
    family = familyOf(pid, processTable(), family);
    if (passed > PATIENCE) signalAll(family, "SIGKILL");
  }
  return [...family];
}

function signalAll(pids: Iterable<number>, signal: "SIGTERM" | "SIGKILL"): void {
  for (const pid of pids) {
    try {
      process.kill(pid, signal);
    } catch {
      // It has ended by itself, or is not ours to end.
    }
  }
}

/** Windows knows the tree, and nothing gentler ends a console program. */
const taskkill = (pid: number): Promise<readonly number[]> =>
  new Promise((settle) => {
    execFile("taskkill", ["/PID", String(pid), "/T", "/F"], { windowsHide: true }, () => settle([]));
  });
