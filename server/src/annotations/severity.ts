/** Severities as settings and command lines spell them. */
import type { Severity } from "./model.ts";

export const isSeverity = (value: unknown): value is Severity | "off" =>
  value === "error" || value === "warning" || value === "information" || value === "hint" || value === "off";
