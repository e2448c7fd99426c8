/** `rr::params` and `rr::args` that only say what RefinedRust assumes anyway. */
import type { Argument } from "../../syntax/model.ts";
import type { TextEdit } from "../../text.ts";
import type { AnnotatedItem, Annotation, Binder, Fix, Refinement } from "../model.ts";
import { type Check, type CheckContext, nameRange, problem } from "./context.ts";
import { withLine } from "./removal.ts";

export const redundantExplicitArguments: Check = (item, context) => {
  const explicit = explicitArguments(item);
  if (!explicit) return [];
  const { annotation, pairs } = explicit;
  const same = pairs.every(
    ([refinement, argument]) =>
      argument.name !== null && isPlain(refinement) && refinement.value.value === argument.name.text,
  );
  const binders = parameterBinders(item);
  const named = pairs.map(([refinement]) =>
    binders.find(({ name }) => name.value === refinement.value.value),
  );
  if (!same || pairs.length === 0 || named.some((binder) => binder === undefined)) return [];
  const untyped = named.every((binder) => binder?.type === null);
  const message = untyped
    ? "`rr::args` and its `rr::params` say exactly what RefinedRust assumes without them."
    : "`rr::args` and its `rr::params` say what RefinedRust assumes without them; only the Rocq types are stated in addition.";
  const fixes: Fix[] = untyped
    ? [
        {
          title: "Remove the explicit parameters",
          edits: withoutArguments(annotation, item, context),
          safe: false,
        },
      ]
    : [];
  return [problem("hint", "lint", "redundant-explicit-arguments", nameRange(annotation), message, fixes)];
};

export interface Explicit {
  readonly annotation: Annotation;
  readonly pairs: readonly (readonly [Refinement, Argument])[];
}

/** The only `rr::args` of an item, when it has one refinement for every Rust parameter. */
export function explicitArguments(item: AnnotatedItem): Explicit | null {
  const all = item.annotations.filter(({ name, read }) => name === "args" && read);
  const [annotation] = all;
  const rust = item.item.signature?.arguments ?? [];
  if (all.length !== 1 || annotation?.arguments?.kind !== "refinements") return null;
  const given = annotation.arguments.refinements;
  const pairs = given.flatMap((refinement, index) => {
    const argument = rust[index];
    return argument ? [[refinement, argument] as const] : [];
  });
  return pairs.length === rust.length && given.length === rust.length ? { annotation, pairs } : null;
}

export const isPlain = ({ raw, type }: Refinement): boolean => !raw && type === null;

export const isMutable = ({ receiver, type }: Argument): boolean =>
  receiver === "mutable" || (type?.kind === "reference" && type.mutable);

const parameterBinders = (item: AnnotatedItem): Binder[] =>
  item.annotations.flatMap(({ name, arguments: given }) =>
    (name === "params" || name === "param") && given?.kind === "binders" ? given.binders : [],
  );

/** Edits that remove `rr::args`, and from `rr::params` the names that are bound anyway or listed in `superfluous`. */
export function withoutArguments(
  annotation: Annotation,
  item: AnnotatedItem,
  { file }: CheckContext,
  superfluous: ReadonlySet<string> = new Set(),
): TextEdit[] {
  const bound = new Set((item.item.signature?.arguments ?? []).map(({ name }) => name?.text));
  const edits: TextEdit[] = [{ range: withLine(annotation.attribute.range, file), newText: "" }];
  for (const { name, attribute, arguments: given } of item.annotations) {
    if ((name !== "params" && name !== "param") || given?.kind !== "binders") continue;
    const kept = given.binders.filter(({ name: { value } }) => !bound.has(value) && !superfluous.has(value));
    if (kept.length === given.binders.length) continue;
    const whole = attribute.arguments;
    if (kept.length === 0) edits.push({ range: withLine(attribute.range, file), newText: "" });
    else if (whole.kind === "delimited") {
      const content = { start: whole.range.start + 1, end: whole.range.end - 1 };
      const written = kept.map((b) => file.text.slice(b.name.outer.start, (b.type ?? b.name).outer.end));
      edits.push({ range: content, newText: written.join(", ") });
    }
  }
  return edits;
}
