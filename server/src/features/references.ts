/** Where annotations use what a Rocq file defines. */
import type { Location, Position } from "vscode-languageserver-types";
import type { CatalogueItem } from "../project/catalogueModel.ts";
import { LineIndex } from "../text.ts";
import { definitionsOf, type UsedName, usedNames } from "./annotationNames.ts";
import { definitionTarget, locationOf } from "./places.ts";
import { lspRange } from "./positions.ts";
import type { ProjectView } from "./projectView.ts";
import { rocqNameAt } from "./rocqNavigation.ts";
import { askedAt } from "./rustNavigation.ts";
import type { Snapshot } from "./snapshot.ts";

export interface ReferenceParams {
  readonly textDocument: { readonly uri: string };
  readonly position: Position;
  readonly context: { readonly includeDeclaration: boolean };
}

/** From a name in a Rocq file or an annotation; Rust code has references of its own. */
export function references(view: ProjectView, params: ReferenceParams): Location[] | null {
  const name = nameAt(view, params);
  if (name === null || view.definitions.of(name).length === 0) return null;
  const uses = view.catalogue.crates.flatMap((crate) => crate.files.map(({ path }) => path));
  const found = [...new Set(uses)].flatMap((path) => usesIn(path, name, view));
  return params.context.includeDeclaration ? [...declarations(name, view), ...found] : found;
}

function nameAt(view: ProjectView, { textDocument: { uri }, position }: ReferenceParams): string | null {
  const snapshot = view.snapshot(uri);
  if (snapshot) {
    const asked = askedAt(snapshot.file.lines.offsetAt(position), snapshot, view);
    return asked?.kind === "name" ? asked.used.name : null;
  }
  const path = view.path(uri);
  const text = path?.endsWith(".v") ? view.text(path) : null;
  return text === null ? null : (rocqNameAt(text, new LineIndex(text).offsetAt(position))?.name ?? null);
}

const declarations = (name: string, view: ProjectView): Location[] =>
  definitionsOf(anywhere(name), null, view).flatMap((defined) => {
    const target = definitionTarget(name, defined, view);
    return target ? locationOf(target) : [];
  });

const anywhere = (name: string): UsedName => ({ name, qualifier: null, range: { start: 0, end: 0 } });

function usesIn(path: string, name: string, view: ProjectView): Location[] {
  // Most files do not have the word at all, and are not parsed.
  if (!view.text(path)?.includes(name)) return [];
  const snapshot = view.rust(path);
  if (!snapshot) return [];
  const uri = view.uri(path);
  return namesIn(snapshot, itemsOf(path, snapshot, view), name, view).map(({ range }) => ({
    uri,
    range: lspRange(snapshot.file.lines, range),
  }));
}

const itemsOf = (path: string, { file }: Snapshot, view: ProjectView): ReadonlyMap<number, CatalogueItem> =>
  new Map(view.matching.standing(path, file).map(({ item, at }) => [at.index, item]));

const namesIn = (
  snapshot: Snapshot,
  items: ReadonlyMap<number, CatalogueItem>,
  name: string,
  view: ProjectView,
): UsedName[] =>
  snapshot.context.items.flatMap((annotated) =>
    annotated.annotations.flatMap(({ texts }) =>
      texts
        .flatMap((text) => usedNames(text, annotated, snapshot))
        .filter(
          (used) =>
            used.name === name &&
            definitionsOf(used, items.get(annotated.item.index) ?? null, view).length > 0,
        ),
    ),
  );
