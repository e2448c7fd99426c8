/** Groups of attributes that belong together, ready to be filled in for the item at hand. */
import type { CheckContext } from "../annotations/checks/context.ts";
import type { Position } from "../annotations/model.ts";
import { hasAttribute } from "../annotations/position.ts";
import { declaredAttributes } from "../annotations/traits.ts";
import type { Item, RustFile } from "../syntax/model.ts";
import { contains, type TextEdit } from "../text.ts";

export interface Skeleton {
  readonly label: string;
  /** What it is for, a few words. */
  readonly detail: string;
  /** Attributes without `#[rr::` and `]`, in LSP snippet syntax; placeholders are numbered through. */
  readonly attributes: readonly string[];
  /** What follows the last attribute, in LSP snippet syntax. */
  readonly tail?: string;
  /** Attributes for parts of the item and for the crate: plain text, without placeholders. */
  readonly edits?: readonly TextEdit[];
}

/** The groups for an item at one of the positions; `offset` is where they will be written. */
export function skeletons(
  item: Item | null,
  positions: readonly Position[],
  offset: number,
  context: CheckContext,
): Skeleton[] {
  const { file } = context;
  const found = item === null ? [] : positions.flatMap((position) => skeletonsAt(item, position, context));
  return insideLoop(offset, file) ? [...found, LOOP] : found;
}

function skeletonsAt(item: Item, position: Position, context: CheckContext): Skeleton[] {
  const { file } = context;
  switch (position) {
    case "function":
    case "method":
    case "traitFunction":
    case "traitImplFunction":
      return functionSkeletons(item);
    case "struct":
      return [structSkeleton(item, file)];
    case "enum":
      return [enumSkeleton(item, file)];
    case "traitImpl":
      return instantiations(item, context);
    case "crate":
      return [crateSkeleton(file)];
    default:
      return [];
  }
}

function functionSkeletons({ signature }: Item): Skeleton[] {
  const references = (signature?.arguments ?? []).flatMap(({ name, type, receiver }) =>
    name && (receiver === "mutable" || (type?.kind === "reference" && type.mutable)) ? [name.text] : [],
  );
  const observed = references.map((name, n) => `observe("${name}.ghost": "$${n + 3}")`);
  const result = signature?.returnType;
  const isFallible = result?.kind === "path" && /^(Option|Result)$/.test(result.segments.at(-1)?.name ?? "");
  return [
    {
      label: "requires, ensures",
      detail: "precondition and postcondition",
      attributes: ['requires("$1")', ...observed, 'ensures("$2")'],
    },
    ...(isFallible
      ? [
          {
            label: "ok, requires, ensures",
            detail: "when the function succeeds, and with what",
            attributes: ["ok", 'requires("$1")', 'ensures("$2")'],
          },
        ]
      : []),
  ];
}

function structSkeleton(item: Item, file: RustFile): Skeleton {
  const fields = without(item, "field", "field", file);
  const names = fields.map(({ name }) => name);
  const model = names.length > 1 ? `(${names.join(", ")})` : (names[0] ?? "x");
  return {
    label: "refined_by, invariant, fields",
    detail: "mathematical model of the struct",
    attributes: [`refined_by("\${1:${escaped(named(model))}}" : "\${2:Z}")`, 'invariant("$3")'],
    edits: fields.map((field) => attributeBefore(field, `field("${named(field.name)}")`, file)),
  };
}

function enumSkeleton(item: Item, file: RustFile): Skeleton {
  return {
    label: "refined_by, patterns",
    detail: "Rocq type and constructors of the enum",
    attributes: ['refined_by("$1")'],
    edits: without(item, "variant", "pattern", file).map((variant) => {
      const payload = variant.children
        .flatMap((index) => file.items[index] ?? [])
        .map(({ name }) => named(name));
      const taken = payload.map((name) => `"${name}"`).join(", ");
      const pattern = `pattern("${variant.name}"${taken === "" ? "" : ` $ ${taken}`})`;
      const texts = payload.length === 0 ? [pattern] : [pattern, `refinement("*[${payload.join("; ")}]")`];
      return attributeBefore(variant, texts.join(`]${separator(variant, file)}#[${file.hotword}::`), file);
    }),
  };
}

/** One for all specification attributes that the implementation does not give yet, where the trait is known. */
function instantiations(item: Item, context: CheckContext): Skeleton[] {
  const trait = item.header?.trait;
  const name = trait?.kind === "path" ? trait.segments.at(-1)?.name : undefined;
  const declared = name === undefined ? null : declaredAttributes(name, context);
  const given = (context.byIndex.get(item.index)?.annotations ?? []).flatMap(({ arguments: parsed }) =>
    parsed?.kind === "instantiation" ? [parsed.name.value] : [],
  );
  const missing = (declared ?? []).filter((attribute) => !given.includes(attribute));
  if (missing.length === 0) return [];
  return [
    {
      label: `instantiate ${missing.join(", ")}`,
      detail: `what \`${name}\` declares`,
      attributes: missing.map((attribute, n) => `instantiate("${attribute}" := "$${n + 1}")`),
    },
  ];
}

function crateSkeleton(file: RustFile): Skeleton {
  const features = ["register_tool", "custom_inner_attributes"].filter(
    (name) => !file.features.includes(name),
  );
  const lines = [
    ...(features.length > 0 ? [`#![feature(${features.join(", ")})]`] : []),
    ...(file.registeredTools.includes(file.hotword) ? [] : [`#![register_tool(${file.hotword})]`]),
  ];
  const text = lines.map((line) => `${line}\n`).join("");
  return {
    label: "coq_prefix, include",
    detail: "where the crate's Rocq files go, and what they build on",
    attributes: ['coq_prefix("${1:project}")', 'include("${2:stdlib}")'],
    edits: text === "" ? [] : [{ range: { start: 0, end: 0 }, newText: text }],
  };
}

const LOOP: Skeleton = {
  label: "loop invariant",
  detail: "the closure that specifies the loop around it",
  attributes: ['inv_vars("$1")', 'inv("$2")', "ignore"],
  tail: "\n#[allow(unused)]\n|| {};",
};

const without = (item: Item, kind: Item["kind"], attribute: string, file: RustFile): Item[] =>
  item.children
    .flatMap((index) => file.items[index] ?? [])
    .filter((child) => child.kind === kind && !hasAttribute(child, file, attribute));

const attributeBefore = (item: Item, body: string, file: RustFile): TextEdit => ({
  range: { start: item.range.start, end: item.range.start },
  newText: `#[${file.hotword}::${body}]${separator(item, file)}`,
});

/** A line end and the item's indentation where the item starts its line, otherwise a blank. */
function separator(item: Item, file: RustFile): string {
  const { character } = file.lines.positionAt(item.range.start);
  const before = file.text.slice(item.range.start - character, item.range.start);
  return before.trim() === "" ? `\n${before}` : " ";
}

/** Tuple fields have no name of their own. */
const named = (name: string): string => name.replace(/\b\d+\b/g, (digits) => `x${digits}`);

const escaped = (text: string): string => text.replace(/[\\$}]/g, "\\$&");

const insideLoop = (offset: number, file: RustFile): boolean =>
  file.items.some((item) => item.loops.some(({ body }) => contains(body, { start: offset, end: offset })));
