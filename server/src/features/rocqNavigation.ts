/** What the cursor in a `.v` file asks for: the Rust items that a generated name belongs to. */
import type { CatalogueItem } from "../project/catalogueModel.ts";
import { isWithin } from "../project/paths.ts";
import type { TextRange } from "../text.ts";
import type { ProjectView } from "./projectView.ts";

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
  if (definitions.of(name).some((definition) => theories.has(definition.path))) return [];
  const items = [...new Set(named.map(({ item }) => item))];
  const own = items.filter(({ output }) => output !== null && isWithin(output.path, path));
  return own.length > 0 ? own : items;
}
