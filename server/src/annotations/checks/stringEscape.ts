/** Backslash escapes in literals: those that rustc refuses, and those that reach Rocq as they are written. */
import type { Token } from "../../syntax/model.ts";
import type { TextRange } from "../../text.ts";
import type { Annotation, Fix, Problem, TextRole } from "../model.ts";
import { problem, refused } from "./context.ts";

/** Problems of the literals in a token tree; `annotation` tells which text a string is, when its arguments were understood. */
export function escapeProblems(token: Token, annotation: Annotation | undefined): Problem[] {
  if (token.kind === "group")
    return (token.tokens ?? []).flatMap((inner) => escapeProblems(inner, annotation));
  if (!ESCAPED.has(token.kind) || /^[bc]?r/.test(token.text)) return [];
  const text = annotation?.texts.find((t) => t.outer.start === token.range.start);
  return escapesOf(token).flatMap((found) => {
    if (!isValid(found.text, token.kind)) return [unknownEscape(found)];
    return token.kind === "string" ? undecoded(found, text?.role) : [];
  });
}

const ESCAPED = new Set<Token["kind"]>(["string", "char", "byteString", "cString", "byte"]);

/** Texts in which not even `\"` is decoded, because process_coq_literal does not run over them. */
const VERBATIM: readonly TextRole[] = [
  "binder",
  "hypothesis",
  "tactic",
  "ghostName",
  "local",
  "name",
  "verbatim",
];

interface Escape {
  readonly text: string;
  readonly range: TextRange;
  readonly afterSlash: boolean;
}

/** The backslash sequences, but for the doubled ones of `/\\` and `\\/`, which are an `ascii-connective`. */
function escapesOf(token: Token): Escape[] {
  const content = token.content ?? token.range;
  const source = token.text.slice(content.start - token.range.start, content.end - token.range.start);
  const escapes = source.matchAll(/\\(u\{[^}"]*\}?|x[0-9A-Za-z]{0,2}|\r\n|.)/gsu);
  return [...escapes].flatMap((match) => {
    const start = content.start + match.index;
    const end = match.index + match[0].length;
    if (match[0] === "\\\\" && (source[match.index - 1] === "/" || source[end] === "/")) return [];
    const afterSlash = source[match.index - 1] === "/";
    return { text: match[0], range: { start, end: content.start + end }, afterSlash };
  });
}

/** The escapes of the Rust reference; a byte string has no `\u`, and only bytes may exceed `\x7F`. */
function isValid(sequence: string, kind: Token["kind"]): boolean {
  if (/^\\[nrt0\\'"]$/.test(sequence)) return true;
  if (/^\\(\r\n|\n)$/.test(sequence)) return kind === "string" || kind === "byteString" || kind === "cString";
  if (sequence.startsWith("\\x"))
    return (kind === "string" || kind === "char" ? /^\\x[0-7][0-9A-Fa-f]$/ : /^\\x[0-9A-Fa-f]{2}$/).test(
      sequence,
    );
  return kind !== "byte" && kind !== "byteString" && isUnicodeEscape(sequence);
}

function isUnicodeEscape(sequence: string): boolean {
  const digits = /^\\u\{([0-9A-Fa-f][0-9A-Fa-f_]*)\}$/.exec(sequence)?.[1]?.replaceAll("_", "");
  if (digits === undefined || digits.length > 6) return false;
  const point = Number.parseInt(digits, 16);
  return point <= 0x10ffff && !(point >= 0xd800 && point <= 0xdfff);
}

function unknownEscape(found: Escape): Problem {
  const shown = found.text.replace(/\s/g, " ");
  const message = `rustc refuses the unknown escape \`${shown}\`, so nothing of the crate is translated. A plain string cannot hold a backslash that reaches Rocq alone: use Unicode notation such as \`∧\`, \`∨\`, \`λ\`.`;
  const fixes = connective(found);
  return refused("string-escape", found.range, message, fixes, "rustc");
}

/** `/\` and `\/` were meant for `∧` and `∨`. */
function connective({ text, range, afterSlash }: Escape): Fix[] {
  const character = text === "\\/" ? "∨" : afterSlash ? "∧" : null;
  if (!character) return [];
  const replaced = character === "∨" ? range : { start: range.start - 1, end: range.start + 1 };
  return [{ title: `Write \`${character}\``, edits: [{ range: replaced, newText: character }], safe: true }];
}

function undecoded(found: Escape, role: TextRole | undefined): Problem[] {
  if (found.text === '\\"' && !(role && VERBATIM.includes(role))) return [];
  const shown = /\s/.test(found.text.charAt(1)) ? "a backslash at the end of the line" : `\`${found.text}\``;
  const message = `RefinedRust does not decode ${shown}: it reaches Rocq as it is written, and the generated file will probably not compile.`;
  const character = characterOf(found.text);
  const fixes: Fix[] = character
    ? [{ title: `Write \`${character}\``, edits: [{ range: found.range, newText: character }], safe: false }]
    : [];
  return [problem("warning", "rocq", "string-escape", found.range, message, fixes)];
}

/** The character that a Unicode or byte escape stands for, when it may stand in a string as it is. */
function characterOf(sequence: string): string | null {
  const digits = /^\\(?:x|u\{)([0-9A-Fa-f_]+)\}?$/.exec(sequence)?.[1];
  if (sequence === "\\'") return "'";
  if (!digits) return null;
  const character = String.fromCodePoint(Number.parseInt(digits.replaceAll("_", ""), 16));
  return /[\p{L}\p{N}\p{S}\p{P}]/u.test(character) && character !== '"' && character !== "\\"
    ? character
    : null;
}
