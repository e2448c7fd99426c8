/** Reads the declarations of a parsed Rust file. */
import { annotate } from "../annotations/interpret.ts";
import type { AnnotatedItem } from "../annotations/model.ts";
import { attributeName, attributesOf, modeOf } from "../annotations/position.ts";
import type { ForeignAttribute, Item, ItemKind, RustFile, Token } from "../syntax/model.ts";
import { slice } from "../text.ts";
import {
  condition,
  type Declaration,
  type DeclarationKind,
  type RustFacts,
  type ScopedUse,
} from "./declarations.ts";
import { fingerprint } from "./fingerprint.ts";
import { readUse } from "./useTree.ts";

/** Holds no reference to the file or its text. */
export function factsOf(file: RustFile): RustFacts {
  const items = annotate(file);
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
    if (kind !== undefined) {
      byItem.set(item.index, declarations.length);
      declarations.push(declare(item, kind, { file, index: declarations.length, parent: enclosing(item) }));
    } else if (item.kind === "use") {
      for (const use of readUse(slice(file.text, item.range))) uses.push({ ...use, scope: enclosing(item) });
    }
  }
  const root = file.items[0];
  const crate = items.find((item) => item.item.index === 0);
  return structuredClone({
    declarations,
    uses,
    isNoStd: root?.foreign.some((attribute) => attribute.inner && attribute.path === "no_std") ?? false,
    rocqPrefix: textsOf(crate, "coq_prefix")[0] ?? null,
    includes: [...textsOf(crate, "include"), ...textsOf(crate, "export_include")],
    functionNames: null,
  });
}

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

interface Context {
  readonly file: RustFile;
  readonly index: number;
  readonly parent: number | null;
}

function declare(item: Item, kind: DeclarationKind, { file, index, parent }: Context): Declaration {
  const annotated = item.attributes.length > 0;
  const isCode = kind === "function" || kind === "closure";
  const { header, signature } = item;
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
    hasBody: item.body !== null || kind === "closure",
    annotated,
    mode: modeOf(item, file),
    attributes: attributesOf(item, file).map(attributeName),
    lifetimes: item.generics.lifetimes.map((lifetime) => lifetime.text),
    typeParameters: [...item.generics.types, ...item.generics.consts].map((parameter) => parameter.text),
    header: header && { trait: header.trait, selfType: header.selfType },
    aliased: kind === "typeAlias" ? item.type : null,
    derives: kind === "struct" || kind === "enum" || kind === "union" ? derivesOf(item.foreign) : [],
    signature:
      isCode && signature ? `${slice(file.text, signature.range)}${signature.returnType?.text ?? ""}` : "",
    fingerprint: isCode && annotated ? fingerprintsOf(item, file) : null,
    inMacro: item.inMacro,
    number: item.closure?.number ?? null,
  };
}

function fingerprintsOf(item: Item, file: RustFile): Declaration["fingerprint"] {
  const attributes = attributesOf(item, file).map((attribute) => slice(file.text, attribute.range));
  return { annotation: fingerprint(attributes.join("\n")), body: fingerprint(slice(file.text, item.range)) };
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

function textsOf(item: AnnotatedItem | undefined, name: string): string[] {
  return (item?.annotations ?? []).flatMap((annotation) =>
    annotation.name === name ? (annotation.texts[0]?.value ?? []) : [],
  );
}
