/** Specification attributes that are declared or instantiated twice, and traits that mix both ways of declaring them. */
import type { Annotation, Problem, Text } from "../model.ts";
import { type Check, nameRange, refused } from "./context.ts";
import { refusal } from "./outcome.ts";

/** `attribute A has been declared (instantiated) multiple times`: a string and an identifier of one spelling are the same name. */
export const repeatedSpecificationAttribute: Check = (item) => {
  const seen = new Map<string, Text>();
  return item.annotations.flatMap((annotation): Problem[] => {
    const name = annotation.read ? specifiedName(annotation) : null;
    if (!name) return [];
    const earlier = seen.get(name.value);
    seen.set(name.value, earlier ?? name);
    if (!earlier) return [];
    const verb = annotation.name === "exists" ? "declared" : "instantiated";
    const message = `The specification attribute \`${name.value}\` is ${verb} twice. ${refusal(item.position)}`;
    const related = [{ range: earlier.range, message: "The first one is here." }];
    return [{ ...refused("repeated-attribute", name.outer, message), related }];
  });
};

const specifiedName = ({ arguments: parsed }: Annotation): Text | null =>
  parsed?.kind === "traitAttribute" || parsed?.kind === "instantiation" ? parsed.name : null;

/** `rr::external_attrs` and `rr::exists` exclude each other; a registered trait has no associated constants. */
export const traitConflict: Check = (item, { file }) => {
  if (item.position !== "trait" || !item.parsed) return [];
  const clauses = item.annotations.filter((a) => a.name === "external_attrs" || a.name === "exists");
  const [first] = clauses;
  const second = clauses.find((a) => a.name !== first?.name);
  const problems: Problem[] = [];
  if (first && second) {
    const message = `\`rr::${second.name}\` cannot be combined with \`rr::${first.name}\`: the attributes of a trait are declared either here or by hand. ${refusal("trait")}`;
    problems.push(refused("trait-conflict", nameRange(second), message));
  }
  return problems.concat(item.item.children.flatMap((index) => constantProblem(file.items[index])));
};

function constantProblem(child: { kind: string; nameRange: Problem["range"] } | undefined): Problem[] {
  if (child?.kind !== "const") return [];
  const message = `RefinedRust does not support associated constants in a trait that it registers. ${refusal("trait")}`;
  return [refused("trait-conflict", child.nameRange, message)];
}
