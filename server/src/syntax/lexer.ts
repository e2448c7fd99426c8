/** Rust tokens and trivia, one at a time: where each token ends, without judging whether rustc would accept it. */
import type { Delimiter, Token, TokenKind } from "./model.ts";

const IDENTIFIER = /[\p{XID_Start}_][\p{XID_Continue}]*/uy;
const NUMBER =
  /0x[\da-fA-F_]+|0b[\d_]+|0o[\d_]+|\d[\d_]*(?:\.(?![.\p{XID_Start}_])[\d_]*)?(?:[eE][+-]?[\d_]*\d[\d_]*)?/uy;
/** Longest first, as rustc glues them. */
const PUNCTUATION =
  /\.\.\.|\.\.=|<<=|>>=|::|->|=>|<-|==|!=|<=|>=|&&|\|\||\+=|-=|\*=|\/=|%=|\^=|&=|\|=|\.\.|<<|>>|[-+*/%^!&|=<>@.,;:#$?~]/y;
const PREFIXED = /(?:(br|cr|r)(#*)|(b|c))"|b'|r#(?=[\p{XID_Start}_])/uy;
const DOC_COMMENT = /\/\/(?:!|\/(?!\/))|\/\*(?:!|\*(?![*/]))/y;
const CLOSERS: Readonly<Record<Delimiter, string>> = { "(": ")", "[": "]", "{": "}" };

const matchAt = (pattern: RegExp, text: string, at: number): RegExpExecArray | null => {
  pattern.lastIndex = at;
  return pattern.exec(text);
};

/** End of the identifier that starts at the offset, or the offset itself when none does. */
const identifierEnd = (text: string, at: number): number =>
  at + (matchAt(IDENTIFIER, text, at)?.[0].length ?? 0);

/** End of the block comment that starts at the offset; comments nest. An open one ends with the text. */
export function blockCommentEnd(text: string, at: number): number {
  let depth = 1;
  const edge = /\/\*|\*\//g;
  edge.lastIndex = at + 2;
  for (let found = edge.exec(text); found !== null; found = edge.exec(text)) {
    depth += found[0] === "/*" ? 1 : -1;
    if (depth === 0) return edge.lastIndex;
  }
  return text.length;
}

/** End of the line, its line end excluded. */
export function lineEnd(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  if (end < 0) return text.length;
  return text.charCodeAt(end - 1) === 13 && end > at ? end - 1 : end;
}

/** The literal whose opening quote stands at `quote`: where its content and itself end, and whether the text closes it. */
export function quotedEnd(text: string, quote: number, mark: '"' | "'"): { end: number; closed: boolean } {
  for (let at = quote + 1; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === "\\") at++;
    else if (character === mark) return { end: at + 1, closed: true };
  }
  return { end: text.length, closed: false };
}

/** The same for a raw string with this many `#`. */
export function rawEnd(text: string, quote: number, hashes: number): { end: number; closed: boolean } {
  const closing = `"${"#".repeat(hashes)}`;
  const found = text.indexOf(closing, quote + 1);
  return found < 0 ? { end: text.length, closed: false } : { end: found + closing.length, closed: true };
}

/** End of the char literal or lifetime at a `'`, and which it is: `'a'`, `'\n'`, `'a`. */
export function apostrophe(
  text: string,
  at: number,
): { end: number; kind: "char" | "lifetime"; closed: boolean } {
  if (text.charAt(at + 1) === "\\") {
    const end = quotedEnd(text, at, "'");
    // An escape cannot span lines, so an open one ends with its line.
    const limit = lineEnd(text, at);
    return end.end <= limit ? { ...end, kind: "char" } : { end: limit, kind: "char", closed: false };
  }
  const width = (text.codePointAt(at + 1) ?? 0) > 0xffff ? 2 : 1;
  if (text.charAt(at + 1 + width) === "'" && text.charAt(at + 1) !== "'") {
    return { end: at + width + 2, kind: "char", closed: true };
  }
  const name = identifierEnd(text, at + 1);
  return name > at + 1
    ? { end: name, kind: "lifetime", closed: true }
    : { end: at + 1, kind: "char", closed: false };
}

/** Offset of the next token at or after the offset: whitespace and comments that are no doc comments are skipped. */
export const skipTrivia = (text: string, from: number): number => skip(text, from, false);

/** The same, with doc comments skipped too. */
export const skipComments = (text: string, from: number): number => skip(text, from, true);

/** `is_whitespace` of rustc_lexer: no other Unicode space is one, but the marks of writing direction are. */
const SPACE = /[\t-\r \u0085\u200e\u200f\u2028\u2029\ufeff]+/y;

function skip(text: string, from: number, docs: boolean): number {
  let at = from;
  for (;;) {
    const code = text.charCodeAt(at);
    // Nearly always: neither white space nor a slash.
    if (code > 0x20 && code < 0x7f && code !== 0x2f) return at;
    const space = matchAt(SPACE, text, at);
    if (space !== null) at += space[0].length;
    else if (text.startsWith("//", at) && (docs || !isDocComment(text, at))) at = lineEnd(text, at);
    else if (text.startsWith("/*", at) && (docs || !isDocComment(text, at))) at = blockCommentEnd(text, at);
    else return at;
  }
}

/** True at `///x`, `//!`, `/**x` and `/*!`, which rustc reads as attributes. */
function isDocComment(text: string, at: number): boolean {
  return matchAt(DOC_COMMENT, text, at) !== null;
}

export type StopTest = (text: string, at: number) => boolean;

/** What reading token trees asks on its way. */
export interface Reading {
  /** True at an offset where the code goes on, so that a bracket or quote before it is missing. */
  readonly stop: StopTest;
  /** End strings at the first line whose next ones hold such an offset, whatever follows their closing quote. */
  readonly distrustful: boolean;
}

/** Groups nest deeper in no real text; reading stops there as at an unclosed one. */
const DEEPEST = 50;

export interface TokenTrees {
  readonly tokens: readonly Token[];
  /** Offset of the closing delimiter, or where reading stopped. */
  readonly end: number;
  readonly closed: boolean;
}

/**
 * The token trees from an offset up to the closing delimiter. Stops early, `closed: false`, at the end of the text, at a
 * foreign closing delimiter, and where `stop` says that the code goes on (an unclosed attribute must not swallow the file).
 */
export function tokenTrees(
  text: string,
  from: number,
  closing: string,
  reading: Reading,
  depth = 0,
): TokenTrees {
  const tokens: Token[] = [];
  let at = skipTrivia(text, from);
  while (at < text.length) {
    const character = text.charAt(at);
    if (character === closing) return { tokens, end: at, closed: true };
    if (character === ")" || character === "]" || character === "}" || reading.stop(text, at)) break;
    if (depth > DEEPEST) break;
    const token = nextToken(text, at, reading, depth);
    tokens.push(token);
    at = skipTrivia(text, token.range.end);
    // An open group may end where its surroundings close: in `#[a("x"]` only the parenthesis is missing.
    const mended = token.kind === "group" && text.charAt(at) === closing;
    if (token.closed === false && !mended) return { tokens, end: token.range.end, closed: false };
  }
  return { tokens, end: tokens.at(-1)?.range.end ?? from, closed: false };
}

function nextToken(text: string, at: number, reading: Reading, depth: number): Token {
  const character = text.charAt(at);
  if (character === "(" || character === "[" || character === "{")
    return group(text, at, character, reading, depth);
  if (character === "/" && isDocComment(text, at)) {
    return simple(
      "docComment",
      text,
      at,
      text.charAt(at + 1) === "/" ? lineEnd(text, at) : blockCommentEnd(text, at),
    );
  }
  if (character === '"') return literal("string", text, at, at, stringEnd(text, at, reading), 1);
  if (character === "'") return apostropheToken(text, at);
  const prefixed = matchAt(PREFIXED, text, at);
  if (prefixed !== null) return prefixedToken(text, at, prefixed, reading);
  const name = identifierEnd(text, at);
  if (name > at) return simple("identifier", text, at, name);
  const number = matchAt(NUMBER, text, at);
  if (number !== null) return numberToken(text, at, number[0]);
  const punctuation = matchAt(PUNCTUATION, text, at);
  if (punctuation !== null) return simple("punctuation", text, at, at + punctuation[0].length);
  return simple("unknown", text, at, at + ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1));
}

const simple = (kind: TokenKind, text: string, start: number, end: number): Token => ({
  kind,
  range: { start, end },
  text: text.slice(start, end),
});

function group(text: string, at: number, delimiter: Delimiter, reading: Reading, depth: number): Token {
  const { tokens, end, closed } = tokenTrees(text, at + 1, CLOSERS[delimiter], reading, depth + 1);
  const last = closed ? end + 1 : end;
  return {
    kind: "group",
    range: { start: at, end: last },
    text: text.slice(at, last),
    content: { start: at + 1, end },
    closed,
    delimiter,
    tokens,
  };
}

/** What an argument goes on with after a string. */
const AFTER_STRING = /[,:;@$=)\]}]/;

