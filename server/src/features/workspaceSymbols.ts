/** Items of the whole project by their Rust path or Rocq name. */
import { SymbolKind, type WorkspaceSymbol } from "vscode-languageserver-types";
import type { CatalogueItem } from "../project/catalogueModel.ts";
import type { NamedItemKind } from "../project/namedItem.ts";
import { locationOf, rustTargets } from "./places.ts";
import type { ProjectView } from "./projectView.ts";

/** More than this nobody reads; a longer query finds the rest. */
const LIMIT = 100;

/**
 * The letters of the query have to occur in this order; an editor ranks what it gets by itself. Names that hold the query as
 * it is come before others, so that a long list does not lose them.
 */
export function workspaceSymbols(
  view: ProjectView,
  { query }: { readonly query: string },
): WorkspaceSymbol[] {
  const wanted = query.toLowerCase().replace(/\s/g, "");
  const letters = lettersOf(wanted);
  const found = view.catalogue.items.flatMap((item) =>
    item.considered ? (matchOf(item, letters) ?? []) : [],
  );
  const whole = ({ name }: Match): boolean => name.toLowerCase().includes(wanted);
  const ranked =
    found.length <= LIMIT ? found : [...found.filter(whole), ...found.filter((one) => !whole(one))];
  const targetOf = rustTargets(view);
  const symbols: WorkspaceSymbol[] = [];
  for (const { name, containerName, item } of ranked) {
    if (symbols.length >= LIMIT) break;
    const target = targetOf(item);
    if (target) symbols.push({ name, containerName, kind: KINDS[item.kind], location: locationOf(target) });
  }
  return symbols;
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
