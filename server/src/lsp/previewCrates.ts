/** The crates around the open documents, parsed, as the printers of specifications want them. */
import { dirname, join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { read, upwards } from "../disk/node.ts";
import { NodeDisk } from "../disk/nodeDisk.ts";
import type { DocumentPreviewer } from "../features/specifications.ts";
import type { RustFacts } from "../project/declarations.ts";
import type { Neighbours } from "../project/foreignItems.ts";
import { readManifest } from "../project/manifest.ts";
import { type ModuleFile, readModuleTree } from "../project/moduleTree.ts";
import { readNeighbours } from "../project/neighbours.ts";
import { type CrateFile, loneFile, previewCrate } from "../project/previewCrate.ts";
import { factsIn } from "../project/rustFacts.ts";
import { rememberedScopes, type ScopesOf } from "../project/scopes.ts";
import { Previewer } from "../rocq/preview.ts";
import type { RustFile } from "../syntax/model.ts";

/** How long the server may be busy with files before it looks at its messages again, in milliseconds. */
const SLICE = 8;

interface Parsed {
  readonly file: RustFile;
  readonly facts: RustFacts;
}

/** The modules of a crate as they were when it was read; its files may be newer. */
interface LoadedCrate {
  readonly files: readonly ModuleFile[];
  readonly dependencies: readonly string[];
  readonly neighbours: Neighbours | null;
}

export interface CrateSurroundings {
  /** Reads a file from the disk; null when it is not there or nothing can parse it yet. */
  readonly parse: (path: string) => RustFile | null;
  /** Parses a text that is no file; null when nothing can parse it yet. */
  readonly parseText: (text: string) => RustFile | null;
  /** The text of an open document hides that of the disk. */
  readonly open: (path: string) => RustFile | null;
}

export class PreviewCrates {
  readonly #from: CrateSurroundings;
  readonly #parsed = new Map<string, Parsed>();
  readonly #crates = new Map<string, Promise<LoadedCrate>>();
  readonly #loaded = new Map<string, LoadedCrate>();
  readonly #made = new WeakMap<
    LoadedCrate,
    { readonly files: readonly (RustFile | null)[]; readonly made: MadeCrate }
  >();

  readonly #scopesOf = rememberedScopes();
  readonly #alone = new WeakMap<RustFile, DocumentPreviewer>();

  constructor(from: CrateSurroundings) {
    this.#from = from;
  }

  /** Reads the crate of the file, a few files at a time; does nothing when it is known. */
  async load(path: string): Promise<void> {
    const known = this.#crates.get(path);
    if (known !== undefined) {
      await known;
      return;
    }
    const loading = this.#load(path);
    this.#crates.set(path, loading);
    const loaded = await loading;
    // A change on the way makes the next request read again.
    if (this.#crates.get(path) !== loading) return;
    this.#loaded.delete(path);
    for (const { path: member } of loaded.files) {
      this.#loaded.set(member, loaded);
      this.#crates.set(member, loading);
    }
  }

  /** Files that were created, changed or deleted on the disk. */
  changed(paths: readonly string[]): void {
    for (const path of paths) this.#parsed.delete(path);
    this.#crates.clear();
  }

  /**
   * What makes previews of a document with this text: the same object as long as no file of its crate changes. A crate
   * that is not loaded is taken for that document alone.
   */
  of(path: string, file: RustFile): DocumentPreviewer {
    const loaded = this.#loaded.get(path);
    const found = loaded && this.#make(loaded, path, file).get(path);
    if (found) return found;
    const known =
      this.#alone.get(file) ?? makeCrate([loneFile(path, file)], [], null, this.#scopesOf).get(path);
    if (!known) throw new Error(`${path} is missing in the crate made of it`);
    this.#alone.set(file, known);
    return known;
  }

  /** As `of`, for a file of a crate that was loaded; null for any other. */
  member(path: string): DocumentPreviewer | null {
    const loaded = this.#loaded.get(path);
    return (loaded && this.#make(loaded).get(path)) ?? null;
  }

  #make(loaded: LoadedCrate, path?: string, file?: RustFile): MadeCrate {
    const now = loaded.files.map((module) => (file && module.path === path ? file : this.#fileOf(module)));
    const known = this.#made.get(loaded);
    if (known && now.every((each, n) => each === known.files[n])) return known.made;
    const members = loaded.files.flatMap((module, n): CrateFile[] => {
      const current = now[n];
      if (!current) return [];
      const facts = this.#factsOf(module, current);
      if (modulesIn(facts) !== modulesIn(module.facts)) this.#crates.clear();
      return [{ module: facts === module.facts ? module : { ...module, facts }, file: current }];
    });
    const made = makeCrate(members, loaded.dependencies, loaded.neighbours, this.#scopesOf);
    this.#made.set(loaded, { files: now, made });
    return made;
  }

  #fileOf({ path }: ModuleFile): RustFile | null {
    return this.#from.open(path) ?? this.#onDisk(path)?.file ?? null;
  }

  /** Facts of a text are worked out once. */
  #factsOf({ path }: ModuleFile, file: RustFile): RustFacts {
    const known = this.#parsed.get(path);
    if (known?.file === file) return known.facts;
    const facts = factsIn(file);
    this.#parsed.set(path, { file, facts });
    return facts;
  }

  #onDisk(path: string): Parsed | null {
    const known = this.#parsed.get(path);
    if (known) return known;
    const file = this.#from.parse(path);
    const parsed = file && { file, facts: factsIn(file) };
    if (parsed) this.#parsed.set(path, parsed);
    return parsed;
  }

  /** The crate of the nearest manifest whose modules lead to the file; else the file alone. */
  async #load(path: string): Promise<LoadedCrate> {
    let paused = performance.now();
    const rust = async (at: string): Promise<Parsed | null> => {
      if (performance.now() - paused > SLICE) {
        await nextTurn();
        paused = performance.now();
      }
      const open = this.#from.open(slashes(at));
      return open ? { file: open, facts: factsIn(open) } : this.#onDisk(slashes(at));
    };
    const configuration = slashes(process.env["RR_CONFIG"] ?? "") || null;
    const parse = this.#from.parseText;
    const source = { disk: new NodeDisk(), rust, parse, configuration, environment: process.env };
    for (const folder of upwards(dirname(path))) {
      const manifestPath = slashes(join(folder, "Cargo.toml"));
      const text = read(manifestPath);
      if ("failure" in text) continue;
      const manifest = readManifest(manifestPath, text.content.toString("utf8"));
      for (const target of manifest.targets) {
        const { files } = await readModuleTree(
          target.rootFile,
          async (at) => (await rust(at))?.facts ?? null,
        );
        if (!files.some((member) => member.path === path)) continue;
        const neighbours = await readNeighbours(manifest, target, files, source);
        return { files, dependencies: manifest.dependencies, neighbours };
      }
      break;
    }
    return { files: [], dependencies: [], neighbours: null };
  }
}

/** What makes the previews of each file, by path. */
type MadeCrate = ReadonlyMap<string, DocumentPreviewer>;

function makeCrate(
  members: readonly CrateFile[],
  dependencies: readonly string[],
  neighbours: Neighbours | null,
  scopesOf: ScopesOf,
): MadeCrate {
  const { crate, sources } = previewCrate(members, dependencies, neighbours, scopesOf);
  const previewer = new Previewer(crate);
  return new Map(
    members.flatMap(({ module }, n) => {
      const source = sources[n];
      return source ? [[module.path, { previewer, source }] as const] : [];
    }),
  );
}

/** What decides which files belong to a crate. */
const modulesIn = ({ declarations }: RustFacts): string =>
  declarations
    .filter(({ kind }) => kind === "module")
    .map(({ name, hasBody, pathAttribute, parent, cfg }) =>
      [name, hasBody, pathAttribute, parent, cfg].join(" "),
    )
    .join("\n");

const slashes = (path: string): string => path.replaceAll("\\", "/");
