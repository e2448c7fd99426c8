/** Whether a printed condition is what a clause claims, written in another way. */

/** A claim in normal form: the same for terms that differ in notation only. */
export type Claim = readonly string[];

/** Longer propositions are no clause that somebody wrote. */
const LONGEST = 4000;

/** The conjuncts of a proposition; a chain `a ≤ b ≤ c` is two. None for a very long one. */
export function claimsOf(text: string): Claim[] {
  if (text.length > LONGEST) return [];
  return splitAt(withoutParentheses(tokensOf(text)), new Set(["∧"])).flatMap((part) => {
    const bare = withoutParentheses(part);
    const nested = bare.length < part.length && depthZero(bare, new Set(["∧"])).length > 0;
    return nested ? claimsOf(bare.join(" ")) : chain(bare).map(normal);
  });
}

/** A value in normal form. */
export const termOf = (text: string): Claim =>
  text.length > LONGEST ? [] : withoutParentheses(tokensOf(text));

/**
 * How many tokens of the claim stand in the term as they are; null when it does not fit. A hole stands for any value, the
 * same one wherever it occurs.
 */
export function fits(claim: Claim, term: Claim, holes: ReadonlySet<string>): number | null {
  const budget = { left: 20_000 };
  for (const pattern of variants(claim)) {
    if (unify(pattern, term, holes, new Map(), budget)) {
      return pattern.filter((token) => !holes.has(token) && /[\p{L}\p{N}]/u.test(token)).length;
    }
  }
  return null;
}

const TOKEN =
  /"[^"]*"|\{[^{}]*\}|[\p{L}_][\p{L}\p{N}_'\u2080-\u209C]*(?:\.[\p{L}_][\p{L}\p{N}_']*)*|\d+|<=|>=|<>|\/\\|\\\/|->|:=|\S/gu;

const ASCII: ReadonlyMap<string, string> = new Map([
  ["<=", "≤"],
  [">=", "≥"],
  ["<>", "≠"],
  ["/\\", "∧"],
  ["\\/", "∨"],
  ["->", "→"],
]);

/** Without scopes, coercions and other spellings of one thing. */
function tokensOf(text: string): string[] {
  const plain = text
    .replace(/([\p{L}\p{N}_']+)\.\(([\p{L}\p{N}_']+)\)/gu, "($2 $1)")
    .replace(/%[\p{L}_]\w*/gu, " ");
  const tokens = [...plain.matchAll(TOKEN)].map(([token]) => spelling(ASCII.get(token) ?? token));
  return withoutNeedless(
    arithmetic(tokens.filter((token) => token !== "Z.of_nat" && token !== "bool_decide")),
  );
}

/** Integer types have had capitals. */
const spelling = (token: string): string =>
  /^[IU](?:8|16|32|64|128|Size)$/.test(token) ? token.toLowerCase() : token;

/** `Z.succ a` is `a + 1`. */
function arithmetic(tokens: readonly string[]): string[] {
  const out: string[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at] ?? "";
    const operator = token === "Z.succ" ? "+" : token === "Z.pred" ? "-" : null;
    if (operator === null) {
      out.push(token);
      continue;
    }
    const end = argumentEnd(tokens, at + 1);
    out.push("(", ...arithmetic(tokens.slice(at + 1, end)), operator, "1", ")");
    at = end - 1;
  }
  return out;
}

const argumentEnd = (tokens: readonly string[], at: number): number =>
  tokens[at] === "(" ? closing(tokens, at) + 1 : Math.min(at + 1, tokens.length);

/** The index of the parenthesis that closes the one at the index; of the last token when none does. */
function closing(tokens: readonly string[], open: number): number {
  let depth = 0;
  for (let at = open; at < tokens.length; at++) {
    if (tokens[at] === "(") depth++;
    else if (tokens[at] === ")") depth--;
    if (depth === 0) return at;
  }
  return tokens.length - 1;
}

/** Parentheses around one token, or twice around the same, say nothing. */
function withoutNeedless(tokens: readonly string[]): string[] {
  let now = [...tokens];
  for (let round = 0; round < 20; round++) {
    const drop = needless(now);
    if (drop.size === 0) break;
    now = now.filter((_, at) => !drop.has(at));
  }
  return now;
}

function needless(tokens: readonly string[]): Set<number> {
  const open: number[] = [];
  const closes = new Map<number, number>();
  for (const [at, token] of tokens.entries()) {
    if (token === "(") open.push(at);
    const start = token === ")" ? open.pop() : undefined;
    if (start !== undefined) closes.set(start, at);
  }
  const pairs = [...closes].filter(([start, end]) => end === start + 2 || closes.get(start + 1) === end - 1);
  return new Set(pairs.flat());
}

function withoutParentheses(tokens: readonly string[]): string[] {
  const isWhole = tokens[0] === "(" && tokens.length > 1 && closing(tokens, 0) === tokens.length - 1;
  return isWhole && tokens.at(-1) === ")" ? withoutParentheses(tokens.slice(1, -1)) : [...tokens];
}

