/** Which names a piece of Rocq text mentions and binds. */
import type { RocqToken } from "./rocqText.ts";

/** Reserved words of Gallina and of the notations that RefinedRust loads: never usable as a name. */
const KEYWORDS: ReadonlySet<string> = new Set(
  (
    "Axiom CoFixpoint Definition Fixpoint Hypothesis IF Parameter Prop SProp Set Theorem Type Variable " +
    "as at cofix else end exists exists2 fix for forall fun if in let match return then where with λ"
  ).split(" "),
);

const NAME = /^(?![ᵢ-ᵪ\u2090-\u209C])[\p{L}_][\p{L}\p{N}_'\u2080-\u209C]*$/u;

/** True for what Rocq takes as a binder or hypothesis name, `_` included. */
export const isRocqName = (text: string): boolean => NAME.test(text) && !KEYWORDS.has(text);

const QUANTIFIERS: ReadonlySet<string> = new Set([
  "λ",
  "∀",
  "∃",
  "fun",
  "forall",
  "exists",
  "let",
  "fix",
  "cofix",
]);

/**
 * Names that the text itself binds somewhere: quantifiers, `let`, branches of `match`, iterated conjunctions. Where they
 * end is not looked at, and names in a binder's type count too, so a name that is absent is surely not bound here.
 */
export function boundIn(tokens: readonly RocqToken[]): Set<string> {
  const bound = new Set<string>();
  for (const [index, token] of tokens.entries()) {
    const end = endOfBinder(token, tokens[index + 1]);
    if (!end) continue;
    for (let at = index + 1; at < tokens.length; at++) {
      const next = tokens[at];
      if (!next || end.includes(next.text)) break;
      if (next.kind === "identifier") bound.add(next.text);
    }
  }
  return bound;
}

function endOfBinder(token: RocqToken, next: RocqToken | undefined): readonly string[] | null {
  if (token.kind === "string" || token.kind === "comment" || token.kind === "escape") return null;
  if (QUANTIFIERS.has(token.text)) return [",", "=>", ":=", "|"];
  if (token.text === "with" || token.text === "|" || token.text === "as") return ["=>", ","];
  if (token.text === "[" && next && /^[∗∧∨⊎]$/u.test(next.text)) return [","];
  return null;
}

/**
 * The places where `name` stands for a value: not after a dot (`x.name`, `x.(name)`), not as a field (`name :=`), not
 * before a dot and a capital (`name.Module`). Names that the text binds itself are left out.
 */
export function freeUses(name: string, tokens: readonly RocqToken[]): RocqToken[] {
  const uses = tokens.filter((token, index) => {
    if (token.kind !== "identifier" || token.text !== name) return false;
    const before = tokens[index - 1];
    if (before?.text === "." && before.range.end === token.range.start) return false;
    if (before?.text === "(" && tokens[index - 2]?.text === ".") return false;
    return tokens[index + 1]?.text !== ":=";
  });
  return uses.length > 0 && boundIn(tokens).has(name) ? [] : uses;
}
