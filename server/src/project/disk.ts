/** What the project room asks of a disk. Whoever starts the product gives it one; a test gives it one in memory. */

/** Paths are absolute and separated by `/`. Nothing here throws: what is not there or cannot be read is null. */
export interface Disk {
  list(folder: string): Promise<readonly Entry[] | null>;
  read(path: string): Promise<string | null>;
  /** Follows links. */
  stat(path: string): Promise<Stat | null>;
}

export interface Entry {
  readonly name: string;
  readonly kind: "file" | "folder" | "link";
}

export interface Stat {
  readonly kind: "file" | "folder";
  /** Milliseconds since 1970. */
  readonly modified: number;
  /** Bytes. */
  readonly size: number;
  /** The path without links: two names of one folder have the same. */
  readonly realPath: string;
}
