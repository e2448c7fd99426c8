/** Attributes of older dialects, and names that people write although RefinedRust never had them. */
import type { Problem } from "../model.ts";
import { rowNamed, useAt } from "../schema.ts";
import { type Check, nameRange, refused, suspicious } from "./context.ts";
import { refusal } from "./outcome.ts";
import { refusesUnknown } from "./refusal.ts";
import { removal } from "./removal.ts";

export const retiredAttribute: Check = (item, { file }) =>
  item.annotations.flatMap((annotation): Problem[] => {
    const retired = rowNamed(annotation.name)?.removed;
    if (!retired?.on.includes(item.position) || useAt(annotation.name, item.position)) return [];
    const code = retired.kind === "removed" ? "removed-attribute" : "not-implemented-attribute";
    // `capture` is the one old name that its parser still lets pass.
    const refuses = annotation.name !== "capture" && refusesUnknown(item, file);
    const subject = `\`rr::${annotation.name}\` ${retired.kind === "removed" ? "belongs to an older RefinedRust" : "was never implemented"}.`;
    const reason = item.parsed || item.unparsedReason === null ? "" : `, because ${item.unparsedReason}`;
    const effect = refuses ? refusal(item.position) : `RefinedRust ignores it silently${reason}.`;
    const message = `${subject} ${effect} ${retired.advice}`;
    const make = refuses ? refused : suspicious;
    return [make(code, nameRange(annotation), message, [removal(annotation, file)])];
  });
