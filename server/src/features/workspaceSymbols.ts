/** Items of the whole project by their Rust path or Rocq name. */
import { SymbolKind, type WorkspaceSymbol } from "vscode-languageserver-types";
import type { CatalogueItem } from "../project/catalogueModel.ts";
import type { NamedItemKind } from "../project/namedItem.ts";
import { locationOf, rustTarget, rustTargets } from "./places.ts";
import { itemId, type ProjectView } from "./projectView.ts";

/** More than this nobody reads; a longer query finds the rest. */
const LIMIT = 100;

/**
 * The letters of the query have to occur in this order; an editor ranks what it gets by itself. Names that hold the query as
 * it is come before others, so that a long list does not lose them. An editor that asks for the place of the one that is
 * chosen gets only the file before that.
 */
export function workspaceSymbols(
  view: ProjectView,
  { query }: { readonly query: string },
): WorkspaceSymbol[] {
  const symbolOf = view.client.resolvesSymbols ? unplaced(view) : placed(view);
  return bestMatches(view.catalogue.items, query).flatMap((match) => symbolOf(match) ?? []);
}

/** The symbol with the place of its name, as the text is now; as it was when its item is gone. */
export function resolveWorkspaceSymbol(view: ProjectView, symbol: WorkspaceSymbol): WorkspaceSymbol {
  const path = view.path(symbol.location.uri);
  const items = path === null ? [] : view.catalogue.itemsIn(path);
  const item = items.find((one) => dataOf(one) === symbol.data);
  const target = item && rustTarget(item, view);
  return target ? { ...symbol, location: locationOf(target) } : symbol;
}

function placed(view: ProjectView): (match: Match) => WorkspaceSymbol | null {
  const targetOf = rustTargets(view);
  return ({ name, containerName, item }) => {
    const target = targetOf(item);
    return target && { name, containerName, kind: KINDS[item.kind], location: locationOf(target) };
  };
}

const unplaced =
  (view: ProjectView) =>
  ({ name, containerName, item }: Match): WorkspaceSymbol => {
    const location = { uri: view.uri(item.file) };
    return { name, containerName, kind: KINDS[item.kind], location, data: dataOf(item) };
  };

/** Alternatives under `cfg` share their names. */
const dataOf = (item: CatalogueItem): string => `${item.declaration} ${itemId(item)}`;

function bestMatches(items: readonly CatalogueItem[], query: string): Match[] {
  const wanted = query.toLowerCase().replace(/\s/g, "");
  const letters = lettersOf(wanted);
  const whole: Match[] = [];
  const others: Match[] = [];
  for (const item of items) {
    const match = item.considered ? matchOf(item, letters) : null;
    if (match) (match.name.toLowerCase().includes(wanted) ? whole : others).push(match);
    if (whole.length === LIMIT) break;
  }
  return [...whole, ...others].slice(0, LIMIT);
}

interface Match {
  readonly name: string;
  readonly containerName: string;
  readonly item: CatalogueItem;
}

function matchOf(item: CatalogueItem, letters: RegExp): Match | null {
  const { path, rocqName, crate } = item;
  if (letters.test(path)) return { name: path, containerName: crate.name, item };
  if (letters.test(rocqName)) return { name: rocqName, containerName: path, item };
  const proof = `proof_${rocqName}`;
  return letters.test(proof) ? { name: proof, containerName: path, item } : null;
}

/** Tells without going back in the name whether it has the letters in this order. */
function lettersOf(wanted: string): RegExp {
  const each = Array.from(wanted, (letter) => `\\u{${letter.codePointAt(0)?.toString(16)}}`);
  return new RegExp(`^${each.map((letter) => `[^${letter}]*${letter}`).join("")}`, "iu");
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
