/** Where an artefact of an item is, or why there is none. */
import type { CatalogueItem } from "../project/catalogueModel.ts";
import { wantsProof } from "../project/namedItem.ts";
import type { OpenParams, Place, Refusal } from "../protocol.ts";
import { statusOfItem } from "../verification/collect.ts";
import { targetOf } from "./artefacts.ts";
import { isRefusal, itemOf } from "./itemReference.ts";
import { locationOf } from "./places.ts";
import type { ProjectView } from "./projectView.ts";

export function openArtefact(view: ProjectView, { item: reference, artefact }: OpenParams): Place | Refusal {
  const item = itemOf(reference, view);
  if (isRefusal(item)) return item;
  const target = targetOf(item, artefact, view);
  return target ? locationOf(target) : { reason: whyMissing(item, artefact, view) };
}

function whyMissing(item: CatalogueItem, artefact: OpenParams["artefact"], view: ProjectView): string {
  const name = `\`${item.path}\``;
  if (artefact === "rust") return `${name} cannot be found in its file as it is now; save the file.`;
  if (item[artefact]) return `The ${WORDS[artefact]} of ${name} is gone from the disk.`;
  if (artefact === "proof" && !wantsProof(item) && item.considered) {
    const mode = item.mode === "prove" ? "it has no code" : `\`rr::${item.mode}\` asks for none`;
    return `${name} has no proof: ${mode}.`;
  }
  const verdict = statusOfItem(item, view.catalogue, view);
  if (verdict) return `${name} has no ${WORDS[artefact]}. ${verdict.status}: ${verdict.reason}.`;
  return `RefinedRust wrote no ${WORDS[artefact]} for ${name}.`;
}

const WORDS = {
  proof: "proof",
  template: "template",
  spec: "generated specification",
  code: "generated code",
};
