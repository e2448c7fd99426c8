/** What RefinedRust makes of the `{..}` escapes in an annotation string, rule by rule. */
import type { TextRange } from "../text.ts";
import { MappedText } from "./mappedText.ts";
import type { Text } from "./model.ts";
import { type Place, parsePlace } from "./places.ts";

export type EscapeKind = "rt_of" | "xt_of" | "st_of" | "ly_of" | "ty_of" | "lifetime" | "name" | "place";

/**
 * `found` is the printed text, null where the name is surely there and its text is not known. `none`: surely nothing of
 * that name; `unknown`: it may come from something that is not at hand, such as another crate's trait.
 */
export type Answer<T> = { readonly found: T | null } | "none" | "unknown";

/** A type as RefinedRust prints it: the semantic type and its refinement type. */
export interface TypeTerm {
  readonly term: string;
  readonly refinementType: string;
}

/** The names an escape may mean (`ParamLookup` in spec_parsers/parse_utils.rs). Paths are split at `::`. */
export interface Lookup {
  type(path: readonly string[]): Answer<TypeTerm>;
  /** Without the quote. */
  lifetime(name: string): Answer<string>;
  /** Specification attributes and what a `for` loop provides. */
  literal(path: readonly string[]): Answer<string>;
  place(place: Place, modifier: string | null): Answer<string>;
}

/** One match of one rule. Ranges count in the file. */
export interface Escape {
  readonly kind: EscapeKind;
  /** The segments of the path; a single one for a lifetime (without its quote) or a place (as written). */
  readonly path: readonly string[];
  /** From `{` to `}`. */
  readonly range: TextRange;
  /** With the preceding character, which a failing escape swallows. */
  readonly replaced: TextRange;
  /** The path, lifetime (without its quote) or place between the braces. */
  readonly name: TextRange;
  readonly outcome: "resolved" | "unresolved" | "unknown";
  /** The braces were written around another escape and only match now that it is replaced. */
  readonly nested: boolean;
}

/** An escape that its rule misses because it shares the character before it with another one. */
export interface MissedEscape {
  readonly kind: EscapeKind;
  readonly first: TextRange;
  readonly second: TextRange;
  /** Whether the second one would resolve if it stood alone. */
  readonly outcome: Escape["outcome"];
}

export interface Expansion {
  /** The very text that RefinedRust puts into the Rocq file, `ERR` included. */
  readonly output: string;
  /** False when a lookup was not sure, so that `output` has holes (U+FFFD). */
  readonly exact: boolean;
  /** In the order in which the rules find them. */
  readonly escapes: readonly Escape[];
  readonly missed: readonly MissedEscape[];
  /** Braces that look like an escape and match no rule, so that they are copied as they are. */
  readonly lookalikes: readonly TextRange[];
}

// `\s` and the classes are those of Rust's regex crate; `^` is the start of the string only.
const SPACE = "[\\t-\\r \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]";
const IDENTIFIER = "[_A-Za-z][0-9_A-Za-z]*";
const PATH = `(?<name>(?:${IDENTIFIER}::)*${IDENTIFIER})`;

const CLOSING = new RegExp(`${SPACE}*\\}$`, "u");

interface Rule {
  readonly kind: EscapeKind;
  /** What every match contains: to pass quickly over texts without one. */
  readonly marker: string;
  readonly pattern: RegExp;
  /** The same without the preceding character, to be tried at one place. */
  readonly alone: RegExp;
}

const rule = (kind: EscapeKind, marker: string, content: string): Rule => {
  const braces = `\\{${SPACE}*${content}${SPACE}*\\}`;
  return {
    kind,
    marker,
    pattern: new RegExp(`(?<before>[^{]|^)${braces}`, "gu"),
    alone: new RegExp(braces, "uy"),
  };
};

/** In the order of `process_coq_literal`; each rule sees what the ones before it left. */
const RULES: readonly Rule[] = [
  ...(["rt_of", "xt_of", "st_of", "ly_of", "ty_of"] as const).map((kind) =>
    rule(kind, kind, `${kind}${SPACE}+${PATH}`),
  ),
  rule("lifetime", "'", `'(?<name>${IDENTIFIER})`),
  rule("name", "{", PATH),
  rule("place", "{", "(?<name>[0-9_A-Za-z.*()]*)"),
];

const LOOKALIKE = /(?<!\{)\{\s*(?:[A-Za-z]+_[Oo][Ff]\s[^{}]*|\w+\s*(?:::\s*\w+\s*)+)\}(?!\})/gu;
const HOLE = "\uFFFD";

/**
 * Expands the escapes of one text (`ParamLookup::process_coq_literal`). Never throws. Whether a text is expanded at all
 * depends on its role: see `isExpanded`.
 */
