/** Which clause a pure condition comes from that no solver could prove. */
import type { CatalogueItem } from "../project/catalogueModel.ts";
import type { Goal } from "./goal.ts";
import { statementOf } from "./goalText.ts";
import { callSite } from "./placeInBody.ts";
import type { Clause, ClauseText, PlaceContext, Spot, WrittenItem } from "./placeModel.ts";
import { type Claim, claimsOf, fits, termOf } from "./rocqTerms.ts";

/** Null when no clause fits, or when two fit equally well. */
export function placeCondition(
  goal: Goal,
  item: CatalogueItem,
  written: WrittenItem,
  context: PlaceContext,
): Spot | null {
  const statement = statementOf(goal.conclusion);
  const named = namedClause(statement, written);
  if (named) return spotOf(named, true);
  const claims = claimsOf(statement);
  const isRange = claims.some((claim) => /\b(?:MinInt|MaxInt)\b/.test(claim.join(" ")));
  const candidates = [...ownCandidates(written), ...foreignCandidates(item, written, context)];
  const scored = candidates.flatMap((candidate) => {
    const score = scoreOf(candidate, claims);
    // Every operation on machine integers has such conditions, whatever the clauses say.
    return score === null || (isRange && !score.isExact) ? [] : [{ candidate, ...score }];
  });
  const best = Math.max(...scored.map(rank));
  const [first, ...others] = scored.filter((each) => rank(each) === best);
  if (!first || others.some(({ candidate }) => candidate.clause !== first.candidate.clause)) return null;
  return first.candidate.owner === null
    ? spotOf(first.candidate.clause, false)
    : foreignSpot(first.candidate.clause, first.candidate.owner, written);
}

/** Hints are taken off before a condition is tried; one that is left names its clause. */
function namedClause(statement: string, { clauses }: WrittenItem): Clause | null {
  const name = /^\(?\s*name_hint\s+"([^"]+)"/.exec(statement)?.[1];
  const [clause, ...others] = clauses.filter((each) => name !== undefined && each.name === name);
  return clause && others.length === 0 ? clause : null;
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

const spotOf = (clause: Clause, isSure: boolean): Spot => ({
  range: clause.range,
  clause,
  precision: "clause",
  isSure,
  what: `of \`rr::${clause.keyword}\``,
  related: [],
});

/** The clause stands elsewhere: in the function it is where the callee is called. */
function foreignSpot(clause: Clause, owner: NonNullable<Candidate["owner"]>, written: WrittenItem): Spot {
  const { item, written: other } = owner;
  const related = [
    { path: other.file, range: clause.range, message: `\`rr::${clause.keyword}\` of \`${item.path}\`` },
  ];
  const what = `of \`rr::${clause.keyword}\` of \`${item.path}\``;
  const call = TYPES.has(item.kind) ? null : callSite(item, written);
  return call
    ? { range: call, clause: null, precision: "clause", isSure: false, what, related }
    : { range: written.nameRange, clause: null, precision: "item", isSure: false, what, related };
}
