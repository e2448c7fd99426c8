/** The places an item leads to: its proofs, template, specification, code, and itself. */
import type { CatalogueItem } from "../project/catalogueModel.ts";
import { artefactTarget, rustTarget, type Target, unfinishedTarget } from "./places.ts";
import type { ProjectView } from "./projectView.ts";

export const ARTEFACTS = ["proof", "template", "spec", "code", "rust"] as const;
export type ArtefactKind = (typeof ARTEFACTS)[number];

/** The target, or null where the item has no such artefact; a proof opens at its first unfinished place. */
export function targetOf(item: CatalogueItem, kind: ArtefactKind, view: ProjectView): Target | null {
  if (kind === "rust") return rustTarget(item, view);
  const artefact = item[kind];
  if (artefact === null) return null;
  return kind === "proof" ? unfinishedTarget(item, artefact, view) : artefactTarget(item, artefact, view);
}

/** Everything Rocq has of the item, the proofs first. */
export function rocqTargets(item: CatalogueItem, view: ProjectView): Target[] {
  const found = [item.template, item.spec, item.code].filter((artefact) => artefact !== null);
  return [
    ...proofTargets(item, view),
    ...found.flatMap((artefact) => artefactTarget(item, artefact, view) ?? []),
  ];
}

/** The proof, and for a closure those of its own trait impls. */
export function proofTargets(item: CatalogueItem, view: ProjectView): Target[] {
  const own = item.proof ? [item.proof] : [];
  return [...own, ...item.shims].flatMap((artefact) => artefactTarget(item, artefact, view) ?? []);
}
