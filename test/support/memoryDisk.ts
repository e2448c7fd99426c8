/** A disk in memory, with a clock of its own, links, and files that fail. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Disk, Entry, Stat } from "../../server/src/project/disk.ts";

export class MemoryDisk implements Disk {
  readonly #files = new Map<string, { text: string; modified: number }>();
  readonly #links = new Map<string, string>();
  /** Paths that are listed but cannot be read. */
  readonly unreadable = new Set<string>();
  /** Every path that was read, in order. */
  readonly reads: string[] = [];
  #clock = 1000;

  static of(files: Readonly<Record<string, string>>): MemoryDisk {
    const disk = new MemoryDisk();
    for (const [path, text] of Object.entries(files)) disk.write(path, text);
    return disk;
  }

  /** The files below a folder of the real disk, as if they lay below `root`. */
  static from(folder: string, root: string): MemoryDisk {
    const disk = new MemoryDisk();
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const path = join(entry.parentPath, entry.name);
      disk.write(`${root}${path.slice(folder.length).replaceAll("\\", "/")}`, readFileSync(path, "utf8"));
    }
    return disk;
  }

  write(path: string, text: string): void {
    this.#files.set(path, { text, modified: this.#clock++ });
  }

  link(path: string, target: string): void {
    this.#links.set(path, target);
  }

  /** Removes a file, or a folder with all that is in it. */
  remove(path: string): void {
    for (const file of this.paths) if (file === path || file.startsWith(`${path}/`)) this.#files.delete(file);
  }

  get paths(): string[] {
    return [...this.#files.keys()];
  }

  text(path: string): string | undefined {
    return this.#files.get(path)?.text;
  }

  async list(folder: string): Promise<readonly Entry[] | null> {
    const real = this.#real(folder);
    if (this.unreadable.has(real)) return null;
    const found = new Map<string, Entry["kind"]>();
    const add = (path: string, kind: Entry["kind"]): void => {
      if (!path.startsWith(`${real}/`)) return;
      const [name = "", ...rest] = path.slice(real.length + 1).split("/");
      found.set(name, rest.length > 0 ? "folder" : kind);
    };
    for (const path of this.#files.keys()) add(path, "file");
    for (const path of this.#links.keys()) add(path, "link");
    if (found.size === 0) return null;
    return [...found].map(([name, kind]) => ({ name, kind })).sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  async read(path: string): Promise<string | null> {
    this.reads.push(path);
    const real = this.#real(path);
    return this.unreadable.has(real) ? null : (this.#files.get(real)?.text ?? null);
  }

  async stat(path: string): Promise<Stat | null> {
    const realPath = this.#real(path);
    const file = this.#files.get(realPath);
    if (file) return { kind: "file", modified: file.modified, size: Buffer.byteLength(file.text), realPath };
    const isFolder = [...this.#files.keys()].some((known) => known.startsWith(`${realPath}/`));
    return isFolder ? { kind: "folder", modified: 0, size: 0, realPath } : null;
  }

  #real(path: string): string {
    for (const [link, target] of this.#links) {
      if (path === link || path.startsWith(`${link}/`)) return this.#real(target + path.slice(link.length));
    }
    return path;
  }
}
