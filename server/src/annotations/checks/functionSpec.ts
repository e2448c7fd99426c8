/** Arguments and names of a function's specification that the frontend counts and looks up (verbose_function_spec_parser.rs). */
import type { Argument, Item } from "../../syntax/model.ts";
import type { TextRange } from "../../text.ts";
import type { AnnotatedItem, Annotation, Binder, Fix, Problem } from "../model.ts";
import { type Check, nameRange, refused } from "./context.ts";
import { refusal } from "./outcome.ts";

/** `rr::args` must have one refinement per Rust argument; closure captures do not count, `self` does. */
export const argumentCount: Check = (item) => {
  const signature = item.item.signature;
  if (!signature || !item.parsed) return [];
  const count = signature.arguments.length;
  return item.annotations.flatMap((annotation): Problem[] => {
    const given =
      annotation.name === "args" && annotation.arguments?.kind === "refinements"
        ? annotation.arguments.refinements
        : null;
    if (!given || given.length === count) return [];
    const message = `\`rr::args\` gives ${given.length} refinement${given.length === 1 ? "" : "s"}, but the ${item.item.kind} has ${count} argument${count === 1 ? "" : "s"}${signature.arguments.some((a) => a.receiver) ? " (`self` included)" : ""}. ${refusal(item.position)}`;
    const whole = annotation.attribute.arguments;
    const range = whole.kind === "delimited" ? whole.range : nameRange(annotation);
    const related = [{ range: signature.range, message: "The arguments are declared here." }];
    return [{ ...refused("wrong-number-of-args", range, message), related }];
  });
};

/** An identifier without quotes in `rr::args` must be declared by an earlier `rr::params` (add_param_type_annot). */
export const undeclaredArgumentName: Check = (item) => {
  if (!item.parsed) return [];
  const declared = new Set<string>();
  const problems: Problem[] = [];
  for (const annotation of item.annotations) {
    for (const binder of parametersOf(annotation)) declared.add(binder.name.value);
    if (annotation.name !== "args" || annotation.arguments?.kind !== "refinements") continue;
    for (const { value, type } of annotation.arguments.refinements) {
      if (value.source !== "identifier" || type || declared.has(value.value)) continue;
      const message = `No earlier \`rr::params\` declares \`${value.value}\`. RefinedRust looks a name without quotes up. ${refusal(item.position)} Declare it before, or write it in quotes if it is a Rocq term.`;
      problems.push(
        refused("undeclared-argument-name", value.range, message, [
          declaration(annotation, value.value),
          quotes(value.range, value.value),
        ]),
      );
    }
  }
  return problems;
};

const declaration = (annotation: Annotation, name: string): Fix => ({
  title: `Declare \`${name}\` with \`rr::params\` before`,
  edits: [
    {
      range: { start: annotation.attribute.range.start, end: annotation.attribute.range.start },
      newText: `#[${annotation.attribute.path[0]?.text ?? "rr"}::params("${name}")] `,
    },
  ],
  safe: false,
});

const quotes = (range: TextRange, name: string): Fix => ({
  title: "Put it in quotes",
  edits: [{ range, newText: `"${name}"` }],
  safe: false,
});

const parametersOf = (annotation: Annotation): readonly Binder[] =>
  (annotation.name === "params" || annotation.name === "param") && annotation.arguments?.kind === "binders"
    ? annotation.arguments.binders
    : [];

interface Bound {
  readonly name: string;
  readonly range: TextRange | null;
  readonly what: string;
}

/**
 * No two parameters may have one name, and no existential that of a parameter; two equal existentials pass unnoticed
 * (add_param and add_existential in radium/src/specs/functions.rs). Implicit names come after the explicit ones.
 */
export const nameAlreadyBound: Check = (item) => {
  const signature = item.item.signature;
  if (!signature || !item.parsed || item.position === "loop") return [];
  const parameters: Bound[] = [...captureNames(item.item)];
  for (const annotation of item.annotations) {
    for (const binder of parametersOf(annotation))
      parameters.push({ name: binder.name.value, range: binder.name.outer, what: "a parameter" });
  }
  if (!item.annotations.some((a) => a.name === "args" && a.arguments))
    parameters.push(...implicitNames(signature.arguments, item));
  return [...collisions(parameters, item), ...existentialCollisions(parameters, item)];
};

function collisions(parameters: readonly Bound[], item: AnnotatedItem): Problem[] {
  const seen = new Map<string, Bound>();
  const problems: Problem[] = [];
  for (const bound of parameters) {
    const earlier = seen.get(bound.name);
    if (!earlier) {
      seen.set(bound.name, bound);
      continue;
    }
    const range = bound.range ?? earlier.range ?? item.item.nameRange;
    const explicit = bound.range !== null || earlier.range !== null;
    const why = explicit
      ? `\`${bound.name}\` is already bound by ${earlier.range === null ? earlier.what : bound.range === null ? bound.what : "an earlier parameter"}.`
      : `Two arguments get the name \`${bound.name}\`; give them names of their own, or write \`rr::args\`.`;
    problems.push(alreadyBound(range, why, item));
  }
  return problems;
}

function existentialCollisions(parameters: readonly Bound[], item: AnnotatedItem): Problem[] {
  const names = new Map(parameters.map((p) => [p.name, p]));
  const problems: Problem[] = [];
  let afterOk = false;
  let returns = false;
  for (const annotation of item.annotations) {
    afterOk ||= annotation.name === "ok";
    returns ||= annotation.name === "returns" && annotation.arguments !== null;
    if (afterOk || annotation.name !== "exists" || annotation.arguments?.kind !== "binders") continue;
    for (const { name } of annotation.arguments.binders) {
      const parameter = names.get(name.value);
      if (parameter)
        problems.push(
          alreadyBound(name.outer, `\`${name.value}\` is already bound by ${parameter.what}.`, item),
        );
    }
  }
  const ret = names.get("ret");
  if (ret && !returns) {
    const why = "`ret` is the name that RefinedRust gives the result when there is no `rr::returns`.";
    problems.push(alreadyBound(ret.range ?? item.item.nameRange, why, item));
  }
  return problems;
}

const alreadyBound = (range: TextRange, why: string, item: AnnotatedItem): Problem =>
  refused("name-already-bound", range, `${why} ${refusal(item.position)}`);

/** Without `rr::args` every argument is a parameter of its own name; a pattern gets one made from its position. */
function implicitNames(args: readonly Argument[], item: AnnotatedItem): Bound[] {
  return args.map((argument, index) => {
    const written = /^(?:ref\s+)?(?:mut\s+)?([\p{ID_Start}_][\p{ID_Continue}]*)(?:\s*@.*)?$/su.exec(
      argument.pattern.trim(),
    )?.[1];
    const name = argument.name?.text ?? written ?? `_arg_${index}`;
    const own = name === "_" && item.item.kind === "closure" ? `_arg_${index}` : name;
    return {
      name: own,
      range: null,
      what: `the argument \`${own}\`, a parameter of which RefinedRust adds by itself`,
    };
  });
}

/**
 * A capture of the whole variable `x` becomes the parameter `capture_x_`. Only captures whose place is certain are
 * listed: rustc may capture a part of a variable, or through a reference.
 */
function captureNames(item: Item): Bound[] {
  const captures = item.closure?.captures ?? [];
  return captures
    .filter((capture) => capture.use !== "unknown" && capture.places.every((place) => place === capture.name))
    .map((capture) => ({
      name: `capture_${capture.name}_`,
      range: null,
      what: `the captured variable \`${capture.name}\``,
    }));
}