/**
 * A string over several lines whose "closing" quote opens the next string was not meant to be that long: it ends, open, with
 * its first line. The quote gives itself away by a word right after it, or by lines of code before it and no argument after.
 */
function stringEnd(text: string, quote: number, reading: Reading): { end: number; closed: boolean } {
  const whole = quotedEnd(text, quote, '"');
  const firstLine = lineEnd(text, quote);
  if (whole.end <= firstLine) return whole;
  const runsOn =
    !whole.closed ||
    identifierEnd(text, whole.end) > whole.end ||
    ((reading.distrustful || !AFTER_STRING.test(text.charAt(skipComments(text, whole.end)))) &&
      holdsCode(text, firstLine, whole.end, reading.stop));
  return runsOn ? { end: firstLine, closed: false } : whole;
}

function holdsCode(text: string, from: number, to: number, stop: StopTest): boolean {
  for (let line = text.indexOf("\n", from); line >= 0 && line < to; line = text.indexOf("\n", line + 1)) {
    const start = matchAt(/[ \t]*/y, text, line + 1);
    if (stop(text, line + 1 + (start?.[0].length ?? 0))) return true;
  }
  return false;
}

function apostropheToken(text: string, at: number): Token {
  const { end, kind, closed } = apostrophe(text, at);
  if (kind === "lifetime") return simple("lifetime", text, at, end);
  return literal("char", text, at, at, { end, closed }, 1);
}