const RELATIONS: ReadonlySet<string> = new Set(["=", "≠", "≤", "<", "≥", ">", "∈", "∉", "⊆"]);
const SYMMETRIC: ReadonlySet<string> = new Set(["=", "≠"]);
const OPENING = /^[([{⌜⟦]$/u;
const CLOSING = /^[)\]}⌝⟧]$/u;

/** Which of the tokens stand outside of all brackets; none under a binder, which reaches to the end. */
function depthZero(tokens: readonly string[], wanted: ReadonlySet<string>): { token: string; at: number }[] {
  const found: { token: string; at: number }[] = [];
  let depth = 0;
  for (const [at, token] of tokens.entries()) {
    if (depth === 0 && /^(?:∀|∃|λ|let|if|match|→|∨|forall|exists)$/u.test(token)) return [];
    if (OPENING.test(token)) depth++;
    else if (CLOSING.test(token)) depth--;
    else if (depth === 0 && wanted.has(token)) found.push({ token, at });
  }
  return found;
}

function splitAt(tokens: readonly string[], wanted: ReadonlySet<string>): string[][] {
  const marks = depthZero(tokens, wanted);
  const ends = [...marks.map(({ at }) => at), tokens.length];
  return ends.map((end, n) => tokens.slice(n === 0 ? 0 : (ends[n - 1] ?? 0) + 1, end));
}

function chain(tokens: readonly string[]): string[][] {
  const marks = depthZero(tokens, RELATIONS);
  if (marks.length < 2) return [[...tokens]];
  return marks.map((_, n) =>
    tokens.slice(n === 0 ? 0 : (marks[n - 1]?.at ?? 0) + 1, marks[n + 1]?.at ?? tokens.length),
  );
}

/** `a ≥ b` as `b ≤ a`, and without parentheses around a side. */
function normal(tokens: readonly string[]): string[] {
  const [mark] = depthZero(tokens, RELATIONS);
  if (!mark) return [...tokens];
  const sides = [tokens.slice(0, mark.at), tokens.slice(mark.at + 1)].map((side) =>
    folded(withoutParentheses(side)),
  );
  const [left = [], right = []] = mark.token === "≥" || mark.token === ">" ? sides.reverse() : sides;
  const relation = mark.token === "≥" ? "≤" : mark.token === ">" ? "<" : mark.token;
  return [...left, relation, ...right];
}

/** `(a + 1) + 1` is `a + 2`. */
function folded(tokens: readonly string[]): string[] {
  const sum = /^\( ([^()]+) \+ (\d+) \) \+ (\d+)$/u.exec(tokens.join(" "));
  return sum
    ? folded([...(sum[1] ?? "").split(" "), "+", String(Number(sum[2]) + Number(sum[3]))])
    : [...tokens];
}

/** Other ways to write the claim: an equation turned round, `a < b` as `a + 1 ≤ b`. */
function variants(claim: Claim): Claim[] {
  const [mark] = depthZero(claim, RELATIONS);
  if (!mark) return [claim];
  if (SYMMETRIC.has(mark.token)) return [claim, turn(claim, mark.at)];
  const [left, right] = [claim.slice(0, mark.at), claim.slice(mark.at + 1)];
  if (mark.token === "<") return [claim, [...left, "+", "1", "≤", ...right]];
  const isNext = mark.token === "≤" && left.length > 2 && left.slice(-2).join(" ") === "+ 1";
  return isNext ? [claim, [...withoutParentheses(left.slice(0, -2)), "<", ...right]] : [claim];
}

const turn = (claim: Claim, at: number): string[] => [
  ...claim.slice(at + 1),
  claim[at] ?? "",
  ...claim.slice(0, at),
];

function unify(
  pattern: Claim,
  term: Claim,
  holes: ReadonlySet<string>,
  values: ReadonlyMap<string, Claim>,
  budget: { left: number },
): boolean {
  if (budget.left-- <= 0) return false;
  const [head, ...rest] = pattern;
  if (head === undefined) return term.length === 0;
  const isHole = holes.has(head) || head.startsWith("{");
  if (!isHole) return term[0] === head && unify(rest, term.slice(1), holes, values, budget);
  const known = values.get(head);
  for (let length = 1; length <= term.length - rest.length; length++) {
    const value = term.slice(0, length);
    if (!isValue(value)) continue;
    const bare = withoutParentheses(value);
    if (known !== undefined && bare.join(" ") !== known.join(" ")) continue;
    const next = head.startsWith("{") ? values : new Map([...values, [head, bare]]);
    if (unify(rest, term.slice(length), holes, next, budget)) return true;
  }
  return false;
}

function isValue(tokens: Claim): boolean {
  let depth = 0;
  for (const token of tokens) {
    if (OPENING.test(token)) depth++;
    else if (CLOSING.test(token) && --depth < 0) return false;
    else if (depth === 0 && (RELATIONS.has(token) || token === "∧" || token === "→")) return false;
  }
  return depth === 0;
}
