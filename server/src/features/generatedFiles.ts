/** The files that RefinedRust wrote for an item of a document, as the catalogue knows them. */
import type { Catalogue, CatalogueItem } from "../project/catalogueModel.ts";
import { fingerprint } from "../project/fingerprint.ts";
import { folderOf } from "../project/paths.ts";
import type { RocqFacts } from "../project/rocqFacts.ts";
import { GeneratedText } from "../rocq/generatedBlocks.ts";
import { readVernacular } from "../rocq/vernacular.ts";
import type { Item, RustFile } from "../syntax/model.ts";
import type { ProjectView } from "./projectView.ts";
import type { GeneratedFiles, GeneratedLink } from "./specifications.ts";

/** What it takes to find the texts. */
export type TextView = Pick<ProjectView, "catalogue" | "matching" | "text" | "uri">;

/** Keeps the texts of generated files as long as the catalogue says that they are the same. */
export class GeneratedTexts {
  readonly #texts = new WeakMap<RocqFacts, GeneratedText>();
  readonly #lists = new WeakMap<RocqFacts, readonly GeneratedText[]>();

  /** Null when the item's crate has no output folder, or none that is surely its own. */
  filesOf(view: TextView, path: string, file: RustFile, item: Item): GeneratedFiles | null {
    const standing = view.matching.standing(path, file);
    const own = standing.find(({ at }) => at.index === item.index)?.item;
    // A new item has no entry yet, but the same crate as its neighbours.
    const neighbour = own ?? standing.find((candidate) => candidate.item.output !== null)?.item;
    const texts = neighbour ? this.textsOf(neighbour, view) : null;
    return (
      texts && {
        texts,
        links: own ? linksOf(own, view) : [],
        doubt: own ? doubtOf(own, view.catalogue) : null,
      }
    );
  }

  /** The specifications and the code of the item's crate: the same list as before as long as both are the same. */
  textsOf({ output, isUnclear }: CatalogueItem, view: TextView): readonly GeneratedText[] | null {
    if (output === null || isUnclear) return null;
    const { specs, code } = output;
    const texts = [specs, code].flatMap((each) => (each === null ? [] : (this.#text(view, each) ?? [])));
    return texts.length === 0 ? null : this.#same(texts, view, specs ?? code ?? "");
  }

  #text(view: TextView, path: string): GeneratedText | null {
    const facts = view.catalogue.rocq(path);
    const known = facts && this.#texts.get(facts);
    if (known) return known;
    const text = view.text(path);
    if (text === null) return null;
    const isKnown = facts !== null && facts.fingerprint === fingerprint(text);
    const vernacular = isKnown ? facts.vernacular : readVernacular(text);
    const generated = new GeneratedText(view.uri(path), text, vernacular);
    if (isKnown) this.#texts.set(facts, generated);
    return generated;
  }

  /** The list of before, if it holds the same texts. */
  #same(texts: readonly GeneratedText[], view: TextView, key: string): readonly GeneratedText[] {
    const facts = view.catalogue.rocq(key);
    const known = facts && this.#lists.get(facts);
    if (known?.length === texts.length && known.every((each, n) => each === texts[n])) return known;
    if (facts) this.#lists.set(facts, texts);
    return texts;
  }
}

function linksOf({ template, proof }: CatalogueItem, view: TextView): GeneratedLink[] {
  const link = (title: string, artefact: CatalogueItem["proof"]): GeneratedLink[] =>
    artefact ? [{ title, uri: `${view.uri(artefact.path)}#L${(artefact.place?.line ?? 0) + 1}` }] : [];
  return [...link("template", template), ...link("proof", proof)];
}

/** Why RefinedRust may have written something else than a preview of the item, in words that follow "because". */
function doubtOf(item: CatalogueItem, { configurations, crates, named }: Catalogue): string | null {
  if (item.cfg !== null) return `whether it is compiled depends on \`cfg(${item.cfg})\``;
  const { file, nameRange, rocqName } = item;
  const isOther = (other: CatalogueItem): boolean =>
    other.file !== file || other.nameRange.start !== nameRange.start;
  if (named(rocqName).some((by) => isOther(by.item))) return `another item is called \`${rocqName}\`, too`;
  const folder = folderOf(item.output?.path ?? "");
  const own = crates.find(({ id }) => id === item.crate.id)?.configuration ?? null;
  const used = configurations.filter((each) => each.outputFolder === folder);
  const isHooked = [own, ...used].some((each) => each?.hasHook);
  return isHooked ? "`post_generation_hook` may have changed it" : null;
}
