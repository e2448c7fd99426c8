/** Parameters that a specification takes for mutable references although they are plain values. */
import type { Argument, RustType } from "../../syntax/model.ts";
import type { AnnotatedItem, Annotation, Fix, Problem } from "../model.ts";
import { boundIn } from "../rocqNames.ts";
import { tokensOf } from "../textTokens.ts";
import { type Check, problem } from "./context.ts";

/** `.cur` and `.ghost` are the components of a pair, which numbers, characters and booleans are not. */
export const notAMutableReference: Check = (item) => {
  if (!item.parsed || item.annotations.some(({ name }) => name === "args")) return [];
  const plain = (item.item.signature?.arguments ?? [])
    .filter(isPlainValue)
    .flatMap(({ name }) => name?.text ?? []);
  return plain.flatMap((name) => clauses(item).flatMap((annotation) => projections(name, annotation)));
};

const SCALAR = /^(?:[iu](?:8|16|32|64|128|size)|bool|char)$/;

const isPlainValue = ({ type }: Argument): boolean => type !== null && isScalar(type);

const isScalar = (type: RustType): boolean =>
  type.kind === "reference" ? !type.mutable && isScalar(type.target) : SCALAR.test(type.text);

const clauses = ({ annotations }: AnnotatedItem): Annotation[] =>
  annotations.filter(({ read, arguments: given }) => read && given !== null && given.kind !== "binders");

function projections(name: string, { texts }: Annotation): Problem[] {
  return texts.flatMap((text) => {
    if (!text.value.includes(`${name}.`)) return [];
    const tokens = tokensOf(text);
    if (boundIn(tokens).has(name)) return [];
    return tokens.flatMap((token, index): Problem[] => {
      const [dot, field] = tokens.slice(index + 1, index + 3);
      const own = token.kind === "identifier" && token.text === name && tokens[index - 1]?.text !== ".";
      if (!own || dot?.text !== "." || (field?.text !== "cur" && field?.text !== "ghost")) return [];
      const range = { start: token.range.start, end: field.range.end };
      const message = `\`${name}\` is no mutable reference: its refinement is the plain value, which has no \`.${field.text}\`. Rocq refuses the generated file.`;
      const fix: Fix = {
        title: `Change to \`${name}\``,
        edits: [{ range: { start: dot.range.start, end: field.range.end }, newText: "" }],
        safe: true,
      };
      return [
        problem(
          "error",
          "rocq",
          "not-a-mutable-reference",
          range,
          message,
          field.text === "cur" ? [fix] : [],
        ),
      ];
    });
  });
}
