/** How rustc's `Debug` writes a token, because RefinedRust prints its argument errors that way. */
import type { Token, TokenKind } from "../../syntax/model.ts";

const PUNCTUATION: Readonly<Record<string, string>> = {
  ",": "Comma",
  ":": "Colon",
  "::": "PathSep",
  "=": "Eq",
  "==": "EqEq",
  "@": "At",
  "#": "Pound",
  $: "Dollar",
  ";": "Semi",
  "-": "Minus",
  "->": "RArrow",
  "=>": "FatArrow",
  "!": "Bang",
  ".": "Dot",
  "..": "DotDot",
  "+": "Plus",
  "*": "Star",
  "/": "Slash",
  "&": "And",
  "&&": "AndAnd",
  "|": "Or",
  "||": "OrOr",
  "<": "Lt",
  ">": "Gt",
  "?": "Question",
  "~": "Tilde",
  "%": "Percent",
  "^": "Caret",
};

const LITERALS: Partial<Record<TokenKind, string>> = {
  string: "Str",
  char: "Char",
  byte: "Byte",
  integer: "Integer",
  float: "Float",
  cString: "CStr",
};

/** `token::LitKind` of a literal; null for what is no literal. */
export function literalKind(token: Token): string | null {
  if (token.kind === "rawString") return `StrRaw(${hashes(token)})`;
  if (token.kind === "byteString")
    return token.text.startsWith("br") ? `ByteStrRaw(${hashes(token)})` : "ByteStr";
  if (token.kind === "cString" && token.text.startsWith("cr")) return `CStrRaw(${hashes(token)})`;
  return LITERALS[token.kind] ?? null;
}

/** `token::TokenKind` of a token or a punctuation, spans left out. */
export function tokenKind(token: Token | string): string {
  if (typeof token === "string") return PUNCTUATION[token] ?? token;
  const literal = literalKind(token);
  if (literal) return `Literal(Lit { kind: ${literal}, .. })`;
  if (token.kind === "identifier") return `Ident("${token.text}", No)`;
  if (token.kind === "rawIdentifier") return `Ident("${token.text.slice(2)}", Yes)`;
  if (token.kind === "lifetime") return `Lifetime("${token.text}", No)`;
  if (token.kind === "docComment") return "DocComment(..)";
  return PUNCTUATION[token.text] ?? token.text;
}

const hashes = (token: Token): number => /^b?c?r(#*)/.exec(token.text)?.[1]?.length ?? 0;
