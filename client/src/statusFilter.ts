/** Which statuses a list shows, and how many of each there are. */
import type { ItemStatus, Shape } from "../../server/src/protocol.ts";

export interface Filter {
  readonly label: string;
  readonly meaning: string;
  readonly shapes: readonly Shape[];
}

export const FILTERS: readonly Filter[] = [
  {
    label: "Unproved",
    meaning: "no proof yet, or none that is known to hold",
    shapes: ["open", "absent", "failed", "stale", "unknown"],
  },
  { label: "Admitted", meaning: "the proof gives up somewhere", shapes: ["admitted"] },
  { label: "Trusted", meaning: "assumed without a proof", shapes: ["trusted"] },
  { label: "Orphaned", meaning: "a proof file without a use", shapes: ["orphaned"] },
];

/** Without a filter everything is shown. */
export const isShown = (shape: Shape, filters: readonly Filter[]): boolean =>
  filters.length === 0 || filters.some(({ shapes }) => shapes.includes(shape));

/** `3/12 proved, 1 admitted, 2 trusted`; what is skipped is no part of the 12. */
export function summaryOf(items: readonly ItemStatus[]): string {
  const count = (shape: Shape): number => items.filter((item) => item.shape === shape).length;
  const all = items.length - count("none");
  const further = [
    { n: count("admitted"), word: "admitted" },
    { n: count("trusted"), word: "trusted" },
    { n: count("failed"), word: "failed" },
  ].filter(({ n }) => n > 0);
  return [`${count("proved")}/${all} proved`, ...further.map(({ n, word }) => `${n} ${word}`)].join(", ");
}
