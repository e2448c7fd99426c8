/** What a run said of an item, and whether that still holds. */
import type { Catalogue, CatalogueItem } from "../project/catalogueModel.ts";
import { inclusionFile, proofFile } from "../rocq/names.ts";
import type { TextRange } from "../text.ts";
import type { Input, Run } from "./evidence.ts";
import type { RustFinding } from "./rustFinding.ts";

/** Fingerprints of what a result is about; null for what is not there, or was not looked at. */
export interface Inputs {
  readonly annotation: string | null;
  readonly body: string | null;
  readonly template: string | null;
  readonly specification: string | null;
  readonly code: string | null;
  readonly proof: string | null;
}

export interface RecordedRun {
  /** The crate's id. */
  readonly crate: string;
  /** The proof's module, which is unique in the crate. */
  readonly module: string;
  readonly outcome: Run["outcome"];
  /** Why it failed, or was left out; empty when it was proved. */
  readonly message: string;
  /** In milliseconds of the wall clock. */
  readonly at: number;
  readonly inputs: Inputs;
  readonly cost: Cost;
  /** What was said of it. */
  readonly findings: readonly KeptFinding[];
}

/** A finding that can be found again when the text around it has been edited; one that is about no item has no anchor. */
export interface KeptFinding extends RustFinding {
  readonly anchor: Anchor | null;
}

/** The item around a finding when it was placed. */
export interface Anchor {
  /** `kind path`. */
  readonly item: string;
  /** From its first attribute to its end; empty for a very long one. */
  readonly text: string;
  /** Of the finding, in that text. */
  readonly range: TextRange;
}

/** Wall-clock seconds that the proof took, and steps of the automation; null where the tools did not tell. */
export interface Cost {
  readonly seconds: number | null;
  readonly steps: number | null;
  /** Seconds of the run before that took any. */
  readonly before: number | null;
}

/** The result of the last run that was about the item; null when none is known. */
export type Recorded = (item: CatalogueItem) => RecordedRun | null;

/** `proof_F`, or `trait_incl_I_spec_subsumption_correct` of a trait impl. */
export const moduleOfItem = ({ kind, rocqName }: Pick<CatalogueItem, "kind" | "rocqName">): string =>
  (kind === "traitImpl" || kind === "derivedImpl" ? inclusionFile(rocqName) : proofFile(rocqName)).slice(
    0,
    -2,
  );

/** Stands for a module in results that are about a crate as a whole; no module has such a name. */
export const moduleOfCrate = (step: "translate" | "check"): string => `:${step}`;

export const isOfCrate = ({ module }: Pick<RecordedRun, "module">): boolean => module.startsWith(":");

/** @param translated Whether RefinedRust has just read the Rust code: then the result is about that code. */
export function inputsOf(item: CatalogueItem, catalogue: Catalogue, translated: boolean): Inputs {
  const print = (path: string | null | undefined): string | null =>
    path == null ? null : (catalogue.rocq(path)?.fingerprint ?? null);
  return {
    annotation: translated ? (item.fingerprint?.annotation ?? null) : null,
    body: translated ? (item.fingerprint?.body ?? null) : null,
    template: print(item.template?.path),
    specification: print(item.output?.specs),
    code: print(item.output?.code),
    proof: print(item.proof?.path),
  };
}

/** The result as evidence: with what changed since. */
export function runOfRecord(
  { outcome, message, inputs }: RecordedRun,
  item: CatalogueItem,
  catalogue: Catalogue,
): Run {
  const now = inputsOf(item, catalogue, true);
  const changed: Input[] = INPUTS.filter((input) => {
    if (outcome === "omitted" && !OF_RUST.has(input)) return false;
    return OF_RUST.has(input) && inputs[input] === null ? false : inputs[input] !== now[input];
  });
  if (inputs.annotation === null && isSourceNewer(item, catalogue)) changed.push("source");
  return outcome === "proved" ? { outcome, changed } : { outcome, changed, message };
}

/** The Rust file was saved after RefinedRust wrote what it made of the item. */
export function isSourceNewer(item: CatalogueItem, catalogue: Catalogue): boolean {
  const generated = catalogue.modified(item.template?.path ?? item.output?.specs ?? "");
  const source = catalogue.modified(item.file);
  return generated !== null && source !== null && source > generated;
}

const INPUTS = [
  "annotation",
  "body",
  "template",
  "specification",
  "code",
  "proof",
] as const satisfies Input[];
const OF_RUST: ReadonlySet<Input> = new Set(["annotation", "body"]);
