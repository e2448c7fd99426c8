/** Where the specifications of a document come from: its crate as it is edited, and what RefinedRust wrote last. */
import { GeneratedTexts } from "../features/generatedFiles.ts";
import { OutdatedSpecifications, printedCrates } from "../features/outdated.ts";
import type { ProjectView } from "../features/projectView.ts";
import { createSpecifications, type Specifications } from "../features/specifications.ts";
import type { CatalogueItem } from "../project/catalogueModel.ts";
import type { RustFile } from "../syntax/model.ts";
import { type CrateSurroundings, PreviewCrates } from "./previewCrates.ts";

export interface SpecificationSurroundings extends CrateSurroundings {
  /** The project as it is known now; null while it is not. */
  readonly project: () => ProjectView | null;
}

export class SpecificationSource {
  readonly #crates: PreviewCrates;
  readonly #texts = new GeneratedTexts();
  readonly #outdated: OutdatedSpecifications;
  readonly #project: SpecificationSurroundings["project"];

  constructor(from: SpecificationSurroundings) {
    this.#crates = new PreviewCrates(from);
    this.#project = from.project;
    this.#outdated = new OutdatedSpecifications((path) => this.#crates.member(path), from.project);
  }

  /** Settles when the crate of the file is read; a document without a path is a crate of its own. */
  async load(path: string | null): Promise<void> {
    if (path !== null) await this.#crates.load(slashes(path));
  }

  /** Settles when `differenceOf` can be asked about every item: it waits only for crates with generated specifications. */
  async loadPrinted(): Promise<void> {
    const project = this.#project();
    for (const { rootFile } of project ? printedCrates(project.catalogue) : [])
      await this.#crates.load(rootFile);
  }

  /** How an item's generated specification differs from what RefinedRust would write now. */
  differenceOf(item: CatalogueItem): string | null {
    return this.#outdated.differenceOf(item);
  }

  /** Files that may differ on the disk, or that are not open any more. */
  changed(paths: readonly string[]): void {
    const sources = paths.filter((path) => /\.rs$|Cargo\.toml$/.test(path));
    if (sources.length > 0) this.#crates.changed(sources.map(slashes));
  }

  of(path: string | null, file: RustFile): Specifications {
    const at = slashes(path ?? "untitled.rs");
    return createSpecifications(
      () => this.#crates.of(at, file),
      (item) => {
        const project = this.#project();
        return project && this.#texts.filesOf(project, at, file, item);
      },
    );
  }
}

const slashes = (path: string): string => path.replaceAll("\\", "/");
