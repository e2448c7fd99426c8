/** The items of a group of crates with their artefacts, and its proof files with their items. */
import { affectedNames } from "./affectedNames.ts";
import type { Build } from "./builds.ts";
import { catalogueItem } from "./catalogueItem.ts";
import type { CatalogueItem, ProofFile } from "./catalogueModel.ts";
import type { Crate, CrateIdentity } from "./crates.ts";
import { Definitions } from "./definitions.ts";
import type { Group } from "./groups.ts";
import { type FileItems, ItemIndex } from "./itemIndex.ts";
import { Lookups } from "./lookups.ts";
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
  readonly lookups: Lookups;
}

/** What is read. */
interface Subject {
  readonly group: Group;
  readonly output: OutputFolder | null;
  readonly build: Build | null;
  /** Of each Rust file of all crates, with its crate. */
  readonly files: readonly FileItems[];
  readonly paths: readonly string[];
  readonly owners: readonly CrateIdentity[];
}

/** What one Rust file adds to the items. */
interface Part {
  readonly made: ReadonlyMap<NamedItem, CatalogueItem>;
  readonly items: readonly CatalogueItem[];
}

/** A proof file that was looked at, with its number among those of all folders. */
interface Matched {
  readonly at: number;
  readonly output: OutputFolder;
  readonly match: ProofMatch;
}

interface Reading extends GroupResult {
  readonly subject: Subject;
  readonly parts: readonly Part[];
  readonly index: ItemIndex;
  /** The numbers of the stale proof files: each may get another successor whatever changes. */
  readonly stale: readonly number[];
  /** By item, the stale proof that was probably written for it. */
  readonly predecessors: ReadonlyMap<NamedItem, string>;
}

/** The reading before, and the names that have to be looked at again. */
interface Before {
  readonly last: Reading;
  readonly names: ReadonlySet<string>;
}

/** Reads one group again and again; what does not change is taken from the reading before, and is not even looked at. */
export class GroupReader {
  readonly #successors = new Successors();
  #last: Reading | null = null;

  /** `changed` holds the Rocq files that are not what they were at the reading before. */
  read(group: Group, source: GroupSource, changed: ReadonlySet<string>): GroupResult {
    const subject = subjectOf(group, source);
    const last = this.#last && isLike(this.#last.subject, subject, changed) ? this.#last : null;
    const again = last && this.#readAgain(last, subject, source, changed);
    this.#last = again ?? this.#read(subject, new ItemIndex(subject.files, subject.paths), source, null);
    return this.#last;
  }

  /** Null when more than the names turns out to be different from before. */
  #readAgain(
    last: Reading,
    subject: Subject,
    source: GroupSource,
    changed: ReadonlySet<string>,
  ): Reading | null {
    const names = affectedNames(last.subject.files, subject.files, subject.group.outputs, changed);
    for (const [n, items] of subject.files.entries()) {
      const before = last.subject.files[n] ?? [];
      if (items !== before) last.index.replace(n, before, items);
    }
    const reading = this.#read(subject, last.index, source, { last, names });
    return isEqual(reading.predecessors, last.predecessors) ? reading : null;
  }

  #read(subject: Subject, index: ItemIndex, source: GroupSource, before: Before | null): Reading {
    const matched = this.#proofs(subject, index, source, before);
    const predecessors = new Map<NamedItem, string>();
    for (const { match } of matched) {
      if (match.successor) predecessors.set(match.successor, nameOf(match.file.path));
    }
    const maker = new Maker(subject, source, { own: ownProofs(matched, subject), predecessors });
    const parts = [...(before?.last.parts ?? [])];
    for (const n of filesToMake(subject, index, before)) {
      parts[n] = maker.part(subject.files[n] ?? [], n, before);
    }
    const proofFiles = [...(before?.last.proofFiles ?? [])];
    for (const { at, match } of matched) {
      const { file, item } = match;
      proofFiles[at] = { ...match, path: file.path, item: (item && maker.made.get(item)) ?? null };
    }
    const { outputs } = subject.group;
    const proofsAbout = (name: string): ProofFile[] =>
      positionsAbout(name, outputs).flatMap((n) => proofFiles[n] ?? []);
    const items = parts.flatMap((part) => part.items);
    const files = parts.map((part) => part.items);
    const stale = matched.flatMap(({ at, match }) => (match.state === "stale" ? at : []));
    return {
      subject,
      index,
      parts,
      stale: before?.names.size === 0 ? before.last.stale : stale,
      predecessors: before?.names.size === 0 ? before.last.predecessors : predecessors,
      items,
      proofFiles,
      lookups: new Lookups({ files, index, proofsAbout }),
    };
  }

  #proofs(subject: Subject, index: ItemIndex, { rocq }: GroupSource, before: Before | null): Matched[] {
    const { outputs } = subject.group;
    const matched: Matched[] = [];
    let all: readonly NamedItem[] | null = null;
    for (const at of before ? affectedProofs(before, outputs) : numbersOf(outputs)) {
      const found = proofAt(at, outputs);
      if (!found) continue;
      const { file, output } = found;
      let match = matchProof(file, (name) => itemsNamed(name, subject.files, index));
      if (!match) {
        all ??= subject.files.flat();
        const parameters = parametersOf(file, output.templates, rocq);
        const successor = this.#successors.of(file, all, output.proofNames, parameters);
        match = staleProof(file, successor, output.proofNames);
      }
      matched.push({
        at,
        output,
        match: output === outputs[0] ? match : unused(match, output, subject.group),
      });
    }
    return matched;
  }
}

