/** Where items and definitions are, in the texts as they are now. */
import type { Location, Range } from "vscode-languageserver-types";
import type { Artefact, CatalogueItem } from "../project/catalogueModel.ts";
import type { DefinedAt } from "../project/definitionIndex.ts";
import { namedKind } from "../project/namedItem.ts";
import { CLOSURE_METHODS, generatedNames } from "../rocq/names.ts";
import { readVernacular } from "../rocq/vernacular.ts";
import type { Place } from "../rocq/vernacularModel.ts";
import { LineIndex, slice, type TextRange } from "../text.ts";
import { lspRange } from "./positions.ts";
import type { ProjectView } from "./projectView.ts";

/** A target, with the whole definition around the name that is selected. */
export interface Target {
  readonly uri: string;
  readonly range: Range;
  readonly whole: Range;
}

export const START: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

export const locationOf = ({ uri, range }: Target): Location => ({ uri, range });

/** The item's name in its Rust file; null when the text has changed so much that the item cannot be told. */
export function rustTarget(
  item: CatalogueItem,
  view: ProjectView,
  linesOf: (text: string) => LineIndex = (text) => new LineIndex(text),
): Target | null {
  const uri = view.uri(item.file);
  const snapshot = view.snapshot(uri);
  if (snapshot) {
    const standing = view.matching.standing(item.file, snapshot.file).find((one) => one.item === item);
    return standing ? target(uri, snapshot.file.lines, standing.at.nameRange, standing.at.fullRange) : null;
  }
  const text = view.text(item.file);
  if (text === null || !isNameAt(text, item)) return null;
  return target(uri, linesOf(text), item.nameRange, item.range);
}

/** The place of any item's name; each file is read once, for as long as the answer is used. */
export function rustTargets(view: ProjectView): (item: CatalogueItem) => Target | null {
  const texts = new Map<string, string | null>();
  const text = (path: string): string | null => {
    const known = texts.get(path);
    if (known !== undefined) return known;
    const found = view.text(path);
    texts.set(path, found);
    return found;
  };
  const indexes = new Map<string, LineIndex>();
  const linesOf = (content: string): LineIndex => {
    const found = indexes.get(content) ?? new LineIndex(content);
    indexes.set(content, found);
    return found;
  };
  const uris = new Map<string, string>();
  const uri = (path: string): string => {
    const known = uris.get(path) ?? view.uri(path);
    uris.set(path, known);
    return known;
  };
  const once = { ...view, text, uri };
  return (item) => rustTarget(item, once, linesOf);
}

/** The definition of an artefact; the start of the file when the file does not hold it. */
export function artefactTarget(item: CatalogueItem, artefact: Artefact, view: ProjectView): Target | null {
  const uri = view.uri(artefact.path);
  const text = view.text(artefact.path);
  if (text === null) return null;
  const names = namesOf(item);
  const place = currentPlace(artefact.place, text, (name) => names.has(name));
  return place ? placeTarget(uri, place, text) : { uri, range: START, whole: START };
}

/** A definition by its name, as it is in the text now; null when it is there no longer. */
export function definitionTarget(name: string, { path, place }: DefinedAt, view: ProjectView): Target | null {
  const text = view.text(path);
  const now = text === null ? null : currentPlace(place, text, (other) => other === name);
  return now && text !== null ? placeTarget(view.uri(path), now, text) : null;
}

/** The first place in a proof that is not finished, or else its statement. */
export function unfinishedTarget(item: CatalogueItem, proof: Artefact, view: ProjectView): Target | null {
  const text = view.text(proof.path);
  const [first] = text === null ? [] : readVernacular(text).unfinished;
  if (text === null || !first) return artefactTarget(item, proof, view);
  return placeTarget(view.uri(proof.path), first, text);
}

function namesOf(item: CatalogueItem): ReadonlySet<string> {
  const names = generatedNames(namedKind(item), item.rocqName);
  const shims =
    item.kind === "closure"
      ? CLOSURE_METHODS.flatMap((method) => generatedNames("closureShim", `${item.rocqName}_${method}`))
      : [];
  return new Set([...names, ...shims].map(({ name }) => name));
}

/** A place that is known from before, if the text still has a name there that is wanted, or where it is now. */
function currentPlace(place: Place | null, text: string, isWanted: (name: string) => boolean): Place | null {
  if (place === null) return null;
  const before = slice(text, place.range);
  if (isWanted(before) && isOnLine(text, place)) return place;
  return readVernacular(text).definitions.find(({ name }) => isWanted(name))?.place ?? null;
}

/** Lines that were joined or split before it leave it where it was, in another line. */
function isOnLine(text: string, { range, line, character }: Place): boolean {
  const start = range.start - character;
  let [count, at] = [0, 0];
  for (let end = text.indexOf("\n"); end >= 0 && end < range.start; end = text.indexOf("\n", at)) {
    count++;
    at = end + 1;
  }
  return count === line && at === start;
}

function placeTarget(uri: string, { range, line, character }: Place, text: string): Target {
  const end = { line, character: character + range.end - range.start };
  const named: Range = { start: { line, character }, end };
  const isOneLine = !slice(text, range).includes("\n");
  const shown = isOneLine ? named : lspRange(new LineIndex(text), range);
  return { uri, range: shown, whole: shown };
}

const target = (uri: string, lines: LineIndex, name: TextRange, whole: TextRange): Target => ({
  uri,
  range: lspRange(lines, name),
  whole: lspRange(lines, whole),
});

/** The text is that of the catalogue, as far as the item's name tells; impls and closures have none. */
function isNameAt(text: string, item: CatalogueItem): boolean {
  const written = slice(text, item.nameRange).replace(/^r#/, "");
  if (item.kind === "traitImpl") return /^(?:unsafe|default|impl)$/.test(written);
  if (item.kind === "closure") return item.range.end <= text.length;
  if (item.kind === "derivedImpl" || item.kind === "derivedMethod") {
    return item.path.includes(written) && /^\p{XID_Start}/u.test(written);
  }
  const last = item.path.split("::").at(-1) ?? "";
  return written !== "" && (last === written || last === `r#${written}`);
}
