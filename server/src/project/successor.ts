/** Which item a proof file was probably written for whose own item is gone: it was moved or renamed. */
import { distance } from "fastest-levenshtein";
import { strip } from "../rocq/strip.ts";
import { type NamedItem, wantsProof } from "./namedItem.ts";
import type { ProofPath } from "./outputFolder.ts";
import type { ProofParameters } from "./rocqFacts.ts";

/** Finds successors; what the names of items are made of is worked out once. */
export class Successors {
  readonly #parts = new WeakMap<NamedItem, Parts>();

  /**
   * The item of the most similar path and parameters; null when none is similar enough, or two are equally so.
   * @param taken The Rocq names that have a proof of their own.
   * @param parameters What the proof or its template says of the parameters that the function had.
   */
  of(
    file: ProofPath,
    items: readonly NamedItem[],
    taken: ReadonlySet<string>,
    parameters: ProofParameters | null,
  ): NamedItem | null {
    let best: NamedItem | null = null;
    let most = 0;
    for (const item of items) {
      const isWanted =
        file.kind === "inclusion" ? item.kind === "traitImpl" && item.considered : wantsProof(item);
      if (!isWanted) continue;
      const fit = parameters === null ? 0 : fitOf(parameters, item.parameters);
      const named = { rocqName: item.rocqName, ...this.#of(item), isTaken: taken.has(item.rocqName) };
      const score = scoreOf(file.rocqName, named, fit) ?? 0;
      if (score > most) best = item;
      // Under one name it is the same proof file: alternatives, or a module of both library and program.
      else if (score === most && best?.rocqName !== item.rocqName) best = null;
      most = Math.max(most, score);
    }
    return best;
  }

  #of(item: NamedItem): Parts {
    const known = this.#parts.get(item);
    if (known) return known;
    const parts = partsOf(item);
    this.#parts.set(item, parts);
    return parts;
  }
}

/** From -1 for other parameters to 1 for the same ones; 0 when nothing is known. That both have `self` says nothing. */
function fitOf(known: ProofParameters, now: readonly string[] | null): number {
  if (now === null) return 0;
  const [before, after] = [known.names, now].map((names) => names.filter((name) => name !== "self"));
  if (!before || !after) return 0;
  const most = known.areAll ? Math.max(before.length, after.length) : before.length;
  const shared = before.filter((name) => after.includes(name)).length;
  return most === 0 ? 0 : (2 * shared) / most - 1;
}

/**
 * What is moved keeps its own name, what is renamed keeps the path around it; anything else must be nearly the same. The
 * better the parameters fit, the less of the path has to.
 */
function scoreOf(
  name: string,
  { rocqName, own, around, type, isTaken }: Candidate,
  fit: number,
): number | null {
  if (name === own || name.endsWith(`_${own}`)) {
    const before = name.slice(0, -own.length - 1);
    const isMoved = similarity(before, around) >= 0.6 - 0.2 * fit || (own.length >= 12 && fit >= 0);
    if (endsInType(before, type) || (!isTaken && isMoved)) {
      return 1 + similarity(name, rocqName) + (isTaken ? 0 : 0.1) + 0.2 * fit;
    }
  }
  // What has a proof of its own was moved, if anything: a similar name says little.
  if (isTaken) return null;
  const prefix = around === "" ? "" : `${around}_`;
  const isRenamed = name.startsWith(prefix) && similarity(name.slice(prefix.length), own) >= 0.6 - 0.2 * fit;
  const alike = similarity(name, rocqName);
  return isRenamed || alike >= 0.85 - 0.1 * fit ? alike + 0.2 * fit : null;
}

interface Candidate extends Parts {
  readonly rocqName: string;
  readonly isTaken: boolean;
}

/** `core_page_Page` and, with its arguments, `core_page_Page_T`; but not `.._Page_first_of`, whose function had a longer name. */
function endsInType(before: string, type: string): boolean {
  if (type === "" || !`_${before}_`.includes(`_${type}_`)) return false;
  const last = before.split("_").at(-1) ?? "";
  return before.endsWith(type) || /^\p{Lu}/u.test(last);
}

const similarity = (a: string, b: string): number => 1 - distance(a, b) / Math.max(a.length, b.length, 1);

/** The item's own name, the name of what is around it, and that of its type; all as in Rocq names. */
interface Parts {
  readonly own: string;
  readonly around: string;
  readonly type: string;
}

function partsOf({ path, rocqName }: NamedItem): Parts {
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
