/** The status of each function of a Rust document, line by line. */
import type { Mark } from "../protocol.ts";
import type { Item } from "../syntax/model.ts";
import type { LineIndex } from "../text.ts";
import { statusOfItem } from "../verification/collect.ts";
import type { ProjectView } from "./projectView.ts";
import { shapeOf } from "./statusShapes.ts";

export function marks(
  view: ProjectView,
  { textDocument: { uri } }: { readonly textDocument: { readonly uri: string } },
): Mark[] {
  const path = view.path(uri);
  const snapshot = view.snapshot(uri);
  if (path === null || !snapshot) return [];
  const { lines } = snapshot.file;
  return view.matching.standing(path, snapshot.file).flatMap(({ item, at }): Mark[] => {
    if (item.kind === "derivedMethod" || item.kind === "derivedImpl") return [];
    const verdict = statusOfItem(item, view.catalogue, view);
    if (!verdict) return [];
    const line = lineOf(at, lines);
    return [{ line, shape: shapeOf(verdict.status), text: `${verdict.status}: ${verdict.reason}` }];
  });
}

/** The last line before the name that belongs to the item, and else the name's: there editors show the result of a test. */
function lineOf({ fullRange, nameRange }: Item, lines: LineIndex): number {
  const { line } = lines.positionAt(nameRange.start);
  return Math.max(lines.positionAt(fullRange.start).line, line - 1);
}
