/** The catalogue of a folder that was named on the command line. */
import { statSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import { Hotwords } from "../disk/hotword.ts";
import { messageOf, read } from "../disk/node.ts";
import { NodeDisk } from "../disk/nodeDisk.ts";
import { ItemMatching } from "../features/itemMatching.ts";
import { OutdatedSpecifications, printedCrates } from "../features/outdated.ts";
import type { Catalogue } from "../project/catalogueModel.ts";
import { Workspace } from "../project/workspace.ts";
import { createRustParser } from "../syntax/parser.ts";
import type { Outdated } from "../verification/collect.ts";
import { CrateReader } from "./previewFiles.ts";

export interface FolderCatalogue {
  readonly catalogue: Catalogue;
  readonly outdated: Outdated;
  /** A path as the user would write it: below the folder that was named. */
  readonly shown: (path: string) => string;
  /** A path as seen from the folder. */
  readonly within: (path: string) => string;
}

export interface FolderOptions {
  readonly config?: string;
  readonly exclude?: readonly string[];
  readonly hotword?: string;
}

/** Notes go to standard error. Answers why the folder cannot be read instead, in one line. */
export async function readFolder(root: string, options: FolderOptions): Promise<FolderCatalogue | string> {
  const location = resolve(root);
  try {
    if (!statSync(location).isDirectory()) return `${root}: not a folder`;
  } catch (error) {
    return `${root}: ${messageOf(error)}`;
  }
  const parser = await createRustParser();
  const hotwords = new Hotwords(process.env);
  const config = options.config ?? process.env["RR_CONFIG"] ?? "";
  const workspace = new Workspace(new NodeDisk(), {
    roots: [slashes(location)],
    excludes: options.exclude ?? [],
    configurations: config === "" ? [] : [slashes(resolve(config))],
    hotword: (path) => hotwords.of(path, options.hotword ?? ""),
    parse: (text, path, hotword) => parser.read(text, { path, hotword }),
  });
  const catalogue = await workspace.update();
  const crates = new CrateReader(parser, (path) => hotwords.of(path, options.hotword ?? ""));
  for (const { rootFile } of printedCrates(catalogue)) await crates.load(rootFile);
  const view = {
    catalogue,
    matching: new ItemMatching(catalogue),
    text: textOf,
    uri: (path: string) => path,
  };
  const outdated = new OutdatedSpecifications(
    (path) => crates.member(path),
    () => view,
  );
  const within = (path: string): string => slashes(relative(location, path));
  const shown = (path: string): string => slashes(join(root, within(path)));
  for (const { path, message } of catalogue.notes) process.stderr.write(`${shown(path)}: ${message}\n`);
  return { catalogue, outdated: (item) => outdated.differenceOf(item), shown, within };
}

function textOf(path: string): string | null {
  const found = read(path);
  return "failure" in found ? null : found.content.toString("utf8");
}

const slashes = (path: string): string => path.replaceAll(sep, "/");
