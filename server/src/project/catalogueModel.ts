/** What the catalogue says: Rust items with their Rocq artefacts, and proof files with their Rust items. */
import type { Role } from "../rocq/names.ts";
import type { Place } from "../rocq/vernacularModel.ts";
import type { Compiled } from "./builds.ts";
import type { Crate, CrateIdentity } from "./crates.ts";
import type { DefinitionUses, ProofTexts } from "./definitionUses.ts";
import type { CrateEnvironment } from "./environments.ts";
import type { NamedItem } from "./namedItem.ts";
import type { OutputFolder } from "./outputFolder.ts";
import type { ProofMatch } from "./proofFiles.ts";
import type { Configuration } from "./refinedRustToml.ts";
import type { RocqFacts } from "./rocqFacts.ts";
import type { UsedLibraries } from "./usedLibraries.ts";

/** A file that belongs to an item. */
export interface Artefact {
  readonly path: string;
  /** The definition in it that the item's name leads to; null when the file does not hold it. */
  readonly place: Place | null;
}

export interface CatalogueItem extends NamedItem {
  readonly crate: CrateIdentity;
  /** Where RefinedRust writes for this crate; null when that is not known. */
  readonly output: OutputFolder | null;
  /** The `proof_F.v`; for a trait impl its inclusion proof. */
  readonly proof: Artefact | null;
  readonly template: Artefact | null;
  readonly spec: Artefact | null;
  readonly code: Artefact | null;
  /** For closures: the proofs of their own trait impls (`F_call_mut` and so on). */
  readonly shims: readonly Artefact[];
  /** There is an output folder of the crate's name, but whose it is cannot be told. */
  readonly isUnclear: boolean;
  /** Whether `proofs/dune` names the proof, so that it is checked; null without that file. */
  readonly listed: boolean | null;
  /** What dune compiled the proof from, in each folder that it builds in; empty when it has not. */
  readonly compiled: readonly Compiled[];
  /** The name of a stale proof file that was probably written for this item. */
  readonly predecessor: string | null;
}

export interface ProofFile extends Omit<ProofMatch, "item"> {
  readonly path: string;
  readonly item: CatalogueItem | null;
}

/** What a Rocq identifier is to a Rust item. */
export interface NamedBy {
  readonly item: CatalogueItem;
  readonly role: Role;
}

/** One line for the log. */
export interface ProjectNote {
  readonly path: string;
  readonly message: string;
}

export interface Catalogue {
  readonly crates: readonly Crate[];
  readonly outputs: readonly OutputFolder[];
  readonly configurations: readonly Configuration[];
  /** Everything RefinedRust looks at, and what a proof file belongs to; by crate, then in the order of the modules. */
  readonly items: readonly CatalogueItem[];
  readonly proofFiles: readonly ProofFile[];
  /** Rocq files outside of output folders. */
  readonly theories: readonly string[];
  /** What crates assume of other code, by crate. */
  readonly libraries: readonly UsedLibraries[];
  readonly notes: readonly ProjectNote[];
  /** The items of a Rust file, in its order. */
  itemsIn(file: string): readonly CatalogueItem[];
  /** The innermost item around an offset of a Rust file; of derived items the type. */
  itemAt(file: string, offset: number): CatalogueItem | null;
  /** Which items a Rocq identifier may belong to: `proof_F` and `F` themselves included. */
  named(identifier: string): readonly NamedBy[];
  /** The item of a proof or template file. */
  itemOfFile(path: string): CatalogueItem | null;
  /** Where dune runs for the folder that output folders are in; null when no dune project is around it. */
  duneRoot(folder: string): string | null;
  /** What a generated file or proof contains; null for a file that is gone or no part of an output folder. */
  rocq(path: string): RocqFacts | null;
  /** What the proof in these texts depends on; the specifications and the code may be of another time than now. */
  usesOf(texts: ProofTexts): DefinitionUses;
  /** Fingerprint of the Rocq files of the workspace that a proof imports, besides those that RefinedRust writes for its crate. */
  theoriesOf(proof: string): string;
  /** What says how a crate is translated and its proofs are compiled: manifests, settings, libraries. */
  environmentOf(crate: CrateIdentity): CrateEnvironment;
  /** Modification time in milliseconds of a file that the catalogue has read. */
  modified(path: string): number | null;
}
