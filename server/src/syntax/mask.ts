/**
 * The text that the tree is made from: the Rust text with every attribute blanked, at equal length.
 * The grammar does not know attributes on initialisers (the loop idiom), and so typing in an annotation leaves the tree alone.
 */
import type { TextRange } from "../text.ts";

/** Edition 2024's `unsafe extern "C" {`, which the grammar refuses; the keyword alone is blanked. */
const UNSAFE_EXTERN = /\bunsafe(?=\s+extern\s*(?:"[^"\n]*"\s*)?\{)/g;

/** A range to blank, and the offset of the first token after the attributes it belongs to. */
export interface Blank {
  readonly range: TextRange;
  readonly target: number;
}

/**
 * The text with the ranges (sorted, apart) replaced by spaces; line ends stay, so lines and offsets stay. `} #[a] || {}` has
 * a closure after the block; without the attribute it would be an operator, so that one begins with a semicolon.
 */
export function mask(text: string, blanks: readonly Blank[]): string {
  const parts: string[] = [];
  let last = 0;
  let block = -1;
  for (const { range, target } of blanks) {
    const spaces = blank(text.slice(range.start, range.end));
    const separate = target !== block && text.charAt(target) === "|" && followsBlock(text, range.start);
    parts.push(text.slice(last, range.start), separate ? `;${spaces.slice(1)}` : spaces);
    last = range.end;
    block = target;
  }
  parts.push(text.slice(last));
  return parts.join("").replace(UNSAFE_EXTERN, "      ");
}

const blank = (text: string): string =>
  /[\r\n]/.test(text) ? text.replace(/[^\r\n]/g, " ") : " ".repeat(text.length);

/** True when the last character before the offset, spaces and comments aside, is a closing brace. */
function followsBlock(text: string, offset: number): boolean {
  let at = offset;
  for (;;) {
    while (at > 0 && /\s/.test(text.charAt(at - 1))) at--;
    const comment = text.indexOf("//", text.lastIndexOf("\n", at - 1) + 1);
    if (comment >= 0 && comment < at) at = comment;
    else if (text.endsWith("*/", at)) at = Math.max(0, text.lastIndexOf("/*", at - 2));
    else return text.charAt(at - 1) === "}";
  }
}

export interface Difference {
  /** Equal in both texts up to here. */
  readonly start: number;
  readonly oldEnd: number;
  readonly newEnd: number;
}

const isHighSurrogate = (code: number): boolean => code >= 0xd800 && code < 0xdc00;
const isLowSurrogate = (code: number): boolean => code >= 0xdc00 && code < 0xe000;

/** So many UTF-16 units are compared at once. */
const STRIDE = 256;

/** The smallest single replacement that turns one text into the other, never between the halves of a surrogate pair. */
export function difference(before: string, after: string): Difference | null {
  if (before === after) return null;
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start + STRIDE <= shorter && after.startsWith(before.slice(start, start + STRIDE), start))
    start += STRIDE;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  let tail = 0;
  while (
    tail + STRIDE <= shorter - start &&
    after.endsWith(before.slice(before.length - tail - STRIDE, before.length - tail), after.length - tail)
  )
    tail += STRIDE;
  while (
    tail < shorter - start &&
    before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)
  )
    tail++;
  if (start > 0 && isHighSurrogate(before.charCodeAt(start - 1))) start--;
  if (tail > 0 && isLowSurrogate(before.charCodeAt(before.length - tail))) tail--;
  return { start, oldEnd: before.length - tail, newEnd: after.length - tail };
}
