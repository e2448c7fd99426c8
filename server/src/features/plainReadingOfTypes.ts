/** What the annotations of a struct, enum, trait or impl say, in plain English. */
import type { AnnotatedItem, Annotation } from "../annotations/model.ts";
import { binderText, propositionText, quoted } from "./plainWords.ts";
import type { Snapshot } from "./snapshot.ts";

/** Markdown: a sentence and its list; empty where there is nothing to read aloud. */
export function readingOfType(annotated: AnnotatedItem, snapshot: Snapshot): string {
  const { item, annotations, position } = annotated;
  const members = item.children.flatMap((index) => snapshot.context.byIndex.get(index) ?? []);
  switch (position) {
    case "struct": {
      const lines = [...annotations.flatMap(invariantLine), ...members.flatMap(fieldLine)];
      return listed(`${modelOf(item.name, annotations)}.`, lines);
    }
    case "enum":
      return listed(`${modelOf(item.name, annotations)}.`, members.flatMap(variantLine));
    case "trait":
    case "traitImpl": {
      const lines = annotations.flatMap(attributeLine);
      const lead = position === "trait" ? "Every implementation chooses:" : "This implementation chooses:";
      return lines.length === 0 ? "" : listed(lead, lines);
    }
    default:
      return "";
  }
}

const listed = (lead: string, lines: readonly string[]): string =>
  [lead, ...lines.map((line) => `- ${line}`)].join("\n");

function modelOf(name: string, annotations: readonly Annotation[]): string {
  const model = annotations.find((annotation) => annotation.name === "refined_by")?.arguments;
  switch (model?.kind) {
    case "refinedBy": {
      const { pattern, type } = model;
      return `A ${quoted(name)} is described by ${quoted(type ? `${pattern.value} : ${type.value}` : pattern.value)}`;
    }
    case "texts":
      return `A ${quoted(name)} is described by a value of ${quoted(model.texts[0]?.value ?? "")}`;
    default:
      return `A ${quoted(name)} has no model of its own: it is described by the values of its parts`;
  }
}

function invariantLine(annotation: Annotation): string[] {
  const { name, arguments: parsed } = annotation;
  if (parsed?.kind === "binders" && name === "exists")
    return [`for some ${parsed.binders.map(binderText).join(", ")}`];
  if (parsed?.kind === "proposition") {
    const text = propositionText(parsed.proposition);
    return text === null ? [] : [`always ${text}`];
  }
  if (name === "refines" && parsed?.kind === "texts")
    return parsed.texts.map(({ value }) => `its parts are ${quoted(value)}`);
  return [];
}

function fieldLine({ item, annotations }: AnnotatedItem): string[] {
  return annotations.flatMap(({ arguments: parsed }) => {
    if (parsed?.kind !== "field") return [];
    const type = parsed.type ? ` as ${quoted(parsed.type.value)}` : "";
    if (!parsed.refinement) return parsed.type ? [`the field ${quoted(item.name)} is taken${type}`] : [];
    return [`the field ${quoted(item.name)} holds ${quoted(parsed.refinement.value)}${type}`];
  });
}

function variantLine({ item, annotations }: AnnotatedItem): string[] {
  const pattern = annotations.find(({ name }) => name === "pattern")?.arguments;
  if (pattern?.kind !== "pattern") return [];
  const refinement = annotations.find(({ name }) => name === "refinement")?.arguments;
  const values = pattern.arguments.map(({ value }) => ` ${value}`).join("");
  const fields =
    refinement?.kind === "texts" ? `, and its fields hold ${quoted(refinement.texts[0]?.value ?? "")}` : "";
  return [`${quoted(item.name)} is ${quoted(`${pattern.constructor.value}${values}`)}${fields}`];
}

function attributeLine({ arguments: parsed }: Annotation): string[] {
  if (parsed?.kind === "traitAttribute") return [quoted(`${parsed.name.value} : ${parsed.type.value}`)];
  if (parsed?.kind !== "instantiation") return [];
  const { name, value, isProof } = parsed;
  return [
    isProof
      ? `${quoted(name.value)} is proved by ${quoted(value.value)}`
      : `${quoted(name.value)} is ${quoted(value.value)}`,
  ];
}
