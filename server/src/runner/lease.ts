/** Keeps two windows, or a window and a terminal of ours, from running on one project at the same time. */
import { createHash } from "node:crypto";
import { mkdir, open, readFile, rm } from "node:fs/promises";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { processStart } from "./processTable.ts";

export interface Lease {
  release(): Promise<void>;
}

/** Who has it. */
export interface Holder {
  readonly pid: number;
}

/**
 * One for all of the folders, or who holds one of them. RefinedRust deletes what it generated before, so that another run
 * must not read it meanwhile. A lease whose process is gone counts for nothing; where no lease can be written there is
 * none to be had, and dune's own lock remains.
 */
export async function takeLease(
  folders: readonly string[],
  place: string = usualPlace(),
): Promise<Lease | Holder> {
  const taken: string[] = [];
  const release = async (): Promise<void> => {
    for (const path of taken.splice(0)) await rm(path, { force: true }).catch(() => {});
  };
  await mkdir(place, { recursive: true, mode: 0o700 }).catch(() => {});
  for (const folder of [...new Set(folders)].sort()) {
    const path = join(place, `${createHash("sha256").update(folder).digest("hex").slice(0, 24)}.lease`);
    const holder = await take(path, folder);
    if (holder === "mine") taken.push(path);
    else if (holder !== "none") {
      await release();
      return holder;
    }
  }
  return { release };
}

const usualPlace = (): string => join(tmpdir(), `refinedrust-tools-${userInfo().username}`);

async function take(path: string, folder: string): Promise<Holder | "mine" | "none"> {
  // A lease that was left over is removed once; whoever is faster then has it.
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      const file = await open(path, "wx", 0o600);
      await file.writeFile(JSON.stringify({ pid: process.pid, started: processStart(process.pid), folder }));
      await file.close();
      return "mine";
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") return "none";
    }
    const holder = await holderOf(path);
    if (holder !== null) return holder;
    await rm(path, { force: true }).catch(() => {});
  }
  return "none";
}

/** Null for what was not written to its end, and for a process that is gone, even if its number was given to another. */
async function holderOf(path: string): Promise<Holder | null> {
  try {
    const { pid, started } = JSON.parse(await readFile(path, "utf8")) as Record<string, unknown>;
    if (typeof pid !== "number" || pid <= 0 || !isAlive(pid)) return null;
    return typeof started === "number" && processStart(pid) !== started ? null : { pid };
  } catch {
    return null;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Another user's process may not be asked, but it is there.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
