/** The catalogue of a folder that was named on the command line. */
import { statSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import { Hotwords } from "../disk/hotword.ts";
import { messageOf, read } from "../disk/node.ts";
import { NodeDisk } from "../disk/nodeDisk.ts";
import { ItemMatching } from "../features/itemMatching.ts";
import { OutdatedSpecifications, printedCrates } from "../features/outdated.ts";
import type { PlacingView } from "../features/placing.ts";
import { type ClientAbilities, createSnapshot, type Snapshot } from "../features/snapshot.ts";
import {
  createSpecifications,
  type DocumentPreviewer,
  type Specifications,
} from "../features/specifications.ts";
import type { BuildFolders } from "../project/builds.ts";
import type { Catalogue } from "../project/catalogueModel.ts";
import { Workspace } from "../project/workspace.ts";
import { ResultStore, usualResultFolder } from "../runner/resultStore.ts";
import type { RustFile } from "../syntax/model.ts";
import { createRustParser } from "../syntax/parser.ts";
import type { Knowledge } from "../verification/collect.ts";
import { CrateReader } from "./previewFiles.ts";

export interface FolderCatalogue extends Knowledge {
  readonly catalogue: Catalogue;
  /** What placing the results of a run needs. */
  readonly view: PlacingView;
  /** A path as the user would write it: below the folder that was named. */
  readonly shown: (path: string) => string;
  /** A path as seen from the folder. */
  readonly within: (path: string) => string;
}

export interface FolderOptions {
  readonly config?: string;
  readonly exclude?: readonly string[];
  readonly hotword?: string;
  /** Where results are kept, when that is not the usual folder. */
  readonly results?: string;
  readonly buildFolders?: BuildFolders;
}

/** Notes go to standard error. Answers why the folder cannot be read instead, in one line. */
export async function readFolder(root: string, options: FolderOptions): Promise<FolderCatalogue | string> {
  const folder = await openFolder(root, options);
  return typeof folder === "string" ? folder : folder.look(null);
}

export interface OpenFolder {
  /** Absolute. */
  readonly location: string;
  readonly results: ResultStore;
  /** What is there now; `changed` names files and folders that may differ since the last look, null all of them. */
  readonly look: (changed: readonly string[] | null) => Promise<FolderCatalogue>;
}

export async function openFolder(root: string, options: FolderOptions): Promise<OpenFolder | string> {
  const location = resolve(root);
  try {
    if (!statSync(location).isDirectory()) return `${root}: not a folder`;
  } catch (error) {
    return `${root}: ${messageOf(error)}`;
  }
  const parser = await createRustParser();
  const hotwords = new Hotwords(process.env);
  const hotword = (path: string): string => hotwords.of(path, options.hotword ?? "");
  const config = options.config ?? process.env["RR_CONFIG"] ?? "";
  const workspace = new Workspace(new NodeDisk(), {
    roots: [slashes(location)],
    excludes: options.exclude ?? [],
    configurations: config === "" ? [] : [slashes(resolve(config))],
    environment: process.env,
    hotword,
    parse: (text, path, word) => parser.read(text, { path, hotword: word }),
    ...(options.buildFolders ? { buildFolders: options.buildFolders } : {}),
  });
  const say = (line: string): boolean => process.stderr.write(`${line}\n`);
  const results = new ResultStore(options.results ?? usualResultFolder(process.env), say);
  const within = (path: string): string => slashes(relative(location, path));
  const shown = (path: string): string => slashes(join(root, within(path)));
  const noted = new Set<string>();
  const look = async (changed: readonly string[] | null): Promise<FolderCatalogue> => {
    const catalogue = await workspace.update(changed);
    await results.load(catalogue.crates.map(({ id }) => id));
    const crates = new CrateReader(parser, hotword);
    for (const { rootFile } of printedCrates(catalogue)) await crates.load(rootFile);
    for (const { path, message } of catalogue.notes) {
      const line = `${shown(path)}: ${message}`;
      if (!noted.has(line)) say(line);
      noted.add(line);
    }
    const view = placingView(catalogue, crates, (text, path) =>
      parser.read(text, { path, hotword: hotword(path) }),
    );
    const outdated = new OutdatedSpecifications(
      (path) => crates.member(path),
      () => ({ ...view, uri: (path: string) => path }),
    );
    return {
      catalogue,
      view,
      outdated: (item) => outdated.differenceOf(item),
      recorded: (item) => results.of(item),
      shown,
      within,
    };
  };
  return { location: slashes(location), results, look };
}

function placingView(
  catalogue: Catalogue,
  crates: CrateReader,
  parse: (text: string, path: string) => RustFile,
): PlacingView {
  const rust = (path: string): Snapshot | null => {
    const text = textOf(path);
    if (text === null) return null;
    return createSnapshot({
      uri: path,
      version: 0,
      file: parse(text, path),
      options: { lint: {}, traits: new Map() },
      client: PLAIN,
      specifications: specificationsOf(crates.member(path)),
      documentation: () => null,
    });
  };
  return { catalogue, matching: new ItemMatching(catalogue), text: textOf, rust };
}

const specificationsOf = (member: DocumentPreviewer | null): Specifications =>
  member === null
    ? { preview: () => null, comparison: () => null, links: () => [] }
    : createSpecifications(
        () => member,
        () => null,
      );

const PLAIN: ClientAbilities = {
  snippets: false,
  hierarchicalSymbols: false,
  relatedInformation: false,
  markdown: false,
  commands: false,
};

function textOf(path: string): string | null {
  const found = read(path);
  return "failure" in found ? null : found.content.toString("utf8");
}

const slashes = (path: string): string => path.replaceAll(sep, "/");
