/** For which items RefinedRust would write another specification now than it did when it ran last. */
import type { Catalogue, CatalogueItem } from "../project/catalogueModel.ts";
import type { Crate } from "../project/crates.ts";
import { GeneratedTexts, type TextView } from "./generatedFiles.ts";
import { createSpecifications, type DocumentPreviewer, type Specifications } from "./specifications.ts";

/** Each item is compared when it is first asked for, and again when a file of its crate or a generated one changes. */
export class OutdatedSpecifications {
  readonly #previewerOf: (path: string) => DocumentPreviewer | null;
  readonly #project: () => TextView | null;
  readonly #texts = new GeneratedTexts();
  readonly #known = new WeakMap<DocumentPreviewer, Specifications>();
  readonly #shared = new WeakMap<Catalogue, ReadonlySet<string>>();

  /**
   * @param previewerOf Of a file whose whole crate has been read; null for any other. Another object than before when any
   * file of the crate has changed.
   * @param project The project as it is known now; null while it is not.
   */
  constructor(previewerOf: (path: string) => DocumentPreviewer | null, project: () => TextView | null) {
    this.#previewerOf = previewerOf;
    this.#project = project;
  }

  /** The first difference, as a sentence; null for none, and where that cannot be told: an approximate preview says nothing. */
  differenceOf(item: CatalogueItem): string | null {
    const view = isPrinted(item) ? this.#project() : null;
    const previewer = view && this.#previewerOf(item.file);
    if (!previewer) return null;
    const standing = view.matching.standing(item.file, previewer.source.file);
    const own = standing.find((each) => each.item === item);
    if (!own || this.#sharedIn(view.catalogue).has(item.file)) return null;
    const specifications = this.#specificationsOf(previewer, item.file);
    if (specifications.preview(own.at)?.fidelity !== "exact") return null;
    const freshness = specifications.comparison(own.at)?.freshness;
    return freshness?.state === "stale" ? freshness.difference : null;
  }

  /** Files of several crates, of which the last to be translated wrote the specifications. */
  #sharedIn(catalogue: Catalogue): ReadonlySet<string> {
    const known = this.#shared.get(catalogue);
    if (known) return known;
    const [seen, shared] = [new Set<string>(), new Set<string>()];
    for (const { path } of catalogue.crates.flatMap(({ files }) => files))
      (seen.has(path) ? shared : seen).add(path);
    this.#shared.set(catalogue, shared);
    return shared;
  }

  #specificationsOf(previewer: DocumentPreviewer, path: string): Specifications {
    const known = this.#known.get(previewer);
    if (known) return known;
    const made = createSpecifications(
      () => previewer,
      (item) => {
        const view = this.#project();
        return view && this.#texts.filesOf(view, path, previewer.source.file, item);
      },
    );
    this.#known.set(previewer, made);
    return made;
  }
}

/** The crates whose files have to be read before items can be compared: those with generated specifications. */
export function printedCrates({ crates, items }: Catalogue): Crate[] {
  const printed = new Set<string>();
  for (const item of items) if (isPrinted(item)) printed.add(item.crate.id);
  return crates.filter((crate) => printed.has(crate.id) && sizeOf(crate) <= LARGEST);
}

/** An item under its own name and place, in a crate whose specifications were generated. */
const isPrinted = ({ considered, kind, output, isUnclear }: CatalogueItem): boolean =>
  considered && output?.specs != null && !isUnclear && kind !== "derivedMethod" && kind !== "derivedImpl";

/** A larger crate would take too much memory to be compared as a whole, in UTF-16 code units. */
const LARGEST = 8_000_000;

const sizeOf = ({ files }: Crate): number =>
  files.reduce((size, { facts }) => size + (facts.declarations.at(-1)?.range.end ?? 0), 0);
