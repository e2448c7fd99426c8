/** Attributes that are given twice though only one counts. */
import type { AnnotatedItem, Annotation, Problem } from "../model.ts";
import type { Repetition } from "../row.ts";
import { useAt } from "../schema.ts";
import { type Check, nameRange, refused, suspicious } from "./context.ts";
import { refusal } from "./outcome.ts";
import { removal } from "./removal.ts";

export const repeatedAttribute: Check = (item, { file }) => {
  const names = new Set(item.annotations.map((annotation) => annotation.name));
  return [...names].flatMap((name) => {
    const same = item.annotations.filter((annotation) => annotation.name === name);
    const use = useAt(name, item.position);
    const [first, ...others] = same;
    if (!use || !first || others.length === 0) return [];
    const refusedPair = name === "field" ? fieldTypes(same) : undefined;
    if (refusedPair) return [repetitionRefused(refusedPair, first, item)];
    return (DESCRIBED[use.repeat]?.(same) ?? []).map(({ annotation, message }): Problem => {
      if (use.repeat === "refused" && annotation.read) return repetitionRefused(annotation, first, item);
      const fix = removal(annotation, file);
      const related = [
        {
          range: nameRange(annotation === first ? (others[0] ?? first) : first),
          message: "The other one is here.",
        },
      ];
      const safe = use.repeat === "pointless" && annotation.attribute.arguments.kind === "none";
      return {
        ...suspicious("repeated-attribute", nameRange(annotation), message, [{ ...fix, safe }]),
        unnecessary: use.repeat !== "concatenates",
        related,
      };
    });
  });
};

interface Unused {
  readonly annotation: Annotation;
  readonly message: string;
}

const DESCRIBED: Partial<Record<Repetition, (same: readonly Annotation[]) => Unused[]>> = {
  lastWins: (same) =>
    same.slice(0, -1).map((annotation) => ({
      annotation,
      message: `Another \`rr::${annotation.name}\` follows; RefinedRust uses the last one and silently drops this one.`,
    })),
  firstWins: (same) =>
    same.slice(1).map((annotation) => ({
      annotation,
      message: `RefinedRust uses the first \`rr::${annotation.name}\` and silently drops this one.`,
    })),
  concatenates: (same) =>
    same.slice(1).map((annotation) => ({
      annotation,
      message: `RefinedRust appends this \`rr::${annotation.name}\` to the first one, so the function gets too many refinements and the generated Rocq does not compile.`,
    })),
  pointless: (same) =>
    same
      .slice(1)
      .map((annotation) => ({ annotation, message: `A second \`rr::${annotation.name}\` changes nothing.` })),
  refused: (same) =>
    same
      .slice(1)
      .map((annotation) => ({ annotation, message: `Only one \`rr::${annotation.name}\` is allowed.` })),
};

/** `rr::field` is refused twice when both give a type; a second refinement alone replaces the first (parse_field_spec). */
function fieldTypes(same: readonly Annotation[]): Annotation | undefined {
  const typed = same.filter((a) => a.read && a.arguments?.kind === "field" && a.arguments.type);
  return typed[1];
}

function repetitionRefused(annotation: Annotation, first: Annotation, item: AnnotatedItem): Problem {
  const message = `\`rr::${annotation.name}\` is given twice. ${refusal(item.position)}`;
  const related = [{ range: nameRange(first), message: "The first one is here." }];
  return { ...refused("repeated-attribute", nameRange(annotation), message), related };
}
