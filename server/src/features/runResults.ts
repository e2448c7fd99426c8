/** What the last runs found out of every function. */
import type { FunctionResult, ResultFinding } from "../protocol.ts";
import { LineIndex } from "../text.ts";
import { type KeptFinding, runOfRecord } from "../verification/recorded.ts";
import { standingOf } from "./anchors.ts";
import { lspRange } from "./positions.ts";
import { itemId, type ProjectView } from "./projectView.ts";

export const runResults = (view: ProjectView): FunctionResult[] =>
  view.catalogue.items.flatMap((item) => {
    const record = view.recorded(item);
    if (!record) return [];
    const { outcome, message, at, cost, findings } = record;
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
