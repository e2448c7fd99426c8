/** The whole project for the side bar: the status of every function, proofs without a use, and what is assumed. */
import type { CatalogueItem, ProofFile } from "../project/catalogueModel.ts";
import { nameOf } from "../project/paths.ts";
import type { ItemStatus, Orphan, Overview } from "../protocol.ts";
import { statusOfItem } from "../verification/collect.ts";
import { assumptions } from "./assumptions.ts";
import { locationOf, rustTargets, START } from "./places.ts";
import { itemId, type ProjectView } from "./projectView.ts";
import { shortName } from "./shortName.ts";
import { shapeOf } from "./statusShapes.ts";

export function overview(view: ProjectView): Overview {
  const { catalogue } = view;
  const targetOf = rustTargets(view);
  return {
    items: catalogue.items.flatMap((item): ItemStatus[] => {
      const verdict = statusOfItem(item, catalogue, view);
      if (!verdict || (!item.considered && item.proof === null)) return [];
      const { status, reason } = verdict;
      const { name: crate } = item.crate;
      const target = targetOf(item);
      return [
        {
          id: itemId(item),
          crate,
          module: item.module,
          name: shortName(item),
          status,
          shape: shapeOf(status),
          reason,
          place: target && locationOf(target),
        },
      ];
    }),
    orphans: catalogue.proofFiles.filter(({ state }) => state !== "live").map((file) => orphan(file, view)),
    assumptions: assumptions(view),
  };
}

/** The item that a stale proof file was probably written for. */
export function successorItem({ successor }: ProofFile, { catalogue }: ProjectView): CatalogueItem | null {
  if (!successor) return null;
  const { path, file, kind } = successor;
  return (
    catalogue.items.find((item) => item.path === path && item.file === file && item.kind === kind) ?? null
  );
}

function orphan(file: ProofFile, view: ProjectView): Orphan {
  const successor = successorItem(file, view);
  return {
    uri: view.uri(file.path),
    range: START,
    file: nameOf(file.path),
    reason: file.reason,
    successor: successor && itemId(successor),
  };
}
