/** The annotated items of a document, under the items that hold them. */
import { type DocumentSymbol, type SymbolInformation, SymbolKind } from "vscode-languageserver-types";
import type { AnnotatedItem } from "../annotations/model.ts";
import type { Item, ItemKind } from "../syntax/model.ts";
import { contains } from "../text.ts";
import { lspRange } from "./positions.ts";
import type { Snapshot } from "./snapshot.ts";

/** A tree for editors that can show one, otherwise a list. */
export function documentSymbols(snapshot: Snapshot): DocumentSymbol[] | SymbolInformation[] {
  const tree = symbolTree(snapshot);
  return snapshot.client.hierarchicalSymbols ? tree : flat(tree, snapshot.uri, null);
}

function symbolTree(snapshot: Snapshot): DocumentSymbol[] {
  const { file } = snapshot;
  const { items } = snapshot.context;
  const annotated = new Map(items.map((item) => [item.item.index, item]));
  const symbols = new Map<number, DocumentSymbol>();
  const roots: DocumentSymbol[] = [];
  const place = (item: Item): DocumentSymbol[] => {
    const parent = item.parent === null ? undefined : file.items[item.parent];
    if (!parent || parent.kind === "file") return roots;
    const known = symbols.get(parent.index) ?? add(parent);
    known.children ??= [];
    return known.children;
  };
  const add = (item: Item): DocumentSymbol => {
    const symbol = symbolOf(item, annotated.get(item.index), snapshot);
    place(item).push(symbol);
    symbols.set(item.index, symbol);
    return symbol;
  };
  for (const { item } of items) if (item.kind !== "file" && !symbols.has(item.index)) add(item);
  return roots;
}

function symbolOf(item: Item, annotated: AnnotatedItem | undefined, { file }: Snapshot): DocumentSymbol {
  const selection = contains(item.fullRange, item.nameRange) ? item.nameRange : item.range;
  const detail = annotated ? detailOf(annotated) : "";
  return {
    name: nameOf(item, annotated),
    ...(detail === "" ? {} : { detail }),
    kind: SYMBOL_KINDS[item.kind] ?? SymbolKind.Object,
    range: lspRange(file.lines, item.fullRange),
    selectionRange: lspRange(file.lines, selection),
  };
}

function nameOf(item: Item, annotated: AnnotatedItem | undefined): string {
  if (item.header) {
    const { trait, negative, selfType } = item.header;
    return trait ? `impl ${negative ? "!" : ""}${trait.text} for ${selfType.text}` : `impl ${selfType.text}`;
  }
  if (item.name !== "") return item.name;
  return annotated?.position === "loop" ? "loop invariant" : item.kind;
}

/** What an auditor looks for first: what is assumed instead of proved. */
function detailOf({ mode, unparsedReason, annotations }: AnnotatedItem): string {
  if (mode === "trust_me" || mode === "only_spec" || mode === "shim" || mode === "skip") return mode;
  if (unparsedReason !== null) return "not read by RefinedRust";
  return [...new Set(annotations.map((annotation) => annotation.name))].join(", ");
}

const SYMBOL_KINDS: Partial<Record<ItemKind, SymbolKind>> = {
  module: SymbolKind.Module,
  function: SymbolKind.Function,
  closure: SymbolKind.Function,
  struct: SymbolKind.Struct,
  union: SymbolKind.Struct,
  enum: SymbolKind.Enum,
  variant: SymbolKind.EnumMember,
  field: SymbolKind.Field,
  trait: SymbolKind.Interface,
  impl: SymbolKind.Class,
  static: SymbolKind.Constant,
  const: SymbolKind.Constant,
};

const flat = (symbols: readonly DocumentSymbol[], uri: string, parent: string | null): SymbolInformation[] =>
  symbols.flatMap(({ name, kind, range, children }) => [
    { name, kind, location: { uri, range }, ...(parent === null ? {} : { containerName: parent }) },
    ...flat(children ?? [], uri, name),
  ]);
