/** How a status looks: told apart by its shape, also without colours. */
import type { Shape } from "../protocol.ts";
import type { Status } from "../verification/status.ts";

export const shapeOf = (status: Status): Shape => SHAPES[status];

/** The shape as a character, for places that show text only. */
export const glyphOf = (status: Status): string => GLYPHS[SHAPES[status]];

const SHAPES: Readonly<Record<Status, Shape>> = {
  "not annotated": "none",
  skipped: "none",
  only_spec: "trusted",
  trust_me: "trusted",
  "not generated": "absent",
  "no proof file yet": "absent",
  unproved: "open",
  admitted: "admitted",
  proved: "proved",
  failed: "failed",
  stale: "stale",
  "proof orphaned": "orphaned",
  unknown: "unknown",
};

const GLYPHS: Readonly<Record<Shape, string>> = {
  proved: "✔",
  failed: "✘",
  admitted: "◐",
  open: "○",
  absent: "◌",
  trusted: "△",
  stale: "↻",
  orphaned: "⚑",
  unknown: "?",
  none: "–",
};
