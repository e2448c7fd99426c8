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

/** `pid (any text) state parent group session ..`, of which the text may hold brackets and blanks (proc(5)). */
function readStat(pid: string): ProcessEntry | null {
  let text: string;
  try {
    text = readFileSync(`/proc/${pid}/stat`, "utf8");
  } catch {
    // It has ended since.
    return null;
  }
  const [state, parent, group, session] = text.slice(text.lastIndexOf(")") + 2).split(" ");
  if (state === undefined || session === undefined || state === "Z" || state === "X") return null;
  return {
    pid: Number.parseInt(text, 10),
    parent: Number(parent),
    group: Number(group),
    session: Number(session),
  };
}

function posixTable(): ProcessEntry[] {
  const { stdout } = spawnSync("ps", ["-A", "-o", "pid=,ppid=,pgid=,stat="], { encoding: "utf8" });
  return (stdout ?? "").split("\n").flatMap((line) => {
    const [pid, parent, group, state] = line.trim().split(/\s+/);
    if (group === undefined || state === undefined || state.startsWith("Z")) return [];
    return [{ pid: Number(pid), parent: Number(parent), group: Number(group), session: null }];
  });
}
