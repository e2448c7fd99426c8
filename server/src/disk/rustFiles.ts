/** The Rust files below a directory, without what git ignores and without cargo's output. */
import { type Dirent, readdirSync, statSync } from "node:fs";
import { dirname, join, sep } from "node:path";
import { IgnoreRules } from "../project/ignoreRules.ts";
import { messageOf, read, upwards } from "./node.ts";

/** A directory that cannot be listed is reported and passed over. */
export type Unreadable = (path: string, why: string) => void;

/** Paths that start with `directory`, in the order of their names, one directory after the other. */
export function* rustFiles(directory: string, unreadable: Unreadable): Generator<string> {
  yield* walk(directory, rulesAbove(directory), unreadable);
}

/** True when git ignores the file, or one of its directories, or it lies in cargo's output. */
export function isIgnored(path: string): boolean {
  const directories = [...upwards(dirname(path))];
  const root = directories.findIndex((at) => list(at, () => {}).some((entry) => entry.name === ".git"));
  const inside = (root < 0 ? directories : directories.slice(0, root + 1)).reverse();
  let rules = IgnoreRules.none;
  for (const [depth, directory] of inside.entries()) {
    const entries = list(directory, () => {});
    rules = rulesOf(directory, entries, rules);
    const next = inside[depth + 1];
    if (next === undefined) return matches(rules, path, false);
    if (matches(rules, next, true) || isBuildOutput(next, entries)) return true;
  }
  return false;
}

function* walk(directory: string, above: IgnoreRules, unreadable: Unreadable): Generator<string> {
  const entries = list(directory, unreadable);
  const rules = rulesOf(directory, entries, above);
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) {
      if (entry.name === ".git" || isBuildOutput(path, entries) || matches(rules, path, true)) continue;
      yield* walk(path, rules, unreadable);
    } else if (entry.name.endsWith(".rs") && isFile(entry, path) && !matches(rules, path, false)) {
      yield path;
    }
  }
}

/** Links to files are followed; links to directories are not, because they may lead in circles. */
const isFile = (entry: Dirent, path: string): boolean =>
  entry.isFile() ||
  (entry.isSymbolicLink() && (statSync(path, { throwIfNoEntry: false })?.isFile() ?? false));

/** Cargo's `target`, which lies beside a manifest; a module may well be called `target`. */
const isBuildOutput = (path: string, beside: readonly Dirent[]): boolean =>
  path.endsWith(`${sep}target`) && beside.some((entry) => entry.name === "Cargo.toml");

function list(directory: string, unreadable: Unreadable): Dirent[] {
  try {
    return readdirSync(directory, { withFileTypes: true });
  } catch (error) {
    unreadable(directory, messageOf(error));
    return [];
  }
}

/** Rules of the directories above, up to the root of the repository; none outside a repository. */
function rulesAbove(directory: string): IgnoreRules {
  const above: string[] = [];
  for (const at of upwards(directory)) {
    above.unshift(at);
    if (!list(at, () => {}).some((entry) => entry.name === ".git")) continue;
    const entering = (rules: IgnoreRules, parent: string): IgnoreRules =>
      rulesOf(
        parent,
        list(parent, () => {}),
        rules,
      );
    return above.slice(0, -1).reduce(entering, IgnoreRules.none);
  }
  return IgnoreRules.none;
}

function rulesOf(directory: string, entries: readonly Dirent[], above: IgnoreRules): IgnoreRules {
  const has = (name: string): boolean => entries.some((entry) => entry.name === name);
  const found = has(".gitignore") ? read(join(directory, ".gitignore")) : null;
  const lines = found && "content" in found ? found.content.toString("utf8") : null;
  return above.entering(slashes(directory), { isRepository: has(".git"), lines });
}

const matches = (rules: IgnoreRules, path: string, isDirectory: boolean): boolean =>
  rules.matches(slashes(path), isDirectory);

/** The form of paths that rules are read with. */
const slashes = (path: string): string => path.replaceAll(sep, "/");
