/** What proofs cost, in words. */
import type { FunctionResult } from "../../server/src/protocol.ts";

/** Changes of less than this share of the time, or of less than these seconds, are noise. */
const SHARE = 0.1;
const LEAST = 0.2;

/** `0.4 s`, `12 s`, `3 min 05 s`. */
export function secondsText(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, "0")} s`;
}

/** `3.2 s (+0.9 s)`; empty where the time is not known. */
export function costText({ seconds, secondsBefore }: FunctionResult): string {
  if (seconds === null) return "";
  const change = secondsBefore === null ? 0 : seconds - secondsBefore;
  const isNoise = Math.abs(change) < Math.max(LEAST, SHARE * (secondsBefore ?? 0));
  return isNoise
    ? secondsText(seconds)
    : `${secondsText(seconds)} (${change < 0 ? "−" : "+"}${secondsText(Math.abs(change))})`;
}

/** For a tooltip: the time, that of the run before, the steps, and when it was. */
export function costDetails({ seconds, secondsBefore, steps, at, isStale }: FunctionResult): string {
  const parts = [
    ...(seconds === null ? [] : [`The proof took ${secondsText(seconds)}`]),
    ...(secondsBefore === null ? [] : [`${secondsText(secondsBefore)} the time before`]),
    ...(steps === null ? [] : [`${steps} steps of the automation`]),
    `as of ${new Date(at).toLocaleString()}${isStale ? ", before what changed since" : ""}`,
  ];
  return `${parts.join("; ")}.`;
}
