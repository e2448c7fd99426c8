/** Which clause a pure condition comes from that no solver could prove. */
import type { CatalogueItem } from "../project/catalogueModel.ts";
import { slice } from "../text.ts";
import type { Goal } from "./goal.ts";
import { statementOf } from "./goalText.ts";
import { callSite, onlyMatch } from "./placeInBody.ts";
import type { Clause, ClauseText, PlaceContext, Spot, WrittenItem } from "./placeModel.ts";
import { rustPattern, valueInRange } from "./rangeCondition.ts";
import { type Claim, claimsOf, fits, termOf } from "./rocqTerms.ts";

/** Null when no clause fits, or when two fit equally well. */
export function placeCondition(
  goal: Goal,
  item: CatalogueItem,
  written: WrittenItem,
  context: PlaceContext,
): Spot | null {
  const claims = claimsOf(statementOf(goal.conclusion));
  const candidates = [...ownCandidates(written), ...foreignCandidates(item, written, context)];
  const named = candidates.filter(
    ({ clause }) => clause.name !== null && clause.name === hintIn(goal.conclusion),
  );
  const fitting = named.length > 0 ? named : best(candidates, claims);
  const [first, ...others] = fitting;
  if (!first || others.some(({ clause }) => clause !== first.clause)) return operation(claims, written);
  return spotOf(first, written, named.length > 0);
}

/** Hints are taken off before a condition is tried; one that is left names its clause. */
const hintIn = (conclusion: string): string | null =>
  /^[\s(]*(?:Inhabited[\s(]+)?name_hint\s+"([^"]+)"/.exec(conclusion)?.[1] ?? null;

/** Those that fit best, which may be several. */
function best(candidates: readonly Candidate[], claims: readonly Claim[]): Candidate[] {
  const isRange = claims.some((claim) => valueInRange(claim) !== null);
  const scored = candidates.flatMap((candidate) => {
    const score = scoreOf(candidate, claims);
    // Every operation on machine integers has such conditions, whatever the clauses say.
    return score === null || (isRange && !score.isExact) ? [] : [{ candidate, rank: rank(score) }];
  });
  const highest = Math.max(...scored.map((each) => each.rank));
  return scored.filter((each) => each.rank === highest).map(({ candidate }) => candidate);
}

interface Candidate {
  readonly clause: Clause;
  /** Names that stand for any value. */
  readonly holes: ReadonlySet<string>;
  /** The item that the clause belongs to; null for the function itself. */
  readonly owner: { readonly item: CatalogueItem; readonly written: WrittenItem } | null;
}

/** The function's parameters are printed by their names, and its existentials as what they are. */
const ownCandidates = ({ clauses, binders }: WrittenItem): Candidate[] => {
  const holes = new Set(binders.filter(({ kind }) => kind === "existential").map(({ name }) => name));
  return clauses
    .filter(({ isShownBy }) => isShownBy === "function")
    .map((clause) => ({ clause, holes, owner: null }));
};

/** What callees require, and invariants of the types that the function speaks of. */
function foreignCandidates(
  item: CatalogueItem,
  { code, range }: WrittenItem,
  context: PlaceContext,
): Candidate[] {
  const words = new Set(code.slice(range.start, range.end).match(/[\p{L}_][\p{L}\p{N}_]*/gu));
  const speaksOf = (other: CatalogueItem): boolean => words.has(other.path.split("::").at(-1) ?? "");
  const isSelf = (other: CatalogueItem): boolean => item.path.startsWith(`${other.path}::`);
  return context.items.flatMap((other) => {
    if (other === item || !(speaksOf(other) || (TYPES.has(other.kind) && isSelf(other)))) return [];
    const written = context.written(other);
    if (!written) return [];
    const holes = new Set(written.binders.map(({ name }) => name));
    const wanted = TYPES.has(other.kind) ? "function" : "caller";
    return written.clauses
      .filter(({ isShownBy }) => isShownBy === wanted)
      .map((clause) => ({ clause, holes, owner: { item: other, written } }));
  });
}

const TYPES: ReadonlySet<string> = new Set(["struct", "enum"]);

interface Score {
  /** Word for word, in normal form. */
  readonly isExact: boolean;
  readonly words: number;
}

const rank = ({ isExact, words }: Score): number => (isExact ? 1000 : 0) + words;

/** The best of the clause's texts; every conjunct of the condition has to be one of the clause's. */
function scoreOf({ clause, holes, owner }: Candidate, claims: readonly Claim[]): Score | null {
  const scores = clause.texts.flatMap((text) => {
    const patterns = patternsOf(text);
    const words = claims.map((claim) =>
      Math.max(...patterns.map((pattern) => fits(pattern, claim, new Set([...holes, ANY])) ?? 0)),
    );
    if (words.length === 0 || words.some((count) => count <= 0)) return [];
    const isExact =
      owner === null &&
      claims.every((claim) => patterns.some((pattern) => fits(pattern, claim, NONE) !== null));
    return [{ isExact, words: Math.min(...words) }];
  });
  return scores.sort((a, b) => rank(b) - rank(a))[0] ?? null;
}

const ANY = "⟨any⟩";
const NONE: ReadonlySet<string> = new Set();

/** Of a refinement it has to be shown that the value found equals it. */
function patternsOf({ role, value }: ClauseText): Claim[] {
  const text = value.replaceAll('\\"', '"');
  if (role === "proposition") return claimsOf(text);
  const term = role === "value" ? termOf(text) : [];
  return term.length > 0 && term.join("") !== "()" ? [[ANY, "=", ...term]] : [];
}

/** A clause of another item stands elsewhere: in the function it is where the callee is called. */
function spotOf({ clause, owner }: Candidate, written: WrittenItem, isSure: boolean): Spot {
  if (owner === null) {
    const what = `of \`${written.hotword}::${clause.keyword}\``;
    return { range: clause.range, clause, precision: "clause", isSure, what, related: [] };
  }
  const { item, written: other } = owner;
  const message = `\`${other.hotword}::${clause.keyword}\` of \`${item.path}\``;
  const found = {
    clause: null,
    isSure,
    what: `of ${message}`,
    related: [{ path: other.file, range: clause.range, message }],
  };
  const call = TYPES.has(item.kind) ? null : callSite(item, written);
  return call
    ? { ...found, range: call, precision: "clause" }
    : { ...found, range: written.nameRange, precision: "item" };
}

/** The only expression of the body whose value has to fit into a machine integer. */
function operation(claims: readonly Claim[], written: WrittenItem): Spot | null {
  const values = claims.map(valueInRange);
  const [value] = values;
  if (!value || values.some((other) => other?.join(" ") !== value.join(" "))) return null;
  const pattern = rustPattern(value);
  const range = pattern === null ? null : onlyMatch(pattern, written);
  const shown = range && slice(written.text, range);
  return (
    range && { range, clause: null, precision: "clause", isSure: false, what: `at \`${shown}\``, related: [] }
  );
}
