/** What the last runs found out of every function. */
import type { CatalogueItem } from "../project/catalogueModel.ts";
import type { FunctionResult, ResultFinding } from "../protocol.ts";
import { LineIndex } from "../text.ts";
import { statusOfItem } from "../verification/collect.ts";
import { type KeptFinding, type RecordedRun, runOfRecord } from "../verification/recorded.ts";
import type { Verdict } from "../verification/status.ts";
import { standingOf } from "./anchors.ts";
import { readingOnce } from "./placing.ts";
import { lspRange } from "./positions.ts";
import { itemId, type ProjectView } from "./projectView.ts";
import { shortName } from "./shortName.ts";

export function runResults(project: ProjectView): FunctionResult[] {
  const view = readingOnce(project);
  return view.catalogue.items.flatMap((item) => {
    const record = view.recorded(item);
    if (!record) return [];
    const { at, cost, findings } = record;
    const isStale = runOfRecord(record, item, view.catalogue).changed.length > 0;
    const { outcome, message } = conclusionOf(record, isStale ? null : provesNothing(item, view));
    return [
      {
        id: itemId(item),
        crate: item.crate.name,
        module: item.module,
        name: shortName(item),
        outcome,
        message,
        isStale,
        at,
        seconds: cost.seconds,
        secondsBefore: cost.before,
        steps: cost.steps,
        findings: outcome === "proved" ? [] : standing(findings, view),
      },
    ];
  });
}

/** Why a proof that dune compiles is none: it was given up, or the file states another lemma; else null. */
export function provesNothing(item: CatalogueItem, view: ProjectView): Verdict | null {
  const verdict = statusOfItem(item, view.catalogue, view);
  return verdict?.status === "admitted" || verdict?.status === "unproved" ? verdict : null;
}

function conclusionOf(
  { outcome, message }: RecordedRun,
  nothing: Verdict | null,
): Pick<FunctionResult, "outcome" | "message"> {
  if (outcome !== "proved" || nothing === null) return { outcome, message };
  return { outcome: nothing.status === "admitted" ? "admitted" : "failed", message: nothing.reason };
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
