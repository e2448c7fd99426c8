/** Where each problem of a run is shown in the Rust code. */
import type { CatalogueItem } from "../project/catalogueModel.ts";
import type { Finding } from "./finding.ts";
import type { PlaceContext, RelatedPlace } from "./placeModel.ts";
import { rangeOfBytes } from "./places.ts";
import type { RustFinding } from "./rustFinding.ts";

/** The project as it was when the tools ran, and the file that stands for the crate as a whole. */
export interface RunContext extends PlaceContext {
  readonly rootFile: string;
}

/** One for each finding, in the same order; what cannot be placed stands at the beginning of the root file. */
export function placeFindings(findings: readonly Finding[], context: RunContext): RustFinding[] {
  return findings.map((finding) => {
    const item = itemOf(finding, context);
    return {
      file: item?.file ?? context.rootFile,
      range: item?.nameRange ?? { start: 0, end: 0 },
      code: finding.code,
      severity: finding.severity,
      message: finding.message,
      detail: finding.detail,
      related: related(finding, context),
      rocqName: item?.rocqName ?? finding.subject.rocqName,
      goals: finding.goals,
      clause: null,
      precision: item ? "item" : "crate",
    };
  });
}

/** A name that several items may have belongs to none of them. */
function itemOf({ subject }: Finding, { items, named }: RunContext): CatalogueItem | null {
  const { rocqName, inclusion, rustPath } = subject;
  if (rustPath !== null) return only(items.filter((item) => item.path === rustPath));
  const name = rocqName ?? inclusion;
  if (name === null) return null;
  const ids = new Set(items);
  return only([...new Set(named(name).map(({ item }) => item))].filter((item) => ids.has(item)));
}

const only = (found: readonly CatalogueItem[]): CatalogueItem | null =>
  found.length === 1 ? (found[0] ?? null) : null;

/** The place that the tool named, in the Rocq file. */
function related({ place, message }: Finding, { resolve, text }: RunContext): RelatedPlace[] {
  if (place.kind !== "bytes") return [];
  const path = resolve(place.file, place.directory);
  const content = text(path);
  const range = content === null ? null : rangeOfBytes(content, place);
  return range === null ? [] : [{ path, range, message }];
}
