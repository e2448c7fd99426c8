/** What a request for a run means in the project. */
import type { CatalogueItem } from "../project/catalogueModel.ts";
import { isCode } from "../project/namedItem.ts";
import type { ItemReference, Refusal, RunScope } from "../protocol.ts";
import type { Scope } from "../verification/planModel.ts";
import { isRefusal, itemOf } from "./itemReference.ts";
import { itemId, type ProjectView } from "./projectView.ts";

export interface AskedScope {
  readonly scope: Scope;
  /** For people. */
  readonly title: string;
  /** A file of it, whose settings hold; null for the whole workspace. */
  readonly file: string | null;
}

export function runScope(asked: RunScope, view: ProjectView): AskedScope | Refusal {
  switch (asked.kind) {
    case "workspace":
      return { scope: { kind: "workspace" }, title: "the workspace", file: null };
    case "item":
      return ofItem(asked.item, view);
    case "items":
      return ofItems(asked.items, view);
    case "file":
      return ofFile(asked.textDocument.uri, view);
    case "crate": {
      const crates = view.catalogue.crates;
      const path = "textDocument" in asked ? view.path(asked.textDocument.uri) : null;
      const crate = crates.find((each) =>
        "crate" in asked ? each.name === asked.crate : each.files.some((file) => file.path === path),
      );
      if (!crate) return { reason: "There is no such crate." };
      return {
        scope: { kind: "crate", crate: crate.id },
        title: `the crate ${crate.name}`,
        file: crate.rootFile,
      };
    }
  }
}

function ofItem(reference: ItemReference, view: ProjectView): AskedScope | Refusal {
  const item = itemOf(reference, view);
  if (isRefusal(item)) return item;
  const { crate, rocqName, path, file } = item;
  if (!isProved(item)) return { reason: `Nothing is proved of \`${path}\` itself.` };
  return { scope: { kind: "function", crate: crate.id, rocqName }, title: `\`${path}\``, file };
}

/** Those of which something is proved; one that is gone since the client heard of it is left out. */
function ofItems(references: readonly ItemReference[], view: ProjectView): AskedScope | Refusal {
  const items = references.flatMap((reference) => {
    const item = itemOf(reference, view);
    return isRefusal(item) || !isProved(item) ? [] : [item];
  });
  const [first, ...more] = items;
  if (!first) return { reason: "Nothing is proved of these items." };
  if (more.length === 0) return ofItem({ id: itemId(first) }, view);
  const functions = items.map(({ crate, rocqName }) => ({ crate: crate.id, rocqName }));
  return {
    scope: { kind: "functions", functions },
    title: `${items.length} functions`,
    file: first.file,
  };
}

const isProved = (item: CatalogueItem): boolean => isCode(item) || item.proof !== null;

function ofFile(uri: string, view: ProjectView): AskedScope | Refusal {
  const file = view.path(uri);
  const item = view.catalogue.items.find((each) => each.file === file);
  if (file === null || !item) return { reason: "No annotated Rust item is in this file." };
  return { scope: { kind: "file", file }, title: file.replace(/^.*\//s, ""), file };
}
