/** The constructors of an inductive type and the fields of a record, by name. The text has no comments (masking.ts). */
import type { NamedAt } from "./sentenceHead.ts";

export interface Member extends NamedAt {
  readonly keyword: "Constructor" | "Field";
}

/** Members of the definition whose body lies in `from..end`; none for other keywords. */
export function membersOf(text: string, keyword: string, from: number, end: number): Member[] {
  if (!INDUCTIVE.has(keyword) && !RECORD.has(keyword)) return [];
  const body = text.indexOf(":=", from);
  if (body < 0 || body >= end) return [];
  return INDUCTIVE.has(keyword) ? constructors(text, body + 2, end) : recordMembers(text, body + 2, end);
}

const INDUCTIVE = new Set(["Inductive", "CoInductive", "Variant"]);
const RECORD = new Set(["Record", "Structure", "Class"]);
/** An attribute of a field or constructor is no bracket. */
const TOKEN = /#\[[^\]]*\]|[([{;|]|[)\]}]|:=?|[\p{L}_][\p{L}\p{N}_']*/gu;

/** The identifier at the start and behind every `|` outside of brackets. */
function constructors(text: string, from: number, end: number): Member[] {
  const found: Member[] = [];
  let depth = 0;
  let expected = true;
  for (const match of text.slice(from, end).matchAll(TOKEN)) {
    const [token] = match;
    if (token.startsWith("#")) continue;
    if ("([{".includes(token)) depth++;
    else if (")]}".includes(token)) depth--;
    else if (token === "|") expected = depth === 0;
    else {
      if (expected && depth === 0 && isName(token))
        found.push(member("Constructor", token, from + match.index));
      expected = false;
    }
  }
  return found;
}

/** The constructor before the brace, and the first identifier behind `{` and every `;` of the record's own braces. */
function recordMembers(text: string, from: number, end: number): Member[] {
  const found: Member[] = [];
  let depth = 0;
  let expected = true;
  for (const match of text.slice(from, end).matchAll(TOKEN)) {
    const [token] = match;
    if (token.startsWith("#")) continue;
    if ("([{".includes(token)) {
      depth++;
      expected = depth === 1;
    } else if (")]}".includes(token)) depth--;
    else if (token === ";") expected = depth === 1;
    else if (expected && isName(token)) {
      found.push(member(depth === 0 ? "Constructor" : "Field", token, from + match.index));
      expected = false;
    }
  }
  return found;
}

const isName = (token: string): boolean => /^[\p{L}_]/u.test(token);

const member = (keyword: Member["keyword"], name: string, start: number): Member => ({
  keyword,
  name,
  start,
  end: start + name.length,
});
