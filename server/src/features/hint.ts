/** What a hint offers, and what it is worked out from. */
import type { Item } from "../syntax/model.ts";
import type { TextEdit } from "../text.ts";
import type { WrittenItem } from "../verification/placeModel.ts";

export interface Hint {
  /** Imperative, for a menu. */
  readonly title: string;
  readonly edits: readonly { readonly path: string; readonly edits: readonly TextEdit[] }[];
}

/** The function that a finding is about, as its files are now. */
export interface HintSource {
  readonly item: Item;
  readonly written: WrittenItem;
  /** Its proof file; null for none. */
  readonly proof: { readonly path: string; readonly text: string; readonly lemma: string } | null;
}
