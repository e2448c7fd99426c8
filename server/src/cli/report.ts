/** The ways to print what a check found. */
import { githubReport } from "./githubReport.ts";
import { jsonReport } from "./jsonReport.ts";
import type { Report } from "./result.ts";
import { textReport } from "./textReport.ts";

export const FORMATS = {
  text: textReport,
  json: jsonReport,
  github: githubReport,
} as const satisfies Record<string, Report>;

export type Format = keyof typeof FORMATS;
