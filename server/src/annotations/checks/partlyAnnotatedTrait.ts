/** Traits that RefinedRust leaves out because some of their functions have no attribute. */
import type { Item } from "../../syntax/model.ts";
import type { Problem } from "../model.ts";
import { functionsOf } from "../reading.ts";
import { type FileCheck, suspicious } from "./context.ts";

/** `Warning: not all of trait ..'s items are annotated, skipping` (register_traits in rr_frontend/translation/src/lib.rs). */
export const partlyAnnotatedTrait: FileCheck = ({ file }) =>
  file.items.flatMap((trait): Problem[] => {
    if (trait.kind !== "trait" || trait.inMacro) return [];
    const functions = functionsOf(trait, file);
    const bare = functions.filter((f) => f.attributes.length === 0);
    if (bare.length === 0 || (bare.length === functions.length && trait.attributes.length === 0)) return [];
    const names = bare.map((f) => `\`${f.name}\``).join(", ");
    const message = `RefinedRust leaves the trait \`${trait.name}\` out and never reads its attributes, because ${names} ${bare.length === 1 ? "has" : "have"} none. Give every function of the trait an attribute, at least \`rr::verify\`.`;
    const edits = bare.map((f) => insertion(f, file.hotword));
    const fix = { title: "Add `rr::verify` to the other functions", edits, safe: false };
    return [suspicious("partly-annotated-trait", trait.nameRange, message, [fix])];
  });

const insertion = (f: Item, hotword: string): { range: { start: number; end: number }; newText: string } => ({
  range: { start: f.range.start, end: f.range.start },
  newText: `#[${hotword}::verify] `,
});
