/** Which item a proof file was probably written for whose own item is gone: it was moved or renamed. */
import { distance } from "fastest-levenshtein";
import { strip } from "../rocq/strip.ts";
import { type NamedItem, wantsProof } from "./namedItem.ts";
import type { ProofPath } from "./outputFolder.ts";

/** Null when no item is similar enough, or two are equally so. `taken` are the Rocq names that have a proof of their own. */
export function successorOf(
  file: ProofPath,
  items: readonly NamedItem[],
  taken: ReadonlySet<string>,
): NamedItem | null {
  const wanted = items.filter((item) =>
    file.kind === "inclusion" ? item.kind === "traitImpl" && item.considered : wantsProof(item),
  );
  const scored = wanted.flatMap((item) => {
    const score = scoreOf(file.rocqName, item, taken.has(item.rocqName));
    return score === null ? [] : [{ item, score }];
  });
  scored.sort((a, b) => b.score - a.score);
  const [first, second] = scored;
  return !first || first.score === second?.score ? null : first.item;
}

/** What is moved keeps its own name, what is renamed keeps the path around it; anything else must be nearly the same. */
function scoreOf(name: string, item: NamedItem, isTaken: boolean): number | null {
  const { own, around, type } = partsOf(item);
  const alike = similarity(name, item.rocqName);
  if (name === own || name.endsWith(`_${own}`)) {
    const before = name.slice(0, -own.length - 1);
    if (endsInType(before, type) || (!isTaken && (similarity(before, around) >= 0.6 || own.length >= 12))) {
      return 1 + alike + (isTaken ? 0 : 0.1);
    }
  }
  // What has a proof of its own was moved, if anything: a similar name says little.
  if (isTaken) return null;
  const prefix = around === "" ? "" : `${around}_`;
  if (name.startsWith(prefix) && similarity(name.slice(prefix.length), own) >= 0.6) return alike;
  return alike >= 0.85 ? alike : null;
}

/** `core_page_Page` and, with its arguments, `core_page_Page_T`; but not `.._Page_first_of`, whose function had a longer name. */
function endsInType(before: string, type: string): boolean {
  if (type === "" || !`_${before}_`.includes(`_${type}_`)) return false;
  const last = before.split("_").at(-1) ?? "";
  return before.endsWith(type) || /^\p{Lu}/u.test(last);
}

const similarity = (a: string, b: string): number => 1 - distance(a, b) / Math.max(a.length, b.length, 1);

/** The item's own name, the name of what is around it, and that of its type; all as in Rocq names. */
function partsOf({ path, rocqName }: NamedItem) {
  const segments = segmentsOf(path);
  const isClosure = (segment: string | undefined): boolean => segment?.startsWith("{") ?? false;
  // A closure is as much the same as the function around it.
  let last = segments.length - 1;
  while (last > 0 && isClosure(segments[last])) last--;
  const own = strip(segments.slice(last).join("::"));
  const around = rocqName.slice(0, -own.length - 1);
  const type = segments.slice(0, last).findLast((segment) => !segment.startsWith("<"));
  return { own, around, type: type === undefined ? "" : strip(type) };
}

/** Segments of a path; what stands in angle brackets is one segment. */
function segmentsOf(path: string): string[] {
  const segments: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < path.length; at++) {
    const char = path[at];
    if (char === "<") depth++;
    else if (char === ">" && path[at - 1] !== "-") depth--;
    else if (depth === 0 && path.startsWith("::", at)) {
      segments.push(path.slice(start, at));
      start = at + 2;
      at++;
    }
  }
  return [...segments, path.slice(start)].filter((segment) => segment !== "");
}
