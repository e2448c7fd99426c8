/** Which files a check looks at, and their texts. */
import { statSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { mayHoldAnnotations } from "../disk/annotatedBytes.ts";
import { messageOf, read } from "../disk/node.ts";
import { rustFiles } from "../disk/rustFiles.ts";

/** A file that was read. */
export interface SourceFile {
  /** As the user wrote it, or below the directory that the user wrote. */
  readonly path: string;
  /** Absolute. */
  readonly location: string;
  readonly hotword: string;
  /** Null for a file of a searched directory that holds no annotations. */
  readonly text: string | null;
  /** The file starts with a byte order mark, which is no part of the text: editors do not count it either. */
  readonly hasMark: boolean;
}

export type Unreadable = (path: string, why: string) => void;

/** Every file of the paths once: a file that is named is always read to the end, directories are searched for Rust files. */
export function* sources(
  paths: readonly string[],
  hotwordOf: (location: string) => string,
  unreadable: Unreadable,
): Generator<SourceFile> {
  const seen = new Set<string>();
  for (const { path, location, named } of places(paths, unreadable)) {
    if (seen.has(location)) continue;
    seen.add(location);
    const file = read(location);
    if ("failure" in file) {
      unreadable(path, file.failure);
      continue;
    }
    const hotword = hotwordOf(location);
    if (!named && !mayHoldAnnotations(file.content, hotword)) {
      yield { path, location, hotword, text: null, hasMark: false };
    } else {
      const text = decode(file.content);
      if (text === null) unreadable(path, "it is not UTF-8");
      else yield { path, location, hotword, text, hasMark: file.content.indexOf("\ufeff") === 0 };
    }
  }
}

interface Place {
  readonly path: string;
  readonly location: string;
  readonly named: boolean;
}

function* places(paths: readonly string[], unreadable: Unreadable): Generator<Place> {
  for (const path of paths) {
    const location = resolve(path);
    const kind = kindOf(location);
    if (typeof kind === "object") unreadable(path, kind.failure);
    else if (kind === "file") yield { path, location, named: true };
    else {
      const shown = (found: string) => join(path, relative(location, found));
      for (const found of rustFiles(location, (at, why) => unreadable(shown(at), why))) {
        yield { path: shown(found), location: found, named: false };
      }
    }
  }
}

function kindOf(location: string): "file" | "directory" | { readonly failure: string } {
  try {
    return statSync(location).isDirectory() ? "directory" : "file";
  } catch (error) {
    return { failure: messageOf(error) };
  }
}

/** The text without its byte order mark; null when the bytes are no UTF-8. */
function decode(content: Buffer): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(content);
  } catch {
    return null;
  }
}
