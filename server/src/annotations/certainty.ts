/** How sure a refusal can be on code that a macro may change or a configuration may leave out. */
import type { Item, RustFile } from "../syntax/model.ts";
import type { Problem } from "./model.ts";
import { parentOf } from "./position.ts";

/** An error of the frontend or rustc becomes a lint warning when the item, or one around it, is in a macro or has a `cfg`. */
export function asCertainAs(item: Item, problem: Problem, file: RustFile): Problem {
  if (problem.severity !== "error" || (problem.origin !== "frontend" && problem.origin !== "rustc"))
    return problem;
  return isCertain(item, file) ? problem : unsure(problem);
}

function isCertain(item: Item, file: RustFile): boolean {
  for (let at: Item | null = item; at; at = parentOf(at, file)) {
    if (at.kind === "file") return true;
    if (at.inMacro || at.foreign.some((a) => a.path === "cfg" || a.path === "cfg_attr")) return false;
  }
  return true;
}

const unsure = (problem: Problem): Problem => ({
  ...problem,
  severity: "warning",
  origin: "lint",
  message: `${problem.message} This code depends on a macro or a \`cfg\`, so it may turn out otherwise.`,
});
