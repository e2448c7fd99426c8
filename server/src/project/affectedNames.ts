/** Which Rocq names of a group have to be looked at again: what else is in it stays as it was. */
import type { NamedItem } from "./namedItem.ts";
import type { OutputFolder } from "./outputFolder.ts";

/** The items of one Rust file. */
export type FileItems = readonly NamedItem[];

/**
 * The names of items in other files than before, of proofs and templates that are not what they were, and of the items that
 * the proofs of all these may be about. `changed` holds paths of Rocq files.
 */
export function affectedNames(
  before: readonly FileItems[],
  after: readonly FileItems[],
  outputs: readonly OutputFolder[],
  changed: ReadonlySet<string>,
): Set<string> {
  const names = new Set<string>();
  for (const [n, items] of after.entries()) {
    const old = before[n] ?? [];
    if (items === old) continue;
    for (const { rocqName } of items) names.add(rocqName);
    for (const { rocqName } of old) names.add(rocqName);
  }
  if (changed.size > 0) {
    for (const { proofs, templates } of outputs) {
      for (const { path, rocqName } of proofs) if (changed.has(path)) names.add(rocqName);
      for (const [rocqName, path] of templates) if (changed.has(path)) names.add(rocqName);
    }
  }
  if (names.size > 0) addRelated(names, outputs);
  return names;
}

/** A proof may be about the impl of a closure, which is called like the closure with a word behind it. */
function addRelated(names: Set<string>, outputs: readonly OutputFolder[]): void {
  for (let size = -1; size !== names.size; ) {
    size = names.size;
    for (const { proofs } of outputs) {
      for (const { about } of proofs) {
        if (about.some((name) => names.has(name))) for (const name of about) names.add(name);
      }
    }
  }
}
