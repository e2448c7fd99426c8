/** How many proofs are checked at the same time, so that their provers fit into the memory. */
import type { RunSettings } from "./planModel.ts";

/** This machine now. */
export interface Machine {
  /** What dune would use by itself. */
  readonly processors: number;
  /** MB that can be had without anything being written to disk. */
  readonly freeMemory: number;
}

export interface Jobs {
  /** Null leaves it to dune. */
  readonly jobs: number | null;
  /** For the log, one line: why it is not what would be without the memory; null when it is. */
  readonly note: string | null;
}

/** At least one, and at most what the settings or the processors allow. Of a machine elsewhere the memory is not known. */
export function jobsFor(
  { jobs, memoryPerProof, wrapper, paths }: RunSettings,
  { processors, freeMemory }: Machine,
): Jobs {
  if (memoryPerProof === null) return { jobs, note: null };
  const isHere = paths.length === 0 && (wrapper.kind === "none" || wrapper.kind === "prefix");
  if (!isHere) {
    const note =
      "How much memory is free where the proofs are checked is not known: only `jobs` limits them.";
    return { jobs, note };
  }
  const most = jobs ?? processors;
  const fitting = Math.floor(freeMemory / memoryPerProof);
  if (fitting >= most) return { jobs, note: null };
  const memory = `${gigabytes(freeMemory)} of memory are free, and a proof may need ${gigabytes(memoryPerProof)}`;
  const note =
    fitting < 1
      ? `One proof at a time, which may run out of memory: ${memory} (\`memoryPerProof\`).`
      : `${fitting} at the same time instead of ${most}: ${memory} (\`memoryPerProof\`).`;
  return { jobs: Math.max(1, fitting), note };
}

const gigabytes = (megabytes: number): string => `${(megabytes / 1024).toFixed(1)} GB`;
