/** Which proof files RefinedRust writes for an item that are not there yet. */
import type { Catalogue, CatalogueItem } from "../project/catalogueModel.ts";
import { wantsProof } from "../project/namedItem.ts";
import { CLOSURE_METHODS, CLOSURE_TRAITS, inclusionFile, proofFile } from "../rocq/names.ts";
import { statesInclusion } from "../verification/collect.ts";

export interface MissingProof {
  readonly kind: "proof" | "inclusion";
  readonly rocqName: string;
  /** Its name in the folder of the proofs. */
  readonly file: string;
}

/**
 * The item's own proof first. A trait impl has an inclusion proof, and a closure has proofs of its own trait impls, only
 * when RefinedRust found them complete, which shows in what it generated (write_proofs in translation/src/lib.rs).
 */
export function missingProofs(item: CatalogueItem, catalogue: Catalogue): MissingProof[] {
  const { output, rocqName } = item;
  if (output === null) return [];
  const files = [
    ...(wantsProof(item) ? [proof(rocqName)] : []),
    ...(IMPLS.has(item.kind) && statesInclusion(rocqName, output, catalogue) ? [inclusion(rocqName)] : []),
    ...(item.kind === "closure" ? ofClosure(item, catalogue) : []),
  ];
  return files.filter(
    ({ kind, rocqName: name }) =>
      !output.proofs.some((other) => other.kind === kind && other.rocqName === name),
  );
}

const IMPLS: ReadonlySet<CatalogueItem["kind"]> = new Set(["traitImpl", "derivedImpl"]);

function ofClosure({ output, rocqName }: CatalogueItem, catalogue: Catalogue): MissingProof[] {
  if (output === null) return [];
  const methods = CLOSURE_METHODS.map((method) => `${rocqName}_${method}`);
  const traits = CLOSURE_TRAITS.map((trait) => `${rocqName}_${trait}`);
  return [
    ...methods.filter((name) => output.templates.has(name)).map(proof),
    ...traits.filter((name) => statesInclusion(name, output, catalogue)).map(inclusion),
  ];
}

const proof = (rocqName: string): MissingProof => ({ kind: "proof", rocqName, file: proofFile(rocqName) });

const inclusion = (rocqName: string): MissingProof => ({
  kind: "inclusion",
  rocqName,
  file: inclusionFile(rocqName),
});
