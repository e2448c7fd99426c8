/** How the shapes of a status are drawn, in trees and in the gutter. */
import { ThemeColor, ThemeIcon, Uri } from "vscode";
import type { Shape } from "../../server/src/protocol.ts";

interface Drawing {
  /** An icon of VS Code. */
  readonly icon: string;
  readonly colour: string;
  /** A path in a square of 16 units, in a stroke of the colour below. */
  readonly path: string;
  readonly light: string;
  readonly dark: string;
}

const DRAWINGS: Readonly<Record<Shape, Drawing>> = {
  proved: drawing("pass", "testing.iconPassed", "M2.5 8.5l3.5 3.5 7.5-8", "#1a7f37", "#3fb950"),
  failed: drawing("error", "testing.iconFailed", "M3.5 3.5l9 9M12.5 3.5l-9 9", "#b3261e", "#f85149"),
  admitted: drawing(
    "color-mode",
    "charts.orange",
    `${circle(5.5)}M8 3v10M10 3.5v9M12 5v6`,
    "#9a5b00",
    "#e3a033",
  ),
  open: drawing("circle-large-outline", "charts.blue", circle(5), "#57606a", "#9da7b3"),
  absent: drawing(
    "circle-slash",
    "disabledForeground",
    "M8 3v1M8 12v1M3 8h1M12 8h1M4.5 4.5l.7.7M10.8 10.8l.7.7M11.5 4.5l-.7.7M5.2 10.8l-.7.7",
    "#57606a",
    "#9da7b3",
  ),
  trusted: drawing("shield", "charts.yellow", "M8 3L13.5 13h-11z", "#7a6400", "#d4b72f"),
  stale: drawing(
    "history",
    "charts.yellow",
    "M12.5 8a4.5 4.5 0 1 1-1.3-3.2M12.5 2.5v3h-3",
    "#7a6400",
    "#d4b72f",
  ),
  orphaned: drawing("debug-disconnect", "charts.red", "M4 14V3h8l-2 2.5 2 2.5H4", "#b3261e", "#f85149"),
  unknown: drawing(
    "question",
    "disabledForeground",
    "M5.5 6a2.5 2.5 0 1 1 3.3 2.3c-.6.3-.8.7-.8 1.5M8 12.5v.5",
    "#57606a",
    "#9da7b3",
  ),
  none: drawing("dash", "disabledForeground", "M4.5 8h7", "#57606a", "#9da7b3"),
};

export const SHAPES = Object.keys(DRAWINGS) as readonly Shape[];

export const iconOf = (shape: Shape): ThemeIcon => {
  const { icon, colour } = DRAWINGS[shape];
  return new ThemeIcon(icon, new ThemeColor(colour));
};

/** The picture for the gutter of a light or dark theme. */
export function gutterIconOf(shape: Shape, theme: "light" | "dark"): Uri {
  const { path, [theme]: colour } = DRAWINGS[shape];
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16" width="16" height="16"><path fill="none" stroke="${colour}" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round" d="${path}"/></svg>`;
  return Uri.parse(`data:image/svg+xml;base64,${Buffer.from(svg).toString("base64")}`);
}

function drawing(icon: string, colour: string, path: string, light: string, dark: string): Drawing {
  return { icon, colour, path, light, dark };
}

function circle(radius: number): string {
  return `M${8 - radius} 8a${radius} ${radius} 0 1 0 ${2 * radius} 0a${radius} ${radius} 0 1 0 ${-2 * radius} 0`;
}
