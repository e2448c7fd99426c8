/** Specification attributes of a trait whose order in the generated record does not suit their dependencies. */
import { expand } from "../escapes.ts";
import type { Problem } from "../model.ts";
import { scopeOf } from "../scope.ts";
import { type Check, problem } from "./context.ts";

/** The record lists its fields by name, and a field may mention only those before it (BTreeMap in parse_trait_attrs). */
export const traitAttributeOrder: Check = (item, context) => {
  if (item.position !== "trait" || !item.parsed) return [];
  const declared = item.annotations.flatMap((annotation) =>
    annotation.name === "exists" && annotation.arguments?.kind === "traitAttribute"
      ? [{ annotation, ...annotation.arguments }]
      : [],
  );
  const names = new Set(declared.map(({ name }) => name.value));
  return declared.flatMap(({ annotation, name, type }) => {
    if (!type.value.includes("{")) return [];
    const { escapes } = expand(type, scopeOf(item, annotation, context).lookup);
    return escapes.flatMap(({ kind, path, range, outcome }): Problem[] => {
      const [mentioned = ""] = path;
      if (kind !== "name" || path.length > 1 || outcome !== "resolved" || !names.has(mentioned)) return [];
      if (comesBefore(mentioned, name.value)) return [];
      const why =
        mentioned === name.value
          ? `\`${mentioned}\` mentions itself in its own type`
          : `\`${name.value}\` comes before \`${mentioned}\` in the alphabet, and the generated record lists its fields in that order`;
      const message = `${why}: Rocq does not find \`${mentioned}\` there. ${mentioned === name.value ? "Mention only attributes declared above." : "Rename one of the two."}`;
      return [problem("warning", "rocq", "trait-attribute-order", range, message)];
    });
  });
};

/** The order of Rust's strings: by bytes of UTF-8, which is the order of code points. */
function comesBefore(a: string, b: string): boolean {
  const left = [...a];
  const right = [...b];
  const at = left.findIndex((character, index) => character !== right[index]);
  if (at < 0) return left.length < right.length;
  return (left[at]?.codePointAt(0) ?? 0) < (right[at]?.codePointAt(0) ?? -1);
}
