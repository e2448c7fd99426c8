/** Paths separated by `/`, as the disk of this room speaks them. */

/** The folder of a path; the root is its own folder. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf("/");
  return slash < 0 ? "" : slash === 0 ? "/" : path.slice(0, slash);
}

export const nameOf = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

/** The file's name without its last extension. */
export const stemOf = (path: string): string => nameOf(path).replace(/\.[^.]*$/, "");

/** Resolves `relative` (or an absolute path) against a folder; `.` and `..` are worked out. */
export function join(folder: string, relative: string): string {
  if (SIMPLE.test(relative) && folder.length > 1) return `${folder}/${relative}`;
  const joined = isAbsolute(relative) ? relative : `${folder}/${relative}`;
  const parts: string[] = [];
  for (const part of joined.replaceAll("\\", "/").split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "." && part !== "") parts.push(part);
  }
  const path = parts.join("/");
  return /^[A-Za-z]:/.test(path) ? path : `/${path}`;
}

/** Names without anything to work out. */
const SIMPLE = /^[^./\\:][^/\\:]*(?:\/[^./\\:][^/\\:]*)*$/;

const isAbsolute = (path: string): boolean => path.startsWith("/") || /^[A-Za-z]:[\\/]/.test(path);

/** True when the path is the folder or lies below it. */
export const isWithin = (folder: string, path: string): boolean =>
  path === folder || path.startsWith(folder.endsWith("/") ? folder : `${folder}/`);

/** The folder itself and all above it, the nearest first. */
export function* upwards(folder: string): Generator<string> {
  for (let at = folder; at !== ""; at = folderOf(at)) {
    yield at;
    if (at === folderOf(at)) return;
  }
}

/** The path as seen from the folder; the path itself when it does not lie below. */
export const relativeTo = (folder: string, path: string): string =>
  isWithin(folder, path) && path !== folder
    ? path.slice(folder.endsWith("/") ? folder.length : folder.length + 1)
    : path;

/** How many leading folders two paths share. */
export function sharedDepth(a: string, b: string): number {
  const left = a.split("/");
  const right = b.split("/");
  let depth = 0;
  while (depth < left.length && left[depth] === right[depth]) depth++;
  return depth;
}
