/** Items inside macro calls and macro bodies, where there is no tree: what the next tokens say. */
import type { Draft, Drafts } from "./draft.ts";
import { apostrophe, blockCommentEnd, lineEnd, quotedEnd } from "./lexer.ts";
import type { ItemKind, RustType } from "./model.ts";

const VISIBILITY = /(?:pub\s*(?:\([^)]*\))?\s+|\$vis\s+)?(?:default\s+)?/y;
const QUALIFIERS = /(?:(?:const|async|unsafe|extern(?:\s*"[^"]*")?)\s+)*(?=fn\b|impl\b|trait\b)/y;
const KEYWORD =
  /(fn|impl|struct|enum|union|trait|mod|static|const|type|use|let|while|for|loop|move|\|)(?![\w$])/y;
const NAME = /\s*(?:mut\s+)?(\$?[\p{XID_Start}_][\p{XID_Continue}]*)/uy;
const FIELD = /\$?[\p{XID_Start}_][\p{XID_Continue}]*\s*:(?!:)/uy;

const KINDS: Readonly<Record<string, ItemKind>> = {
  fn: "function",
  impl: "impl",
  struct: "struct",
  enum: "enum",
  union: "union",
  trait: "trait",
  mod: "module",
  static: "static",
  const: "const",
  type: "typeAlias",
  use: "use",
  let: "let",
  while: "loop",
  for: "loop",
  loop: "loop",
  move: "closure",
  "|": "closure",
};

const WITH_BODY: ReadonlySet<ItemKind> = new Set([
  "function",
  "impl",
  "struct",
  "enum",
  "union",
  "trait",
  "module",
]);
const EDGE = /[;(){}[\]'"]|\/\/|\/\*/g;

/** Adds the item that seems to begin at the offset; `unknown` when its first tokens tell nothing. */
export function macroItem(drafts: Drafts, parent: Draft, target: number): void {
  const { text } = drafts;
  const afterVisibility = after(VISIBILITY, text, target);
  const at = after(QUALIFIERS, text, afterVisibility);
  const keyword = match(KEYWORD, text, at)?.[1];
  const kind =
    keyword === undefined
      ? match(FIELD, text, at) === null
        ? "unknown"
        : "field"
      : (KINDS[keyword] ?? "unknown");
  const end = at + (keyword?.length ?? 0);
  const name = kind === "impl" || kind === "closure" ? "" : (match(NAME, text, end)?.[1] ?? "");
  const header = kind === "impl" ? implHeader(text, target, end) : null;
  drafts.add(kind, name, parent, {
    range: { start: target, end: WITH_BODY.has(kind) ? bodyEnd(text, end) : end },
    nameRange: { start: at, end },
    header,
    inMacro: true,
  });
}

/** `impl .. for ..` up to the opening brace; what is inside is not taken apart. */
function implHeader(text: string, start: number, afterImpl: number) {
  const brace = text.indexOf("{", afterImpl);
  const end = brace < 0 ? text.length : brace;
  const between = text.slice(afterImpl, end);
  const separator = /\sfor\s+(?!<)/.exec(between);
  const type = (from: number, to: number): RustType => ({
    kind: "unknown",
    range: { start: from, end: to },
    text: text.slice(from, to).trim(),
  });
  const split = separator === null ? afterImpl : afterImpl + separator.index;
  return {
    range: { start, end },
    trait: separator === null ? null : type(afterImpl, split),
    negative: false,
    selfType: type(separator === null ? afterImpl : split + separator[0].length, end),
  };
}

/** After the `;` or `}` that ends the item whose name or keyword ends at `from`, or before the bracket that ends its list. */
function bodyEnd(text: string, from: number): number {
  let depth = 0;
  for (let at = from; ; ) {
    EDGE.lastIndex = at;
    const found = EDGE.exec(text);
    if (found === null) return text.length;
    const { index, 0: mark } = found;
    at = index + 1;
    if (mark === "//") at = lineEnd(text, index);
    else if (mark === "/*") at = blockCommentEnd(text, index);
    else if (mark === '"') at = quotedEnd(text, index, '"').end;
    else if (mark === "'") at = apostrophe(text, index).end;
    else if (mark === ";") {
      if (depth === 0) return at;
    } else if ("([{".includes(mark)) depth++;
    else if (depth === 0) return index;
    else if (--depth === 0 && mark === "}") return at;
  }
}

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

const after = (pattern: RegExp, text: string, at: number): number =>
  at + (match(pattern, text, at)?.[0].length ?? 0);
