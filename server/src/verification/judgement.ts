/** What the automation was doing when it got stuck, in terms of the Rust code. */

/** A place of the Rust code: `*p`, `(*self).len`. */
export interface RustPlace {
  readonly text: string;
  /** For a search in the code, where a dereference before a field is not written. */
  readonly pattern: string;
  /** The local variable that it begins with. */
  readonly local: string;
  readonly isWholeLocal: boolean;
}

export interface Judgement {
  /** In words that follow "while": "it reads `*p`"; the compiler's own variables are told as such. */
  readonly doing: string | null;
  /** In printed order, each once; not of the compiler's own variables. */
  readonly places: readonly RustPlace[];
  /** Called functions: the `F` of `F_loc`, type arguments included. */
  readonly callees: readonly string[];
  /** Basic blocks: `_bb2`. */
  readonly blocks: readonly string[];
}

export function readJudgement(conclusion: string): Judgement {
  const tokens = [...conclusion.matchAll(TOKEN)].map(([token]) => token);
  const places = placesIn(tokens);
  const steps = stepsIn(tokens);
  const own = places.filter(({ local }) => !isTemporary(local) && !/^_bb\d+$/.test(local));
  return {
    doing: steps.length > 0 ? steps.slice(0, 2).join(", and then ") : null,
    places: own.filter(({ text }, n) => own.findIndex((other) => other.text === text) === n),
    callees: unique([...conclusion.matchAll(/(?<![\p{L}\p{N}_'])([\p{L}\p{N}_']+)_loc(?![\p{L}\p{N}_'])/gu)]),
    blocks: unique([...conclusion.matchAll(/"(_bb\d+)"/g)]),
  };
}

const TOKEN = /"[^"\n]*"|[\p{L}_][\p{L}\p{N}_'.]*|\d+|\S/gu;

const unique = (matches: readonly RegExpMatchArray[]): string[] => [
  ...new Set(matches.map((m) => m[1] ?? "")),
];

const isTemporary = (name: string): boolean => /^__\d+$/.test(name);

interface Parsed {
  readonly place: RustPlace;
  readonly end: number;
}

/** A place is as long as it can be; what stands in it is no place of its own. */
function placesIn(tokens: readonly string[]): RustPlace[] {
  const found: RustPlace[] = [];
  for (let at = 0; at < tokens.length; ) {
    const parsed = startsPlace(tokens, at) ? placeAt(tokens, at, 0) : null;
    if (parsed) found.push(parsed.place);
    at = parsed?.end ?? at + 1;
  }
  return found;
}

/** A string in a list or pair is the name of a field or a variable that is only listed. */
function startsPlace(tokens: readonly string[], at: number): boolean {
  const [before = "", token = "", after = ""] = [tokens[at - 1], tokens[at], tokens[at + 1]];
  if (token === "!") return after === "{";
  if (token === "(") return tokens[at + 1] === "!" || /^"/.test(after);
  return /^"[^"]+"$/.test(token) && before !== "[" && before !== ";" && after !== "," && before !== "at";
}

/** `"x"`, `!{..} e`, `(e)`, each with fields `at{..} "f"` behind it (caesium/notation.v). */
function placeAt(tokens: readonly string[], at: number, depth: number): Parsed | null {
  if (depth > 30) return null;
  const token = tokens[at] ?? "";
  const name = /^"([\p{L}\p{N}_]+)"$/u.exec(token)?.[1];
  let parsed: Parsed | null = null;
  if (name !== undefined) parsed = { place: variable(name), end: at + 1 };
  else if (token === "!" && tokens[at + 1] === "{") {
    const inner = placeAt(tokens, behindBraces(tokens, at + 1), depth + 1);
    parsed = inner && { place: dereferenced(inner.place), end: inner.end };
  } else if (token === "(") {
    const inner = placeAt(tokens, at + 1, depth + 1);
    parsed = inner && tokens[inner.end] === ")" ? { place: inner.place, end: inner.end + 1 } : null;
  }
  while (parsed && tokens[parsed.end] === "at" && tokens[parsed.end + 1] === "{") {
    const field: number = behindBraces(tokens, parsed.end + 1);
    const named = /^"([^"]+)"$/.exec(tokens[field] ?? "")?.[1];
    if (named === undefined) break;
    parsed = { place: fieldOf(parsed.place, named), end: field + 1 };
  }
  // A coercion or scope may follow: `(!{PtrOp}"p")%E`.
  return parsed;
}

function behindBraces(tokens: readonly string[], open: number): number {
  let depth = 0;
  for (let at = open; at < tokens.length; at++) {
    if (tokens[at] === "{") depth++;
    else if (tokens[at] === "}" && --depth === 0) return at + 1;
  }
  return tokens.length;
}

const variable = (name: string): RustPlace => ({
  text: name,
  pattern: `(?<![\\p{L}\\p{N}_.])${name}(?![\\p{L}\\p{N}_])`,
  local: name,
  isWholeLocal: true,
});

const dereferenced = (of: RustPlace): RustPlace => ({
  ...of,
  text: `*${of.text}`,
  pattern: `\\*\\s*${of.pattern}`,
  isWholeLocal: false,
});

function fieldOf(of: RustPlace, field: string): RustPlace {
  const shown = of.text.startsWith("*") ? `(${of.text})` : of.text;
  const bare = of.pattern.replace(/^\\\*\\s\*/, "");
  // Each dereference doubles the pattern.
  if (of.pattern.length > 1000)
    return { ...of, text: `${shown}.${field}`, pattern: "(?!)", isWholeLocal: false };
  const base = bare === of.pattern ? bare : `(?:\\(\\s*${of.pattern}\\s*\\)|${bare})`;
  return {
    ...of,
    text: `${shown}.${field}`,
    pattern: `${base}\\s*\\.\\s*${field}(?![\\p{L}\\p{N}_])`,
    isWholeLocal: false,
  };
}

/** The judgements of the type system, with the place that each is about. */
const VERBS: ReadonlyMap<string, string> = new Map([
  ["typed_val_expr", "it evaluates"],
  ["typed_read", "it reads"],
  ["typed_write", "it writes to"],
  ["typed_borrow_mut", "it borrows"],
  ["typed_borrow_shr", "it borrows"],
  ["typed_addr_of_mut", "it takes the address of"],
  ["typed_place", "it goes to"],
  ["typed_switch", "it branches on"],
  ["typed_if", "it branches on"],
  ["typed_call", "it calls"],
  ["typed_discriminant_end", "it reads the variant of"],
]);

function stepsIn(tokens: readonly string[]): string[] {
  const steps: string[] = [];
  for (const [at, token] of tokens.entries()) {
    const verb = VERBS.get(token);
    const next = tokens.findIndex((other, n) => n > at && other.startsWith("typed_"));
    const own = tokens.slice(at + 1, next < 0 ? tokens.length : next);
    if (verb !== undefined) {
      const [place] = placesIn(own);
      const callee = own.find((each) => each.endsWith("_loc"))?.slice(0, -4);
      const what = place ? told(place) : callee === undefined ? null : `\`${callee}\``;
      if (what !== null) steps.push(`${verb} ${what}`);
    } else if (token === "typed_stmt") {
      const block = own.indexOf("Goto") >= 0 ? own[own.indexOf("Goto") + 1]?.replaceAll('"', "") : undefined;
      if (block !== undefined) steps.push(`it enters the block \`${block}\``);
    }
  }
  return steps;
}

/** The compiler's own variables have numbers; the first one is the result. */
const told = ({ text, local }: RustPlace): string => {
  if (!isTemporary(local)) return `\`${text}\``;
  return text === "__0" ? "the result" : `\`${text}\` of the compiler`;
};
