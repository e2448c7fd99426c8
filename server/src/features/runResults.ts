/** What the last runs found out of every function. */
import type { CatalogueItem } from "../project/catalogueModel.ts";
import type { FunctionResult, ResultFinding } from "../protocol.ts";
import { LineIndex } from "../text.ts";
import { statusOfItem } from "../verification/collect.ts";
import { type KeptFinding, type RecordedRun, runOfRecord } from "../verification/recorded.ts";
import { standingOf } from "./anchors.ts";
import { readingOnce } from "./placing.ts";
import { lspRange } from "./positions.ts";
import { itemId, type ProjectView } from "./projectView.ts";

export function runResults(project: ProjectView): FunctionResult[] {
  const view = readingOnce(project);
  return view.catalogue.items.flatMap((item) => {
    const record = view.recorded(item);
    if (!record) return [];
    const { at, cost, findings } = record;
    const { outcome, message } = conclusionOf(record, item, view);
    const name = item.module === "" ? item.path : item.path.replace(`${item.module}::`, "");
    return [
      {
        id: itemId(item),
        crate: item.crate.name,
        module: item.module,
        name,
        outcome,
        message,
        isStale: runOfRecord(record, item, view.catalogue).changed.length > 0,
        at,
        seconds: cost.seconds,
        secondsBefore: cost.before,
        steps: cost.steps,
        findings: outcome === "proved" ? [] : standing(findings, view),
      },
    ];
  });
}

/** What dune compiles is no proof when it was given up in the middle. */
function conclusionOf(
  { outcome, message }: RecordedRun,
  item: CatalogueItem,
  view: ProjectView,
): Pick<FunctionResult, "outcome" | "message"> {
  const verdict = outcome === "proved" ? statusOfItem(item, view.catalogue, view) : null;
  return verdict?.status === "admitted"
    ? { outcome: "admitted", message: verdict.reason }
    : { outcome, message };
}

/** More of one function nobody reads. */
const MOST = 20;

function standing(findings: readonly KeptFinding[], view: ProjectView): ResultFinding[] {
  const told = findings.filter(({ severity }) => severity !== "information");
  const errorsFirst = [
    ...told.filter(({ severity }) => severity === "error"),
    ...told.filter(({ severity }) => severity !== "error"),
  ];
  return errorsFirst.slice(0, MOST).flatMap((finding) => {
    const range = standingOf(finding, view)?.range;
    const text = range && view.text(finding.file);
    if (!range || text == null) return [];
    const place = { uri: view.uri(finding.file), range: lspRange(new LineIndex(text), range) };
    return [{ message: finding.message, place }];
  });
}
