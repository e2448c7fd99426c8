/** The specifications of one document's items: what RefinedRust would print now, and what it printed last. */
import type { Source } from "../rocq/crate.ts";
import { type Comparison, compareWithGenerated } from "../rocq/freshness.ts";
import type { GeneratedText } from "../rocq/generatedBlocks.ts";
import type { Preview, Previewer } from "../rocq/preview.ts";
import type { Item } from "../syntax/model.ts";

export interface Specifications {
  /** Null for an item that RefinedRust prints nothing for, annotated or not. */
  preview(item: Item): Preview | null;
  /** Of an item with a preview; null while it is not known where RefinedRust writes. */
  comparison(item: Item): Comparison | null;
  /** Other files of the item. */
  links(item: Item): readonly GeneratedLink[];
}

export interface GeneratedLink {
  /** "proof", "template" ... */
  readonly title: string;
  readonly uri: string;
}

/** What is on the disk for an item. */
export interface GeneratedFiles {
  /** The specifications and the code of its crate. */
  readonly texts: readonly GeneratedText[];
  readonly links: readonly GeneratedLink[];
  /** Why they may differ from an exact preview and be up to date, in words that follow "because"; null when they may not. */
  readonly doubt: string | null;
}

/** What previews of a document are made by. */
export interface DocumentPreviewer {
  readonly previewer: Previewer;
  readonly source: Source;
}

/**
 * Each answer is worked out once, when it is first asked for.
 * @param previewer Another object than before when any file of the crate has changed.
 * @param filesOf `texts` is another list than before when any of them has changed.
 */
export function createSpecifications(
  previewer: () => DocumentPreviewer,
  filesOf: (item: Item) => GeneratedFiles | null,
): Specifications {
  let previews: { readonly by: DocumentPreviewer; readonly known: Map<number, Preview | null> } | null = null;
  const comparisons = new Map<number, Compared>();
  const preview = (item: Item): Preview | null => {
    const by = previewer();
    if (previews?.by !== by) previews = { by, known: new Map() };
    const known = previews.known.get(item.index);
    if (known !== undefined) return known;
    // The same text may have been read again since, as equal data.
    const own = by.source.file.items[item.index];
    const made = own ? by.previewer.previewItem(by.source, own) : null;
    previews.known.set(item.index, made);
    return made;
  };
  const comparison = (item: Item): Comparison | null => {
    const [shown, files] = [preview(item), filesOf(item)];
    if (!shown || !files) return null;
    const known = comparisons.get(item.index);
    if (known?.preview === shown && known.files.texts === files.texts && known.files.doubt === files.doubt)
      return known.comparison;
    const made = withDoubt(compareWithGenerated(shown, files.texts), files.doubt);
    comparisons.set(item.index, { preview: shown, files, comparison: made });
    return made;
  };
  return { preview, comparison, links: (item) => filesOf(item)?.links ?? [] };
}

interface Compared {
  readonly preview: Preview;
  readonly files: GeneratedFiles;
  readonly comparison: Comparison;
}

const withDoubt = (comparison: Comparison, doubt: string | null): Comparison =>
  comparison.freshness.state === "stale" && doubt !== null
    ? { ...comparison, freshness: { state: "unknown", reason: doubt } }
    : comparison;
