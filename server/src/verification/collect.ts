/** Gathers the evidence for an item's status from the catalogue. */

import type { Compiled } from "../project/builds.ts";
import type { Catalogue, CatalogueItem } from "../project/catalogueModel.ts";
import type { OutputFolder } from "../project/outputFolder.ts";
import { type Evidence, type Input, lemmaOf, type Run, readProof } from "./evidence.ts";
import { isSourceNewer, type Recorded, type RecordedRun, runOfRecord } from "./recorded.ts";
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
  const template = item.template && catalogue.rocq(item.template.path);
  const isImpl = IMPLS.has(item.kind);
  return {
    considered: item.considered || isImpl,
    mode: isImpl && item.mode !== "skip" ? "prove" : item.mode,
    doubts: item.doubts,
    output: item.isUnclear
      ? "unclear"
      : output === null
        ? "none"
        : output.isGenerated
          ? "generated"
          : "proofs",
    template: template ? (template.notice ?? "lemma") : isImpl ? "lemma" : "absent",
    proof: item.proof && readProof(catalogue.rocq(item.proof.path), lemmaOf(item)),
    listed: item.listed,
    run: runOf(item, catalogue, known.recorded(item)),
    difference: known.outdated(item),
    cfg: item.cfg,
    predecessor: item.predecessor,
  };
}

/**
 * What a run said of these very texts comes first, but for a build that went through after it. A failure that is told by
 * a run holds against an older `.vo`: something that both depend on may have changed.
 */
function runOf(item: CatalogueItem, catalogue: Catalogue, record: RecordedRun | null): Run | null {
  const recorded = record && runOfRecord(record, item, catalogue);
  const builds = item.compiled.map((compiled) => ({
    at: compiled.at,
    run: runOfBuild(item, compiled, catalogue),
  }));
  const build = builds.find(({ run }) => run.changed.length === 0) ?? builds[0];
  if (record === null || recorded === null) return build?.run ?? null;
  if (recorded.changed.length === 0 && !(build && build.at > record.at)) return recorded;
  return build?.run.changed.length === 0 ? build.run : recorded;
}

/** Whether there is a `.vo` of the proof that was made from what is there now; nothing is said of the Rust code. */
export const isBuilt = (item: CatalogueItem, catalogue: Catalogue): boolean =>
  item.compiled.some((compiled) =>
    runOfBuild(item, compiled, catalogue).changed.every((input) => input === "source"),
  );

/** A `.vo` says that the proof went through with the texts that dune has copies of. */
function runOfBuild(item: CatalogueItem, compiled: Compiled, catalogue: Catalogue): Run {
  const { output } = item;
  const same = (path: string | null | undefined, copy: string | null): boolean =>
    path != null && copy !== null && catalogue.rocq(path)?.fingerprint === copy;
  const changed: Input[] = [];
  if (!same(item.proof?.path, compiled.proof)) changed.push("proof");
  const isImpl = IMPLS.has(item.kind);
  if (!isImpl && !same(item.template?.path, compiled.template)) changed.push("template");
  if (!same(output?.specs, compiled.specs)) changed.push("specification");
  if (!same(output?.code, compiled.code)) changed.push("code");
  if (isSourceNewer(item, catalogue)) changed.push("source");
  return { outcome: "proved", changed };
}