function prefixedToken(text: string, at: number, prefix: RegExpExecArray, reading: Reading): Token {
  const [whole, raw, hashes, cooked] = prefix;
  if (whole === "r#") return simple("rawIdentifier", text, at, identifierEnd(text, at + 2));
  const quote = at + whole.length - 1;
  if (whole === "b'") return literal("byte", text, at, quote, apostrophe(text, quote), 1);
  if (raw !== undefined) {
    const kind = raw === "r" ? "rawString" : raw === "br" ? "byteString" : "cString";
    return literal(
      kind,
      text,
      at,
      quote,
      rawEnd(text, quote, hashes?.length ?? 0),
      1 + (hashes?.length ?? 0),
    );
  }
  return literal(
    cooked === "b" ? "byteString" : "cString",
    text,
    at,
    quote,
    stringEnd(text, quote, reading),
    1,
  );
}

function literal(
  kind: TokenKind,
  text: string,
  start: number,
  quote: number,
  { end, closed }: { readonly end: number; readonly closed: boolean },
  closingLength: number,
): Token {
  const suffixEnd = closed ? identifierEnd(text, end) : end;
  const token = {
    kind,
    range: { start, end: suffixEnd },
    text: text.slice(start, suffixEnd),
    content: { start: quote + 1, end: closed ? end - closingLength : end },
    closed,
  };
  return suffixEnd > end ? { ...token, suffix: { start: end, end: suffixEnd } } : token;
}

function numberToken(text: string, at: number, digits: string): Token {
  const end = at + digits.length;
  const suffixEnd = identifierEnd(text, end);
  const isFloat = !/^0[xbo]/.test(digits) && /[.eE]/.test(digits);
  const floatSuffix = /^f(16|32|64|128)$/.test(text.slice(end, suffixEnd));
  const token = simple(isFloat || floatSuffix ? "float" : "integer", text, at, suffixEnd);
  return suffixEnd > end ? { ...token, suffix: { start: end, end: suffixEnd } } : token;
}
