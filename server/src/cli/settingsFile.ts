/** A JSON file of settings that the command line names. */
import { read } from "../disk/node.ts";

/** Its object, or why there is none, in one line. */
export function settingsFile(path: string): Readonly<Record<string, unknown>> | string {
  const found = read(path);
  if ("failure" in found) return `${path}: ${found.failure}`;
  try {
    const value: unknown = JSON.parse(found.content.toString("utf8"));
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return { ...value };
    return `${path}: not a JSON object`;
  } catch (error) {
    return `${path}: ${error instanceof Error ? error.message : String(error)}`;
  }
}
