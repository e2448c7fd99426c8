/** Walks the folders of the workspace for everything that the catalogue is made of. */
import type { CachedDisk, Shelf } from "./cachedDisk.ts";
import { CONFIGURATION_FILE } from "./configuration.ts";
import type { Entry } from "./disk.ts";
import { IgnoreRules } from "./ignoreRules.ts";
import type { OutputFolder, OutputFolders } from "./outputFolder.ts";
import { join, nameOf, upwards } from "./paths.ts";

export interface Survey {
  readonly manifests: readonly string[];
  /** Folders above the roots that hold a workspace of cargo. */
  readonly workspaces: readonly string[];
  readonly configurations: readonly string[];
  readonly outputs: readonly OutputFolder[];
  /** `.v` files outside of output folders. */
  readonly theories: readonly string[];
  /** `.rrlib` files outside of output folders. */
  readonly libraries: readonly string[];
  readonly folders: number;
  /** Folders that cannot be listed. */
  readonly unreadable: readonly string[];
}

export interface SurveyOptions {
  /** Globs that count from each root, in the form of `.gitignore`. */
  readonly excludes: readonly string[];
}

export interface SurveySource {
  readonly disk: CachedDisk;
  readonly texts: Shelf<string>;
  readonly outputs: OutputFolders;
}

interface Found {
  manifests: string[];
  configurations: string[];
  outputs: OutputFolder[];
  theories: string[];
  libraries: string[];
  folders: number;
  unreadable: string[];
}

/** Looks at every folder below the roots once; links are followed, but never into a folder that was seen already. */
export async function survey(
  roots: readonly string[],
  options: SurveyOptions,
  source: SurveySource,
): Promise<Omit<Survey, "workspaces">> {
  const found: Found = {
    manifests: [],
    configurations: [],
    outputs: [],
    theories: [],
    libraries: [],
    folders: 0,
    unreadable: [],
  };
  const walk = new Walk(source, found);
  for (const root of roots) {
    const above = await walk.rulesAbove(root);
    const excludes = options.excludes.join("\n");
    await walk.folder(root, excludes === "" ? above : above.with(root, excludes));
  }
  return found;
}

/** The output folders directly below a folder that a configuration names; ignore rules do not count there. */
export async function outputsBelow(folder: string, { disk, outputs }: SurveySource): Promise<OutputFolder[]> {
  const found: OutputFolder[] = [];
  for (const { name, kind } of (await disk.list(folder)) ?? []) {
    if (kind === "file") continue;
    const path = join(folder, name);
    const output = await outputs.read(path, (await disk.list(path)) ?? [], (at) => disk.list(at));
    if (output) found.push(output);
  }
  return found;
}

class Walk {
  readonly #disk: CachedDisk;
  readonly #texts: Shelf<string>;
  readonly #outputs: OutputFolders;
  readonly #found: Found;
  readonly #seen = new Set<string>();

  constructor({ disk, texts, outputs }: SurveySource, found: Found) {
    this.#disk = disk;
    this.#texts = texts;
    this.#outputs = outputs;
    this.#found = found;
  }

  /** The rules of a repository's folders above the root. */
  async rulesAbove(root: string): Promise<IgnoreRules> {
    const above = [...upwards(root)];
    let repository = -1;
    for (const [n, folder] of above.entries()) {
      if ((await this.#disk.stat(join(folder, ".git"))) === null) continue;
      repository = n;
      break;
    }
    let rules = IgnoreRules.none;
    for (let n = repository; n > 0; n--) {
      const folder = above[n] ?? "";
      const text = await this.#texts.get(join(folder, ".gitignore"));
      if (text !== null) rules = rules.with(folder, text);
    }
    return rules;
  }

  async folder(path: string, above: IgnoreRules): Promise<void> {
    if (this.#seen.has(path)) return;
    this.#seen.add(path);
    this.#found.folders++;
    const entries = await this.#disk.list(path);
    if (entries === null) {
      this.#found.unreadable.push(path);
      return;
    }
    const output = await this.#outputs.read(path, entries, (folder) => this.#disk.list(folder));
    if (output) {
      this.#found.outputs.push(output);
      return;
    }
    await this.#content(path, entries, await this.#rulesOf(path, entries, above));
  }

  async #content(path: string, entries: readonly Entry[], rules: IgnoreRules): Promise<void> {
    const isPackage = entries.some((entry) => entry.name === "Cargo.toml");
    const links: string[] = [];
    for (const { name, kind } of entries) {
      const at = path === "/" ? `/${name}` : `${path}/${name}`;
      if (kind === "file") this.#file(at, rules);
      else if (NEVER.has(name) || (name === "target" && isPackage) || rules.matches(at, true)) continue;
      else if (kind === "folder") await this.folder(at, rules);
      else links.push(at);
    }
    for (const link of links) await this.#link(link, rules);
  }

  /** A link is entered last and by its real path, so that circles and second names of a folder end here. */
  async #link(path: string, rules: IgnoreRules): Promise<void> {
    const stat = await this.#disk.stat(path);
    if (stat?.kind === "file") this.#file(path, rules);
    else if (stat && !this.#isAround(stat.realPath, path)) await this.folder(stat.realPath, rules);
  }

  #isAround(folder: string, path: string): boolean {
    return path.startsWith(folder === "/" ? "/" : `${folder}/`);
  }

  #file(path: string, rules: IgnoreRules): void {
    const name = nameOf(path);
    const list = this.#listFor(name);
    if (list && !rules.matches(path, false)) list.push(path);
  }

  #listFor(name: string): string[] | null {
    if (name === "Cargo.toml") return this.#found.manifests;
    if (name === CONFIGURATION_FILE) return this.#found.configurations;
    if (name.endsWith(".v")) return this.#found.theories;
    return name.endsWith(".rrlib") ? this.#found.libraries : null;
  }

  async #rulesOf(path: string, entries: readonly Entry[], above: IgnoreRules): Promise<IgnoreRules> {
    const has = (name: string): boolean => entries.some((entry) => entry.name === name);
    const lines = has(".gitignore") ? await this.#texts.get(`${path}/.gitignore`) : null;
    return above.entering(path, { isRepository: has(".git"), lines });
  }
}

/** Folders of tools, which hold copies or nothing of ours. */
const NEVER = new Set([".git", "node_modules", "_build", "_build-refinedrust", "_opam", ".vscode"]);
