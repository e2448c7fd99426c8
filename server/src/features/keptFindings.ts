/** What a step found, in the Rust code, so that it can be shown now and be found again later. */
import type { CatalogueItem } from "../project/catalogueModel.ts";
import type { Finding } from "../verification/finding.ts";
import { placeFindings } from "../verification/placeFindings.ts";
import type { KeptFinding } from "../verification/recorded.ts";
import { anchorOf } from "./anchors.ts";
import { type PlacingView, placeContext, readingOnce } from "./placing.ts";

/** What the findings are about. */
export interface Around {
  /** Those of the crates. */
  readonly items: readonly CatalogueItem[];
  readonly resolve: (file: string, directory: string | null) => string;
  readonly rootFile: string;
}

/** How many are placed at once. */
const SOME = 5;

/** @param pause Lets other work through, for a run may find thousands. */
export async function keptFindings(
  findings: readonly Finding[],
  project: PlacingView,
  { items, resolve, rootFile }: Around,
  pause: () => Promise<unknown> = () => Promise.resolve(),
): Promise<KeptFinding[]> {
  const view = readingOnce(project);
  const context = { ...placeContext(view, items, resolve), rootFile };
  const kept: KeptFinding[] = [];
  for (let n = 0; n < findings.length; n += SOME) {
    const placed = placeFindings(findings.slice(n, n + SOME), context);
    kept.push(...placed.map((finding) => ({ ...finding, anchor: anchorOf(finding, view) })));
    await pause();
  }
  return kept;
}
