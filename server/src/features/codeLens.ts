/** Above each annotated item: what is known of its proof, and ways to its Rocq artefacts, as far as they exist. */
import type { CodeLens, Range } from "vscode-languageserver-types";
import type { CatalogueItem } from "../project/catalogueModel.ts";
import { wantsProof } from "../project/namedItem.ts";
import { COMMANDS, type OpenParams } from "../protocol.ts";
import { statusOfItem } from "../verification/collect.ts";
import type { Standing } from "./itemMatching.ts";
import { itemId, type ProjectView } from "./projectView.ts";
import { glyphOf } from "./statusShapes.ts";

export function codeLens(
  view: ProjectView,
  { textDocument: { uri } }: { readonly textDocument: { readonly uri: string } },
): CodeLens[] | null {
  const path = view.path(uri);
  const snapshot = view.snapshot(uri);
  if (path === null || !snapshot) return null;
  const { file } = snapshot;
  return view.matching.standing(path, file).flatMap((standing) => {
    const { line } = file.lines.positionAt(standing.at.fullRange.start);
    const range = { start: { line, character: 0 }, end: { line, character: 0 } };
    return lenses(standing, range, view);
  });
}

function lenses({ item }: Standing, range: Range, view: ProjectView): CodeLens[] {
  const isDerived = item.kind === "derivedMethod" || item.kind === "derivedImpl";
  // Of what rustc derives, only what somebody has to look at.
  if (isDerived && item.proof === null) return [];
  const verdict = statusOfItem(item, view.catalogue, view);
  const name = isDerived ? `${item.path}: ` : "";
  const lens = (title: string, command: string, ...args: readonly unknown[]): CodeLens => ({
    range,
    command: view.client.commands ? { title, command, arguments: [...args] } : { title, command: "" },
  });
  const ways = WAYS.filter(({ artefact }) => item[artefact] !== null).map(({ title, artefact }) =>
    lens(`${verdict ? "" : name}${title}`, COMMANDS.open, openParams(item, artefact)),
  );
  if (!verdict) return ways;
  const title = `${name}${glyphOf(verdict.status)} ${verdict.status}`;
  const id = { id: itemId(item) };
  const verify = isVerified(item, view) ? [lens("verify", COMMANDS.verify, id)] : [];
  return [lens(title, COMMANDS.explain, id), ...verify, ...ways];
}

/** A lens that another client cannot click on would be no use. */
const isVerified = (item: CatalogueItem, { client }: ProjectView): boolean =>
  client.commands && wantsProof(item);

const openParams = (item: CatalogueItem, artefact: OpenParams["artefact"]): OpenParams => ({
  item: { id: itemId(item) },
  artefact,
});

const WAYS = [
  { title: "proof", artefact: "proof" },
  { title: "template", artefact: "template" },
  { title: "spec", artefact: "spec" },
] as const;
