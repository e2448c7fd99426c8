/** Reads the declarations of a parsed Rust file. */
import { annotateItem } from "../annotations/interpret.ts";
import type { AnnotatedItem, Annotation } from "../annotations/model.ts";
import { attributeName, attributesOf, modeOf } from "../annotations/position.ts";
import { argumentName } from "../rocq/functionSpec.ts";
import type { ForeignAttribute, Item, ItemKind, RustFile, Token } from "../syntax/model.ts";
import { slice } from "../text.ts";
import {
  condition,
  conditionalPath,
  type Declaration,
  type DeclarationKind,
  functionNames,
  type RocqModule,
  type RustFacts,
  type ScopedUse,
} from "./declarations.ts";
import { lastDefault } from "./defaultArguments.ts";
import { fingerprint } from "./fingerprint.ts";
import { readUse } from "./useTree.ts";

export interface FactsOptions {
  /** The file as it is on the disk, when bodies were taken out before parsing. */
  readonly text: string;
  /** Functions without annotations, too, instead of their names only. */
  readonly keepsAll: boolean;
}

/** Facts that keep nothing of the file or its text in memory. */
export const factsOf = (file: RustFile, options: FactsOptions = everything(file)): RustFacts =>
  structuredClone(readFacts(file, options, true));

/** The same for as long as the file is kept, too; without fingerprints, which take longer than all the rest. */
export const factsIn = (file: RustFile): RustFacts => readFacts(file, everything(file), false);

const everything = ({ text }: RustFile): FactsOptions => ({ text, keepsAll: true });

function readFacts(file: RustFile, { text, keepsAll }: FactsOptions, identifies: boolean): RustFacts {
  const kept = keepsAll ? null : keptItems(file);
  const declarations: Declaration[] = [];
  const uses: ScopedUse[] = [];
  const byItem = new Map<number, number>();
  const enclosing = (item: Item): number | null => {
    for (let at = item.parent; at !== null; at = file.items[at]?.parent ?? null) {
      const declared = byItem.get(at);
      if (declared !== undefined) return declared;
    }
    return null;
  };
  for (const item of file.items) {
    const kind = KINDS[item.kind];
    if (kind !== undefined && kept?.has(item.index) === false) continue;
    if (kind !== undefined) {
      byItem.set(item.index, declarations.length);
      const context = { file, text, identifies, index: declarations.length, parent: enclosing(item) };
      declarations.push(declare(item, kind, context));
    } else if (item.kind === "use") {
      const scope = enclosing(item);
      for (const use of readUse(slice(file.text, item.range))) uses.push({ ...use, scope, item: item.index });
    }
  }
  const root = file.items[0];
  const crate = root && root.attributes.length > 0 ? annotateItem(root, file) : undefined;
  return {
    declarations,
    uses,
    isNoStd: root?.foreign.some((attribute) => attribute.inner && attribute.path === "no_std") ?? false,
    rocqPrefix: textsOf(crate, "coq_prefix")[0] ?? null,
    includes: [...textsOf(crate, "include"), ...textsOf(crate, "export_include")],
    imports: crate?.annotations.flatMap(importOf) ?? [],
    functionNames: keepsAll ? null : functionNames(text, namesOf(declarations)),
  };
}

