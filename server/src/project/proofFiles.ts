/** For each file of a proofs folder the Rust item it is about, or why there is none. */
import { CLOSURE_METHODS, CLOSURE_TRAITS } from "../rocq/names.ts";
import { isCode, type NamedItem, wantsProof } from "./namedItem.ts";
import type { ProofPath } from "./outputFolder.ts";

export interface ProofMatch {
  readonly file: ProofPath;
  readonly item: NamedItem | null;
  /**
   * `live`: the item is there and asks for the proof. `orphan`: the item is there but asks for none. `stale`: no item has
   * this name.
   */
  readonly state: "live" | "orphan" | "stale";
  /** In words; empty for a live one that has nothing to say. */
  readonly reason: string;
  /** For a stale one, the item that it was probably written for. */
  readonly successor: NamedItem | null;
}

/** Items by their Rocq name. */
export type ItemsNamed = (rocqName: string) => readonly NamedItem[];

export function matchProof(file: ProofPath, named: ItemsNamed): ProofMatch | null {
  const { item, isShim } = file.kind === "inclusion" ? implOf(file, named) : codeOf(file, named);
  if (item === null) return null;
  const reason = isShim || file.kind === "inclusion" ? whyNotConsidered(item) : whyNoProof(item);
  return { file, item, state: reason === null ? "live" : "orphan", reason: reason ?? "", successor: null };
}

/** A file without an item, and the one that it was probably written for; `taken` are the Rocq names that have a proof of their own. */
export function staleProof(
  file: ProofPath,
  successor: NamedItem | null,
  taken: ReadonlySet<string>,
): ProofMatch {
  const missing = `no ${file.kind === "inclusion" ? "trait impl" : "function"} of this crate is called \`${file.rocqName}\``;
  if (successor === null)
    return { file, item: null, state: "stale", reason: `${missing} any more`, successor };
  const own = taken.has(successor.rocqName) ? ", which has a proof of its own" : "";
  const reason = `${missing} any more; it was probably written for \`${successor.path}\`${own}`;
  return { file, item: null, state: "stale", reason, successor };
}

function codeOf(file: ProofPath, named: ItemsNamed): { item: NamedItem | null; isShim: boolean } {
  const item = best(named(file.rocqName).filter((one) => isCode(one) || one.kind === "traitMethod"));
  if (item) return { item, isShim: false };
  for (const method of CLOSURE_METHODS) {
    if (!file.rocqName.endsWith(`_${method}`)) continue;
    const closure = best(closures(named(file.rocqName.slice(0, -method.length - 1))));
    if (closure) return { item: closure, isShim: true };
  }
  return { item: null, isShim: false };
}

function implOf(file: ProofPath, named: ItemsNamed): { item: NamedItem | null; isShim: boolean } {
  const impls = named(file.rocqName).filter(
    (item) => item.kind === "traitImpl" || item.kind === "derivedImpl",
  );
  const item = best(impls);
  if (item) return { item, isShim: false };
  for (const trait of CLOSURE_TRAITS) {
    if (!file.rocqName.endsWith(`_${trait}`)) continue;
    const closure = best(closures(named(file.rocqName.slice(0, -trait.length - 1))));
    if (closure) return { item: closure, isShim: true };
  }
  return { item: null, isShim: false };
}

const closures = (items: readonly NamedItem[]): NamedItem[] =>
  items.filter((item) => item.kind === "closure");

/** Of items with one name (alternatives under `cfg`), the one that RefinedRust most probably looks at. */
function best(items: readonly NamedItem[]): NamedItem | null {
  const rank = (item: NamedItem): number =>
    (wantsProof(item) ? 4 : 0) + (item.considered ? 2 : 0) + (item.cfg === null ? 1 : 0);
  return items.toSorted((a, b) => rank(b) - rank(a))[0] ?? null;
}

function whyNotConsidered(item: NamedItem): string | null {
  if (item.isIncomplete) return INCOMPLETE;
  if (item.considered || item.kind === "traitImpl" || item.kind === "derivedImpl") return null;
  return item.mode === "skip" ? "`rr::skip` leaves the item out" : "the item has no annotation any more";
}

const INCOMPLETE = "`rr::shim`, `rr::ignore` or `rr::skip` leaves out one of the impl's methods";

function whyNoProof(item: NamedItem): string | null {
  if (wantsProof(item)) return null;
  if (!item.considered) return whyNotConsidered(item);
  return item.hasBody ? `\`rr::${item.mode}\` asks for no proof` : "the function has no body any more";
}
