/** Items of the whole project by their Rust path or Rocq name. */
import { SymbolKind, type WorkspaceSymbol } from "vscode-languageserver-types";
import type { CatalogueItem } from "../project/catalogueModel.ts";
import type { NamedItemKind } from "../project/namedItem.ts";
import { locationOf, rustTargets } from "./places.ts";
import type { ProjectView } from "./projectView.ts";

/** More than this nobody reads; a longer query finds the rest. */
const LIMIT = 100;

/** The letters of the query have to occur in this order; an editor ranks what it gets by itself. */
export function workspaceSymbols(
  view: ProjectView,
  { query }: { readonly query: string },
): WorkspaceSymbol[] {
  const wanted = query.toLowerCase().replace(/\s/g, "");
  const symbols: WorkspaceSymbol[] = [];
  const targetOf = rustTargets(view);
  const add = (name: string, containerName: string, item: CatalogueItem): void => {
    const target = symbols.length < LIMIT ? targetOf(item) : null;
    if (target) symbols.push({ name, containerName, kind: KINDS[item.kind], location: locationOf(target) });
  };
  for (const item of view.catalogue.items) {
    if (!item.considered) continue;
    if (isIn(wanted, item.path)) add(item.path, item.crate.name, item);
    else if (isIn(wanted, item.rocqName)) add(item.rocqName, item.path, item);
    else if (isIn(wanted, `proof_${item.rocqName}`)) add(`proof_${item.rocqName}`, item.path, item);
  }
  return symbols;
}

function isIn(wanted: string, name: string): boolean {
  let found = 0;
  for (const character of name.toLowerCase()) if (character === wanted[found]) found++;
  return found >= wanted.length;
}

const KINDS: Readonly<Record<NamedItemKind, SymbolKind>> = {
  function: SymbolKind.Function,
  method: SymbolKind.Method,
  traitImplMethod: SymbolKind.Method,
  defaultMethod: SymbolKind.Method,
  traitMethod: SymbolKind.Method,
  derivedMethod: SymbolKind.Method,
  closure: SymbolKind.Function,
  struct: SymbolKind.Struct,
  enum: SymbolKind.Enum,
  trait: SymbolKind.Interface,
  traitImpl: SymbolKind.Class,
  derivedImpl: SymbolKind.Class,
};
