/** Where the specifications of a document come from: its crate as it is edited, and what RefinedRust wrote last. */
import { GeneratedTexts } from "../features/generatedFiles.ts";
import type { ProjectView } from "../features/projectView.ts";
import { createSpecifications, type Specifications } from "../features/specifications.ts";
import type { RustFile } from "../syntax/model.ts";
import { type CrateSurroundings, PreviewCrates } from "./previewCrates.ts";

export interface SpecificationSurroundings extends CrateSurroundings {
  /** The project as it is known now; null while it is not. */
  readonly project: () => ProjectView | null;
}

export class SpecificationSource {
  readonly #crates: PreviewCrates;
  readonly #texts = new GeneratedTexts();
  readonly #project: SpecificationSurroundings["project"];

  constructor(from: SpecificationSurroundings) {
    this.#crates = new PreviewCrates(from);
    this.#project = from.project;
  }

  /** Settles when the crate of the file is read; a document without a path is a crate of its own. */
  async load(path: string | null): Promise<void> {
    if (path !== null) await this.#crates.load(slashes(path));
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
