/** Structs, enums and variants: attributes without `refined_by`, fields without refinement, modes, patterns. */
import type { Item, RustFile } from "../../syntax/model.ts";
import type { AnnotatedItem, Annotation, Fix, Problem } from "../model.ts";
import { attributeName, hasAttribute } from "../position.ts";
import { useAt } from "../schema.ts";
import { type Check, nameRange, refused, suspicious } from "./context.ts";
import { refusal } from "./outcome.ts";
import { removal } from "./removal.ts";

/** Read by the parsers of derived impls, by modes and by exports, so that they do not need a `refined_by`. */
const INDEPENDENT = [
  "refined_by",
  "skip",
  "verify",
  "export_as",
  "derive_instantiate",
  "refine_as",
  "partial",
  "context",
];

export const missingRefinedBy: Check = (item, { file }) => {
  if (item.mode === "skip" || item.annotations.some((a) => a.name === "refined_by")) return [];
  if (item.position === "struct")
    return item.annotations.flatMap((a) => withoutModel(a, item, "struct", file));
  if (item.position !== "variant") return [];
  const parent = item.item.parent === null ? undefined : file.items[item.item.parent];
  const enumRefined = parent !== undefined && hasAttribute(parent, file, "refined_by");
  return item.annotations.flatMap((a) => {
    const ofEnum = a.name === "pattern" || a.name === "refinement";
    return ofEnum && enumRefined ? [] : withoutModel(a, item, ofEnum ? "enum" : "variant", file);
  });
};

function withoutModel(annotation: Annotation, item: AnnotatedItem, owner: string, file: RustFile): Problem[] {
  if (INDEPENDENT.includes(annotation.name) || !useAt(annotation.name, item.position)) return [];
  const message = `RefinedRust ignores \`rr::${annotation.name}\` silently, because the ${owner} has no \`rr::refined_by\`. Add one, or remove this.`;
  const fixes = owner === "enum" ? [] : [model(item, file)];
  return [suspicious("missing-refined-by", nameRange(annotation), message, fixes)];
}

const model = (item: AnnotatedItem, file: RustFile): Fix => {
  const start = item.annotations[0]?.attribute.range.start ?? item.item.range.start;
  const { character, line } = file.lines.positionAt(start);
  const indent = file.text
    .slice(file.lines.offsetAt({ line, character: 0 }), start)
    .replace(/\S/g, " ")
    .slice(0, character);
  return {
    title: "Add `rr::refined_by`",
    edits: [
      { range: { start, end: start }, newText: `#[${file.hotword}::refined_by("x" : "_")]\n${indent}` },
    ],
    safe: false,
  };
};

/** With `refined_by` and without `refines`, every field must give its part of the refinement (make_adt_variant). */
export const missingFieldRefinement: Check = (item, { file }) => {
  if (item.position !== "struct" && item.position !== "variant") return [];
  if (!item.parsed || !hasAttribute(item.item, file, "refined_by")) return [];
  if (item.annotations.some((annotation) => annotation.name === "refines")) return [];
  return fieldsOf(item.item, file)
    .filter((field) => !field.attributes.some((index) => isField(file, index)))
    .map((field) => {
      const message = `\`${item.item.name}\` has \`rr::refined_by\`, so each of its fields needs \`rr::field\`; \`${field.name}\` has none. ${refusal("field")}`;
      const start = field.range.start;
      const edits = [
        {
          range: { start, end: start },
          newText: `#[${file.hotword}::field("${/^\d/.test(field.name) ? `x${field.name}` : field.name}")] `,
        },
      ];
      return refused("missing-field-refinement", field.nameRange, message, [
        { title: "Add `rr::field`", edits, safe: false },
      ]);
    });
};

const isField = (file: RustFile, index: number): boolean => {
  const attribute = file.attributes[index];
  return attribute !== undefined && attributeName(attribute) === "field";
};

const fieldsOf = (item: Item, file: RustFile): Item[] =>
  item.children.flatMap((index) => file.items[index] ?? []).filter((child) => child.kind === "field");

/** `atomic` is parsed and then unimplemented; `persistent` asserts that the invariant has no part of its own (radium/src/specs/invariants.rs). */
export const invariantMode: Check = (item) => {
  const mode = item.annotations.findLast((a) => a.name === "mode" && a.arguments?.kind === "mode" && a.read);
  if (mode?.arguments?.kind !== "mode") return [];
  const { text, range } = mode.arguments.mode;
  if (text === "atomic") {
    return [
      refused(
        "invalid-mode",
        range,
        "The mode `atomic` is not implemented: RefinedRust crashes while it writes the invariant.",
      ),
    ];
  }
  if (text !== "persistent") return [];
  return item.annotations.flatMap((annotation): Problem[] => {
    if (annotation.arguments?.kind !== "proposition" || !annotation.read) return [];
    const { kind } = annotation.arguments.proposition;
    if (kind !== "own" && kind !== "shr" && kind !== "type") return [];
    const message = `With \`rr::mode(persistent)\` the invariant has no \`#${kind}\` part: RefinedRust crashes on an assertion.`;
    return [refused("invalid-mode", annotation.flags[0]?.range ?? nameRange(annotation), message)];
  });
};

/** The parser of a refined enum knows only four names, some of which are legal on other enums (enum_spec_parser.rs). */
export const rejectedWithRefinedBy: Check = (item, { file }) => {
  if (item.position !== "enum" || !item.parsed || !hasAttribute(item.item, file, "refined_by")) return [];
  return item.annotations
    .filter((a) => a.attribute.path.length > 1 && !ACCEPTED.includes(a.name) && useAt(a.name, "enum"))
    .map((a) => {
      const message = `An enum with \`rr::refined_by\` takes no \`rr::${a.name}\`. ${refusal("enum")}`;
      return refused("rejected-with-refined-by", nameRange(a), message, [removal(a, file)]);
    });
};

const ACCEPTED = ["refined_by", "partial", "export_as", "derive_instantiate"];

/** Variants and patterns are paired by position, so that one missing pattern shifts all later ones. */
export const missingPattern: Check = (item, { file }) => {
  if (item.position !== "enum" || item.mode === "skip" || !hasAttribute(item.item, file, "refined_by"))
    return [];
  const variants = item.item.children
    .flatMap((index) => file.items[index] ?? [])
    .filter((child) => child.kind === "variant");
  return variants
    .filter(
      (variant) =>
        !variant.attributes.some((index) => attributeName(file.attributes[index] ?? NONE) === "pattern"),
    )
    .map((variant) => {
      const message = `\`${variant.name}\` has no \`rr::pattern\`. RefinedRust pairs patterns and variants by position and does not notice: every later variant gets the pattern of another one.`;
      const start = variant.range.start;
      const edits = [
        { range: { start, end: start }, newText: `#[${file.hotword}::pattern("${variant.name}")] ` },
      ];
      return {
        ...suspicious("missing-pattern", variant.nameRange, message, [
          { title: "Add `rr::pattern`", edits, safe: false },
        ]),
        severity: "error" as const,
      };
    });
};

const NONE = { path: [] } as const;
