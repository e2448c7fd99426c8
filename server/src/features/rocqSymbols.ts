/** The outline of a generated Rocq file; proofs and theories have one of the user's Rocq extension. */
import { type DocumentSymbol, type SymbolInformation, SymbolKind } from "vscode-languageserver-types";
import { nameOf } from "../project/paths.ts";
import { readVernacular } from "../rocq/vernacular.ts";
import type { Definition, Section } from "../rocq/vernacularModel.ts";
import { LineIndex, range } from "../text.ts";
import { lspRange } from "./positions.ts";

/** An open `.v` file. */
export interface RocqDocument {
  readonly uri: string;
  readonly text: string;
  readonly hierarchicalSymbols: boolean;
}

export function rocqSymbols({
  uri,
  text,
  hierarchicalSymbols,
}: RocqDocument): DocumentSymbol[] | SymbolInformation[] | null {
  if (!isGenerated(uri)) return null;
  const roots = tree(text);
  return hierarchicalSymbols ? roots : roots.flatMap((root) => flat(root, uri));
}

/** By name, because an editor asks for the outline before the project is read. */
const isGenerated = (uri: string): boolean =>
  /^generated_(?:code|specs|template|proof)_.+\.v$/u.test(nameOf(decodeURIComponent(uri)));

function tree(text: string): DocumentSymbol[] {
  const { definitions, sections } = readVernacular(text);
  const lines = new LineIndex(text);
  const entries = [
    ...sections.map((section) => ({ start: section.start, make: () => sectionSymbol(section, text, lines) })),
    ...definitions.map((one) => ({ start: one.range.start, make: () => definitionSymbol(one, lines) })),
  ].sort((a, b) => a.start - b.start);
  const roots: DocumentSymbol[] = [];
  const open: { readonly end: number; readonly children: DocumentSymbol[] }[] = [];
  for (const { start, make } of entries) {
    while (open.length > 0 && (open.at(-1)?.end ?? 0) <= start) open.pop();
    const symbol = make();
    (open.at(-1)?.children ?? roots).push(symbol);
    if (symbol.children) open.push({ end: lines.offsetAt(symbol.range.end), children: symbol.children });
  }
  return roots;
}

function sectionSymbol(section: Section, text: string, lines: LineIndex): DocumentSymbol {
  const whole = lspRange(lines, range(section.start, section.end ?? text.length));
  const at = text.indexOf(section.name, section.start);
  return {
    name: section.name,
    detail: section.keyword,
    kind: SymbolKind.Namespace,
    range: whole,
    selectionRange: lspRange(lines, range(at, at + section.name.length)),
    children: [],
  };
}

const definitionSymbol = (one: Definition, lines: LineIndex): DocumentSymbol => ({
  name: one.name,
  detail: one.keyword,
  kind: KINDS[one.keyword] ?? SymbolKind.Constant,
  range: lspRange(lines, one.range),
  selectionRange: lspRange(lines, one.place.range),
});

const KINDS: Readonly<Record<string, SymbolKind>> = {
  Lemma: SymbolKind.Method,
  Ltac: SymbolKind.Function,
  Record: SymbolKind.Struct,
  Inductive: SymbolKind.Enum,
  Constructor: SymbolKind.EnumMember,
  Field: SymbolKind.Field,
};

const flat = (symbol: DocumentSymbol, uri: string): SymbolInformation[] => [
  { name: symbol.name, kind: symbol.kind, location: { uri, range: symbol.selectionRange } },
  ...(symbol.children ?? []).flatMap((child) => flat(child, uri)),
];
