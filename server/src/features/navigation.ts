/** Go to Definition, Implementation and Type Definition, between Rust items and their Rocq artefacts, both ways. */
import type { Location, LocationLink, Position } from "vscode-languageserver-types";
import type { CatalogueItem } from "../project/catalogueModel.ts";
import { LineIndex } from "../text.ts";
import { proofTargets, rocqTargets, targetOf } from "./artefacts.ts";
import { locationOf, rustTarget, type Target } from "./places.ts";
import type { ProjectView } from "./projectView.ts";
import { itemsNamed, rocqNameAt } from "./rocqNavigation.ts";
import { type Asked, askedAt, isOurs, nameTargets } from "./rustNavigation.ts";
import type { Snapshot } from "./snapshot.ts";

export interface PlaceParams {
  readonly textDocument: { readonly uri: string };
  readonly position: Position;
}

type Found = LocationLink[] | Location[] | null;
/** False where other tools answer, which can be told before the project is read. */
export const isConcerned = (snapshot: Snapshot, { position }: PlaceParams): boolean =>
  isOurs(snapshot.file.lines.offsetAt(position), snapshot);

type Targets = (item: CatalogueItem, view: ProjectView) => Target[];

/** In Rust every artefact of the item, or the definition of an annotation's name; in Rocq the Rust item. */
export const definition = (view: ProjectView, params: PlaceParams): Found =>
  answer(view, params, { rust: rocqTargets, rocq: (item) => one(rustTarget(item, view)) });

/** The proofs of the item. */
export const implementation = (view: ProjectView, params: PlaceParams): Found =>
  answer(view, params, { rust: proofTargets, rocq: proofTargets });

/** The generated specification of the item, or its generated type. */
export const typeDefinition = (view: ProjectView, params: PlaceParams): Found =>
  answer(view, params, { rust: specification, rocq: specification });

const specification: Targets = (item, view) => one(targetOf(item, "spec", view));

const one = (target: Target | null): Target[] => (target ? [target] : []);

function answer(
  view: ProjectView,
  { textDocument: { uri }, position }: PlaceParams,
  targets: { readonly rust: Targets; readonly rocq: Targets },
): Found {
  const snapshot = view.snapshot(uri);
  if (snapshot) {
    const asked = askedAt(snapshot.file.lines.offsetAt(position), snapshot, view);
    return asked && found(targetsOf(asked, view, targets.rust), view);
  }
  const path = view.path(uri);
  const text = path?.endsWith(".v") ? view.text(path) : null;
  if (path === null || text === null) return null;
  const name = rocqNameAt(text, new LineIndex(text).offsetAt(position));
  const items = name ? itemsNamed(name, path, view) : [];
  return found(
    items.flatMap((item) => targets.rocq(item, view)),
    view,
  );
}

const targetsOf = (asked: Asked, view: ProjectView, rust: Targets): Target[] =>
  asked.kind === "item" ? asked.items.flatMap((item) => rust(item, view)) : nameTargets(asked, view);

/** Each place once; null for none, so that other tools are heard alone. */
function found(targets: readonly Target[], view: ProjectView): Found {
  const places = new Map(
    targets.map((target) => [`${target.uri} ${JSON.stringify(target.range.start)}`, target]),
  );
  if (places.size === 0) return null;
  const each = [...places.values()];
  if (!view.client.locationLinks) return each.map(locationOf);
  return each.map(({ uri, range, whole }) => ({
    targetUri: uri,
    targetRange: whole,
    targetSelectionRange: range,
  }));
}
