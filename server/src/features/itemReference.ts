/** The item that a client means: by its id, or by a place in a Rust or Rocq file. */
import type { CatalogueItem } from "../project/catalogueModel.ts";
import type { ItemReference, Refusal } from "../protocol.ts";
import { LineIndex } from "../text.ts";
import { itemWithId, type ProjectView } from "./projectView.ts";
import { itemsNamed, rocqNameAt } from "./rocqNavigation.ts";

export const isRefusal = (value: object): value is Refusal => "reason" in value && !("id" in value);

export function itemOf(reference: ItemReference, view: ProjectView): CatalogueItem | Refusal {
  if ("id" in reference) {
    return itemWithId(reference.id, view) ?? { reason: "This item is not there any more." };
  }
  const { uri } = reference.textDocument;
  const path = view.path(uri);
  const none = { reason: "No annotated Rust item is here." };
  if (path === null) return none;
  const snapshot = view.snapshot(uri);
  if (snapshot) {
    const offset = snapshot.file.lines.offsetAt(reference.position);
    return view.matching.at(path, snapshot.file, offset)?.item ?? none;
  }
  const text = path.endsWith(".v") ? view.text(path) : null;
  if (text === null) return none;
  const name = rocqNameAt(text, new LineIndex(text).offsetAt(reference.position));
  const [item, ...others] = name ? itemsNamed(name, path, view) : [];
  if (item && others.length === 0) return item;
  if (item) return { reason: `\`${name?.name}\` may belong to ${others.length + 1} Rust items.` };
  return view.catalogue.itemOfFile(path) ?? whyNoItem(path, view);
}

function whyNoItem(path: string, { catalogue }: ProjectView): Refusal {
  const file = catalogue.proofFiles.find((one) => one.path === path);
  if (file?.reason) return { reason: `This proof belongs to no Rust item: ${file.reason}.` };
  return { reason: "The name under the cursor was not generated for a Rust item." };
}
