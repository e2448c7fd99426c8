/** Gathers the evidence for an item's status from the catalogue. */

import type { Compiled } from "../project/builds.ts";
import type { Catalogue, CatalogueItem } from "../project/catalogueModel.ts";
import type { ProofTexts } from "../project/definitionUses.ts";
import type { OutputFolder } from "../project/outputFolder.ts";
import type { RocqFacts } from "../project/rocqFacts.ts";
import { type Evidence, type Input, lemmaOf, type Run, readProof, statementOf } from "./evidence.ts";
import {
  areExtrasChanged,
  areSettingsNewer,
  differences,
  isSourceNewer,
  type Recorded,
  type RecordedRun,
  runOfRecord,
  textsOf,
} from "./recorded.ts";
import { statusOf, type Verdict } from "./status.ts";

/**
 * The first difference, as a sentence, between the specification that was generated last for an item and the one that
 * would be now; null for none, and where that cannot be told.
 */
export type Outdated = (item: CatalogueItem) => string | null;

/** What is known besides the files. */
export interface Knowledge {
  readonly outdated: Outdated;
  readonly recorded: Recorded;
}

/** The status of a function, or of a trait impl's inclusion proof; null for an item that nothing is proved about. */
export function statusOfItem(item: CatalogueItem, catalogue: Catalogue, known: Knowledge): Verdict | null {
  if (!CODE.has(item.kind) && !(IMPLS.has(item.kind) && isProved(item, catalogue))) return null;
  return statusOf(evidenceOf(item, catalogue, known));
}

/** An impl whose methods all have a specification is proved to meet that of its trait. */
const isProved = ({ proof, output, rocqName }: CatalogueItem, catalogue: Catalogue): boolean =>
  proof !== null || (output !== null && statesInclusion(rocqName, output, catalogue));

/** Whether the generated specifications of the folder state that the impl of this name meets its trait. */
export function statesInclusion(rocqName: string, { specs }: OutputFolder, catalogue: Catalogue): boolean {
  const facts = specs === null ? null : catalogue.rocq(specs);
  const statement = `${rocqName}_spec_subsumption`;
  return facts?.vernacular.definitions.some(({ name }) => name === statement) ?? false;
}

const CODE: ReadonlySet<string> = new Set([
  "function",
  "method",
  "traitImplMethod",
  "defaultMethod",
  "derivedMethod",
  "closure",
]);
const IMPLS: ReadonlySet<string> = new Set(["traitImpl", "derivedImpl"]);

function evidenceOf(item: CatalogueItem, catalogue: Catalogue, known: Knowledge): Evidence {
  const { output } = item;
  const isImpl = IMPLS.has(item.kind);
  const run = runOf(item, catalogue, known.recorded(item));
  return {
    considered: item.considered || isImpl,
    mode: isImpl && item.mode !== "skip" ? "prove" : item.mode,
    isIncomplete: item.isIncomplete,
    doubts: item.doubts,
    output: item.isUnclear
      ? "unclear"
      : output === null
        ? "none"
        : output.isGenerated
          ? "generated"
          : "proofs",
    template: templateOf(item, catalogue),
    proof: item.proof && readProof(catalogue.rocq(item.proof.path), lemmaOf(item), statementOf(item)),
    listed: item.listed,
    run,
    difference: known.outdated(item),
    usedDifference: isUnchanged(run) ? differenceUsed(item, catalogue, known.outdated) : null,
    cfg: item.cfg,
    predecessor: item.predecessor,
  };
}

const isUnchanged = (run: Run | null): boolean => run?.outcome === "proved" && run.changed.length === 0;

/** The proof is made from what was generated for types, traits and called functions, which may have changed since in Rust. */
function differenceUsed(
  item: CatalogueItem,
  catalogue: Catalogue,
  outdated: Outdated,
): Evidence["usedDifference"] {
  for (const name of catalogue.usesOf(textsOf(item, catalogue)).definitions.keys()) {
    for (const { item: used } of catalogue.named(name)) {
      const difference = used !== item && used.output === item.output ? outdated(used) : null;
      if (difference !== null) return { path: used.path, difference };
    }
  }
  return null;
}