const numbersOf = (outputs: readonly OutputFolder[]): Iterable<number> =>
  outputs.flatMap(({ proofs }) => proofs).keys();

function proofAt(number: number, outputs: readonly OutputFolder[]) {
  let n = number;
  for (const output of outputs) {
    const file = output.proofs[n];
    if (file) return { output, file };
    n -= output.proofs.length;
  }
  return null;
}

/** The numbers of the proof files of all folders, one folder after the other, that may be about an item of this name. */
function positionsAbout(rocqName: string, outputs: readonly OutputFolder[]): number[] {
  const found: number[] = [];
  let start = 0;
  for (const { proofs, proofsAbout } of outputs) {
    for (const n of proofsAbout.get(rocqName) ?? []) found.push(start + n);
    start += proofs.length;
  }
  return found;
}

function affectedProofs({ last, names }: Before, outputs: readonly OutputFolder[]): number[] {
  if (names.size === 0) return [];
  const found = new Set(last.stale);
  for (const name of names) for (const n of positionsAbout(name, outputs)) found.add(n);
  return [...found].sort((a, b) => a - b);
}

/** The numbers of the Rust files whose items are not all as they were. */
function filesToMake({ files }: Subject, index: ItemIndex, before: Before | null): Iterable<number> {
  if (before === null) return files.keys();
  const found = new Set<number>();
  for (const [n, items] of files.entries()) if (items !== before.last.subject.files[n]) found.add(n);
  for (const name of before.names) for (const n of index.named(name)) found.add(n);
  return found;
}

const itemsNamed = (rocqName: string, files: readonly FileItems[], index: ItemIndex): NamedItem[] =>
  index.named(rocqName).flatMap((n) => (files[n] ?? []).filter((item) => item.rocqName === rocqName));

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

const NONE: FileItems = [];

function subjectOf(group: Group, source: GroupSource): Subject {
  const [output = null] = group.outputs;
  const files: FileItems[] = [];
  const paths: string[] = [];
  const owners: CrateIdentity[] = [];
  const seen = new Set<string>();
  for (const crate of group.crates) {
    const named = source.itemsOf(crate, group.trustsDebug);
    for (const [n, { path, module }] of crate.files.entries()) {
      const key = `${module} ${path}`;
      // A module of both the library and the program has one set of files.
      files.push((seen.has(key) ? null : named[n]) ?? NONE);
      seen.add(key);
      paths.push(path);
      owners.push(crate.identity);
    }
  }
  return { group, output, build: (output && source.builds.get(output)) ?? null, files, paths, owners };
}

/** The same folders and files, and nothing changed that every item depends on. */
function isLike(a: Subject, b: Subject, changed: ReadonlySet<string>): boolean {
  const { output } = b;
  return (
    a.group.isUnclear === b.group.isUnclear &&
    a.group.isGuessed === b.group.isGuessed &&
    isSameList(a.group.outputs, b.group.outputs) &&
    a.build === b.build &&
    isSameList(a.owners, b.owners) &&
    isSameList(a.paths, b.paths) &&
    !changed.has(output?.specs ?? "") &&
    !changed.has(output?.code ?? "")
  );
}

const isSameList = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((one, n) => one === b[n]);

const isEqual = (a: ReadonlyMap<unknown, unknown>, b: ReadonlyMap<unknown, unknown>): boolean => {
  if (a.size !== b.size) return false;
  for (const [key, value] of a) if (b.get(key) !== value) return false;
  return true;
};

/** What the proofs of the folder in use are about; of those that were matched again. */
function ownProofs(matched: readonly Matched[], { output }: Subject): Map<NamedItem, ProofPath[]> {
  const own = new Map<NamedItem, ProofPath[]>();
  for (const { match, output: folder } of matched) {
    const { item, file } = match;
    if (!item || folder !== output) continue;
    const files = own.get(item);
    if (files) files.push(file);
    else own.set(item, [file]);
  }
  return own;
}

/** The template says them all, as long as RefinedRust has not deleted it. */
const parametersOf = (
  { path, rocqName }: ProofPath,
  templates: OutputFolder["templates"],
  rocq: GroupSource["rocq"],
): ProofParameters | null =>
  rocq.get(templates.get(rocqName) ?? "")?.parameters ?? rocq.get(path)?.parameters ?? null;

function unused(match: ProofMatch, { path }: OutputFolder, { outputs, isGuessed }: Group): ProofMatch {
  if (match.state !== "live") return match;
  const reason = isGuessed
    ? `\`${outputs[0]?.path}\` is taken for the folder in use, but no RefinedRust.toml says so`
    : `RefinedRust does not write to \`${path}\` any more`;
  return { ...match, state: "orphan", reason };
}
