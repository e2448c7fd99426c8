/** Puts crates, output folders and Rocq files together into the catalogue. */
import type { Association } from "./association.ts";
import type { Catalogue, CatalogueItem, NamedBy, ProjectNote, ProofFile } from "./catalogueModel.ts";
import type { Crate } from "./crates.ts";
import { DefinitionIndexes } from "./definitionUses.ts";
import { environmentsOf } from "./environments.ts";
import { GroupReader, type GroupResult, type GroupSource } from "./groupItems.ts";
import { type Group, groupsOf } from "./groups.ts";
import { innermost, type Lookups } from "./lookups.ts";
import type { PrintsByProof } from "./proofTheories.ts";
import type { Configuration } from "./refinedRustToml.ts";
import type { RocqUnits } from "./rocqUnits.ts";
import type { Survey } from "./survey.ts";
import type { LibraryUses } from "./usedLibraries.ts";

export interface Parts extends GroupSource {
  readonly found: Survey;
  readonly configurations: readonly Configuration[];
  readonly crates: readonly Crate[];
  readonly associations: readonly Association[];
  readonly libraries: LibraryUses;
  readonly extraSpecs: ReadonlyMap<string, RocqUnits | null>;
  /** The paths among `rocq` that hold something else than at the last time. */
  readonly changed: ReadonlySet<string>;
  readonly theories: PrintsByProof;
  /** What cannot be read of manifests and Rocq files. */
  readonly fileNotes: readonly ProjectNote[];
  readonly modified: (path: string) => number | null;
  /** By folder. */
  readonly duneRoots: ReadonlyMap<string, string | null>;
}

/** A group whose crates, folders and files are the same objects as last time gives the same result as last time. */
export class Assembly {
  /** Of the groups of the last time: what happened to the files of others was not followed. */
  #known: ReadonlyMap<string, Known> = new Map();
  readonly #definitions = new DefinitionIndexes();

  catalogue(parts: Parts): Catalogue {
    const items: CatalogueItem[] = [];
    const proofFiles: ProofFile[] = [];
    const lookups: Lookups[] = [];
    const groups = new Map<string, Known>();
    for (const group of groupsOf(parts.crates, parts.associations)) {
      const made = this.#group(group, this.#known.get(group.key), parts);
      groups.set(group.key, made);
      lookups.push(made.result.lookups);
      for (const item of made.result.items) items.push(item);
      for (const file of made.result.proofFiles) proofFiles.push(file);
    }
    this.#known = groups;
    for (const { output, crates, reason } of parts.associations) {
      if (crates.length > 0) continue;
      for (const file of output.proofs) {
        const { path } = file;
        proofFiles.push({ file, path, item: null, state: "stale", reason: reason ?? "", successor: null });
      }
    }
    proofFiles.sort((a, b) => (a.path < b.path ? -1 : 1));
    const environments = environmentsOf(parts);
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
      usesOf: (texts) => this.#definitions.usesOf(texts),
      theoriesOf: (proof) => parts.theories.get(proof) ?? "",
      environmentOf: ({ id }) => environments.get(id) ?? { print: "", files: [], unpasted: [] },
      modified: parts.modified,
      duneRoot: (folder) => parts.duneRoots.get(folder) ?? null,
    };
  }

  #group(group: Group, known: Known | undefined, parts: Parts): Known {
    const inputs: unknown[] = [...group.crates, group.isUnclear, group.isGuessed, group.trustsDebug];
    for (const output of group.outputs) inputs.push(output, parts.builds.get(output));
    const changed = new Set<string>();
    for (const path of parts.changed)
      if (group.outputs.some(({ files }) => files.has(path))) changed.add(path);
    const isSame =
      changed.size === 0 &&
      known?.inputs.length === inputs.length &&
      known.inputs.every((input, n) => input === inputs[n]);
    if (isSame) return known;
    const reader = known?.reader ?? new GroupReader();
    return { inputs, reader, result: reader.read(group, parts, changed) };
  }
}

interface Known {
  readonly inputs: readonly unknown[];
  readonly reader: GroupReader;
  readonly result: GroupResult;
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

function notesOf({
  crates,
  associations,
  found,
  configurations,
  fileNotes,
  libraries,
}: Parts): ProjectNote[] {
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
  return [...notes, ...fileNotes];
}
