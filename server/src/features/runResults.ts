/** What the last runs found out of every function. */
import type { FunctionResult } from "../protocol.ts";
import { runOfRecord } from "../verification/recorded.ts";
import { itemId, type ProjectView } from "./projectView.ts";

export const runResults = (view: ProjectView): FunctionResult[] =>
  view.catalogue.items.flatMap((item) => {
    const record = view.recorded(item);
    if (!record) return [];
    const { outcome, message, at, cost } = record;
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
      },
    ];
  });
