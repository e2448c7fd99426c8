/** How far a run is, counted in what it was planned to do. */
import type { OutputItem } from "./output.ts";

export interface RunProgress {
  /** Modules that the step was planned to compile, by name without folder and `.v`; empty when that is not known. */
  readonly planned: ReadonlySet<string>;
  /** Those of them that have come to an end. */
  readonly done: ReadonlySet<string>;
  /** How many of those failed. */
  readonly failed: number;
  /** Functions that RefinedRust has translated or left out. */
  readonly translated: number;
  /** What was last said to be done; null before anything was. */
  readonly last: string | null;
}

export const startProgress = (planned: Iterable<string>): RunProgress => ({
  planned: new Set(planned),
  done: new Set(),
  failed: 0,
  translated: 0,
  last: null,
});

/** Modules that were not planned, such as what the planned ones need, are named but not counted. */
export function advanceProgress(progress: RunProgress, items: readonly OutputItem[]): RunProgress {
  let { failed, translated, last } = progress;
  const done = new Set(progress.done);
  for (const item of items) {
    if (item.kind === "action" && item.file !== null) {
      last = moduleOf(item.file);
      if (!progress.planned.has(last) || done.has(last)) continue;
      done.add(last);
      if (item.failure !== null) failed++;
    } else if (item.kind === "frontend" && item.message.subject !== null) {
      if (item.message.kind !== "translated" && item.message.kind !== "skipped") continue;
      translated++;
      last = item.message.subject;
    }
  }
  return { planned: progress.planned, done, failed, translated, last };
}

/** From 0 to 100; null when there is nothing to count. */
export const percentage = ({ planned, done }: RunProgress): number | null =>
  planned.size === 0 ? null : Math.floor((100 * done.size) / planned.size);

/** `a/b/proof_F.v` is the module `proof_F`. */
export const moduleOf = (file: string): string => file.replace(/^.*[\\/]/s, "").replace(/\.v$/, "");
