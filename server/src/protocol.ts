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

/** With `commands: true` in `initializationOptions` the client has these, too. Each takes a `SpecificationPlace`. */
export const SPECIFICATION_COMMANDS = {
  preview: "refinedrust.previewSpecification",
  compare: "refinedrust.compareSpecification",
} as const;

export interface SpecificationPlace {
  readonly textDocument: { readonly uri: string };
  readonly position: Position;
}

/** What RefinedRust would generate for a Rust document. Params `{ textDocument }`, result `PreviewDocument`, null for what is no open Rust document. */
export const PREVIEW_REQUEST = "refinedrust/preview";

export interface PreviewDocument {
  readonly text: string;
  /** Items with a specification, in the order of both texts. */
  readonly items: readonly Correspondence[];
  /** Attributes and what each of them becomes, which may be several places. */
  readonly parts: readonly Correspondence[];
}

/** A range of the Rust document and one of the preview's text. */
export interface Correspondence {
  readonly source: Range;
  readonly target: Range;
}

/** An item's specification now and as it was generated last. Params `CompareParams`, result `SpecificationPair | Refusal`. */
export const COMPARE_REQUEST = "refinedrust/compareSpecification";

/** An item by a place in it, or by its Rocq name, which stays the same while the text around it is edited. */
export type CompareParams =
  | SpecificationPlace
  | { readonly textDocument: SpecificationPlace["textDocument"]; readonly name: string };

export interface SpecificationPair {
  /** The item's Rocq name. */
  readonly name: string;
  readonly preview: string;
  readonly generated: string;
}

/** What of RefinedRust, Rust and Rocq is installed. Params `DoctorParams`, result `DoctorReport`. */
export const DOCTOR_REQUEST = "refinedrust/doctor";

export interface DoctorParams {
  /** URI of the folder that is to be verified. */
  readonly folder: string;
  /** The user trusts the workspace; without that nothing is executed. */
  readonly isTrusted: boolean;
}

export interface DoctorReport {
  /** For people, with one or more lines for each of `lines`. */
  readonly text: string;
  readonly lines: readonly DoctorLine[];
}

export interface DoctorLine {
  /** What was looked for. */
  readonly subject: string;
  /** Where. */
  readonly place: string;
  readonly found: string;
  readonly verdict: "ok" | "warning" | "missing" | "unknown";
  /** What mends it; null when nothing has to be. */
  readonly fix: string | null;
}
