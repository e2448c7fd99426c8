/** Under which names Rocq finds the files of a project: what dune and the project files of editors say of their folders. */
import { folderOf, isWithin, join, relativeTo, upwards } from "./paths.ts";

/** Null for a file that is not there. */
type Read = (path: string) => Promise<string | null>;

/** `ace.theories.base.machine` by path; a file whose name cannot be told does not occur. */
export async function logicalPaths(
  paths: readonly string[],
  read: Read,
): Promise<ReadonlyMap<string, string>> {
  const known = new Map<string, Promise<Naming | null>>();
  const found = new Map<string, string>();
  for (const path of paths) {
    const folder = folderOf(path);
    const naming = known.get(folder) ?? namingOf(folder, read);
    known.set(folder, naming);
    const prefix = await naming;
    const name = prefix?.(path.replace(/\.v$/, ""));
    if (name !== undefined && name !== null) found.set(path, name);
  }
  return found;
}

/** The logical path of a file without its ending. */
type Naming = (stem: string) => string | null;

/** The nearest file that says something counts. */
async function namingOf(folder: string, read: Read): Promise<Naming | null> {
  for (const at of upwards(folder)) {
    const dune = await read(join(at, "dune"));
    const theory = dune === null ? null : theoryIn(dune);
    if (theory !== null && (at === folder || theory.hasFolders)) {
      return (stem) => nameBelow(at, theory.name, theory.isQualified ? stem : fileIn(at, stem));
    }
    for (const name of ["_RocqProject", "_CoqProject"]) {
      const project = await read(join(at, name));
      const mapped = project === null ? [] : mappingsIn(project, at);
      if (mapped.length > 0) return (stem) => mappedName(mapped, stem);
    }
  }
  return null;
}

interface Theory {
  readonly name: string;
  /** Files in sub-folders are part of it, and the folders are part of their names or not. */
  readonly hasFolders: boolean;
  readonly isQualified: boolean;
}

/** Null unless the folder has exactly one theory. */
function theoryIn(dune: string): Theory | null {
  const text = dune.replace(/;[^\n]*/g, "");
  const names = [...text.matchAll(/\((?:rocq|coq)\.theory\b[\s\S]*?\(name\s+([^\s()]+)\s*\)/g)];
  const name = names[0]?.[1];
  if (name === undefined || names.length > 1) return null;
  const folders = /\(include_subdirs\s+(\w+)\s*\)/.exec(text)?.[1] ?? "no";
  return { name, hasFolders: folders !== "no", isQualified: folders === "qualified" };
}

const fileIn = (folder: string, stem: string): string => `${folder}/${stem.slice(stem.lastIndexOf("/") + 1)}`;

const nameBelow = (folder: string, name: string, stem: string): string =>
  [name, ...relativeTo(folder, stem).split("/")].filter((part) => part !== "").join(".");

interface Mapping {
  readonly folder: string;
  readonly name: string;
}

/** `-Q folder name` and `-R folder name`, alone or as arguments that are handed on. */
const mappingsIn = (project: string, at: string): Mapping[] =>
  [...project.replace(/#[^\n]*/g, "").matchAll(/-[QR]\s+(\S+)\s+(\S+)/g)].map(
    ([, folder = "", name = ""]) => ({ folder: join(at, folder), name: name.replace(/^""$/, "") }),
  );

/** dune's copies of the files have the names of the files. */
function mappedName(mappings: readonly Mapping[], stem: string): string | null {
  const around = mappings
    .map(({ folder, name }) => ({ folder: folder.replace("/_build/default", ""), name }))
    .filter(({ folder }) => isWithin(folder, stem))
    .sort((a, b) => b.folder.length - a.folder.length);
  const [nearest] = around;
  return nearest ? nameBelow(nearest.folder, nearest.name, stem) : null;
}
