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
  /** Its name in its Rust file; null when the text has changed so much that it cannot be told. */
  readonly place: Place | null;
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
  /** Of a Rust item, or of its proof, without modules; otherwise the Rocq name. */
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
  verify: "refinedrust.verifyFunction",
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

/** What of RefinedRust, Rust and Rocq is installed. Params `DoctorParams`, result `DoctorReport | Refusal`. */
export const DOCTOR_REQUEST = "refinedrust/doctor";

export interface DoctorParams {
  /** URI of the folder that is to be verified. */
  readonly folder: string;
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

/**
 * Verifies a scope. Params `RunParams`, result `{ run } | Refusal`; what becomes of it is told by `RUN_STATE`. Nothing is
 * run before the client has said that the workspace is trusted: `trusted: true` in `initializationOptions`, or `TRUST`.
 * The files have to be saved. A run takes the place of one that waits, and ends one that asks the same.
 */
export const RUN_REQUEST = "refinedrust/run";

export interface RunParams {
  readonly scope: RunScope;
  /** Without it RefinedRust translates first, then dune checks. */
  readonly only?: "translate" | "check";
}

export type RunScope =
  | { readonly kind: "item"; readonly item: ItemReference }
  | { readonly kind: "items"; readonly items: readonly ItemReference[] }
  | { readonly kind: "file" | "crate"; readonly textDocument: { readonly uri: string } }
  /** By the name that rustc knows it by. */
  | { readonly kind: "crate"; readonly crate: string }
  | { readonly kind: "workspace" };

/** Ends a run, or takes it from the queue; without a number all of them. Params `{ run? }`, no result. */
export const CANCEL_RUN_REQUEST = "refinedrust/cancelRun";

/** From the client: the user trusts the workspace now. No params. */
export const TRUST = "refinedrust/trust";

/** From the server: a run has come further. */
export const RUN_STATE = "refinedrust/runState";

export interface RunState {
  readonly run: number;
  /** `dropped`: a newer request took its place before it began. */
  readonly phase: "waiting" | "running" | "ended" | "dropped";
  /** What is verified, for people. */
  readonly title: string;
  /** What goes on; null before the first step and after the last. */
  readonly step: RunStepState | null;
  /** How it ended; null before. */
  readonly result: RunResult | null;
}

export interface RunStepState {
  readonly kind: "translate" | "check";
  /** Modules that dune was asked for; 0 when that is not known. */
  readonly planned: number;
  readonly done: number;
  readonly failed: number;
  /** Functions that RefinedRust has translated or left out. */
  readonly translated: number;
  /** Modules that are being compiled, where the system tells, or else what was last said to be done. */
  readonly current: readonly string[];
}

export interface RunResult {
  /** `refused`: nothing was begun, for the reason. */
  readonly kind: "proved" | "failed" | "cancelled" | "refused";
  /** One sentence. */
  readonly message: string;
  readonly seconds: number;
  readonly functions: { readonly proved: number; readonly failed: number; readonly open: number };
  /** Ids of the items that the run has a result for. */
  readonly items: readonly string[];
}

/** From the server, to a client with `runOutput: true` in `initializationOptions`: what the tools print, as it comes; the log has what is too much. */
export const RUN_OUTPUT = "refinedrust/runOutput";

export interface RunOutputParams {
  readonly run: number;
  readonly text: string;
}

/** All that a run printed, cut in the middle when it is too long; of the last one without a number. Params `{ run? }`, result `RunLogResult | Refusal`. */
export const RUN_LOG_REQUEST = "refinedrust/runLog";

export interface RunLogResult {
  readonly run: number;
  readonly text: string;
}

/** What the last runs found out of every function, also before the editor was started. No params, result `FunctionResult[]`. */
export const RESULTS_REQUEST = "refinedrust/results";

export interface FunctionResult {
  /** The item's. */
  readonly id: string;
  readonly crate: string;
  readonly module: string;
  readonly name: string;
  /** `admitted`: the proof was given up, by hand. `omitted`: RefinedRust left it out. */
  readonly outcome: "proved" | "failed" | "admitted" | "omitted";
  readonly message: string;
  /** What it is about has changed since. */
  readonly isStale: boolean;
  /** Milliseconds since 1970, as of then. */
  readonly at: number;
  /** Wall-clock seconds of the proof, and of the run before; null where they are not known. */
  readonly seconds: number | null;
  readonly secondsBefore: number | null;
  /** Of the automation. */
  readonly steps: number | null;
  /** What was found wrong with it and still stands in the text, the errors first. */
  readonly findings: readonly ResultFinding[];
}

export interface ResultFinding {
  readonly message: string;
  readonly place: Place;
}

/** What is left to prove, readable. Params `ObligationsParams`, result `FunctionObligations[]`, each with at least one goal. */
export const OBLIGATIONS_REQUEST = "refinedrust/obligations";

export interface ObligationsParams {
  /** Without it all items. */
  readonly item?: ItemReference;
  /** Hypotheses that help nobody, too: bounds of machine integers, and the prover's own. */
  readonly all: boolean;
}

export interface FunctionObligations {
  /** The item's. */
  readonly id: string;
  /** As rustc prints it. */
  readonly name: string;
  readonly message: string;
  /** Its text is another one than the tools read. */
  readonly isEdited: boolean;
  readonly place: { readonly uri: string; readonly range: Range };
  /** The sentence of the proof before which a step by hand would go; null for no proof file. */
  readonly proof: { readonly uri: string; readonly range: Range } | null;
  readonly goals: readonly ObligationGoal[];
}

export interface ObligationGoal {
  readonly title: string;
  /** One sentence for each case distinction. */
  readonly branches: readonly string[];
  /** What the automation was doing, in words that follow "while"; null for a pure condition. */
  readonly doing: string | null;
  /** The basic block that it is about: `_bb2`. */
  readonly block: string | null;
  readonly known: readonly {
    /** "Values", "Facts" ... */
    readonly title: string;
    /** `from` is the attribute that says it: `requires`. */
    readonly lines: readonly { readonly text: string; readonly from: string | null }[];
  }[];
  /** Hypotheses that `known` leaves out. */
  readonly hidden: number;
  readonly toShow: string;
  /** All of it as plain text, to be copied. */
  readonly text: string;
  /** False for a branch that was never tried, since another one got stuck before. */
  readonly isExamined: boolean;
}
