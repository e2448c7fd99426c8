/** A function's specification in plain English, for people who do not read Rocq fluently. */
import type { AnnotatedItem, Annotation, Binder, Refinement } from "../annotations/model.ts";
import type { Item } from "../syntax/model.ts";
import { readingOfType } from "./plainReadingOfTypes.ts";
import { binderText, observationText, propositionText, quoted } from "./plainWords.ts";
import type { Snapshot } from "./snapshot.ts";

/** Markdown: a sentence and its list; empty where there is nothing to read aloud. */
export function plainReading(annotated: AnnotatedItem, snapshot: Snapshot): string {
  const { position } = annotated;
  switch (position) {
    case "function":
    case "method":
    case "traitFunction":
    case "traitImplFunction":
    case "closure":
      return readingOfFunction(annotated);
    default:
      return readingOfType(annotated, snapshot);
  }
}

function readingOfFunction({ item, annotations }: AnnotatedItem): string {
  const clauses = annotations.flatMap((annotation) => lineOf(annotation, item) ?? []);
  const ok = annotations.findIndex(({ name }) => name === "ok");
  const success: Clause["when"][] = ["given", "exists", "after"];
  // After `rr::ok` these speak of the success case only.
  const inSuccess = ({ when, index }: Clause): boolean => ok >= 0 && index > ok && success.includes(when);
  const numbered = clauses.map((clause) => ({
    ...clause,
    index: annotations.indexOf(clause.annotation),
  }));
  const always = numbered.filter((clause) => !inSuccess(clause));
  const lines = WHEN.flatMap((when) => always.filter((c) => c.when === when).map((c) => c.text));
  const hasResult = clauses.some(({ when }) => when === "returns");
  const result = hasResult || item.signature?.returnType == null ? [] : ["returns some `ret`"];
  const at = lines.length - always.filter(({ when }) => when === "after").length;
  lines.splice(at, 0, ...result);
  if (ok >= 0) lines.push(...successCase(numbered.filter(inSuccess)));
  return [`${leadOf(item, annotations)}:`, ...lines.map((line) => `- ${line}`)].join("\n");
}

interface Clause {
  readonly when: "arguments" | "given" | "returns" | "exists" | "after";
  readonly text: string;
  readonly annotation: Annotation;
  readonly index: number;
}

const WHEN: readonly Clause["when"][] = ["arguments", "given", "exists", "returns", "after"];

function successCase(clauses: readonly Clause[]): string[] {
  const conditions = clauses.filter(({ when }) => when === "given").map(({ text }) => text.slice(6));
  const outcomes = clauses
    .filter(({ when }) => when !== "given")
    .map(({ text }) => text.replace(/^then /, ""));
  const condition = conditions.length > 0 ? `exactly when ${conditions.join(" and ")}` : "always";
  const then = outcomes.length > 0 ? `; with \`ret\` for the payload, ${outcomes.join(", and ")}` : "";
  return [`succeeds ${condition}${then}`];
}

/** "`f`, for all `x`, `v : Z`": the function, then what stands for any value. */
function leadOf(item: Item, annotations: readonly Annotation[]): string {
  const declared = annotations.flatMap((annotation) =>
    PARAMETERS.has(annotation.name) ? bindersOf(annotation) : [],
  );
  const implicit = annotations.some(({ name }) => name === "args")
    ? []
    : (item.signature?.arguments ?? []).flatMap(({ name }) => (name ? [quoted(name.text)] : []));
  const names = [...declared.map(binderText), ...implicit];
  const what = item.name === "" ? "The closure" : quoted(item.name);
  return names.length === 0 ? what : `${what}, for all ${names.join(", ")}`;
}

const PARAMETERS: ReadonlySet<string> = new Set(["params", "param"]);

const bindersOf = ({ arguments: parsed }: Annotation): readonly Binder[] =>
  parsed?.kind === "binders" ? parsed.binders : [];

function lineOf(annotation: Annotation, item: Item): Clause[] | null {
  const { name, arguments: parsed } = annotation;
  const clause = (when: Clause["when"], text: string): Clause => ({ when, text, annotation, index: 0 });
  switch (parsed?.kind) {
    case "refinements":
      if (name === "args") return [clause("arguments", argumentsText(parsed.refinements, item))];
      return parsed.refinements.map(({ value, type }) =>
        clause("returns", `returns ${quoted(value.value)}${type ? ` as ${quoted(type.value)}` : ""}`),
      );
    case "binders":
      return name === "exists"
        ? [clause("exists", `there is some ${parsed.binders.map(binderText).join(", ")} such that`)]
        : null;
    case "observe":
      return [clause("after", observationText(parsed.ghost, parsed.value))];
    case "proposition": {
      const text = propositionText(parsed.proposition);
      if (text === null) return null;
      return [name === "requires" ? clause("given", `given ${text}`) : clause("after", `then ${text}`)];
    }
    default:
      return null;
  }
}

function argumentsText(refinements: readonly Refinement[], { signature }: Item): string {
  const each = refinements.map(({ value, raw }, index) => {
    const argument = signature?.arguments[index];
    const target = argument?.name ? quoted(argument.name.text) : `argument ${index + 1}`;
    return `${quoted(value.value)} for ${target}${raw ? ", below its invariant" : ""}`;
  });
  return `called with ${each.join(", ")}`;
}
