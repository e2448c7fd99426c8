/** The Rust files below a directory, without what git ignores and without cargo's output. */
import { type Dirent, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import ignore, { type Ignore } from "ignore";
import { messageOf, upwards } from "./node.ts";

/** The rules of one `.gitignore`, which count for paths below its directory. */
interface Rules {
  readonly directory: string;
  readonly rules: Ignore;
}

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
  let rules: readonly Rules[] = [];
  for (const [depth, directory] of inside.entries()) {
    const entries = list(directory, () => {});
    rules = rulesOf(directory, entries, rules);
    const next = inside[depth + 1];
    if (next === undefined) return matches(rules, path, false);
    if (matches(rules, next, true) || isBuildOutput(next, entries)) return true;
  }
  return false;
}

function* walk(directory: string, above: readonly Rules[], unreadable: Unreadable): Generator<string> {
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
function rulesAbove(directory: string): readonly Rules[] {
  const above: string[] = [];
  for (const at of upwards(directory)) {
    above.unshift(at);
    if (!list(at, () => {}).some((entry) => entry.name === ".git")) continue;
    let rules: readonly Rules[] = [];
    for (const parent of above.slice(0, -1))
      rules = rulesOf(
        parent,
        list(parent, () => {}),
        rules,
      );
    return rules;
  }
  return [];
}

/** A repository inside another has rules of its own only. */
function rulesOf(directory: string, entries: readonly Dirent[], above: readonly Rules[]): readonly Rules[] {
  const outer = entries.some((entry) => entry.name === ".git") ? [] : above;
  if (!entries.some((entry) => entry.name === ".gitignore")) return outer;
  try {
    const text = readFileSync(join(directory, ".gitignore"), "utf8");
    return [...outer, { directory, rules: ignore().add(text) }];
  } catch {
    return outer;
  }
}

/** The nearest file with an opinion decides, as in git. */
function matches(rules: readonly Rules[], path: string, isDirectory: boolean): boolean {
  for (const { directory, rules: own } of rules.toReversed()) {
    const name = relative(directory, path).replaceAll(sep, "/") + (isDirectory ? "/" : "");
    const { ignored, unignored } = own.test(name);
    if (ignored || unignored) return ignored;
  }
  return false;
}
