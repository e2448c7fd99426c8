/** Which item an attribute stands on that is still being written, so that no parser has placed it. */
import type { Position } from "../annotations/model.ts";
import { positionOf } from "../annotations/position.ts";
import type { Item, RustFile } from "../syntax/model.ts";
import type { ScannedAttribute } from "../syntax/scan.ts";
import { contains } from "../text.ts";

/** The item, or null where there is none that attributes are known for. */
export function ownerOf(attribute: ScannedAttribute, file: RustFile): Item | null {
  const placed = file.attributes.find(({ range }) => range.start === attribute.range.start);
  if (placed) return file.items[placed.owner] ?? null;
  if (attribute.inner) return innermost(attribute, file);
  return next(attribute, file);
}

/**
 * Where RefinedRust would read the attribute. A closure in a loop may become the loop's specification, so both count.
 */
export function positionsOf(item: Item | null, attribute: ScannedAttribute, file: RustFile): Position[] {
  if (!item) return [];
  if (attribute.inner && item.kind === "function") return [];
  const position = positionOf(item, file);
  const inLoop = item.kind === "closure" && item.closure?.loop != null;
  return inLoop ? ["loop", "closure"] : [position];
}

/** The module or file whose content the attribute is in. */
function innermost({ range }: ScannedAttribute, file: RustFile): Item | null {
  const around = file.items.filter(
    ({ kind, body }) => kind === "file" || (kind === "module" && body !== null && contains(body, range)),
  );
  return around.at(-1) ?? null;
}

/** The item that starts behind the attribute, with nothing but attributes and comments between. */
function next({ range }: ScannedAttribute, file: RustFile): Item | null {
  const following = file.items
    .filter((item) => item.kind !== "file" && item.range.start >= range.end)
    .sort((a, b) => a.range.start - b.range.start)[0];
  if (!following) return null;
  const between = file.text
    .slice(range.end, following.range.start)
    .replace(/#\[[^\n]*\]|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, "");
  return between.trim() === "" ? following : null;
}
