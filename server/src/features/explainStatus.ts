/** Why an item has its status, and what its author can do about it. */
import type { CatalogueItem } from "../project/catalogueModel.ts";
import type { Action, Explanation, ItemReference, Refusal } from "../protocol.ts";
import { statusOfItem } from "../verification/collect.ts";
import type { Status } from "../verification/status.ts";
import { isRefusal, itemOf } from "./itemReference.ts";
import { missingProofs } from "./missingProofs.ts";
import { itemId, type ProjectView } from "./projectView.ts";
import { shapeOf } from "./statusShapes.ts";

export function explainStatus(
  view: ProjectView,
  { item: reference }: { readonly item: ItemReference },
): Explanation | Refusal {
  const item = itemOf(reference, view);
  if (isRefusal(item)) return item;
  const verdict = statusOfItem(item, view.catalogue, view);
  return {
    id: itemId(item),
    path: item.path,
    status: verdict?.status ?? "",
    shape: verdict ? shapeOf(verdict.status) : "none",
    reason: verdict?.reason ?? "nothing is proved about it by itself",
    advice: verdict ? ADVICE[verdict.status] : "",
    actions: actionsFor(item, view),
  };
}

function actionsFor(item: CatalogueItem, { catalogue }: ProjectView): Explanation["actions"] {
  const actions: { readonly title: string; readonly action: Action }[] = [];
  if (item.proof) actions.push({ title: "Open Proof", action: "proof" });
  if (item.predecessor !== null && item.proof === null) {
    actions.push({ title: "Adopt Orphaned Proof", action: "adopt" });
  }
  if (item.doubts.length === 0 && missingProofs(item, catalogue).length > 0) {
    actions.push({ title: "Create Proof File", action: "create" });
  }
  if (item.template) actions.push({ title: "Open Template", action: "template" });
  if (item.spec) actions.push({ title: "Open Generated Spec", action: "spec" });
  if (item.code) actions.push({ title: "Open Generated Code", action: "code" });
  return actions;
}

const ADVICE: Readonly<Record<Status, string>> = {
  "not annotated": "Add an annotation, for example `#[rr::verify]`, to have RefinedRust look at it.",
  skipped: "Remove the attribute to have RefinedRust look at it.",
  only_spec: "Remove `rr::only_spec` to have it translated and proved.",
  trust_me: "Remove `rr::trust_me` to have it proved.",
  "not generated": "Run RefinedRust on the crate; what it prints says why a function is left out.",
  "no proof file yet": "Run RefinedRust, which writes the file, or create it now.",
  unproved: "Finish the proof, and build it with dune.",
  admitted: "Replace what is admitted by a proof.",
  proved: "Nothing is left to do.",
  failed: "Open the proof at the place that failed.",
  stale: "Run RefinedRust and build the proofs with dune again.",
  "proof orphaned": "Delete the proof file, or annotate the function again.",
  unknown: "The files do not tell. Running RefinedRust and building the proofs may settle it.",
};
