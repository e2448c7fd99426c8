/** The files that RefinedRust wrote for an item of a document, as the catalogue knows them. */
import type { CatalogueItem } from "../project/catalogueModel.ts";
import { fingerprint } from "../project/fingerprint.ts";
import type { RocqFacts } from "../project/rocqFacts.ts";
import type { GeneratedText } from "../rocq/generatedBlocks.ts";
import { readVernacular } from "../rocq/vernacular.ts";
import type { Item, RustFile } from "../syntax/model.ts";
import type { ProjectView } from "./projectView.ts";
import type { GeneratedFiles, GeneratedLink } from "./specifications.ts";

/** Keeps the texts of generated files as long as the catalogue says that they are the same. */
export class GeneratedTexts {
  readonly #texts = new WeakMap<RocqFacts, GeneratedText>();
  readonly #lists = new WeakMap<RocqFacts, readonly GeneratedText[]>();

  /** Null when the item's crate has no output folder, or none that is surely its own. */
  filesOf(view: ProjectView, path: string, file: RustFile, item: Item): GeneratedFiles | null {
    const standing = view.matching.standing(path, file);
    const own = standing.find(({ at }) => at.index === item.index)?.item;
    // A new item has no entry yet, but the same crate as its neighbours.
    const neighbour = own ?? standing.find((candidate) => candidate.item.output !== null)?.item;
    if (!neighbour?.output || neighbour.isUnclear) return null;
    const { specs, code } = neighbour.output;
    const texts = [specs, code].flatMap((each) => (each === null ? [] : (this.#text(view, each) ?? [])));
    if (texts.length === 0) return null;
    return { texts: this.#same(texts, view, specs ?? code ?? ""), links: own ? linksOf(own, view) : [] };
  }

  #text(view: ProjectView, path: string): GeneratedText | null {
    const facts = view.catalogue.rocq(path);
    const known = facts && this.#texts.get(facts);
    if (known) return known;
    const text = view.text(path);
    if (text === null) return null;
    const isKnown = facts !== null && facts.fingerprint === fingerprint(text);
    const vernacular = isKnown ? facts.vernacular : readVernacular(text);
    const generated = { uri: view.uri(path), text, vernacular };
    if (isKnown) this.#texts.set(facts, generated);
    return generated;
  }

  /** The list of before, if it holds the same texts. */
  #same(texts: readonly GeneratedText[], view: ProjectView, key: string): readonly GeneratedText[] {
    const facts = view.catalogue.rocq(key);
    const known = facts && this.#lists.get(facts);
    if (known?.length === texts.length && known.every((each, n) => each === texts[n])) return known;
    if (facts) this.#lists.set(facts, texts);
    return texts;
  }
}

function linksOf({ template, proof }: CatalogueItem, view: ProjectView): GeneratedLink[] {
  const link = (title: string, artefact: CatalogueItem["proof"]): GeneratedLink[] =>
    artefact ? [{ title, uri: `${view.uri(artefact.path)}#L${(artefact.place?.line ?? 0) + 1}` }] : [];
  return [...link("template", template), ...link("proof", proof)];
}
