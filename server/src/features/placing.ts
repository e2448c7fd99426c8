/** The project as placing the results of a run needs it. */
import type { CatalogueItem } from "../project/catalogueModel.ts";
import type { PlaceContext, WrittenItem } from "../verification/placeModel.ts";
import type { ProjectView } from "./projectView.ts";
import { WrittenItems } from "./writtenItems.ts";

/** The part of a project's view that it takes. */
export type PlacingView = Pick<ProjectView, "catalogue" | "matching" | "text" | "rust">;

/**
 * Each file is read once, when it is first asked for: make a context for a run, and use it for that run alone.
 * @param items Those of the crates that the run was about.
 */
export function placeContext(
  view: PlacingView,
  items: readonly CatalogueItem[],
  resolve: PlaceContext["resolve"],
): PlaceContext {
  const texts = new Map<string, string | null>();
  const files = new Map<string, ((item: CatalogueItem) => WrittenItem | null) | null>();
  const text = (path: string): string | null => {
    const known = texts.get(path);
    if (known !== undefined) return known;
    const content = view.text(path);
    texts.set(path, content);
    return content;
  };
  return {
    items,
    named: (identifier) => view.catalogue.named(identifier),
    written(item) {
      const known = files.get(item.file);
      const reader = known === undefined ? readerOf(item.file, view) : known;
      files.set(item.file, reader);
      return reader?.(item) ?? null;
    },
    text,
    resolve,
  };
}

function readerOf(path: string, view: PlacingView): ((item: CatalogueItem) => WrittenItem | null) | null {
  const snapshot = view.rust(path);
  if (!snapshot) return null;
  const items = new WrittenItems(path, snapshot);
  const standing = new Map(view.matching.standing(path, snapshot.file).map(({ item, at }) => [item, at]));
  return (item) => {
    const at = standing.get(item);
    return at ? items.of(at) : null;
  };
}
