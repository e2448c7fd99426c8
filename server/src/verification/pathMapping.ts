/** Paths here and paths where a command really runs: in a container, on another machine. */

/** Absolute folders that hold the same files; the longest that fits decides. */
export interface PathPair {
  readonly here: string;
  readonly there: string;
}

export const pathThere = (path: string, pairs: readonly PathPair[]): string =>
  mapped(path, pairs, "here", "there");
export const pathHere = (path: string, pairs: readonly PathPair[]): string =>
  mapped(path, pairs, "there", "here");

/** Maps the paths in an argument or a variable: all of it, what follows `=`, and the parts of a list. */
export function textThere(text: string, pairs: readonly PathPair[]): string {
  const whole = pathThere(text, pairs);
  if (whole !== text) return whole;
  // A colon after one letter belongs to a drive of Windows.
  return text
    .split(/([=;,]|(?<!(?:^|[=;,:])[A-Za-z]):)/)
    .map((part) => pathThere(part, pairs))
    .join("");
}

function mapped(path: string, pairs: readonly PathPair[], from: keyof PathPair, to: keyof PathPair): string {
  const fitting = pairs
    .filter((pair) => isBelow(path, pair[from]))
    .sort((a, b) => b[from].length - a[from].length);
  const [pair] = fitting;
  if (!pair) return path;
  const base = withoutSlash(pair[to]);
  const rest = path.slice(withoutSlash(pair[from]).length);
  if (rest === "") return base === "" ? "/" : base;
  return (
    base + (isWindows(pair[from]) === isWindows(pair[to]) ? rest : separators(rest, isWindows(pair[to])))
  );
}

function isBelow(path: string, folder: string): boolean {
  const base = withoutSlash(folder);
  const [left, right] = isWindows(folder)
    ? [separators(path, false).toLowerCase(), separators(base, false).toLowerCase()]
    : [path, base];
  return left === right || left.startsWith(`${right}/`);
}

const withoutSlash = (folder: string): string => folder.replace(/[\\/]+$/, "");
const isWindows = (folder: string): boolean => /^[A-Za-z]:|^\\\\/.test(folder);
const separators = (path: string, toWindows: boolean): string =>
  toWindows ? path.replaceAll("/", "\\") : path.replaceAll("\\", "/");
