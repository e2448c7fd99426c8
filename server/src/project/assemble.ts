/** Puts crates, output folders and Rocq files together into the catalogue. */
import type { Association } from "./association.ts";
import type { Catalogue, CatalogueItem, NamedBy, ProjectNote, ProofFile } from "./catalogueModel.ts";
import type { Crate } from "./crates.ts";
import { GroupReader, type GroupResult, type GroupSource } from "./groupItems.ts";
import { type Group, groupsOf } from "./groups.ts";
import { innermost, Lookups } from "./lookups.ts";
import type { OutputFolder } from "./outputFolder.ts";
import type { Configuration } from "./refinedRustToml.ts";
import type { Survey } from "./survey.ts";
import type { LibraryUses } from "./usedLibraries.ts";

export interface Parts extends GroupSource {
  readonly found: Survey;
  readonly configurations: readonly Configuration[];
  readonly crates: readonly Crate[];
  readonly associations: readonly Association[];
  readonly libraries: LibraryUses;
  readonly modified: (path: string) => number | null;
  /** By folder. */
  readonly duneRoots: ReadonlyMap<string, string | null>;
}

/** A group whose crates, folders and files are the same objects as last time gives the same result as last time. */
export class Assembly {
  readonly #known = new Map<string, Known>();

  catalogue(parts: Parts): Catalogue {
    const items: CatalogueItem[] = [];
    const proofFiles: ProofFile[] = [];
    const lookups: Lookups[] = [];
    for (const group of groupsOf(parts.crates, parts.associations)) {
      const { result, lookup } = this.#group(group, parts);
      lookups.push(lookup);
      for (const item of result.items) items.push(item);
      for (const file of result.proofFiles) proofFiles.push(file);
    }
    for (const { output, crates, reason } of parts.associations) {
      if (crates.length > 0) continue;
      for (const file of output.proofs) {
        const { path } = file;
        proofFiles.push({ file, path, item: null, state: "stale", reason: reason ?? "", successor: null });
      }
    }
    proofFiles.sort((a, b) => (a.path < b.path ? -1 : 1));
    const itemsIn = (file: string): CatalogueItem[] => lookups.flatMap((lookup) => lookup.in(file));
    const named = (name: string): NamedBy[] => lookups.flatMap((lookup) => lookup.named(name));
    return {
      crates: parts.crates,
      outputs: parts.associations.map((association) => association.output),
      configurations: parts.configurations,
      items,
      proofFiles,
      theories: parts.found.theories,
      libraries: parts.libraries.uses,
      notes: notesOf(parts),
      itemsIn,
      itemAt: (file, offset) => innermost(itemsIn(file), offset),
      named: (identifier) =>
        [identifier, withoutFilePrefix(identifier)].map(named).find(({ length }) => length > 0) ?? [],
      itemOfFile: (path) => first(lookups, (lookup) => lookup.ofFile(path)),
      rocq: (path) => parts.rocq.get(path) ?? null,
      modified: parts.modified,
      duneRoot: (folder) => parts.duneRoots.get(folder) ?? null,
    };
  }

  #group(group: Group, parts: Parts): Known {
    const known = this.#known.get(group.key);
    const inputs: unknown[] = [...group.crates, group.isUnclear, group.trustsDebug];
    const changed = new Set<string>();
    for (const output of group.outputs) {
      inputs.push(output, parts.builds.get(output));
      for (const path of filesOf(output)) {
        const facts = parts.rocq.get(path);
        if (known?.inputs[inputs.length] !== facts) changed.add(path);
        inputs.push(facts);
      }
    }
    if (known?.inputs.length === inputs.length && known.inputs.every((input, n) => input === inputs[n])) {
      return known;
    }
    const reader = known?.reader ?? new GroupReader();
    const result = reader.read(group, parts, changed);
    const made = { inputs, reader, result, lookup: new Lookups(result.items, result.proofFiles) };
    this.#known.set(group.key, made);
    return made;
  }
}

interface Known {
  readonly inputs: readonly unknown[];
  readonly reader: GroupReader;
  readonly result: GroupResult;
  readonly lookup: Lookups;
}

/** `generated_template_F` and `proof_F` are modules, which are called like their files. */
const withoutFilePrefix = (identifier: string): string =>
  identifier.replace(/^(?:generated_template_|proof_(?=.))/, "");

function first<T, R>(values: readonly T[], find: (value: T) => R | null): R | null {
  for (const value of values) {
    const found = find(value);
    if (found !== null) return found;
  }
  return null;
}

/** The Rocq files of an output folder that the catalogue looks into. */
export const filesOf = (output: OutputFolder): string[] => [
  ...output.proofs.map((proof) => proof.path),
  ...output.templates.values(),
  ...[output.specs, output.code].filter((path) => path !== null),
];

function notesOf({ crates, associations, found, configurations, rocq, libraries }: Parts): ProjectNote[] {
  const notes: ProjectNote[] = [...libraries.notes];
  for (const path of found.unreadable) notes.push({ path, message: "the folder cannot be read" });
  for (const { path, failure } of configurations) if (failure) notes.push({ path, message: failure });
  for (const { output, reason } of associations)
    if (reason) notes.push({ path: output.path, message: reason });
  for (const crate of crates) {
    for (const { declaredIn, line, module } of crate.missing) {
      const message = `the file of module \`${module}\` (line ${line + 1}) is not there`;
      notes.push({ path: declaredIn, message });
    }
  }
  for (const { output } of associations) {
    for (const { path } of output.proofs) {
      const facts = rocq.get(path);
      if (!facts) notes.push({ path, message: "the file cannot be read" });
      const open = facts?.vernacular.unfinished.find((at) => at.kind === "comment" || at.kind === "string");
      if (open) {
        notes.push({ path, message: `a ${open.kind} that begins in line ${open.line + 1} does not end` });
      }
    }
  }
  return notes;
}
