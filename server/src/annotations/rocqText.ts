/** Rocq text inside annotation strings, taken apart far enough to find its names and its brackets. */
import { contains, range, type TextRange } from "../text.ts";

export type RocqTokenKind =
  | "identifier"
  | "number"
  | "string"
  | "comment"
  /** A `{..}` escape of RefinedRust. */
  | "escape"
  | "open"
  | "close"
  | "symbol";

export interface RocqToken {
  readonly kind: RocqTokenKind;
  readonly text: string;
  readonly range: TextRange;
  /** Strings and comments: false when the text ends before they do. */
  readonly closed: boolean;
}

const CLOSERS: Readonly<Record<string, string>> = {
  "(": ")",
  "[": "]",
  "{": "}",
  "{|": "|}",
  "⌜": "⌝",
  "⎡": "⎤",
  "⟦": "⟧",
  "⟨": "⟩",
  "⌊": "⌋",
  "⌈": "⌉",
};

/** The bracket that ends what this one begins, or undefined when it begins nothing. */
export const closerOf = (open: string): string | undefined =>
  Object.hasOwn(CLOSERS, open) ? CLOSERS[open] : undefined;

const OPENERS = new Map(Object.entries(CLOSERS).map(([open, close]) => [close, open]));

// Subscript letters are letters to Unicode; in Rocq they go on with a name and never begin one (`◁ₗ`, `+ₗ`).
const NAME = /(?![ᵢ-ᵪ\u2090-\u209C])[\p{L}_][\p{L}\p{N}_'\u2080-\u209C]*/uy;
const NUMBER = /\d[\d_]*/uy;
const SYMBOL = /:=|=>|\.\(|[^\s]/uy;

/**
 * Splits the content of an annotation string; white space is left out. `value` is the content as written in Rust, so a
 * Rocq string stands between `\"` and `\"`; ranges begin at `offset`. `escapes` are file ranges that stay in one piece.
 */
export function scanRocq(value: string, offset: number, escapes: readonly TextRange[] = []): RocqToken[] {
  const tokens: RocqToken[] = [];
  let at = 0;
  const push = (kind: RocqTokenKind, length: number, closed = true) => {
    const text = value.slice(at, at + length);
    tokens.push({ kind, text, range: range(offset + at, offset + at + length), closed });
    at += length;
  };
  while (at < value.length) {
    const here = offset + at;
    const whole = escapes.find((e) => e.start === here && !escapes.some((o) => o !== e && contains(o, e)));
    if (whole) push("escape", whole.end - whole.start);
    else if (/\s/u.test(value.charAt(at))) at++;
    else if (value.startsWith('\\"', at)) push("string", ...stringAt(value, at));
    else if (value.startsWith("(*", at)) push("comment", ...commentAt(value, at));
    else if (value.startsWith("{|", at)) push("open", 2);
    else if (value.startsWith("|}", at)) push("close", 2);
    else if (closerOf(value.charAt(at))) push("open", 1);
    else if (OPENERS.has(value.charAt(at))) push("close", 1);
    else {
      const name = matchAt(NAME, value, at);
      const number = name ? 0 : matchAt(NUMBER, value, at);
      if (name) push(value.slice(at, at + name) === "λ" ? "symbol" : "identifier", name);
      else if (number) push("number", number);
      else push("symbol", symbolAt(value, at));
    }
  }
  return tokens;
}

/** `.(` belongs to a projection `x.(f)`; the bracket is left for the next token. */
const symbolAt = (value: string, at: number): number => {
  const length = matchAt(SYMBOL, value, at) || 1;
  return value.startsWith(".(", at) ? 1 : length;
};

function matchAt(pattern: RegExp, value: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.exec(value)?.[0].length ?? 0;
}

/** A doubled quote inside a Rocq string stands for one quote. */
function stringAt(value: string, at: number): [length: number, closed: boolean] {
  let end = value.indexOf('\\"', at + 2);
  while (end >= 0 && value.startsWith('\\"', end + 2)) end = value.indexOf('\\"', end + 4);
  return end < 0 ? [value.length - at, false] : [end + 2 - at, true];
}

/** Comments nest. */
function commentAt(value: string, at: number): [length: number, closed: boolean] {
  let depth = 0;
  for (let index = at; index < value.length; index++) {
    if (value.startsWith("(*", index)) {
      depth++;
      index++;
    } else if (value.startsWith("*)", index)) {
      depth--;
      index++;
      if (depth === 0) return [index + 1 - at, true];
    }
  }
  return [value.length - at, false];
}

export interface BracketProblem {
  readonly kind: "unclosed" | "unopened" | "mismatched";
  /** The bracket without a partner; for `mismatched`, the closing one. */
  readonly bracket: RocqToken;
  /** For `mismatched`: the opening bracket that it meets. */
  readonly partner: RocqToken | null;
}

/** Brackets, strings and comments without a partner, at most one problem of each kind of mistake. */
export function bracketProblems(tokens: readonly RocqToken[]): BracketProblem[] {
  const open: RocqToken[] = [];
  for (const token of tokens) {
    if (!token.closed) return [{ kind: "unclosed", bracket: token, partner: null }];
    if (token.kind === "open") open.push(token);
    if (token.kind !== "close") continue;
    const last = open.pop();
    if (!last) return [{ kind: "unopened", bracket: token, partner: null }];
    if (!closes(last, token)) return [{ kind: "mismatched", bracket: token, partner: last }];
  }
  return open.map((bracket) => ({ kind: "unclosed", bracket, partner: null }));
}

/** `{x | P |}` does not occur, but `{x : T | A |}` reads as a bar and a brace. */
const closes = (open: RocqToken, close: RocqToken): boolean =>
  closerOf(open.text) === close.text || (open.text === "{" && close.text === "|}");
