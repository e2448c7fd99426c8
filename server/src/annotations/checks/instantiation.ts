/** Values that an implementation gives to the specification attributes of its trait, or forgets to give. */
import type { AnnotatedItem, Annotation, Fix, Problem, Text } from "../model.ts";
import { nearest } from "../nearest.ts";
import { declaredAttributes } from "../traits.ts";
import { type Check, type CheckContext, problem, suspicious } from "./context.ts";

export const unknownInstantiation: Check = (item, context) => {
  const wanted = wantedBy(item, context);
  if (!wanted) return [];
  const names = given(item);
  const free = wanted.attributes.filter((attribute) => !names.some(({ value }) => value === attribute));
  return names.flatMap((name): Problem[] => {
    if (wanted.attributes.includes(name.value)) return [];
    const meant = nearest(name.value, free);
    const effect = wanted.derived
      ? "RefinedRust drops the value silently."
      : "The generated record does not compile.";
    const message = `${wanted.of} no specification attribute \`${name.value}\`.${meant ? ` Did you mean \`${meant}\`?` : ""} ${effect}`;
    const fixes: Fix[] = meant
      ? [{ title: `Change to \`${meant}\``, edits: [{ range: name.range, newText: meant }], safe: false }]
      : [];
    return [
      wanted.derived
        ? suspicious("unknown-instantiation", name.range, message, fixes)
        : problem("error", "rocq", "unknown-instantiation", name.range, message, fixes),
    ];
  });
};

export const missingInstantiation: Check = (item, context) => {
  const wanted = wantedBy(item, context);
  if (!wanted || wanted.derived) return [];
  const names = given(item).map(({ value }) => value);
  const missing = wanted.attributes.filter((name) => !names.includes(name));
  if (missing.length === 0) return [];
  const list = missing.map((name) => `\`${name}\``).join(", ");
  const message = `${list} of the trait ${missing.length === 1 ? "has" : "have"} no value here, so the generated record does not compile.`;
  const range = item.item.header?.trait?.range ?? item.item.nameRange;
  return [
    problem("error", "rocq", "missing-instantiation", range, message, [skeleton(missing, item, context)]),
  ];
};

interface Wanted {
  readonly attributes: readonly string[];
  /** Who declares them, as the beginning of a sentence: "The trait `Gauge` declares". */
  readonly of: string;
  readonly derived: boolean;
}

/** The attributes that the item's values are for; null when a trait is not known. */
function wantedBy(item: AnnotatedItem, context: CheckContext): Wanted | null {
  if (!item.parsed) return null;
  if (item.position === "traitImpl") {
    const trait = item.item.header?.trait;
    const name = trait?.kind === "path" ? trait.segments.at(-1)?.name : undefined;
    const attributes = name === undefined ? null : declaredAttributes(name, context);
    return attributes && { attributes, of: `The trait \`${name}\` declares`, derived: false };
  }
  if (item.position !== "struct" && item.position !== "enum") return null;
  const traits = item.item.foreign
    .filter(({ path }) => path === "derive")
    .flatMap(({ tokens }) => tokens.flatMap((token) => token.tokens ?? [token]))
    .filter(({ kind }) => kind === "identifier")
    .map(({ text }) => declaredAttributes(text, context));
  const known = traits.flatMap((attributes) => attributes ?? []);
  return traits.length === 0 || traits.includes(null)
    ? null
    : { attributes: known, of: "No derived trait declares", derived: true };
}

const given = (item: AnnotatedItem): Text[] =>
  item.annotations.flatMap(({ arguments: parsed }: Annotation) =>
    parsed?.kind === "instantiation" ? [parsed.name] : [],
  );

function skeleton(missing: readonly string[], item: AnnotatedItem, { file }: CheckContext): Fix {
  const last = item.annotations.findLast(({ attribute }) => !attribute.inner);
  const at = last?.attribute.range.end ?? item.item.range.start;
  const attributes = missing.map((name) => `#[${file.hotword}::instantiate("${name}" := "_")]`);
  const { line } = file.lines.positionAt(last?.attribute.range.start ?? at);
  const start = file.lines.lineRange(line).start;
  const indent = /^\s*/.exec(file.text.slice(start, at))?.[0] ?? "";
  const newText = attributes.map((text) => (last ? `\n${indent}${text}` : `${text}\n${indent}`)).join("");
  return {
    title: "Add the missing values",
    edits: [{ range: { start: at, end: at }, newText }],
    safe: false,
  };
}
