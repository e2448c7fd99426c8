/** In which Rust files of a group the items of a name, or of a path, are. */
import type { NamedItem } from "./namedItem.ts";

/** The items of one Rust file. */
export type FileItems = readonly NamedItem[];

/** Files are numbers. The files stay the same, while what is in them changes. */
export class ItemIndex {
  readonly #byPath = new Map<string, number[]>();
  /** A list only for a name in several files. */
  readonly #byName = new Map<string, number | readonly number[]>();

  constructor(files: readonly FileItems[], paths: readonly string[]) {
    for (const [n, path] of paths.entries()) {
      const others = this.#byPath.get(path);
      if (others) others.push(n);
      else this.#byPath.set(path, [n]);
    }
    for (const [n, items] of files.entries()) this.replace(n, [], items);
  }

  /** The files at this path: more than one when it is part of several crates, or twice of one. */
  at(path: string): readonly number[] {
    return this.#byPath.get(path) ?? [];
  }

  /** The files with an item of this Rocq name, in their order. */
  named(rocqName: string): readonly number[] {
    const found = this.#byName.get(rocqName) ?? [];
    return typeof found === "number" ? [found] : found;
  }

  /** The file has other items than before. */
  replace(file: number, before: FileItems, after: FileItems): void {
    for (const { rocqName } of before) this.#set(rocqName, (files) => files.filter((n) => n !== file));
    for (const { rocqName } of after) {
      this.#set(rocqName, (files) => (files.includes(file) ? files : [...files, file].sort((a, b) => a - b)));
    }
  }

  #set(rocqName: string, change: (files: readonly number[]) => readonly number[]): void {
    const files = change(this.named(rocqName));
    const [first] = files;
    if (first === undefined) this.#byName.delete(rocqName);
    else this.#byName.set(rocqName, files.length === 1 ? first : files);
  }
}
