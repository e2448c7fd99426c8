/** Every attribute of a Rust text, wherever it stands, and the suppression comments: found by tokens, not by the tree. */
import type { TextRange } from "../text.ts";
import { LineIndex } from "../text.ts";
import {
  apostrophe,
  blockCommentEnd,
  lineEnd,
  quotedEnd,
  rawEnd,
  type StopTest,
  skipTrivia,
  type TokenTrees,
  tokenTrees,
} from "./lexer.ts";
import type { Attribute, AttributeArguments, Segment, Token } from "./model.ts";

/** An attribute before its owner is known. */
export type ScannedAttribute = Omit<Attribute, "inMacro">;

export interface Scan {
  /** In source order; attributes do not nest. */
  readonly attributes: readonly ScannedAttribute[];
  /** The doc comments that document what follows (`///`, `/**`), in source order. */
  readonly docs: readonly TextRange[];
  /** Names after `// rr-allow:`, by the 0-based line of the comment. */
  readonly allows: ReadonlyMap<number, readonly string[]>;
}

const INTERESTING = /\/\/|\/\*|"|'|\b(?:br|cr|r)#*"|#/g;
const OUTER_DOC = /^(?:\/\/\/(?!\/)|\/\*\*(?![*/]))/;
const ALLOW = /^\/\/+\s*rr-allow:\s*(.*)$/;
/** What no annotation string or argument has at the start of a line: the code goes on, so a quote or bracket is missing. */
const CODE_GOES_ON =
  /#!?\[|pub\b|(?:unsafe\s+|const\s+|async\s+)*(?:fn\s+\w+\s*[(<]|(?:struct|enum|trait|mod|union)\s+\w+\s*[<{(;]|impl\b\s*[<\w]|static\s+\w+\s*:|use\s+\w+::)/y;

/** A line of an attribute over several lines: it begins with a string or a separator, or has a string in it. */
const ARGUMENT_LINE = /^(?:[,:@$)\]"]|#(?!!?\[)|\/\/)|^[^{};]*"/;

export function scan(text: string, lines: LineIndex = new LineIndex(text)): Scan {
  const attributes: ScannedAttribute[] = [];
  const docs: TextRange[] = [];
  const allows = new Map<number, readonly string[]>();
  let at = afterShebang(text);
  for (;;) {
    INTERESTING.lastIndex = at;
    const found = INTERESTING.exec(text);
    if (found === null) return { attributes, docs, allows };
    const start = found.index;
    const [mark] = found;
    if (mark === "//") {
      at = lineEnd(text, start);
      if (OUTER_DOC.test(text.slice(start, start + 4))) docs.push({ start, end: at });
      const allowed = ALLOW.exec(text.slice(start, at));
      if (allowed?.[1] !== undefined)
        allows.set(lines.positionAt(start).line, allowed[1].split(/[\s,]+/).filter(Boolean));
    } else if (mark === "/*") {
      at = blockCommentEnd(text, start);
      if (OUTER_DOC.test(text.slice(start, start + 4))) docs.push({ start, end: at });
    } else if (mark === '"') at = quotedEnd(text, start, '"').end;
    else if (mark === "'") at = apostrophe(text, start).end;
    else if (mark.endsWith('"')) at = rawEnd(text, start + mark.length - 1, mark.split("#").length - 1).end;
    else {
      const attribute = attributeAt(text, start);
      if (attribute !== null) attributes.push(attribute);
      at = attribute?.range.end ?? start + 1;
    }
  }
}

/** A first line `#!/usr/bin/..` is no attribute. */
function afterShebang(text: string): number {
  const start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  if (!text.startsWith("#!", start)) return start;
  return text.charAt(skipTrivia(text, start + 2)) === "[" ? start : lineEnd(text, start);
}

function attributeAt(text: string, hash: number): ScannedAttribute | null {
  let at = skipTrivia(text, hash + 1);
  const inner = text.charAt(at) === "!";
  if (inner) at = skipTrivia(text, at + 1);
  if (text.charAt(at) !== "[") return null;
  const { tokens, end, closed } = attributeTokens(text, at + 1);
  const { path, rest } = splitPath(tokens);
  const { args, trailing } = splitArguments(rest);
  return {
    range: { start: hash, end: closed ? end + 1 : end },
    inner,
    path,
    arguments: args,
    trailing,
    closed,
  };
}

/**
 * The tokens up to `]`. When it is missing, the attribute ends where the code goes on: at the first line that begins an item
 * or another attribute, or that has nothing of an argument in it.
 */
function attributeTokens(text: string, from: number): TokenTrees {
  for (const distrustful of [false, true]) {
    const whole = tokenTrees(text, from, "]", { stop: codeGoesOn, distrustful });
    if (whole.closed) return whole;
  }
  const lines = text.slice(from).matchAll(/\n[ \t]*(\S[^\n]*)?/g);
  let limit = text.length;
  for (const { index, 0: line, 1: content = "" } of lines) {
    const start = from + index + line.length - content.length;
    if (!codeGoesOn(text, start) && (ARGUMENT_LINE.test(content) || content === "")) continue;
    limit = start;
    break;
  }
  const stop: StopTest = (all, at) => at >= limit || codeGoesOn(all, at);
  return tokenTrees(text, from, "]", { stop, distrustful: true });
}

function codeGoesOn(text: string, at: number): boolean {
  CODE_GOES_ON.lastIndex = at;
  if (!CODE_GOES_ON.test(text)) return false;
  let before = at - 1;
  while (/[ \t]/.test(text.charAt(before))) before--;
  return text.charAt(before) === "\n";
}

const isName = (token: Token | undefined): token is Token =>
  token?.kind === "identifier" || token?.kind === "rawIdentifier";

function splitPath(tokens: readonly Token[]): { path: readonly Segment[]; rest: readonly Token[] } {
  const path: Segment[] = [];
  let next = tokens[0]?.text === "::" ? 1 : 0;
  for (;;) {
    const name = tokens[next];
    if (!isName(name)) return { path, rest: tokens.slice(next) };
    path.push({ text: name.kind === "rawIdentifier" ? name.text.slice(2) : name.text, range: name.range });
    next++;
    if (tokens[next]?.text !== "::") return { path, rest: tokens.slice(next) };
    next++;
  }
}

function splitArguments(tokens: readonly Token[]): { args: AttributeArguments; trailing: readonly Token[] } {
  const [first, ...rest] = tokens;
  if (first === undefined) return { args: { kind: "none" }, trailing: [] };
  if (first.kind === "group" && first.delimiter !== undefined) {
    const { delimiter, range, tokens: inside = [], closed = true } = first;
    return { args: { kind: "delimited", delimiter, range, tokens: inside, closed }, trailing: rest };
  }
  if (first.text === "=")
    return { args: { kind: "equals", range: spanOf(tokens, first), tokens: rest }, trailing: [] };
  return { args: { kind: "none" }, trailing: tokens };
}

const spanOf = (tokens: readonly Token[], first: Token): TextRange => ({
  start: first.range.start,
  end: tokens.at(-1)?.range.end ?? first.range.end,
});
