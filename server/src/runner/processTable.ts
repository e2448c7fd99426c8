/** Which processes there are, and which of them belong together. */
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

export interface ProcessEntry {
  readonly pid: number;
  readonly parent: number;
  readonly group: number;
  /** Null where the system does not tell it. */
  readonly session: number | null;
}

/**
 * All that are alive; one that has ended and waits to be noticed is not. Not for Windows. It is asked only when processes
 * are ended, in a few milliseconds, and also when the program exits and can wait for nothing.
 */
export const processTable = (): ProcessEntry[] =>
  process.platform === "linux" ? linuxTable() : posixTable();

/** When a process was started, in ticks since the system was; null where that is not told, and for none. */
export function processStart(pid: number | string): number | null {
  if (process.platform !== "linux") return null;
  const ticks = Number(fieldsOf(pid)[19]);
  return Number.isFinite(ticks) && ticks > 0 ? ticks : null;
}

/**
 * The process, its descendants, and what was left in their groups. A session is what `detached` starts, so that orphans
 * are found where their parents are gone.
 */
export function familyOf(
  pid: number,
  table: readonly ProcessEntry[],
  known: Iterable<number> = [],
): Set<number> {
  const family = new Set(
    table.filter((entry) => entry.pid === pid || entry.session === pid).map((entry) => entry.pid),
  );
  const before = new Set(known);
  const groups = new Set([pid]);
  for (let size = -1; size !== family.size + groups.size; ) {
    size = family.size + groups.size;
    for (const entry of table) {
      const isOurs =
        family.has(entry.pid) || before.has(entry.pid) || family.has(entry.parent) || groups.has(entry.group);
      if (!isOurs) continue;
      family.add(entry.pid);
      // Groups are led by one of the family, or else the group is that of somebody who started us.
      if (family.has(entry.group)) groups.add(entry.group);
    }
  }
  return family;
}

const linuxTable = (): ProcessEntry[] =>
  readdirSync("/proc").flatMap((name) => (/^\d+$/.test(name) ? (readStat(name) ?? []) : []));

function readStat(pid: string): ProcessEntry | null {
  const [state, parent, group, session] = fieldsOf(pid);
  if (state === undefined || session === undefined || state === "Z" || state === "X") return null;
  return { pid: Number(pid), parent: Number(parent), group: Number(group), session: Number(session) };
}

/** From the third field of proc(5)'s `stat` on: the second one is a text in brackets that may hold brackets and blanks. */
function fieldsOf(pid: number | string): string[] {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    return text.slice(text.lastIndexOf(")") + 2).split(" ");
  } catch {
    // It has ended.
    return [];
  }
}

function posixTable(): ProcessEntry[] {
  const { stdout } = spawnSync("ps", ["-A", "-o", "pid=,ppid=,pgid=,stat="], { encoding: "utf8" });
  return (stdout ?? "").split("\n").flatMap((line) => {
    const [pid, parent, group, state] = line.trim().split(/\s+/);
    if (group === undefined || state === undefined || state.startsWith("Z")) return [];
    return [{ pid: Number(pid), parent: Number(parent), group: Number(group), session: null }];
  });
}
