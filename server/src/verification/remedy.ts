/** What helps against problems that are none of the code. */
import type { FindingCode } from "./findingCodes.ts";

/** One sentence for people; null when the message itself says all. */
export const remedyOf = (code: FindingCode): string | null => REMEDIES.get(code) ?? null;

const LESS_MEMORY =
  "Where memory is short, have fewer proofs checked at the same time (`jobs`), or only as many as fit (`memoryPerProof`).";

const REMEDIES: ReadonlyMap<FindingCode, string> = new Map([
  ["out-of-memory", LESS_MEMORY],
  ["killed", LESS_MEMORY],
]);
