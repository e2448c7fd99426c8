/** The items of a group of crates with their artefacts, and its proof files with their items. */
import { affectedNames, type FileItems } from "./affectedNames.ts";
import type { Build } from "./builds.ts";
import { catalogueItem } from "./catalogueItem.ts";
import type { CatalogueItem, ProofFile } from "./catalogueModel.ts";
import type { Crate, CrateIdentity } from "./crates.ts";
import { Definitions } from "./definitions.ts";
import type { Group } from "./groups.ts";
import type { NamedItem } from "./namedItem.ts";
import type { OutputFolder, ProofPath } from "./outputFolder.ts";
import { nameOf } from "./paths.ts";
import { matchProof, type ProofMatch, staleProof } from "./proofFiles.ts";
import type { ProofParameters, RocqFacts } from "./rocqFacts.ts";
import { Successors } from "./successor.ts";

export interface GroupSource {
  readonly rocq: ReadonlyMap<string, RocqFacts>;
  readonly builds: ReadonlyMap<OutputFolder, Build>;
  readonly itemsOf: (crate: Crate, trustsDebug: boolean) => readonly FileItems[];
}

export interface GroupResult {
  readonly items: readonly CatalogueItem[];
  readonly proofFiles: readonly ProofFile[];
}

/** What is read. */
interface Subject {
  readonly group: Group;
  readonly output: OutputFolder | null;
  readonly build: Build | null;
  /** Of each Rust file of all crates, with its crate. */
  readonly files: readonly FileItems[];
  readonly owners: readonly CrateIdentity[];
}

/** What one Rust file adds to the items. */
interface Part {
  readonly made: ReadonlyMap<NamedItem, CatalogueItem>;
  readonly items: readonly CatalogueItem[];
}

/** A proof file as it was in the reading before, or matched again. */
type ReadProof = { readonly output: OutputFolder; readonly file: ProofPath } & (
  | { readonly known: ProofFile }
  | { readonly match: ProofMatch }
);

interface Reading extends GroupResult {
  readonly subject: Subject;
  readonly parts: readonly Part[];
  /** By item, the stale proof that was probably written for it. */
  readonly predecessors: ReadonlyMap<NamedItem, string>;
}

/** The reading before, and the names that have to be looked at again. */
interface Before {
  readonly last: Reading;
  readonly names: ReadonlySet<string>;
}

/** Reads one group again and again; what does not change is taken from the reading before. */
export class GroupReader {
  readonly #successors = new Successors();
  #last: Reading | null = null;

  /** `changed` holds the Rocq files that are not what they were at the reading before. */
  read(group: Group, source: GroupSource, changed: ReadonlySet<string>): GroupResult {
    const subject = subjectOf(group, source);
    const last = this.#last && isLike(this.#last.subject, subject, changed) ? this.#last : null;
    const names = last && affectedNames(last.subject.files, subject.files, group.outputs, changed);
    const again = last && names && this.#read(subject, source, { last, names });
    const reading = again ?? this.#read(subject, source, null);
    this.#last = reading;
    return reading ?? { items: [], proofFiles: [] };
  }

  /** Null when more than the names turns out to be different from before. */
  #read(subject: Subject, source: GroupSource, before: Before | null): Reading | null {
    const proofs = this.#proofs(subject, source, before);
    const predecessors = new Map<NamedItem, string>();
    for (const proof of proofs) {
      const { successor } = "known" in proof ? proof.known : proof.match;
      if (successor) predecessors.set(successor, nameOf(proof.file.path));
    }
    if (before && !isEqual(predecessors, before.last.predecessors)) return null;
    const maker = new Maker(subject, source, { own: ownProofs(proofs, subject), predecessors });
    const parts = subject.files.map((items, n) => maker.part(items, n, before));
    return {
      subject,
      parts,
      predecessors,
      items: parts.flatMap((part) => part.items),
      proofFiles: proofs.map((proof): ProofFile => {
        if ("known" in proof) return proof.known;
        const { file, item } = proof.match;
        return { ...proof.match, path: file.path, item: (item && maker.made.get(item)) ?? null };
      }),
    };
  }

  #proofs({ group, files }: Subject, { rocq }: GroupSource, before: Before | null): ReadProof[] {
    const byName = itemsByName(files, group.outputs, before?.names ?? null);
    let all: readonly NamedItem[] | null = null;
    const proofs: ReadProof[] = [];
    for (const [n, output] of group.outputs.entries()) {
      for (const file of output.proofs) {
        const known = before?.last.proofFiles[proofs.length];
        if (known && !isAffected(known, before.names)) {
          proofs.push({ output, file, known });
          continue;
        }
        let match = matchProof(file, (name) => byName.get(name) ?? []);
        if (!match) {
          all ??= files.flat();
          const parameters = parametersOf(file, output.templates, rocq);
          const successor = this.#successors.of(file, all, output.proofNames, parameters);
          match = staleProof(file, successor, output.proofNames);
        }
        proofs.push({ output, file, match: n === 0 ? match : unused(match, output) });
      }
    }
    return proofs;
  }
}

/** A stale proof may get another successor whatever changes. */
const isAffected = ({ state, file }: ProofFile, names: ReadonlySet<string>): boolean =>
  names.size > 0 && (state === "stale" || file.about.some((name) => names.has(name)));

