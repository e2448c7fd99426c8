/** What the last runs found in a document and is still open, where it stands in the text now. */
import type { CatalogueItem } from "../project/catalogueModel.ts";
import { statusOfItem } from "../verification/collect.ts";
import type { KeptFinding } from "../verification/recorded.ts";
import { isSettled } from "../verification/status.ts";
import { standingOf } from "./anchors.ts";
import type { ProjectView } from "./projectView.ts";
import type { Snapshot } from "./snapshot.ts";

export interface OpenFinding {
  /** Whose result it is. */
  readonly item: CatalogueItem;
  /** With its range in the text as it is now. */
  readonly finding: KeptFinding;
  /** The item around it is another one than the tools read. */
  readonly isEdited: boolean;
}

/** In the order of the items; only what has goals or can be mended by a hint. */
export function openFindings({ uri, file }: Snapshot, view: ProjectView): OpenFinding[] {
  const path = view.path(uri);
  if (path === null) return [];
  return view.matching.standing(path, file).flatMap(({ item }) => {
    const findings = (view.recorded(item)?.findings ?? []).filter(
      (finding) => finding.file === path && (finding.goals.length > 0 || finding.code in MENDABLE),
    );
    if (findings.length === 0 || isSettled(statusOfItem(item, view.catalogue, view)?.status)) return [];
    return findings.flatMap((finding): OpenFinding[] => {
      const standing = standingOf(finding, view);
      if (!standing) return [];
      return [{ item, finding: { ...finding, range: standing.range }, isEdited: standing.isEdited }];
    });
  });
}

const MENDABLE: Readonly<Record<string, true>> = { "lifetime-unconstrained": true };
