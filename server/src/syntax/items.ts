/** The items of a file: what stands where, with which header, and which attributes belong to it. */
import type { LineIndex } from "../text.ts";
import { bodyContents } from "./bodies.ts";
import { attach, type Draft, Drafts, type Placed } from "./draft.ts";
import type { SyntaxNode } from "./engine.ts";
import { ITEM_KINDS, OTHER_KINDS } from "./kinds.ts";
import { macroItem } from "./macros.ts";
import type { ImplHeader, Item, ItemKind } from "./model.ts";
import { genericsOf, signatureOf } from "./signature.ts";
import { boundsOf, rangeOf, rustType, textOf } from "./types.ts";

export interface ItemSource {
  readonly text: string;
  readonly lines: LineIndex;
  readonly root: SyntaxNode;
  readonly placed: readonly Placed[];
}

/** Items in pre-order, the file first; every tool attribute has an owner among them. */
export function itemsOf({ text, root, placed }: ItemSource): Item[] {
  const drafts = new Drafts(text, placed);
  const file = drafts.add("file", "", null, {
    range: { start: 0, end: text.length },
    nameRange: { start: 0, end: 0 },
    body: { start: 0, end: text.length },
    path: "",
  });
  for (const child of root.namedChildren) visit(drafts, child, file);
  for (const target of drafts.unclaimed()) leftover(drafts, file, root, target);
  for (const one of placed) if (one.attribute.inner) attach(innermost(drafts, file, one.target), one);
  return drafts.items;
}

/** Reads a node at item level, in a list of items or fields. */
function visit(drafts: Drafts, node: SyntaxNode, parent: Draft): void {
  const kind = ITEM_KINDS[node.type];
  if (kind !== undefined) {
    item(drafts, node, kind, parent);
  } else if (node.type === "ERROR") {
    for (const child of node.namedChildren) visit(drafts, child, parent);
  } else if (node.type === "expression_statement") {
    const [inner] = node.namedChildren;
    if (inner?.type === "macro_invocation") item(drafts, inner, "macroCall", parent);
  }
}

function item(drafts: Drafts, node: SyntaxNode, kind: ItemKind, parent: Draft): void {
  const nameNode = node.childForFieldName("name");
  const bodyNode = node.childForFieldName("body");
  const visibility =
    node.children[0]?.type === "visibility_modifier" ? textOf(drafts, node.children[0]) : null;
  const header = kind === "impl" ? implHeader(drafts, node) : null;
  const name = nameNode === null ? "" : textOf(drafts, nameNode).replace(/^r#/, "");
  const keyword = node.children.find((child) => !child.isNamed) ?? node;
  const typeNode = kind === "impl" ? null : node.childForFieldName("type");
  const boundsNode = kind === "trait" ? node.childForFieldName("bounds") : null;
  const draft = drafts.add(kind, name, parent, {
    range: rangeOf(node),
    nameRange: rangeOf(nameNode ?? keyword),
    body: bodyNode === null ? null : rangeOf(bodyNode),
    visibility,
    generics: genericsOf(drafts, node),
    signature: kind === "function" ? signatureOf(drafts, node) : null,
    header,
    bounds: boundsNode === null ? [] : boundsOf(drafts, boundsNode),
    type: typeNode === null ? null : rustType(drafts, typeNode),
    ...(header === null ? {} : { path: join(parent.path, implPath(header)) }),
  });
  if (bodyNode === null) return;
  if (kind === "function") bodyContents(drafts, bodyNode, draft, visit);
  else if (bodyNode.type === "ordered_field_declaration_list") tupleFields(drafts, bodyNode, draft);
  else for (const child of bodyNode.namedChildren) visit(drafts, child, draft);
}

const join = (path: string, name: string): string => (path === "" ? name : `${path}::${name}`);

function implHeader(drafts: Drafts, node: SyntaxNode): ImplHeader | null {
  const trait = node.childForFieldName("trait");
  const self = node.childForFieldName("type");
  if (self === null) return null;
  return {
    range: { start: node.startIndex, end: self.endIndex },
    trait: trait === null ? null : rustType(drafts, trait),
    negative: node.children.some((child) => child.type === "!"),
    selfType: rustType(drafts, self),
  };
}

/** As rustc prints it: `Page::<T>` for an inherent impl, `<Page<T> as Trait>` for a trait's. */
function implPath({ trait, selfType }: ImplHeader): string {
  if (trait !== null) return `<${selfType.text} as ${trait.text}>`;
  return selfType.kind === "path" ? selfType.text.replace(/(?<!::)</, "::<") : `<${selfType.text}>`;
}

/** A field is a type with a visibility before it; its name is its position. */
function tupleFields(drafts: Drafts, list: SyntaxNode, parent: Draft): void {
  let position = 0;
  let visibility: SyntaxNode | null = null;
  for (const child of list.namedChildren) {
    if (child.type === "visibility_modifier") visibility = child;
    if (child.type === "visibility_modifier" || child.type.endsWith("comment")) continue;
    const start = visibility?.startIndex ?? child.startIndex;
    drafts.add("field", String(position++), parent, {
      range: { start, end: child.endIndex },
      nameRange: rangeOf(child),
      visibility: visibility === null ? null : textOf(drafts, visibility),
      type: rustType(drafts, child),
    });
    visibility = null;
  }
}

/** An attribute on something that is no item: a statement, a parameter, a macro's tokens, or nothing at all. */
function leftover(drafts: Drafts, file: Draft, root: SyntaxNode, target: number): void {
  const parent = innermost(drafts, file, drafts.firstAt(target)?.attribute.range.start ?? target);
  const node = nodeAt(root, target);
  if (node !== null && insideTokenTree(node)) {
    macroItem(drafts, parent, target);
    return;
  }
  const labelled =
    node?.type === "expression_statement" && node.namedChildren[0]?.type.endsWith("_expression");
  const loop = labelled ? OTHER_KINDS[node?.namedChildren[0]?.type ?? ""] : undefined;
  const kind = node === null ? "unknown" : (loop ?? OTHER_KINDS[node.type] ?? "expression");
  const range = node === null ? { start: target, end: target } : rangeOf(node);
  drafts.add(kind, "", parent, { range, nameRange: range });
}

/** The outermost node that starts exactly at the offset, the file itself excluded. */
function nodeAt(root: SyntaxNode, target: number): SyntaxNode | null {
  let node = root.descendantForIndex(target, target);
  if (node === null || node.startIndex !== target || node.parent === null) return null;
  if (!node.isNamed && /^[)\]}>,;]$/.test(node.type)) return null;
  for (let above = node.parent; above.parent !== null && above.startIndex === target; above = above.parent) {
    if (above.type === "ERROR") break;
    node = above;
  }
  return node;
}

function insideTokenTree(node: SyntaxNode): boolean {
  for (let at: SyntaxNode | null = node; at !== null; at = at.parent)
    if (at.type.startsWith("token_tree")) return true;
  return false;
}

/** The innermost item whose body holds the offset. */
function innermost(drafts: Drafts, file: Draft, offset: number): Draft {
  let best = file;
  for (const draft of drafts.items) {
    if (draft.body !== null && draft.body.start <= offset && offset < draft.body.end) best = draft;
  }
  return best;
}
