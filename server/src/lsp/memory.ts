/** Gives memory back after work that needed much of it for a moment. */
import { setTimeout as wait } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** V8 keeps its space for new objects while they were made at a high rate within the last 5 s (`ReduceNewSpaceSize` in heap.cc). */
const QUIET = 7_000;

/**
 * Collects all garbage after a while, which takes some ten milliseconds. By itself V8 keeps as much space for new objects
 * as the busiest moment wanted, 16 MB after a workspace was read, for as long as the server then has little to do.
 */
export async function collectGarbageLater(): Promise<void> {
  await wait(QUIET, undefined, { ref: false });
  setFlagsFromString("--expose-gc");
  const collect: unknown = runInNewContext("gc");
  if (typeof collect === "function") collect();
}
