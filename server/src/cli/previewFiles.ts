/** Previews of files on the disk, with the crates that they belong to. */
import { dirname, join, resolve } from "node:path";
import { read, upwards } from "../disk/node.ts";
import { NodeDisk } from "../disk/nodeDisk.ts";
import type { DocumentPreviewer } from "../features/specifications.ts";
import type { Neighbours, PreviewCrate } from "../project/foreignItems.ts";
import { readManifest } from "../project/manifest.ts";
import { type ModuleFile, readModuleTree } from "../project/moduleTree.ts";
import { type NeighbourSource, readNeighbours } from "../project/neighbours.ts";
import { type CrateFile, loneFile, previewCrate } from "../project/previewCrate.ts";
import { factsOf } from "../project/rustFacts.ts";
import type { Source } from "../rocq/crate.ts";
import { type Preview, Previewer } from "../rocq/preview.ts";
import type { RustFile } from "../syntax/model.ts";
import type { RustParser } from "../syntax/parser.ts";

export interface FilePreviews {
  /** As the user wrote it, without the line. */
  readonly path: string;
  readonly previews: readonly {
    readonly preview: Preview;
    /** Of the item's name, counted from 1. */
    readonly line: number;
  }[];
}

interface OpenCrate extends PreviewCrate {
  readonly previewer: Previewer;
  readonly byPath: ReadonlyMap<string, Source>;
}

export class CrateReader {
  readonly #parser: RustParser;
  readonly #hotwordOf: (path: string) => string;
  readonly #files = new Map<string, RustFile | { readonly failure: string }>();
  readonly #crates = new Map<string, OpenCrate>();
  readonly #members = new Map<string, DocumentPreviewer>();

  constructor(parser: RustParser, hotwordOf: (path: string) => string) {
    this.#parser = parser;
    this.#hotwordOf = hotwordOf;
  }

  /** @param written A path, with `:LINE` (from 1) for the item around that line only. */
  async previews(
    written: string,
  ): Promise<FilePreviews | { readonly path: string; readonly failure: string }> {
    const [, path = written, line] = /^(.*?)(?::(\d+))?$/s.exec(written) ?? [];
    const location = slashes(resolve(path));
    const file = this.#file(location);
    if ("failure" in file) return { path, failure: file.failure };
    const crate = await this.#crateOf(location, file);
    const source = crate.byPath.get(location);
    if (!source) return { path, failure: "it is not part of its crate" };
    const wanted = line === undefined ? null : Number(line) - 1;
    const previews = crate.previewer.previewFile(source).flatMap((preview) => {
      const item = file.items[preview.item];
      return item ? [{ preview, item, line: file.lines.positionAt(item.nameRange.start).line + 1 }] : [];
    });
    const chosen = wanted === null ? previews : innermost(previews, wanted, file);
    return { path, previews: chosen.map(({ preview, line: at }) => ({ preview, line: at })) };
  }

  /** Reads the crate of a file; what is asked of its files afterwards needs no waiting. */
  async load(location: string): Promise<void> {
    const file = this.#file(location);
    if (!("failure" in file)) await this.#crateOf(location, file);
  }

  /** What makes the previews of a file whose crate was loaded; null for any other. */
  member(location: string): DocumentPreviewer | null {
    return this.#members.get(location) ?? null;
  }

  #file(location: string): RustFile | { readonly failure: string } {
    const known = this.#files.get(location);
    if (known) return known;
    const found = read(location);
    let file: RustFile | { readonly failure: string };
    if ("failure" in found) file = found;
    else {
      const text = found.content.toString("utf8").replace(/^\uFEFF/, "");
      file = this.#parser.read(text, { path: location, hotword: this.#hotwordOf(location) });
    }
    this.#files.set(location, file);
    return file;
  }

  /** The crate of the nearest manifest whose modules lead to the file; else the file alone. */
  async #crateOf(location: string, file: RustFile): Promise<OpenCrate> {
    for (const crate of this.#crates.values()) if (crate.byPath.has(location)) return crate;
    for (const folder of upwards(dirname(location))) {
      const path = slashes(join(folder, "Cargo.toml"));
      const text = read(path);
      if ("failure" in text) continue;
      const manifest = readManifest(path, text.content.toString("utf8"));
      for (const target of manifest.targets) {
        const tree = await readModuleTree(target.rootFile, async (at) => {
          const member = this.#file(slashes(at));
          return "failure" in member ? null : factsOf(member, { text: member.text, keepsAll: true });
        });
        if (tree.files.some((member) => member.path === location))
          return this.#open(
            tree.files.flatMap((member) => this.#member(member)),
            manifest.dependencies,
            await readNeighbours(manifest, target, tree.files, this.#source()),
          );
      }
      break;
    }
    return this.#open([loneFile(location, file)], [], null);
  }

  #source(): NeighbourSource {
    const rust = (path: string) => {
      const file = this.#file(path);
      return Promise.resolve("failure" in file ? null : { file, facts: factsOf(file) });
    };
    const configuration = process.env["RR_CONFIG"] || null;
    return {
      disk: new NodeDisk(),
      rust,
      parse: (text) => this.#parser.read(text, { path: "", hotword: "" }),
      configuration: configuration && slashes(resolve(configuration)),
      environment: process.env,
    };
  }

  #member(module: ModuleFile): CrateFile[] {
    const file = this.#file(module.path);
    return "failure" in file ? [] : [{ module, file }];
  }

  #open(
    files: readonly CrateFile[],
    dependencies: readonly string[],
    neighbours: Neighbours | null,
  ): OpenCrate {
    const opened = previewCrate(files, dependencies, neighbours);
    const byPath = new Map(files.map(({ module }, index) => [module.path, opened.sources[index]] as const));
    const crate = {
      ...opened,
      previewer: new Previewer(opened.crate),
      byPath: new Map([...byPath].flatMap(([path, source]) => (source ? [[path, source] as const] : []))),
    };
    this.#crates.set(files[0]?.module.path ?? "", crate);
    for (const [path, source] of crate.byPath)
      this.#members.set(path, { previewer: crate.previewer, source });
    return crate;
  }
}

/** The previews of the smallest item around the line; the method around it rather than its impl. */
function innermost<P extends { readonly item: RustFile["items"][number] }>(
  previews: readonly P[],
  line: number,
  file: RustFile,
): P[] {
  const { start, end } = file.lines.lineRange(line);
  const around = previews.filter(({ item }) => item.fullRange.start <= end && item.fullRange.end >= start);
  const sizes = around.map(({ item }) => item.fullRange.end - item.fullRange.start);
  const smallest = Math.min(...sizes);
  return around.filter((_, index) => sizes[index] === smallest);
}

const slashes = (path: string): string => path.replaceAll("\\", "/");
