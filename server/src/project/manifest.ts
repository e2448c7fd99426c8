/** What a `Cargo.toml` says of the crates that RefinedRust may translate. */
import { parse, type TomlTable, type TomlValue } from "smol-toml";
import { fingerprint } from "./fingerprint.ts";
import { folderOf, join } from "./paths.ts";

export interface Manifest {
  readonly path: string;
  /** Null for a virtual workspace and for a file that is no TOML. */
  readonly packageName: string | null;
  readonly targets: readonly Target[];
  readonly isWorkspace: boolean;
  /** Names under which other crates are known here, `-` replaced by `_`. */
  readonly dependencies: readonly string[];
  /** Those of them that lie in a folder of their own: the folder, or null when the workspace names it. */
  readonly localDependencies: ReadonlyMap<string, string | null>;
  /** Folders of `[workspace.dependencies]`. */
  readonly workspaceDependencies: ReadonlyMap<string, string | null>;
  /** Of the text. */
  readonly fingerprint: string;
  /** Why nothing could be read, in one line; null when all is well. */
  readonly failure: string | null;
}

/** A library or program: one crate. Whether the file exists is not known here. */
export interface Target {
  /** As rustc knows it. */
  readonly crateName: string;
  readonly kind: "lib" | "bin";
  readonly rootFile: string;
  /** Named in the manifest; otherwise cargo looks for the file by itself. */
  readonly declared: boolean;
}

/** Reads a manifest's text; tests, examples and benchmarks are left out, because RefinedRust does not see them. */
export function readManifest(path: string, toml: string): Manifest {
  const none: ReadonlyMap<string, string | null> = new Map();
  const empty = {
    path,
    packageName: null,
    targets: [],
    isWorkspace: false,
    dependencies: [],
    localDependencies: none,
    workspaceDependencies: none,
    fingerprint: fingerprint(toml),
  };
  let table: TomlTable;
  try {
    table = parse(toml);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { ...empty, failure: message.split("\n")[0] ?? message };
  }
  const packageName = text(tableAt(table, "package")["name"]);
  const dependencies = dependenciesIn(table);
  return {
    path,
    packageName,
    targets: packageName === null ? [] : targetsOf(folderOf(path), packageName, table),
    isWorkspace: table["workspace"] !== undefined,
    dependencies: Object.keys(dependencies).map(asCrateName),
    localDependencies: foldersOf(folderOf(path), dependencies),
    workspaceDependencies: foldersOf(folderOf(path), tableAt(tableAt(table, "workspace"), "dependencies")),
    fingerprint: empty.fingerprint,
    failure: null,
  };
}

/** Those of single platforms, too. */
function dependenciesIn(table: TomlTable): TomlTable {
  const platforms = Object.values(tableAt(table, "target")).filter(isTable);
  return Object.assign({}, ...[...platforms, table].map((at) => tableAt(at, "dependencies")));
}

/** `path = ".."`, and `workspace = true` as null. */
function foldersOf(folder: string, dependencies: TomlTable): Map<string, string | null> {
  const found = new Map<string, string | null>();
  for (const [name, value] of Object.entries(dependencies)) {
    if (!isTable(value)) continue;
    const path = text(value["path"]);
    if (path !== null) found.set(asCrateName(name), join(folder, path));
    else if (value["workspace"] === true) found.set(asCrateName(name), null);
  }
  return found;
}

const asCrateName = (name: string): string => name.replaceAll("-", "_");

function targetsOf(folder: string, packageName: string, table: TomlTable): Target[] {
  const lib = tableAt(table, "lib");
  const targets: Target[] = [
    {
      crateName: asCrateName(text(lib["name"]) ?? packageName),
      kind: "lib",
      rootFile: join(folder, text(lib["path"]) ?? "src/lib.rs"),
      declared: table["lib"] !== undefined,
    },
  ];
  const bins = Array.isArray(table["bin"]) ? table["bin"] : [];
  for (const entry of bins) {
    if (!isTable(entry)) continue;
    const name = text(entry["name"]) ?? packageName;
    const fallback = name === packageName ? "src/main.rs" : `src/bin/${name}.rs`;
    const rootFile = join(folder, text(entry["path"]) ?? fallback);
    targets.push({ crateName: asCrateName(name), kind: "bin", rootFile, declared: true });
  }
  const main = join(folder, "src/main.rs");
  if (tableAt(table, "package")["autobins"] !== false && !targets.some((t) => t.rootFile === main)) {
    targets.push({ crateName: asCrateName(packageName), kind: "bin", rootFile: main, declared: false });
  }
  return targets;
}

const text = (value: TomlValue | undefined): string | null => (typeof value === "string" ? value : null);

const isTable = (value: TomlValue | undefined): value is TomlTable =>
  typeof value === "object" && !Array.isArray(value) && !(value instanceof Date);

function tableAt(table: TomlTable, key: string): TomlTable {
  const value = table[key];
  return isTable(value) ? value : {};
}
