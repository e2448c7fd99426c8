/** Which Rocq names of a group have to be looked at again: what else is in it stays as it was. */
import type { FileItems } from "./itemIndex.ts";
import { type OutputFolder, rocqNameOfFile } from "./outputFolder.ts";

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
  for (const path of changed) {
    const name = rocqNameOfFile(path);
    if (name !== null) names.add(name);
  }
  // A proof may be about the impl of a closure, which is called like the closure with a word behind it. A name that is
  // added here gets its turn, too.
  for (const name of names) {
    for (const { proofs, proofsAbout } of outputs) {
      for (const n of proofsAbout.get(name) ?? [])
        for (const other of proofs[n]?.about ?? []) names.add(other);
    }
  }
  return names;
}
