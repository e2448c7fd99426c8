/** What the cursor in a `.v` file asks for: the Rust items that a generated name belongs to. */
import type { CatalogueItem, NamedBy } from "../project/catalogueModel.ts";
import { isWithin } from "../project/paths.ts";
import type { Role } from "../rocq/names.ts";
import type { TextRange } from "../text.ts";
import type { ProjectView } from "./projectView.ts";
import { cratesSeenBy } from "./theories.ts";

export interface RocqName {
  readonly name: string;
  readonly range: TextRange;
  /** Directly between two quotes: `start_function "F"`. */
  readonly isQuoted: boolean;
}

/** The identifier around the offset; one behind a dot keeps only its own part. */
export function rocqNameAt(text: string, offset: number): RocqName | null {
  let start = offset;
  let end = offset;
  while (start > 0 && CHARACTER.test(text.charAt(start - 1))) start--;
  while (end < text.length && CHARACTER.test(text.charAt(end))) end++;
  const name = text.slice(start, end);
  if (!/^[\p{L}_]/u.test(name)) return null;
  return { name, range: { start, end }, isQuoted: text[start - 1] === '"' && text[end] === '"' };
}

/** Characters outside of the first plane do not occur in names that are generated from Rust. */
const CHARACTER = /[\p{L}\p{N}_']/u;

/**
 * The items whose generated name this is, as the file at `path` sees it: those of its own output folder hide others. A
 * name that a theory defines itself belongs to the theory.
 */
export function itemsNamed({ name, isQuoted }: RocqName, path: string, view: ProjectView): CatalogueItem[] {
  const { catalogue, definitions } = view;
  const named = catalogue.named(name).filter(({ item }) => isQuoted || item.rocqName !== name);
  if (named.length === 0) return [];
  const theories = new Set(catalogue.theories);
  const defined = definitions.of(name);
  if (defined.some((definition) => theories.has(definition.path))) return [];
  const about = catalogue.itemOfFile(path);
  const own = named.filter(
    ({ item }) => item === about || (item.output !== null && isWithin(item.output.path, path)),
  );
  if (own.length > 0) return itemsOf(own);
  const folder = catalogue.outputs.find((output) => isWithin(output.path, path));
  if (!folder) return itemsOf(named);
  // The folder's own definition, whose item is gone, is not that of another crate.
  if (defined.some((definition) => isWithin(folder.path, definition.path))) return [];
  const crates = catalogue.crates.filter(({ name: of }) => of === folder.crateName);
  const seen = new Set(crates.flatMap(({ id }) => cratesSeenBy(id, view)).map(({ id }) => id));
  return itemsOf(named.filter(({ item, role }) => seen.has(item.crate.id) && !PRIVATE.has(role)));
}

const itemsOf = (named: readonly NamedBy[]): CatalogueItem[] => [...new Set(named.map(({ item }) => item))];

/** What the files of a crate that includes another one never speak of. */
const PRIVATE: ReadonlySet<Role> = new Set(["code", "lemma", "prelude", "proof"]);
