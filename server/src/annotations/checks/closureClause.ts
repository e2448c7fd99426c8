/** Clauses that a closure cannot have: assumptions at link time and on trait attributes. */
import type { Problem } from "../model.ts";
import { type Check, nameRange, refused } from "./context.ts";
import { refusal } from "./outcome.ts";

/** Only `requires` is tested; in `ensures` both are accepted and turned into `True` (handle_common_attributes). */
export const closureClause: Check = (item) => {
  if (item.position !== "closure" || !item.parsed) return [];
  return item.annotations.flatMap((annotation): Problem[] => {
    if (annotation.name !== "requires" || annotation.arguments?.kind !== "proposition") return [];
    const { kind } = annotation.arguments.proposition;
    if (kind !== "linktime" && kind !== "trait") return [];
    const what = kind === "linktime" ? "Link-time assumptions" : "Assumptions on trait attributes";
    const message = `${what} are not allowed on closures. ${refusal(item.position)}`;
    return [refused("closure-clause", annotation.flags[0]?.range ?? nameRange(annotation), message)];
  });
};