export function expand(text: Text, lookup: Lookup): Expansion {
  const escapes: Escape[] = [];
  const missed: MissedEscape[] = [];
  const lookalikes: TextRange[] = [];
  let exact = true;
  let mapped = new MappedText(text.value, text.range.start).replaceAll('\\"', '"');
  if (!mapped.text.includes("{")) return { output: closing(mapped.text), exact, escapes, missed, lookalikes };
  for (const current of RULES) {
    if (!mapped.text.includes(current.marker)) continue;
    const before = mapped;
    mapped = before.replace(current.pattern, (match) => {
      const found = escapeOf(match, current.kind, before);
      const answer = answerTo(current.kind, found.path, lookup);
      if (answer === "unknown" || (answer !== "none" && !answer.exact)) exact = false;
      const outcome = answer === "none" ? "unresolved" : answer === "unknown" ? "unknown" : "resolved";
      escapes.push({ ...found, outcome });
      const next = missedAfter(match, current, before, lookup);
      if (next) missed.push({ first: found.range, ...next });
      if (answer === "none") return "ERR";
      const preceding = match.groups?.["before"] ?? "";
      return preceding + (answer === "unknown" ? HOLE : answer.text);
    });
  }
  for (const match of mapped.text.matchAll(LOOKALIKE)) {
    const range = mapped.sourceRange(match.index, match.index + match[0].length);
    if (!missed.some(({ second }) => second.start === range.start)) lookalikes.push(range);
  }
  return { output: closing(mapped.text), exact, escapes, missed, lookalikes };
}

const UNEXPANDED: ReadonlySet<Text["role"]> = new Set([
  "binder",
  "hypothesis",
  "ghostName",
  "verbatim",
  "tactic",
  "local",
  "name",
]);

/** True for texts that go through `process_coq_literal`; the others are copied as they are, `\"` included. */
export const isExpanded = (text: Text): boolean => text.source === "string" && !UNEXPANDED.has(text.role);

const closing = (text: string): string => text.replaceAll("{{", "{").replaceAll("}}", "}");

function escapeOf(match: RegExpExecArray, kind: EscapeKind, text: MappedText): Omit<Escape, "outcome"> {
  const name = match.groups?.["name"] ?? "";
  const end = match.index + match[0].search(CLOSING);
  const open = match.index + (match.groups?.["before"] ?? "").length;
  const close = match.index + match[0].length;
  return {
    kind,
    path: kind === "place" || kind === "lifetime" ? [name] : name.split("::"),
    range: text.sourceRange(open, close),
    replaced: text.sourceRange(match.index, close),
    name: text.sourceRange(end - name.length, end),
    nested: text.hasInserted(open, close),
  };
}

function missedAfter(
  match: RegExpExecArray,
  { kind, alone }: Rule,
  text: MappedText,
  lookup: Lookup,
): Omit<MissedEscape, "first"> | null {
  alone.lastIndex = match.index + match[0].length;
  const next = alone.exec(text.text);
  if (!next) return null;
  const found = escapeOf(next, kind, text);
  const answer = answerTo(kind, found.path, lookup);
  return {
    kind,
    second: found.range,
    outcome: answer === "none" ? "unresolved" : answer === "unknown" ? "unknown" : "resolved",
  };
}

interface Resolved {
  readonly text: string;
  readonly exact: boolean;
}

function answerTo(kind: EscapeKind, path: readonly string[], lookup: Lookup): Resolved | "none" | "unknown" {
  const name = path[0] ?? "";
  if (kind === "lifetime") return textOf(lookup.lifetime(name), (text) => text);
  if (kind === "place") return place(name, lookup);
  if (kind === "name") return literalTypeOrPlace(path, lookup);
  return textOf(lookup.type(path), (type) => print(kind, type));
}

/** Rule 7: a specification attribute, else a type, else, for a single segment, a place. */
function literalTypeOrPlace(path: readonly string[], lookup: Lookup): Resolved | "none" | "unknown" {
  const literal = textOf(lookup.literal(path), (text) => text);
  if (typeof literal === "object") return literal;
  const type = textOf(lookup.type(path), ({ term }) => term);
  const other = type === "none" && path.length === 1 ? place(path[0] ?? "", lookup) : type;
  if (literal === "none") return other;
  return typeof other === "object" ? { ...other, exact: false } : "unknown";
}

function place(text: string, lookup: Lookup): Resolved | "none" | "unknown" {
  const parsed = parsePlace(text);
  return parsed ? textOf(lookup.place(parsed.place, parsed.modifier), (name) => name) : "none";
}

function textOf<T>(answer: Answer<T>, write: (found: T) => string): Resolved | "none" | "unknown" {
  if (typeof answer !== "object") return answer;
  return answer.found === null ? { text: HOLE, exact: false } : { text: write(answer.found), exact: true };
}

function print(kind: EscapeKind, { term, refinementType }: TypeTerm): string {
  switch (kind) {
    case "rt_of":
      return refinementType;
    case "xt_of":
      return `(RT_xt ${refinementType})`;
    case "st_of":
      return `(ty_syn_type ${term} MetaNone)`;
    case "ly_of":
      return `(use_layout_alg' (ty_syn_type ${term} MetaNone))`;
    default:
      return term;
  }
}