const namesOf = (declarations: readonly Declaration[]): string[] =>
  declarations.flatMap(({ kind, name }) => (kind === "function" ? name.replace(/^r#/, "") : []));

/** Types and modules, what carries annotations or may be lent one, and whatever is around these. */
function keptItems(file: RustFile): Set<number> {
  const kept = new Set<number>();
  for (const item of file.items.toReversed()) {
    const parent = item.parent === null ? null : file.items[item.parent];
    const isKept =
      kept.has(item.index) ||
      item.attributes.length > 0 ||
      TYPE_KINDS.has(item.kind) ||
      (item.kind === "use" && parent?.kind === "function") ||
      (item.kind === "function" && parent?.kind === "impl" && lends(parent)) ||
      (item.kind === "impl" && lends(item));
    if (!isKept) continue;
    kept.add(item.index);
    if (item.parent !== null) kept.add(item.parent);
  }
  return kept;
}

const TYPE_KINDS: ReadonlySet<ItemKind> = new Set([
  "module",
  "struct",
  "union",
  "enum",
  "trait",
  "typeAlias",
]);

/** An annotated impl, and one of a trait that an annotated type makes RefinedRust look at. */
const lends = (impl: Item): boolean =>
  impl.attributes.length > 0 || /\b(?:Clone|Copy|Debug)$/.test(impl.header?.trait?.text.trim() ?? "");

const KINDS: Readonly<Partial<Record<ItemKind, DeclarationKind>>> = {
  module: "module",
  function: "function",
  closure: "closure",
  struct: "struct",
  union: "union",
  enum: "enum",
  trait: "trait",
  impl: "impl",
  typeAlias: "typeAlias",
  const: "const",
  static: "static",
};

const HAS_DEFAULTS: ReadonlySet<DeclarationKind> = new Set(["struct", "union", "enum", "trait"]);

interface Context {
  readonly file: RustFile;
  readonly text: string;
  /** With fingerprints. */
  readonly identifies: boolean;
  readonly index: number;
  readonly parent: number | null;
}

function declare(item: Item, kind: DeclarationKind, context: Context): Declaration {
  const { file, text, identifies, index, parent } = context;
  const annotated = item.attributes.length > 0;
  const isCode = kind === "function" || kind === "closure";
  const { header } = item;
  return {
    index,
    kind,
    // A raw identifier keeps its prefix in the path that rustc prints.
    name: file.text.startsWith("r#", item.nameRange.start) ? `r#${item.name}` : item.name,
    parent,
    item: item.index,
    range: item.fullRange,
    nameRange: item.nameRange,
    line: file.lines.positionAt(item.nameRange.start).line,
    cfg: cfgOf(item.foreign),
    pathAttribute: kind === "module" ? pathOf(item.foreign, file.text) : null,
    conditionalPaths:
      kind === "module"
        ? item.foreign.flatMap((attribute) => conditionalPath(slice(file.text, attribute.range)) ?? [])
        : [],
    hasBody: item.body !== null || kind === "closure",
    annotated,
    mode: modeOf(item, file),
    attributes: attributesOf(item, file).map(attributeName),
    // Those of a function take no part in any name.
    lifetimes: isCode ? [] : item.generics.lifetimes.map((lifetime) => lifetime.text),
    typeParameters: isCode
      ? []
      : [...item.generics.types, ...item.generics.consts].map((parameter) => parameter.text),
    lastDefault: HAS_DEFAULTS.has(kind)
      ? lastDefault(slice(file.text, { start: item.nameRange.end, end: item.range.end }))
      : null,
    header: header && { trait: header.trait, selfType: header.selfType },
    aliased: kind === "typeAlias" ? item.type : null,
    derives: kind === "struct" || kind === "enum" || kind === "union" ? derivesOf(item.foreign) : [],
    instantiates: instantiatedBy(item, file),
    parameters: annotated ? (item.signature?.arguments.map(argumentName) ?? null) : null,
    fingerprint: identifies && isCode && annotated ? fingerprintsOf(item, file, text) : null,
    inMacro: item.inMacro,
    number: item.closure?.number ?? null,
  };
}

function fingerprintsOf(item: Item, file: RustFile, text: string): Declaration["fingerprint"] {
  const attributes = attributesOf(item, file).map((attribute) => slice(file.text, attribute.range));
  return { annotation: fingerprint(attributes.join("\n")), body: fingerprint(slice(text, item.range)) };
}

const tokensText = (tokens: readonly Token[]): string => tokens.map((token) => token.text).join("");

const cfgOf = (attributes: readonly ForeignAttribute[]): string | null =>
  attributes
    .filter((attribute) => attribute.path === "cfg")
    .map((attribute) => condition(tokensText(attribute.tokens)))
    .join(" ") || null;

function pathOf(attributes: readonly ForeignAttribute[], text: string): string | null {
  const attribute = attributes.find((candidate) => candidate.path === "path" && !candidate.inner);
  if (!attribute) return null;
  return /=\s*r?#*"([^"]*)"/.exec(slice(text, attribute.range))?.[1] ?? null;
}

function derivesOf(attributes: readonly ForeignAttribute[]): string[] {
  return attributes
    .filter((attribute) => attribute.path === "derive")
    .flatMap((attribute) =>
      tokensText(attribute.tokens)
        .replace(/^\(|\)$/g, "")
        .split(","),
    )
    .filter((name) => name !== "");
}

function instantiatedBy(item: Item, file: RustFile): string[] {
  return attributesOf(item, file).flatMap((attribute) => {
    if (attributeName(attribute) !== "derive_instantiate" || attribute.arguments.kind !== "delimited")
      return [];
    const name = attribute.arguments.tokens[0]?.content;
    return name ? slice(file.text, name) : [];
  });
}

function textsOf(item: AnnotatedItem | undefined, name: string): string[] {
  return (item?.annotations ?? []).flatMap((annotation) =>
    annotation.name === name ? (annotation.texts[0]?.value ?? []) : [],
  );
}

/** What an `rr::import` names; empty for any other annotation. */
export function importOf({ arguments: parsed }: Annotation): RocqModule[] {
  if (parsed?.kind !== "import") return [];
  return [{ path: parsed.path?.value ?? null, module: parsed.module.value }];
}
