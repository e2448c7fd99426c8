/** The project as placing the results of a run needs it. */
import type { CatalogueItem } from "../project/catalogueModel.ts";
import type { PlaceContext, WrittenItem } from "../verification/placeModel.ts";
import type { ProjectView } from "./projectView.ts";
import { WrittenItems } from "./writtenItems.ts";

/** The part of a project's view that it takes. */
export type PlacingView = Pick<ProjectView, "catalogue" | "matching" | "text" | "rust">;

/** The same view, which reads each file once: for one answer alone, since files change. */
export const readingOnce = <View extends Pick<PlacingView, "rust" | "text">>(view: View): View => ({
  ...view,
  rust: once(view.rust),
  text: once(view.text),
});

function once<T>(read: (path: string) => T | null): (path: string) => T | null {
  const known = new Map<string, T | null>();
  return (path) => {
    const found = known.get(path);
    if (found !== undefined) return found;
    const now = read(path);
    known.set(path, now);
    return now;
  };
}

/**
 * Each file is read once, when it is first asked for: make a context for a run, and use it for that run alone.
 * @param items Those of the crates that the run was about.
 */
export function placeContext(
  view: PlacingView,
  items: readonly CatalogueItem[],
  resolve: PlaceContext["resolve"],
): PlaceContext {
  const files = new Map<string, ((item: CatalogueItem) => WrittenItem | null) | null>();
  return {
    items,
    named: (identifier) => view.catalogue.named(identifier),
    written(item) {
      const known = files.get(item.file);
      const reader = known === undefined ? readerOf(item.file, view) : known;
      files.set(item.file, reader);
      return reader?.(item) ?? null;
    },
    text: once(view.text),
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
