/** The items of a file: what stands where, with which header, and which attributes belong to it. */
import { bodyContents, type Visit } from "./bodies.ts";
import { attach, type Draft, Drafts, type Placed } from "./draft.ts";
import type { SyntaxNode } from "./engine.ts";
import { ITEM_KINDS, OTHER_KINDS } from "./kinds.ts";
import { macroItem } from "./macros.ts";
import type { ImplHeader, Item, ItemKind } from "./model.ts";
import { genericsOf, signatureOf } from "./signature.ts";
import { boundsOf, rangeOf, rustType, textOf } from "./types.ts";
import type { Units } from "./units.ts";

export interface ItemSource {
  readonly text: string;
  readonly root: SyntaxNode;
  readonly placed: readonly Placed[];
  /** Where the attributes and doc comments before an item begin, by where the item itself does. */
  readonly leads: ReadonlyMap<number, number>;
  /** What is known of the version before, and takes in this one; null when there is no next version. */
  readonly units: Units | null;
}

const CONTAINERS: ReadonlySet<ItemKind> = new Set(["module", "impl", "trait", "externBlock"]);

/** The kinds whose `type` field is the type of what they name. */
const TYPED: ReadonlySet<ItemKind> = new Set(["field", "static", "const", "typeAlias"]);

/** The kinds whose value is code. */
const VALUED: ReadonlySet<ItemKind> = new Set(["static", "const"]);

/** Items in pre-order, the file first; every tool attribute has an owner among them. */
export function itemsOf({ text, root, placed, leads, units }: ItemSource): Item[] {
  const drafts = new Drafts(text, placed, leads);
  const file = drafts.add("file", "", null, {
    range: { start: 0, end: text.length },
    nameRange: { start: 0, end: 0 },
    body: { start: 0, end: text.length },
    path: "",
  });
  const visit: Visit = (node, parent) => visitNode(drafts, units, visit, node, parent);
  for (const child of root.namedChildren) visit(child, file);
  for (const target of drafts.unclaimed()) leftover(drafts, file, root, target);
  for (const one of placed) if (one.attribute.inner) attach(innermost(drafts, file, one.target), one);
  return drafts.items;
}

/** Reads a node at item level, in a list of items or fields. */
function visitNode(drafts: Drafts, units: Units | null, visit: Visit, node: SyntaxNode, parent: Draft): void {
  if (drafts.isDeep(parent)) return;
  const kind = ITEM_KINDS[node.type];
  if (kind === undefined) {
    if (node.type === "ERROR") for (const child of node.namedChildren) visit(child, parent);
    const [inner] = node.type === "expression_statement" ? node.namedChildren : [];
    if (inner?.type === "macro_invocation") visit(inner, parent);
  } else if (CONTAINERS.has(kind)) {
    container(drafts, units, visit, node, kind, parent);
  } else {
    const read = () => {
      const draft = readItem(drafts, node, kind, parent);
      const body = node.childForFieldName("body");
      const value = VALUED.has(kind) ? node.childForFieldName("value") : null;
      if (body !== null) readBody(drafts, visit, body, draft);
      else if (value !== null) bodyContents(drafts, value, draft, visit);
    };
    if (units === null || node.hasError) read();
    else units.add(drafts, parent, node, node.endIndex, read);
  }
}

/** An item with items in it: its header is one unit, each of its members another. */
function container(
  drafts: Drafts,
  units: Units | null,
  visit: Visit,
  node: SyntaxNode,
  kind: ItemKind,
  parent: Draft,
): void {
  const body = node.childForFieldName("body");
  const position = drafts.items.length;
  const read = () => void readItem(drafts, node, kind, parent);
  if (units === null || node.hasError) read();
  else units.add(drafts, parent, node, body?.startIndex ?? node.endIndex, read);
  const draft = drafts.items[position];
  if (draft === undefined || body === null) return;
  draft.range = rangeOf(node);
  draft.body = rangeOf(body);
  draft.fullRange = { start: draft.fullRange.start, end: node.endIndex };
  for (const child of body.namedChildren) visit(child, draft);
}

function readItem(drafts: Drafts, node: SyntaxNode, kind: ItemKind, parent: Draft): Draft {
  const nameNode = node.childForFieldName("name");
  const bodyNode = node.childForFieldName("body");
  const { children } = node;
  const [first] = children;
  const visibility = first?.type === "visibility_modifier" ? textOf(drafts, first) : null;
  const header = kind === "impl" ? implHeader(drafts, node) : null;
  const name = nameNode === null ? "" : textOf(drafts, nameNode).replace(/^r#/, "");
  const keyword = nameNode ?? children.find((child) => !child.isNamed) ?? first ?? node;
  const typeNode = TYPED.has(kind) ? node.childForFieldName("type") : null;
  const boundsNode = kind === "trait" ? node.childForFieldName("bounds") : null;
  return drafts.add(kind, name, parent, {
    range: rangeOf(node),
    nameRange: rangeOf(keyword),
    body: bodyNode === null ? null : rangeOf(bodyNode),
    visibility,
    generics: genericsOf(drafts, children),
    signature: kind === "function" ? signatureOf(drafts, node, children) : null,
    header,
    bounds: boundsNode === null ? [] : boundsOf(drafts, boundsNode),
    type: typeNode === null ? null : rustType(drafts, typeNode),
    ...(header === null ? {} : { path: join(parent.path, implPath(header)) }),
  });
}

function readBody(drafts: Drafts, visit: Visit, body: SyntaxNode, owner: Draft): void {
  if (owner.kind === "function") bodyContents(drafts, body, owner, visit);
  else if (body.type === "ordered_field_declaration_list") tupleFields(drafts, body, owner);
  else for (const child of body.namedChildren) visit(child, owner);
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
  const start = drafts.firstAt(target)?.attribute.range.start ?? target;
  const parent = innermost(drafts, file, start);
  if (isInMacro(root, start)) {
    macroItem(drafts, parent, target);
    return;
  }
  const node = nodeAt(root, target);
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

/** True when the attribute at the offset (blank in the tree's text) stands among the tokens of a macro. */
export function isInMacro(root: SyntaxNode, attribute: number): boolean {
  return root.descendantForIndex(attribute, attribute + 1)?.type.startsWith("token_") ?? false;
}

/** The innermost item that holds the offset. */
function innermost(drafts: Drafts, file: Draft, offset: number): Draft {
  let best = file;
  for (const draft of drafts.items) {
    if (draft.range.start <= offset && offset < draft.range.end) best = draft;
  }
  return best;
}
