/** Gives memory back after work that needed much of it for a moment. */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/**
 * Collects all garbage, which takes some ten milliseconds. By itself V8 keeps as much space for new objects as the busiest
 * moment wanted, here 16 MB after the workspace was read, for as long as the server then has little to do.
 */
export function collectGarbage(): void {
  setFlagsFromString("--expose-gc");
  const collect: unknown = runInNewContext("gc");
  if (typeof collect === "function") collect();
}
