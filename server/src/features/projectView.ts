/** The project at one moment, and the documents as the editor has them: what navigation is a function of. */
import type { Catalogue, CatalogueItem } from "../project/catalogueModel.ts";
import type { DefinitionIndex } from "../project/definitionIndex.ts";
import type { Knowledge } from "../verification/collect.ts";
import type { ItemMatching } from "./itemMatching.ts";
import type { Snapshot } from "./snapshot.ts";

export interface ProjectView extends Knowledge {
  readonly catalogue: Catalogue;
  readonly definitions: DefinitionIndex;
  readonly matching: ItemMatching;
  /** The text as the editor has it, or else the disk; null for a file that is gone. */
  readonly text: (path: string) => string | null;
  /** An open Rust document. */
  readonly snapshot: (uri: string) => Snapshot | null;
  /** Any Rust file: the open document, or else what the disk has. */
  readonly rust: (path: string) => Snapshot | null;
  /** Paths are absolute and separated by `/`; null for what is no file. */
  readonly path: (uri: string) => string | null;
  readonly uri: (path: string) => string;
  readonly client: ProjectAbilities;
}

/** What the editor can do with answers about the project. */
export interface ProjectAbilities {
  /** A target may come with the whole definition around it. */
  readonly locationLinks: boolean;
  /** It asks for the place of a workspace symbol when the user has chosen it. */
  readonly resolvesSymbols: boolean;
  /** It has the commands of our own VS Code extension. */
  readonly commands: boolean;
}

/** Names an item as long as it keeps its place and path; two alternatives under `cfg` share one. */
export const itemId = ({ file, kind, path }: CatalogueItem): string => `${kind} ${path} ${file}`;

export const itemWithId = (id: string, { catalogue }: ProjectView): CatalogueItem | null =>
  catalogue.items.find((item) => itemId(item) === id) ?? null;
