/** A Rust file without what the catalogue does not look at: comments, and most of the functions that have no annotation. */
import { blanked, blanks, uncommented } from "./blanking.ts";

/**
 * The text with the bodies of functions as blanks, at the same offsets and with the same lines: what is left takes the
 * parser a fraction of the time. A body with an annotation inside stays, because closures are items; of a function
 * without annotations parameters and result go, too.
 */
export function withoutBodies(text: string, hotword: string): string {
  const masked = blanked(text);
  const source = uncommented(text);
  const parts: string[] = [];
  let copied = 0;
  const hide = (from: number, to: number): void => {
    parts.push(source.slice(copied, from), blanks(source.slice(from, to)));
    copied = to;
  };
  FUNCTION.lastIndex = 0;
  for (let match = FUNCTION.exec(masked); match !== null; match = FUNCTION.exec(masked)) {
    const nameEnd = FUNCTION.lastIndex;
    const open = bodyStart(masked, nameEnd);
    if (open === null) continue;
    const close = closing(masked, open);
    FUNCTION.lastIndex = open + 1;
    if (close === null) break;
    if (holds(source, hotword, open, close)) continue;
    if (!holds(source, hotword, itemStart(masked, match.index), match.index)) {
      const first = masked.indexOf("(", nameEnd);
      const last = masked.lastIndexOf(")", open);
      if (nameEnd <= first && first < last) {
        hide(nameEnd, first);
        hide(first + 1, last);
        hide(last + 1, open);
      }
    }
    hide(open + 1, close);
    FUNCTION.lastIndex = close;
  }
  parts.push(source.slice(copied));
  return parts.join("");
}

const FUNCTION = /\bfn\s+(?:r#)?[\p{XID_Start}_]\p{XID_Continue}*/gu;

/** Where the attributes of the item at the offset may begin. */
const itemStart = (masked: string, at: number): number =>
  Math.max(masked.lastIndexOf("}", at), masked.lastIndexOf(";", at), masked.lastIndexOf("{", at)) + 1;

function holds(text: string, hotword: string, from: number, to: number): boolean {
  const at = text.indexOf(`${hotword}::`, from);
  return at >= 0 && at < to;
}

/** Offset of the `{` that opens the body; null for a signature without one. */
function bodyStart(masked: string, from: number): number | null {
  let depth = 0;
  for (let at = from; at < masked.length; at++) {
    const char = masked[at];
    if (char === "(" || char === "[") depth++;
    else if (char === ")" || char === "]") depth--;
    else if (char === ";" && depth === 0) return null;
    else if (char === "{" && depth === 0) {
      // `Foo<{ N }>`, `Foo<A, { N }>` and `= { 3 }` are no bodies; a comma may also end the `where` clause.
      const before = masked.slice(from, at).trimEnd();
      const isArgument = /[<=]$/.test(before) || (before.endsWith(",") && !/\bwhere\b/.test(before));
      if (!isArgument) return at;
      at = closing(masked, at) ?? masked.length;
    }
  }
  return null;
}

function closing(masked: string, open: number): number | null {
  let depth = 0;
  BRACE.lastIndex = open;
  for (let match = BRACE.exec(masked); match !== null; match = BRACE.exec(masked)) {
    depth += match[0] === "{" ? 1 : -1;
    if (depth === 0) return match.index;
  }
  return null;
}

const BRACE = /[{}]/g;
