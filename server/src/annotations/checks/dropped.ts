/** Attributes that are legal where they stand, and that RefinedRust drops there without a word. */

import type { Item } from "../../syntax/model.ts";
import type { Problem } from "../model.ts";
import { REAL_CLAUSES } from "../reading.ts";
import { useAt } from "../schema.ts";
import { type Check, nameRange, problem, suspicious } from "./context.ts";
import { removal } from "./removal.ts";

/** Looked for by their presence, so that they count without a clause. */
const PRESENCE: ReadonlySet<string> = new Set([
  "verify",
  "default_spec",
  "only_spec",
  "trust_me",
  "skip",
  "ignore",
  "shim",
  "code_shim",
  "export_as",
]);

export const droppedAttribute: Check = (item, { file }) => {
  if (item.position !== "traitImplFunction" || item.parsed) return [];
  if (item.mode === "skip" || item.mode === "shim" || item.mode === "ignore") return [];
  return item.annotations
    .filter(
      ({ name }) =>
        useAt(name, item.position) && !PRESENCE.has(name) && !REAL_CLAUSES.some((c) => c === name),
    )
    .map((annotation): Problem => {
      const message = `RefinedRust never reads \`rr::${annotation.name}\`: a method of a trait impl without \`requires\`, \`ensures\`, \`returns\`, \`observe\`, \`params\` or \`args\` takes over the trait's specification.`;
      return {
        ...suspicious("dropped-attribute", nameRange(annotation), message, [removal(annotation, file)]),
        unnecessary: true,
      };
    });
};

/** Any attribute on a trait impl switches its methods on; on an inherent impl none does. */
export const verifyOnImpl: Check = (item, { file }) => {
  if (item.position !== "impl" || item.mode === "skip") return [];
  const bare = item.item.children
    .flatMap((index) => file.items[index] ?? [])
    .filter((child) => child.kind === "function" && child.attributes.length === 0);
  return item.annotations
    .filter(({ name }) => name === "verify")
    .map((annotation): Problem => {
      const fixes = [moveTo(bare, annotation, file.hotword), removal(annotation, file)];
      const left = bare.map(({ name }) => `\`${name}\``).join(", ");
      const message =
        bare.length > 0
          ? `On an inherent \`impl\` \`rr::verify\` switches nothing on: RefinedRust silently leaves ${left} out. Write it on the methods.`
          : "On an inherent `impl` `rr::verify` has no effect; its methods have attributes of their own.";
      return problem(
        bare.length > 0 ? "warning" : "information",
        "lint",
        "verify-on-impl",
        nameRange(annotation),
        message,
        bare.length > 0 ? fixes : fixes.slice(1),
      );
    });
};

const moveTo = (methods: readonly Item[], annotation: Parameters<typeof removal>[0], hotword: string) => ({
  title: "Write `rr::verify` on the methods instead",
  edits: [
    { range: annotation.attribute.range, newText: "" },
    ...methods.map(({ range: { start } }) => ({
      range: { start, end: start },
      newText: `#[${hotword}::verify] `,
    })),
  ],
  safe: false,
});