class Maker {
  /** Items that were made, not taken from before. */
  readonly made = new Map<NamedItem, CatalogueItem>();
  readonly #subject: Subject;
  readonly #definitions: Definitions;
  readonly #own: ReadonlyMap<NamedItem, readonly ProofPath[]>;
  readonly #predecessors: ReadonlyMap<NamedItem, string>;

  constructor(
    subject: Subject,
    { rocq }: GroupSource,
    of: {
      readonly own: ReadonlyMap<NamedItem, readonly ProofPath[]>;
      readonly predecessors: ReadonlyMap<NamedItem, string>;
    },
  ) {
    this.#subject = subject;
    this.#definitions = new Definitions(rocq);
    this.#own = of.own;
    this.#predecessors = of.predecessors;
  }

  /** Of the file with this number; the part from before when none of its names is to be looked at again. */
  part(items: FileItems, n: number, before: Before | null): Part {
    const known = before?.last.subject.files[n] === items ? before.last.parts[n] : undefined;
    const isOld = ({ rocqName }: NamedItem): boolean => known !== undefined && !before?.names.has(rocqName);
    if (known && items.every(isOld)) return known;
    const made = new Map<NamedItem, CatalogueItem>();
    for (const item of items) {
      const one = isOld(item) ? known?.made.get(item) : this.#make(item, this.#subject.owners[n]);
      if (one) made.set(item, one);
    }
    return { made, items: [...made.values()] };
  }

  #make(item: NamedItem, crate: CrateIdentity | undefined): CatalogueItem | undefined {
    const proofs = this.#own.get(item) ?? [];
    const matters = item.considered || item.mode === "skip" || proofs.length > 0;
    if (!crate || !matters) return undefined;
    const { output, build, group } = this.#subject;
    const one = catalogueItem(item, {
      crate,
      output,
      isUnclear: group.isUnclear,
      build,
      definitions: this.#definitions,
      proofs,
      predecessor: this.#predecessors.get(item) ?? null,
    });
    this.made.set(item, one);
    return one;
  }
}

function subjectOf(group: Group, source: GroupSource): Subject {
  const [output = null] = group.outputs;
  const files: FileItems[] = [];
  const owners: CrateIdentity[] = [];
  for (const crate of group.crates) {
    for (const items of source.itemsOf(crate, group.trustsDebug)) {
      files.push(items);
      owners.push(crate.identity);
    }
  }
  return { group, output, build: (output && source.builds.get(output)) ?? null, files, owners };
}

/** The same folders and files, and nothing changed that every item depends on. */
function isLike(a: Subject, b: Subject, changed: ReadonlySet<string>): boolean {
  const { output } = b;
  return (
    a.group.isUnclear === b.group.isUnclear &&
    a.group.outputs.length === b.group.outputs.length &&
    a.group.outputs.every((one, n) => one === b.group.outputs[n]) &&
    a.build === b.build &&
    a.owners.length === b.owners.length &&
    a.owners.every((one, n) => one === b.owners[n]) &&
    !changed.has(output?.specs ?? "") &&
    !changed.has(output?.code ?? "")
  );
}

const isEqual = (a: ReadonlyMap<unknown, unknown>, b: ReadonlyMap<unknown, unknown>): boolean => {
  if (a.size !== b.size) return false;
  for (const [key, value] of a) if (b.get(key) !== value) return false;
  return true;
};

/** What the proofs of the folder in use are about; of those that were matched again. */
function ownProofs(proofs: readonly ReadProof[], { output }: Subject): Map<NamedItem, ProofPath[]> {
  const own = new Map<NamedItem, ProofPath[]>();
  for (const proof of proofs) {
    const item = "match" in proof && proof.output === output ? proof.match.item : null;
    if (!item) continue;
    const files = own.get(item);
    if (files) files.push(proof.file);
    else own.set(item, [proof.file]);
  }
  return own;
}

/** Items that a proof file may be about; `names` are those that count, null for all. */
function itemsByName(
  files: readonly FileItems[],
  outputs: readonly OutputFolder[],
  names: ReadonlySet<string> | null,
): Map<string, NamedItem[]> {
  const found = new Map<string, NamedItem[]>();
  for (const items of files) {
    for (const item of items) {
      const { rocqName } = item;
      if (names?.has(rocqName) === false || !outputs.some(({ itemNames }) => itemNames.has(rocqName)))
        continue;
      const others = found.get(rocqName);
      if (others) others.push(item);
      else found.set(rocqName, [item]);
    }
  }
  return found;
}

/** The template says them all, as long as RefinedRust has not deleted it. */
const parametersOf = (
  { path, rocqName }: ProofPath,
  templates: OutputFolder["templates"],
  rocq: GroupSource["rocq"],
): ProofParameters | null =>
  rocq.get(templates.get(rocqName) ?? "")?.parameters ?? rocq.get(path)?.parameters ?? null;

const unused = (match: ProofMatch, output: OutputFolder): ProofMatch =>
  match.state === "live"
    ? { ...match, state: "orphan", reason: `RefinedRust does not write to \`${output.path}\` any more` }
    : match;
