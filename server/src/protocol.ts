/** Requests and notifications of our own, between the language server and a client that knows them. */
import type { Position, Range, WorkspaceEdit } from "vscode-languageserver-types";

/** What a status looks like; every one has another outline. */
export type Shape =
  | "proved"
  | "failed"
  | "admitted"
  | "open"
  | "absent"
  | "trusted"
  | "stale"
  | "orphaned"
  | "unknown"
  | "none";

/** A Rust item by the id of an earlier answer, or what is at a place of a Rust or Rocq file. */
export type ItemReference =
  | { readonly id: string }
  | { readonly textDocument: { readonly uri: string }; readonly position: Position };

export interface Place {
  readonly uri: string;
  readonly range: Range;
}

/** Why nothing can be done, as a sentence for the user. */
export interface Refusal {
  readonly reason: string;
}

/** Where an artefact of an item is. Params `OpenParams`, result `Place | Refusal`. */
export const OPEN_REQUEST = "refinedrust/open";

export interface OpenParams {
  readonly item: ItemReference;
  readonly artefact: "proof" | "template" | "spec" | "code" | "rust";
}

/** What is known of an item and what can be done. Params `{ item }`, result `Explanation | Refusal`. */
export const EXPLAIN_REQUEST = "refinedrust/explain";

export interface Explanation {
  readonly id: string;
  readonly path: string;
  readonly status: string;
  readonly shape: Shape;
  readonly reason: string;
  readonly advice: string;
  /** What exists or can be made, the most useful first. */
  readonly actions: readonly { readonly title: string; readonly action: Action }[];
}

export type Action = OpenParams["artefact"] | "adopt" | "create";

/** Everything the side bar shows. No params, result `Overview`. */
export const OVERVIEW_REQUEST = "refinedrust/overview";

export interface Overview {
  readonly items: readonly ItemStatus[];
  readonly orphans: readonly Orphan[];
  readonly assumptions: readonly Assumption[];
}

export interface ItemStatus {
  readonly id: string;
  readonly crate: string;
  /** `core::page`; empty for the crate's root. */
  readonly module: string;
  /** The path without the module. */
  readonly name: string;
  readonly status: string;
  readonly shape: Shape;
  readonly reason: string;
}

/** A proof file that belongs to no item, or to one that asks for no proof. */
export interface Orphan extends Place {
  readonly file: string;
  readonly reason: string;
  /** The id of the item it was probably written for. */
  readonly successor: string | null;
}

/** Something that is believed without a proof. */
export interface Assumption extends Place {
  readonly kind: "trust_me" | "only_spec" | "shim" | "unsafe_elctx" | "Admitted" | "axiom";
  readonly name: string;
  readonly detail: string;
}

/** The status of each item of a Rust document. Params `{ textDocument }`, result `Mark[]`. */
export const MARKS_REQUEST = "refinedrust/marks";

export interface Mark {
  readonly line: number;
  readonly shape: Shape;
  /** `admitted: ...`, for a tooltip. */
  readonly text: string;
}

/** The edit that gives an orphaned proof to its item. Params `AdoptParams`, result `{ edit } | Refusal`. */
export const ADOPT_REQUEST = "refinedrust/adoptProof";

export interface AdoptParams {
  /** The proof file. */
  readonly uri: string;
}

/** The edit that writes the default proof of an item. Params `{ item }`, result `Proposal | Refusal`. */
export const CREATE_REQUEST = "refinedrust/createProof";

export interface Proposal {
  readonly edit: WorkspaceEdit;
  /** The file to show once the edit is applied. */
  readonly uri: string;
}

/** From the server: an answer to one of the requests above may be another one now. */
export const PROJECT_CHANGED = "refinedrust/projectChanged";

/** In `initializationOptions`: the client has these commands, so that lenses may name them. */
export const COMMANDS = {
  explain: "refinedrust.explainStatus",
  open: "refinedrust.openArtefact",
} as const;

/** In `initializationOptions.commands`: the client has these, so that links in hovers may run them. Each takes a `SpecificationPlace`. */
export const SPECIFICATION_COMMANDS = {
  preview: "refinedrust.previewSpecification",
  compare: "refinedrust.compareSpecification",
} as const;