function templateOf(
  { kind, proof, output, template }: CatalogueItem,
  catalogue: Catalogue,
): Evidence["template"] {
  const facts = template && catalogue.rocq(template.path);
  if (facts) return facts.notice ?? "lemma";
  // The layout of 2023 states the lemma in the proof, which was written anew with everything else.
  const isInProof = output?.layout === "flat" && proof !== null;
  return isInProof || IMPLS.has(kind) ? "lemma" : "absent";
}

/**
 * What a run said of these very texts comes first, but for a build that went through after it. A failure that is told by
 * a run holds against an older `.vo`: something that both depend on may have changed.
 */
function runOf(item: CatalogueItem, catalogue: Catalogue, record: RecordedRun | null): Run | null {
  const recorded = record && runOfRecord(record, item, catalogue);
  const builds = item.compiled.map((compiled) => ({
    at: compiled.at,
    run: runOfBuild(item, compiled, catalogue, record),
  }));
  const build = builds.find(({ run }) => run.changed.length === 0) ?? builds[0];
  if (record === null || recorded === null) return build?.run ?? null;
  if (recorded.changed.length === 0 && !(build && build.at > record.at)) return recorded;
  return build?.run.changed.length === 0 ? build.run : recorded;
}

/**
 * Whether there is a `.vo` of the proof that was made from what is there now, after dune was asked for it; nothing is said
 * of the Rust code.
 */
export const isBuilt = (item: CatalogueItem, catalogue: Catalogue): boolean =>
  item.compiled.some((compiled) =>
    runOfBuild(item, compiled, catalogue, null).changed.every((input) => OF_TRANSLATION.has(input)),
  );

const OF_TRANSLATION: ReadonlySet<Input> = new Set(["source", "extras", "settings"]);

/** A `.vo` says that the proof went through with the texts that dune has copies of. */
function runOfBuild(
  item: CatalogueItem,
  compiled: Compiled,
  catalogue: Catalogue,
  record: RecordedRun | null,
): Run {
  const now = textsOf(item, catalogue);
  const changed: Input[] = [];
  if (!isSame(now.proof, compiled.proof)) changed.push("proof");
  if (!IMPLS.has(item.kind) && !isSame(now.template, compiled.template)) changed.push("template");
  const definitions = changedDefinitions(now, compiled, catalogue);
  if (definitions !== null) changed.push("definitions");
  if (compiled.theories !== catalogue.theoriesOf(item.proof?.path ?? "")) changed.push("theories");
  if (!isOfSettings(item, compiled, catalogue, record)) changed.push("settings");
  if (!compiled.isWhole) changed.push("order");
  if (areExtrasChanged(item, catalogue)) changed.push("extras");
  if (isSourceNewer(item, catalogue)) changed.push("source");
  return { outcome: "proved", changed, definitions: definitions ?? [] };
}

/** dune keeps no copies of what it is told; a run that ended after the compilation knows the settings of then. */
function isOfSettings(
  item: CatalogueItem,
  { at, isOfSettings }: Compiled,
  catalogue: Catalogue,
  record: RecordedRun | null,
): boolean {
  if (!isOfSettings || areSettingsNewer(item, catalogue)) return false;
  return (
    record === null || record.at < at || record.inputs.settings === catalogue.environmentOf(item.crate).print
  );
}

/** Null when all that the proof depends on is as it was. */
function changedDefinitions(now: ProofTexts, before: ProofTexts, catalogue: Catalogue): string[] | null {
  if (isSame(now.specs, before.specs) && isSame(now.code, before.code)) return null;
  if (!now.specs || !now.code || !before.specs || !before.code) return [];
  const [a, b] = [catalogue.usesOf(before), catalogue.usesOf(now)];
  const names = differences(a.definitions, b.definitions);
  return names.length > 0 || a.ambient !== b.ambient ? names : null;
}

const isSame = (a: RocqFacts | null, b: RocqFacts | null): boolean =>
  a !== null && a.fingerprint === b?.fingerprint;
