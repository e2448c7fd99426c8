/** Rocq text inside annotation strings, taken apart far enough to find its names and its brackets. */
import { contains, type TextRange } from "../text.ts";

type RocqTokenKind =
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
const closerOf = (open: string): string | undefined =>
  Object.hasOwn(CLOSERS, open) ? CLOSERS[open] : undefined;

const OPENERS = new Map(Object.entries(CLOSERS).map(([open, close]) => [close, open]));

// Subscript letters are letters to Unicode; in Rocq they go on with a name and never begin one (`◁ₗ`, `+ₗ`).
const NAME = /(?![ᵢ-ᵪ\u2090-\u209C])[\p{L}_][\p{L}\p{N}_'\u2080-\u209C]*/uy;
const NUMBER = /\d[\d_]*/uy;
const SYMBOL = /:=|=>|[^\s]/uy;

/**
 * Splits the content of an annotation string; white space is left out. `value` is the content as written in Rust, so a
 * Rocq string stands between `\"` and `\"`; ranges begin at `offset`. `escapes` are file ranges that stay in one piece.
 */
export function scanRocq(value: string, offset: number, escapes: readonly TextRange[] = []): RocqToken[] {
  const tokens: RocqToken[] = [];
  for (let at = 0; at < value.length; ) {
    const whole = escapes.length > 0 ? outermostAt(offset + at, escapes) : undefined;
    const [kind, length, closed] = whole ? escapeToken(whole) : tokenAt(value, at);
    if (kind !== null)
      tokens.push({
        kind,
        text: value.slice(at, at + length),
        range: { start: offset + at, end: offset + at + length },
        closed,
      });
    at += length;
  }
  return tokens;
}

/** Kind (null for white space), length, and whether it ends before the text does. */
type Found = readonly [kind: RocqTokenKind | null, length: number, closed: boolean];

const escapeToken = ({ start, end }: TextRange): Found => ["escape", end - start, true];

const outermostAt = (start: number, escapes: readonly TextRange[]): TextRange | undefined =>
  escapes.find((e) => e.start === start && !escapes.some((o) => o !== e && contains(o, e)));

function tokenAt(value: string, at: number): Found {
  const character = value.charAt(at);
  if (/[A-Za-z_]/.test(character)) return ["identifier", matchAt(NAME, value, at), true];
  if (/\s/u.test(character)) return [null, 1, true];
  if (value.startsWith('\\"', at)) return ["string", ...stringAt(value, at)];
  if (value.startsWith("(*", at)) return ["comment", ...commentAt(value, at)];
  if (value.startsWith("{|", at)) return ["open", 2, true];
  if (value.startsWith("|}", at)) return ["close", 2, true];
  if (closerOf(character)) return ["open", 1, true];
  if (OPENERS.has(character)) return ["close", 1, true];
  const name = matchAt(NAME, value, at);
  if (name > 0) return [value.slice(at, at + name) === "λ" ? "symbol" : "identifier", name, true];
  const number = matchAt(NUMBER, value, at);
  return number > 0 ? ["number", number, true] : ["symbol", matchAt(SYMBOL, value, at) || 1, true];
}

function matchAt(pattern: RegExp, value: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(value) ? pattern.lastIndex - at : 0;
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

const PARTNERS: Readonly<Record<string, string>> = { ")": "(", "]": "[", "}": "{", "⌝": "⌜" };

/** True for text whose brackets pair up by a look at its characters alone; false says nothing. Much cheaper than scanning. */
export function isPlainlyBalanced(value: string): boolean {
  if (/\\|\(\*|[⎡⎤⟦⟧⟨⟩⌊⌋⌈⌉]/u.test(value)) return false;
  const open: string[] = [];
  for (const [character] of value.matchAll(/[()[\]{}⌜⌝]/gu)) {
    const partner = PARTNERS[character];
    if (partner === undefined) open.push(character);
    else if (open.pop() !== partner) return false;
  }
  return open.length === 0 && !/\{\||\|\}/.test(value);
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
