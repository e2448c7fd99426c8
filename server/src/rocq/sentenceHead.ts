/** How a sentence of Rocq's vernacular begins: its keyword and its name. The text has no comments (masking.ts). */

export interface Head {
  readonly keyword: string;
  readonly isProgram: boolean;
  /** Where the sentence starts, attributes and `Local` included. */
  readonly start: number;
  /** Offset behind the keyword. */
  readonly after: number;
}

export interface NamedAt {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** The head of the sentence in `from..end`; null for a tactic. */
export function headOf(text: string, from: number, end: number): Head | null {
  let start = from;
  while (start < end && BLANK_OR_BULLET.has(text.charCodeAt(start))) start++;
  const first = text.charCodeAt(start);
  if (first !== HASH && (first < UPPER_A || first > UPPER_Z)) return null;
  HEAD.lastIndex = start;
  const match = HEAD.exec(text);
  const keyword = match?.[2];
  if (keyword === undefined || HEAD.lastIndex > end) return null;
  return { keyword, isProgram: match?.[1] !== undefined, start, after: HEAD.lastIndex };
}

/** The first identifier behind the keyword; null when another token stands there. */
export function nameAt(text: string, after: number, end: number): NamedAt | null {
  NAME.lastIndex = after;
  const match = NAME.exec(text);
  const name = match?.[1];
  if (name === undefined || NAME.lastIndex > end) return null;
  return { name, start: NAME.lastIndex - name.length, end: NAME.lastIndex };
}

/** Every name that an assumption declares: `a b : T`, `(a b : T) (c : U)`. */
export function identifiersAt(text: string, after: number, end: number): NamedAt[] {
  const found: NamedAt[] = [];
  let depth = 0;
  let declaring = true;
  for (const match of text.slice(after, end).matchAll(TOKEN)) {
    const [token] = match;
    const start = after + match.index;
    if (token === "(") declaring = ++depth === 1;
    else if (token === ")") depth--;
    else if (token === ":") {
      if (depth === 0) return found;
      declaring = false;
    } else if (declaring) found.push({ name: token, start, end: start + token.length });
  }
  return found;
}

const HASH = 35;
const UPPER_A = 65;
const UPPER_Z = 90;
/** Blanks, the bullets `-`, `+`, `*`, and the braces that focus a goal. */
const BLANK_OR_BULLET = new Set([..." \t\r\n-+*{}"].map((c) => c.charCodeAt(0)));

const HEAD =
  /(?:#\[[^\]]*\]\s*)*(?:(?:Local|Global|Polymorphic|Monomorphic|Cumulative|NonCumulative|Private|Time|Instructions)\s+|Timeout\s+\d+\s+|Redirect\s+"[^"]*"\s+)*(Program\s+)?([A-Z][A-Za-z0-9]*)/y;
const NAME =
  /(?:\s+(?:Type|Import|Export|Structure|mutable|rec)(?=\s+[\p{L}_]))*\s+([\p{L}_][\p{L}\p{N}_']*)/uy;
const TOKEN = /[():]|[\p{L}_][\p{L}\p{N}_']*/gu;
