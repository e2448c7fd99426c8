/** What a run says of a function, with what its files say. */
import { statusOfItem } from "../verification/collect.ts";
import type { Conclusion } from "../verification/conclude.ts";
import type { FolderCatalogue } from "./folderCatalogue.ts";

export interface FunctionState {
  /** `proved`, `failed`, `left out`, `no result`, or the status of a proof that Rocq accepts and that proves nothing. */
  readonly word: string;
  readonly message: string;
  readonly seconds: number | null;
  /** Seconds of the run before. */
  readonly before: number | null;
  /** Of the automation. */
  readonly steps: number | null;
}

/** @param folder As it is after the run. */
export function stateOf(
  { item, outcome, message, seconds, steps }: Conclusion,
  folder: FolderCatalogue,
): FunctionState {
  const now = folder.catalogue.items.find(
    (each) =>
      each.crate.id === item.crate.id &&
      each.kind === item.kind &&
      each.path === item.path &&
      each.file === item.file,
  );
  const before = folder.recorded(item)?.cost.before ?? null;
  const cost = { seconds, before, steps };
  if (outcome !== "proved") return { word: WORDS[outcome], message, ...cost };
  const verdict = now ? statusOfItem(now, folder.catalogue, folder) : null;
  if (verdict === null || verdict.status === "proved") return { word: "proved", message: "", ...cost };
  return { word: verdict.status, message: verdict.reason, ...cost };
}

const WORDS = { failed: "failed", omitted: "left out", unchecked: "no result" } as const;

/** Something is to be done about it; what is admitted was so on purpose. */
export const isOpen = ({ word }: FunctionState): boolean => word !== "proved" && word !== "admitted";
