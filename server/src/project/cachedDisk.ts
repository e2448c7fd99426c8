/** What was read from the disk, kept until the file changes: by path, modification time and size. */
import type { Disk, Entry, Stat } from "./disk.ts";
import { folderOf, isWithin, nameOf, upwards } from "./paths.ts";

/** Turns a file's text into the facts that are kept of it; the text itself is let go. */
export type Reader<T> = (path: string, text: string) => T;

interface Known<T> {
  readonly stat: Stat | null;
  readonly value: T | null;
}

/** One kind of file. `get` answers null for a file that is not there. */
export interface Shelf<T> {
  get(path: string): Promise<T | null>;
  /** The same without waiting; undefined when the disk has to be asked. */
  peek(path: string): T | null | undefined;
  /** Modification time in milliseconds of what `get` answered last. */
  modified(path: string): number | null;
}

/**
 * Asks the disk about a file or folder once, then not again until `invalidate` names it or something above it. After
 * `invalidate()` without a name it asks again about everything, but reads only what has another time or size.
 */
export class CachedDisk {
  readonly #disk: Disk;
  readonly #folders = new Map<string, readonly Entry[] | null>();
  readonly #stats = new Map<string, Stat | null>();
  readonly #shelves: Forgetful[] = [];
  #reads = 0;

  constructor(disk: Disk) {
    this.#disk = disk;
  }

  /** How many files were read so far. */
  get reads(): number {
    return this.#reads;
  }

  async list(folder: string): Promise<readonly Entry[] | null> {
    const known = this.#folders.get(folder);
    if (known !== undefined) return known;
    const entries = await this.#disk.list(folder);
    this.#folders.set(folder, entries);
    return entries;
  }

  async stat(path: string): Promise<Stat | null> {
    const known = this.#stats.get(path);
    if (known !== undefined) return known;
    const stat = await this.#disk.stat(path);
    this.#stats.set(path, stat);
    return stat;
  }

  /**
   * Paths that may have changed, appeared or gone, with all that lies below them; null for everything. False when only the
   * content of files differs, so that every folder holds what it held.
   */
  async invalidate(paths: readonly string[] | null): Promise<boolean> {
    if (paths === null) {
      this.#folders.clear();
      this.#stats.clear();
      for (const shelf of this.#shelves) shelf.forgetAll();
      return true;
    }
    const others: string[] = [];
    for (const path of paths) {
      if (!(await this.#isStillThere(path))) others.push(path);
      this.#stats.delete(path);
      for (const shelf of this.#shelves) shelf.forget(path);
    }
    if (others.length === 0) return false;
    // A file may have come with new folders, or have taken the last of its folder with it.
    for (const folder of new Set(others.flatMap((path) => [...upwards(folderOf(path))]))) {
      this.#folders.delete(folder);
      this.#stats.delete(folder);
    }
    const isDirty = others.length > MANY ? belowAny(new Set(others)) : belowOne(others);
    for (const folder of this.#folders.keys()) if (isDirty(folder)) this.#folders.delete(folder);
    for (const path of this.#stats.keys()) if (isDirty(path)) this.#stats.delete(path);
    for (const shelf of this.#shelves) shelf.forgetWhere(isDirty);
    return true;
  }

  /** A file that was listed and is a file as before: only its content can be new. */
  async #isStillThere(path: string): Promise<boolean> {
    const name = nameOf(path);
    const listed = this.#folders.get(folderOf(path))?.find((entry) => entry.name === name);
    return listed?.kind === "file" && (await this.#disk.stat(path))?.kind === "file";
  }

  shelf<T>(read: Reader<T>): Shelf<T> {
    const known = new Map<string, Known<T>>();
    const unchecked = new Set<string>();
    // A file that was named is read again, whatever its time says: clocks are coarse.
    this.#shelves.push({
      forget: (path) => known.delete(path),
      forgetWhere(isDirty) {
        for (const path of known.keys()) if (isDirty(path)) known.delete(path);
      },
      forgetAll() {
        for (const path of known.keys()) unchecked.add(path);
      },
    });
    const peek = (path: string): T | null | undefined =>
      unchecked.size > 0 && unchecked.has(path) ? undefined : known.get(path)?.value;
    return {
      peek,
      get: (path) => {
        const found = peek(path);
        if (found !== undefined) return Promise.resolve(found);
        unchecked.delete(path);
        return this.#load(path, read, known);
      },
      modified: (path) => known.get(path)?.stat?.modified ?? null,
    };
  }

  async #load<T>(path: string, read: Reader<T>, known: Map<string, Known<T>>): Promise<T | null> {
    const before = known.get(path);
    const stat = await this.stat(path);
    if (before !== undefined && isSame(before.stat, stat)) return before.value;
    const text = stat?.kind === "file" ? await this.#disk.read(path) : null;
    this.#reads += stat?.kind === "file" ? 1 : 0;
    const value = text === null ? null : read(path, text);
    known.set(path, { stat, value });
    return value;
  }
}

interface Forgetful {
  forget(path: string): void;
  forgetWhere(isDirty: (path: string) => boolean): void;
  /** Everything has to be compared with the disk. */
  forgetAll(): void;
}

/** From so many changed paths on it is faster to look up what is above a path. */
const MANY = 8;

const belowOne =
  (folders: readonly string[]) =>
  (path: string): boolean =>
    folders.some((folder) => isWithin(folder, path));

const belowAny =
  (folders: ReadonlySet<string>) =>
  (path: string): boolean => {
    for (let end = path.length; end > 0; end = path.lastIndexOf("/", end - 1)) {
      if (folders.has(path.slice(0, end))) return true;
    }
    return false;
  };

const isSame = (a: Stat | null, b: Stat | null): boolean =>
  a === null || b === null ? a === b : a.kind === b.kind && a.modified === b.modified && a.size === b.size;
