/** Why rustc's lexer refuses a single token: a word glued to a quote, digits of another base, characters that a literal cannot hold. */
import type { Token } from "../../syntax/model.ts";
import { slice } from "../../text.ts";

/**
 * What is wrong with the token, as a sentence; null when rustc accepts it (compiler/rustc_lexer and rustc_parse/src/lexer,
 * from edition 2021 on, which the literals of RefinedRust's own sources need). `text` is the whole file.
 */
export function malformation(token: Token, text: string): string | null {
  switch (token.kind) {
    case "unknown":
      return `\`${token.text}\` starts no Rust token.`;
    case "identifier":
    case "lifetime":
      return unknownPrefix(token, text);
    case "rawIdentifier":
      return NEVER_RAW.test(token.text) ? `\`${token.text.slice(2)}\` cannot be a raw identifier.` : null;
    case "integer":
      return wrongDigits(token);
    case "docComment":
      return hasBareReturn(token.text) ? BARE_RETURN : null;
    case "group":
    case "punctuation":
    case "float":
      return null;
    default:
      return literalProblem(token, text);
  }
}

const BARE_RETURN = "A carriage return may only stand before a line feed.";
const NEVER_RAW = /^r#(?:_|crate|self|Self|super)$/;

const hasBareReturn = (text: string): boolean => /\r(?!\n)/.test(text);

/** `foo"a"`, `foo'a'`, `foo#a` and `'a#b` are reserved; `b`, `c` and `r` make literals and raw identifiers of what may follow them. */
function unknownPrefix(token: Token, text: string): string | null {
  if (token.text === "'r") return null; // The raw lifetime `'r#a`.
  const reserved = token.kind === "lifetime" ? /^#/ : /^["'#]/;
  const next = text.charAt(token.range.end);
  return reserved.test(next)
    ? `\`${token.text}\` is no prefix that Rust knows; put a space between it and \`${next}\`.`
    : null;
}

/** A literal with another base than ten needs a digit, and only digits of its base. */
function wrongDigits({ text }: Token): string | null {
  const [, base, digits] = /^0([box])([\da-fA-F_]*)/.exec(text) ?? [];
  if (base === undefined || digits === undefined) return null;
  const own = base === "x" ? digits : (/^[\d_]*/.exec(digits)?.[0] ?? "");
  if (!/[\da-fA-F]/.test(own)) return `\`${text}\` has no digits.`;
  const wrong = base === "b" ? /[2-9]/ : base === "o" ? /[89]/ : null;
  return wrong?.test(own) ? `\`${text}\` has a digit that its base does not have.` : null;
}

function literalProblem(token: Token, text: string): string | null {
  const content = token.content ? slice(text, token.content) : "";
  if (token.suffix && slice(text, token.suffix) === "_") return "A literal cannot have the suffix `_`.";
  if (token.kind === "char" || token.kind === "byte")
    return /^[\t\r\n]$/.test(content) ? "A tab or line end must be escaped in a character." : nonAscii(token);
  if (hasBareReturn(token.text)) return BARE_RETURN;
  if (token.kind === "cString" && holdsNull(content, token.text))
    return "A C string cannot hold a null character.";
  return nonAscii(token);
}

const nonAscii = (token: Token): string | null =>
  (token.kind === "byte" || token.kind === "byteString") && /[^\0-\x7f]/.test(token.text)
    ? "A byte literal holds ASCII characters only."
    : null;

/** Escapes mean nothing in a raw C string. */
function holdsNull(content: string, literal: string): boolean {
  if (content.includes("\0")) return true;
  if (literal.startsWith("cr")) return false;
  return [...content.matchAll(/\\(0|x00|u\{0[0_]*\}|.)/gsu)].some(([, found = ""]) =>
    /^(?:0|x00|u\{)/.test(found),
  );
}
