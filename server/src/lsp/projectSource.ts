/** What the project is read with: the folders, settings and excludes of the client, and the disk. */
import { isAbsolute, join, sep } from "node:path";
import type { Connection } from "vscode-languageserver";
import { pathOfUri } from "../disk/node.ts";
import { NodeDisk } from "../disk/nodeDisk.ts";
import { usualBuildFolders } from "../project/builds.ts";
import { Workspace } from "../project/workspace.ts";
import { buildFolders } from "../runner/buildFolders.ts";
import type { RustFile } from "../syntax/model.ts";
import type { Folders } from "./folders.ts";

/** The form of paths in the project room. */
export const slashes = (path: string): string => path.replaceAll(sep, "/");

export interface Reading {
  readonly hotword: (path: string) => string;
  readonly parse: (text: string, path: string, hotword: string) => RustFile;
  /** The client can be asked for the settings of other extensions, too. */
  readonly asksClient: boolean;
}

export async function createWorkspace(
  connection: Connection,
  folders: Folders,
  { hotword, parse, asksClient }: Reading,
): Promise<Workspace> {
  const roots = folders.all.flatMap(({ uri }) => {
    const path = pathOfUri(uri);
    return path === null ? [] : [{ uri, path }];
  });
  const own = roots.map(({ uri, path }) => ({ path, settings: folders.settingsFor(uri) }));
  const absolute = (folder: string, path: string): string =>
    slashes(isAbsolute(path) ? path : join(folder, path));
  const excludes = asksClient
    ? await editorExcludes(
        connection,
        roots.map(({ uri }) => uri),
      )
    : [];
  return new Workspace(new NodeDisk(), {
    roots: roots.map(({ path }) => slashes(path)),
    excludes: [...new Set([...excludes, ...own.flatMap(({ settings }) => settings.project.exclude)])],
    configurations: own.flatMap(({ path, settings }) =>
      settings.project.configurations.map((file) => absolute(path, file)),
    ),
    buildFolders: (duneRoot) => {
      const around = own
        .filter(({ path }) => `${duneRoot}/`.startsWith(`${slashes(path)}/`))
        .sort((a, b) => b.path.length - a.path.length)[0];
      const settings = around?.settings.run.settings ?? null;
      return settings === null || "code" in settings
        ? usualBuildFolders(duneRoot)
        : buildFolders(settings, slashes(around?.path ?? ""))(duneRoot);
    },
    outputs: own.flatMap(({ path, settings }) =>
      settings.project.outputFolders.map((file) => absolute(path, file)),
    ),
    environment: process.env,
    hotword,
    parse,
  });
}

/** The globs that are switched on in `files.exclude` and `search.exclude`. */
async function editorExcludes(connection: Connection, uris: readonly string[]): Promise<string[]> {
  const items = uris.flatMap((scopeUri) =>
    ["files.exclude", "search.exclude"].map((section) => ({ scopeUri, section })),
  );
  if (items.length === 0) return [];
  try {
    const answers: unknown[] = await connection.workspace.getConfiguration(items);
    return answers.flatMap(globsOf);
  } catch (error) {
    connection.console.warn(`The editor's excludes could not be read: ${String(error)}`);
    return [];
  }
}

/** `{a,b}` has no meaning in ignore rules, so that each alternative becomes a rule. */
function globsOf(setting: unknown): string[] {
  if (typeof setting !== "object" || setting === null) return [];
  return Object.entries(setting).flatMap(([glob, isOn]) => (isOn === true ? alternatives(glob) : []));
}

function alternatives(glob: string): string[] {
  const braces = /^(.*?)\{([^{}]*)\}(.*)$/s.exec(glob);
  if (!braces) return [glob];
  const [, before = "", inside = "", after = ""] = braces;
  return inside.split(",").flatMap((each) => alternatives(before + each + after));
}
