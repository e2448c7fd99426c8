/** Names that an annotation binds: they must be Rocq identifiers, and hypotheses should not share one. */
import type { AnnotatedItem, Annotation, Problem, Text } from "../model.ts";
import { isRocqName } from "../rocqNames.ts";
import { type Check, problem, suspicious } from "./context.ts";

export const invalidRocqName: Check = (item) =>
  item.annotations
    .filter(({ read }) => read)
    .flatMap((annotation) => [
      ...boundNames(annotation).filter(isInvalid).map(invalidBinder),
      ...annotation.texts
        .filter((text) => text.role === "hypothesis" && isInvalid(text))
        .map(invalidHypothesis),
    ]);

const isInvalid = ({ value }: Text): boolean => !isRocqName(value);

function boundNames({ arguments: given }: Annotation): Text[] {
  if (given?.kind === "binders") return given.binders.map(({ name }) => name);
  if (given?.kind === "loopVariables")
    return given.variables.filter(({ refinement }) => refinement === null).map(({ local }) => local);
  if (given?.kind === "traitAttribute" || given?.kind === "instantiation") return [given.name];
  return [];
}

function invalidBinder(name: Text): Problem {
  const message = `\`${name.value}\` is no Rocq identifier; RefinedRust prints it as a name all the same, and the generated file does not compile.`;
  return problem("error", "rocq", "invalid-rocq-name", name.range, message);
}

function invalidHypothesis(name: Text): Problem {
  const message = `\`${name.value}\` is no Rocq identifier, so the hypothesis cannot be called that in proofs.`;
  return suspicious("invalid-rocq-name", name.range, message);
}

/** Without `rr::args` every Rust parameter is bound under its own name, a Rocq keyword or not (add_default_spec). */
export const parameterNamedAsKeyword: Check = ({ item, annotations, parsed }) => {
  if (!parsed || annotations.some(({ name }) => name === "args")) return [];
  return (item.signature?.arguments ?? []).flatMap(({ name }): Problem[] => {
    if (!name || isRocqName(name.text)) return [];
    const message = `\`${name.text}\` is a keyword of Rocq. RefinedRust binds the parameter under this name, and the generated file does not compile. Rename it, or name it with \`rr::params\` and \`rr::args\`.`;
    return [problem("error", "rocq", "invalid-rocq-name", name.range, message)];
  });
};

/** Preconditions become hypotheses of the proof, postconditions those of the callers. */
export const repeatedHypothesisName: Check = (item) => {
  const seen = new Map<string, Text>();
  return hypotheses(item).flatMap(({ group, name }): Problem[] => {
    const key = `${group} ${name.value}`;
    const first = seen.get(key);
    seen.set(key, first ?? name);
    if (!first) return [];
    const message = `Another clause is called \`${name.value}\` already: in proofs one of the two hypotheses gets a different name.`;
    const related = [{ range: first.range, message: "The first one is here." }];
    return [{ ...suspicious("repeated-hypothesis-name", name.range, message), related }];
  });
};

const hypotheses = (item: AnnotatedItem): { group: string; name: Text }[] =>
  item.annotations.flatMap(({ name: group, read, arguments: given }) =>
    read && given?.kind === "proposition" && given.proposition.kind === "pure" && given.proposition.name
      ? [{ group: group === "inv" ? "invariant" : group, name: given.proposition.name }]
      : [],
  );
