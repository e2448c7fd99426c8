/** Which items of a file a user has changed when saving it. */
import type { AskedScope } from "../features/runScope.ts";
import type { Catalogue, CatalogueItem } from "../project/catalogueModel.ts";
import { wantsProof } from "../project/namedItem.ts";

/** By crate, kind and path, what annotation and body were. */
type Prints = ReadonlyMap<string, string>;

export class SavedItems {
  #prints: ReadonlyMap<string, Prints> = new Map();

  /** As the catalogue has them, from here on. */
  seen({ items }: Catalogue): void {
    const prints = new Map<string, Map<string, string>>();
    for (const item of items) {
      const own = prints.get(item.file) ?? new Map<string, string>();
      prints.set(item.file, own.set(keyOf(item), printOf(item)));
    }
    this.#prints = prints;
  }

  of(file: string): Prints {
    return this.#prints.get(file) ?? new Map();
  }

  /** The function that is another one now; the file when several are, or what many depend on; null for none. */
  changedSince(before: Prints, file: string, { items }: Catalogue): AskedScope | null {
    const own = items.filter((item) => item.file === file);
    const changed = own.filter((item) => before.get(keyOf(item)) !== printOf(item));
    const [item, ...others] = changed;
    if (!item && own.length === before.size) return null;
    if (item && others.length === 0 && wantsProof(item)) {
      const { crate, rocqName, path } = item;
      return { scope: { kind: "function", crate: crate.id, rocqName }, title: `\`${path}\``, file };
    }
    return own.length === 0
      ? null
      : { scope: { kind: "file", file }, title: file.replace(/^.*\//s, ""), file };
  }
}

const keyOf = ({ crate, kind, path }: CatalogueItem): string => `${crate.id} ${kind} ${path}`;

const printOf = ({ fingerprint }: CatalogueItem): string => `${fingerprint?.annotation} ${fingerprint?.body}`;
