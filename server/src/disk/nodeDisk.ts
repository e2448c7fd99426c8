/** The disk of Node for the project room. */
import { readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { Disk, Entry, Stat } from "../project/disk.ts";

/** How long the disk may keep the process busy before messages are looked at again, in milliseconds. */
const SLICE = 8;

/**
 * Small files are read fastest without waiting; so that the process stays responsive, it takes a turn now and then.
 * Paths of the project room are separated by `/`, which Node understands everywhere.
 */
export class NodeDisk implements Disk {
  #paused = performance.now();

  async list(folder: string): Promise<readonly Entry[] | null> {
    await this.#pause();
    return orNull(() =>
      readdirSync(folder, { withFileTypes: true })
        .map(
          (entry): Entry => ({
            name: entry.name,
            kind: entry.isDirectory() ? "folder" : entry.isSymbolicLink() ? "link" : "file",
          }),
        )
        .sort((a, b) => (a.name < b.name ? -1 : 1)),
    );
  }

  async read(path: string): Promise<string | null> {
    await this.#pause();
    return orNull(() => readFileSync(path, "utf8"));
  }

  async stat(path: string): Promise<Stat | null> {
    return orNull(() => {
      const found = statSync(path, { throwIfNoEntry: false });
      if (found === undefined || (!found.isFile() && !found.isDirectory())) return null;
      return {
        kind: found.isFile() ? "file" : "folder",
        modified: found.mtimeMs,
        size: found.size,
        realPath: found.isFile() ? path : realpathSync(path).replaceAll("\\", "/"),
      };
    });
  }

  async #pause(): Promise<void> {
    if (performance.now() - this.#paused < SLICE) return;
    await nextTurn();
    this.#paused = performance.now();
  }
}

function orNull<T>(ask: () => T): T | null {
  try {
    return ask();
  } catch {
    return null;
  }
}
