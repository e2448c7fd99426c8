/** What helps against problems that are none of the code. */
import type { FindingCode } from "./findingCodes.ts";

/** One sentence for people; null when the message itself says all. */
export const remedyOf = (code: FindingCode): string | null => REMEDIES.get(code) ?? null;

const LESS_MEMORY =
  "Where memory is short, have fewer proofs checked at the same time (`jobs`), or only as many as fit (`memoryPerProof`).";

const CHECK_INSTALLATION =
  "`RefinedRust: Check Installation` (`rr-tools doctor`) says what is missing and how to get it.";

const REMEDIES: ReadonlyMap<FindingCode, string> = new Map([
  ["tool-not-found", CHECK_INSTALLATION],
  ["library-not-found", CHECK_INSTALLATION],
  [
    "lock-held",
    "Run again once the other build has ended; with folders of its own (`targetDirectory`, `buildDirectory`) a run waits for nobody.",
  ],
  ["out-of-memory", LESS_MEMORY],
  ["killed", LESS_MEMORY],
]);
