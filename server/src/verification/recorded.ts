/** What a run said of an item, and whether that still holds. */
import type { Catalogue, CatalogueItem } from "../project/catalogueModel.ts";
import type { ProofTexts } from "../project/definitionUses.ts";
import type { RocqFacts } from "../project/rocqFacts.ts";
import { inclusionFile, proofFile } from "../rocq/names.ts";
import type { TextRange } from "../text.ts";
import type { Input, Run } from "./evidence.ts";
import type { RustFinding } from "./rustFinding.ts";

/** Fingerprints of what a result is about; null for what is not there, or was not looked at. */
export interface Inputs {
  readonly annotation: string | null;
  readonly body: string | null;
  readonly template: string | null;
  readonly proof: string | null;
  /** By name, of the generated definitions that the proof depends on. */
  readonly definitions: readonly (readonly [name: string, print: string])[];
  /** Of what all generated definitions depend on. */
  readonly ambient: string;
  readonly theories: string;
  readonly settings: string;
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
  const texts = textsOf(item, catalogue);
  const { definitions, ambient } = catalogue.usesOf(texts);
  return {
    annotation: translated ? (item.fingerprint?.annotation ?? null) : null,
    body: translated ? (item.fingerprint?.body ?? null) : null,
    template: texts.template?.fingerprint ?? null,
    proof: texts.proof?.fingerprint ?? null,
    definitions: [...definitions],
    ambient,
    theories: catalogue.theoriesOf(item.proof?.path ?? ""),
    settings: catalogue.environmentOf(item.crate).print,
  };
}

/** The texts that its proof would be made from now. */
export function textsOf({ proof, template, output }: CatalogueItem, catalogue: Catalogue): ProofTexts {
  const read = (path: string | null | undefined): RocqFacts | null =>
    path == null ? null : catalogue.rocq(path);
  return {
    proof: read(proof?.path),
    template: read(template?.path),
    specs: read(output?.specs),
    code: read(output?.code),
  };
}

/** The result as evidence: with what changed since. */
export function runOfRecord(
  { outcome, message, inputs }: RecordedRun,
  item: CatalogueItem,
  catalogue: Catalogue,
): Run {
  const now = inputsOf(item, catalogue, true);
  const changed: Input[] = OF_RUST.filter((input) => inputs[input] !== null && inputs[input] !== now[input]);
  const isUntold = inputs.annotation === null;
  if (inputs.settings !== now.settings || (isUntold && areSettingsNewer(item, catalogue)))
    changed.push("settings");
  let definitions: readonly string[] = [];
  if (outcome !== "omitted") {
    definitions = differences(new Map(inputs.definitions), new Map(now.definitions));
    if (definitions.length > 0 || inputs.ambient !== now.ambient) changed.push("definitions");
    changed.push(...OF_ROCQ.filter((input) => inputs[input] !== now[input]));
  }
  if (outcome !== "omitted" && areExtrasChanged(item, catalogue)) changed.push("extras");
  if (isUntold && isSourceNewer(item, catalogue)) changed.push("source");
  const changes = { changed, definitions };
  return outcome === "proved" ? { ...changes, outcome } : { ...changes, outcome, message };
}

/** The names of definitions that are not in both, or are not equal. */
export function differences(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): string[] {
  const names = new Set([...a.keys(), ...b.keys()]);
  return [...names].filter((name) => a.get(name) !== b.get(name));
}

/** The Rust file was saved after RefinedRust wrote what it made of the item. */
export const isSourceNewer = (item: CatalogueItem, catalogue: Catalogue): boolean =>
  isNewer([item.file], item, catalogue);

/** So was a manifest, or a file of settings. */
export const areSettingsNewer = (item: CatalogueItem, catalogue: Catalogue): boolean =>
  isNewer(catalogue.environmentOf(item.crate).files, item, catalogue);

/** The proof uses what is pasted into the specifications, and that says something else now. */
export function areExtrasChanged(item: CatalogueItem, catalogue: Catalogue): boolean {
  const { unpasted } = catalogue.environmentOf(item.crate);
  if (unpasted.length === 0) return false;
  const { definitions } = catalogue.usesOf(textsOf(item, catalogue));
  return unpasted.some((name) => name === null || definitions.has(name));
}

function isNewer(paths: readonly string[], item: CatalogueItem, catalogue: Catalogue): boolean {
  const generated = catalogue.modified(item.template?.path ?? item.output?.specs ?? "");
  return generated !== null && paths.some((path) => (catalogue.modified(path) ?? 0) > generated);
}

const OF_RUST = ["annotation", "body"] as const satisfies Input[];
const OF_ROCQ = ["template", "theories", "proof"] as const satisfies Input[];
