/** How a run ended, in one sentence and in numbers. */
import type { CatalogueItem } from "../project/catalogueModel.ts";
import type { RunResult } from "../protocol.ts";
import type { Verification } from "../runner/verify.ts";
import { isSuccess } from "../verification/outcome.ts";
import type { Verdict } from "../verification/status.ts";

/** @param provesNothing Why what dune compiled for an item is no proof; null for a proof. */
export function resultOf(
  { conclusions, outcome, heldBy, problems, seconds, steps }: Verification,
  idOf: (item: CatalogueItem) => string,
  provesNothing: (item: CatalogueItem) => Verdict | null,
): RunResult {
  const compiled = conclusions.filter((each) => each.outcome === "proved");
  const verdicts = compiled.flatMap(({ item }) => provesNothing(item) ?? []);
  const admitted = verdicts.filter(({ status }) => status === "admitted").length;
  const count = (...kinds: readonly string[]): number =>
    conclusions.filter((each) => kinds.includes(each.outcome)).length;
  const functions = {
    proved: compiled.length - verdicts.length,
    failed: count("failed", "omitted") + verdicts.length - admitted,
    open: count("unchecked"),
  };
  const items = conclusions.flatMap((each) => (each.outcome === "unchecked" ? [] : idOf(each.item)));
  const result = (kind: RunResult["kind"], message: string): RunResult => ({
    kind,
    message,
    seconds,
    functions,
    items,
  });
  if (heldBy) {
    return result("refused", `Another run is at work on this project (process ${heldBy.pid}).`);
  }
  if (steps.length === 0) return result("refused", problems[0]?.message ?? "There is nothing to verify here");
  if (outcome.kind === "cancelled") return result("cancelled", "The run was cancelled.");
  const errors = steps.flatMap(({ placed }) => placed.filter(({ severity }) => severity === "error"));
  const { failed, open, proved } = functions;
  if (isSuccess(outcome) && failed + open + errors.length === 0) {
    const through = proved === 0 ? "Nothing failed" : `${plural(proved)} went through`;
    return result("proved", `${through}${admitted > 0 ? `; ${plural(admitted)} admitted` : ""}.`);
  }
  const general = errors.find(({ precision }) => precision === "crate");
  const parts = [
    ...(failed > 0 ? [`${plural(failed)} failed`] : []),
    ...(open > 0 ? [`${plural(open)} came to no result`] : []),
    ...(general ? [general.message] : []),
    ...problems.map(({ message }) => message),
  ];
  return result(
    "failed",
    `${parts.length > 0 ? parts.join("; ") : (errors[0]?.message ?? "The run failed")}.`,
  );
}

const plural = (count: number): string => `${count} function${count === 1 ? "" : "s"}`;
