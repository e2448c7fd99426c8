/** The definitions of a generated Rocq file as far as proofs depend on them: what each says, and which names it mentions. */
import { mask } from "../rocq/masking.ts";
import { nameHash } from "../rocq/nameHash.ts";
import { type Head, headOf, identifiersAt, nameAt } from "../rocq/sentenceHead.ts";
import { membersOf } from "../rocq/vernacularMembers.ts";
import { fingerprint } from "./fingerprint.ts";

/** A definition with its proofs, and with what the section around it declares. */
export interface RocqUnit {
  /** An inductive type with its constructors, a record with its fields; of an instance or a hint none. */
  readonly names: readonly string[];
  /** Equal for equal texts; comments, blanks and the places of the sentences do not count. */
  readonly print: string;
  /** Hashes of the identifiers in it (`nameHash`), each once. */
  readonly mentions: Uint32Array;
  /** Of what works on proofs that do not name it: hashes of the identifiers, one of which they have to lead to; else null. */
  readonly worksOn: Uint32Array | null;
}

export interface RocqUnits {
  readonly units: readonly RocqUnit[];
  /** Of each sentence that any proof may depend on: imports, notations, options. */
  readonly ambientPrints: readonly string[];
  /** Of what they mention. */
  readonly ambientMentions: Uint32Array;
}

export function rocqUnits(source: string): RocqUnits {
  const { text } = mask(source);
  const reader = new UnitReader(source, text);
  let start = 0;
  FULL_STOP.lastIndex = 0;
  for (let stop = FULL_STOP.exec(text); stop !== null; stop = FULL_STOP.exec(text)) {
    if (stop[0] === "..") continue;
    reader.sentence(start, FULL_STOP.lastIndex);
    start = FULL_STOP.lastIndex;
  }
  reader.sentence(start, text.length);
  return reader.finish();
}

/** Hashes of the identifiers of a Rocq text outside of comments and strings, each once. */
export const mentionsIn = (source: string): Uint32Array => hashesIn([mask(source).text]);

const FULL_STOP = /\.+(?=\s|$)/g;
const IDENTIFIER = /[\p{L}_][\p{L}\p{N}_']*/gu;

function hashesIn(texts: readonly string[]): Uint32Array {
  const found = new Set<number>();
  const seen = new Set<string>();
  for (const text of texts) {
    for (const [name] of text.matchAll(IDENTIFIER)) {
      if (seen.has(name)) continue;
      seen.add(name);
      found.add(nameHash(name));
      const made = DERIVED.exec(name);
      if (made) found.add(nameHash(made[1] ?? made[2] ?? ""));
    }
  }
  return Uint32Array.from(found);
}

/** Names that Rocq and Equations make for a definition. */
const DERIVED =
  /^(?:Build_(.+)|(.+?)_(?:ind|rect?|sind|case|caset|elim|graph\w*|unfold\w*|equations?\w*|clause\w*|functional\w*|obligations?_\d+))$/u;

const DEFINITIONS = new Set(
  (
    "Definition Example Let Fixpoint CoFixpoint Function Equations Lemma Theorem Fact Remark Corollary Proposition " +
    "Property Inductive CoInductive Variant Record Class Ltac"
  ).split(" "),
);
const ASSUMPTIONS = new Set("Axiom Axioms Parameter Parameters Conjecture Conjectures".split(" "));
/** These belong to the definition before them. */
const CONTINUATIONS = new Set(
  "Proof Qed Defined Admitted Abort Save Next Obligation Obligations Solve Unshelve".split(" "),
);
const IMPLICIT = new Set(
  "Instance Canonical Arguments Typeclasses Opaque Transparent Strategy Hint".split(" "),
);
/** Other hints may solve goals that do not mention anything of the file. */
const HINT_FOR_NAMES = /\s+(?:Unfold|Opaque|Transparent|Mode)\b/y;
/** Of what has a body. */
const STATED = new Set(["Instance", "Canonical"]);
const OF_SECTION = new Set("Context Variable Variables Hypothesis Hypotheses".split(" "));

interface Draft {
  readonly names: readonly string[];
  /** The part of an implicit one that says where it works. */
  readonly statement: readonly [number, number] | null;
  /** In the source, without comments in front. */
  readonly ranges: (readonly [number, number])[];
}

class UnitReader {
  readonly #source: string;
  readonly #text: string;
  /** What each open section declares. */
  readonly #sections: (readonly [number, number])[][] = [];
  readonly #drafts: Draft[] = [];
  readonly #ambient: (readonly [number, number])[] = [];
  #current: Draft | null = null;
  /** A module gives names other meanings. */
  #hasModule = false;

  constructor(source: string, text: string) {
    this.#source = source;
    this.#text = text;
  }

  sentence(from: number, end: number): void {
    let start = from;
    while (start < end && BLANK.test(this.#text.charAt(start))) start++;
    if (start === end) return;
    const head = headOf(this.#text, from, end);
    const keyword = head?.keyword ?? "";
    if (
      head === null ||
      (CONTINUATIONS.has(keyword) && !OBLIGATION_TACTIC.test(this.#text.slice(start, end)))
    )
      (this.#current?.ranges ?? this.#ambient).push([start, end]);
    else if (keyword === "Section") this.#enter();
    else if (keyword === "End") this.#leave();
    else if (OF_SECTION.has(keyword)) (this.#sections.at(-1) ?? this.#ambient).push([start, end]);
    else this.#define(head, start, end);
  }

  finish(): RocqUnits {
    if (this.#hasModule) return { units: [], ...this.#around([[0, this.#text.length]]) };
    const units = this.#drafts.map(({ names, statement, ranges }) => ({
      names,
      worksOn: statement && this.#mentions([statement]),
      print: this.#print(ranges),
      mentions: this.#mentions(ranges),
    }));
    return { units, ...this.#around(this.#ambient) };
  }

  #around(ranges: readonly (readonly [number, number])[]): Omit<RocqUnits, "units"> {
    const ambientPrints = ranges.map((range) => this.#print([range]));
    return { ambientPrints, ambientMentions: this.#mentions(ranges) };
  }

  #mentions(ranges: readonly (readonly [number, number])[]): Uint32Array {
    return hashesIn(ranges.map(([start, end]) => this.#text.slice(start, end)));
  }

  #enter(): void {
    this.#current = null;
    this.#sections.push([]);
  }

  #leave(): void {
    this.#current = null;
    this.#sections.pop();
  }

  #define(head: Head, start: number, end: number): void {
    const names = namesOf(head, this.#text, end);
    const isImplicit = this.#isImplicit(head);
    this.#hasModule ||= head.keyword === "Module";
    this.#current = null;
    if (names.length === 0 && !isImplicit) {
      this.#ambient.push([start, end]);
      return;
    }
    const statement = isImplicit ? this.#statement(head, end) : null;
    if (NOTATION_FOR.test(this.#text.slice(start, end))) this.#ambient.push([start, end]);
    const draft: Draft = { names, statement, ranges: [...this.#sections.flat(), [start, end]] };
    this.#drafts.push(draft);
    // The proof of an instance; what follows a hint is no part of it.
    if (!isImplicit || STATED.has(head.keyword)) this.#current = draft;
  }

  #isImplicit({ keyword, start, after }: Head): boolean {
    if (USED_UNNAMED.test(this.#text.slice(start, after))) return true;
    HINT_FOR_NAMES.lastIndex = after;
    return IMPLICIT.has(keyword) && (keyword !== "Hint" || HINT_FOR_NAMES.test(this.#text));
  }

  #statement({ keyword, after }: Head, end: number): readonly [number, number] {
    const body = STATED.has(keyword) ? this.#text.indexOf(":=", after) : -1;
    return [after, body < 0 || body > end || keyword === "Canonical" ? end : body];
  }

  /** Strings count, which the text has as blanks; comments and the number of blanks do not. */
  #print(ranges: readonly (readonly [number, number])[]): string {
    const parts = ranges.map(([start, end]) =>
      this.#text
        .slice(start, end)
        .replace(/" *"|\s+/g, (match, at: number) =>
          match.startsWith('"') ? this.#source.slice(start + at, start + at + match.length) : " ",
        ),
    );
    return fingerprint(parts.join("\n"));
  }
}

const BLANK = /\s/;
/** `where "x ~> y" := (step x y)`, which proofs may use instead of the name. */
const NOTATION_FOR = /\bwhere\s+"/;
const USED_UNNAMED = /#\[[^\]]*\b(?:canonical|coercion)\b/;
/** It works on the definitions behind it. */
const OBLIGATION_TACTIC = /\bObligation\s+Tactic\b/;

function namesOf(head: Head, text: string, end: number): string[] {
  const { keyword, after } = head;
  if (ASSUMPTIONS.has(keyword)) return identifiersAt(text, after, end).map(({ name }) => name);
  const isDefinition = DEFINITIONS.has(keyword) || STATED.has(keyword);
  // `Ltac x ::= ..` gives another meaning to what other definitions use.
  if (!isDefinition || (keyword === "Ltac" && text.slice(after, end).includes("::="))) return [];
  const parts = mutualParts(text, after, end);
  return parts.flatMap(([from, stop]) => {
    const named = nameAt(text, from, stop);
    if (named === null) return [];
    return [named.name, ...membersOf(text, keyword, named.end, stop).map(({ name }) => name)];
  });
}

/** What stands before and behind each `with` that belongs to no `match`. */
function mutualParts(text: string, from: number, end: number): (readonly [number, number])[] {
  const parts: (readonly [number, number])[] = [];
  let [start, open] = [from, 0];
  for (const match of text.slice(from, end).matchAll(MATCH_OR_WITH)) {
    if (match[0] !== "with") open++;
    else if (open > 0) open--;
    else {
      parts.push([start, from + match.index]);
      start = from + match.index + match[0].length;
    }
  }
  return [...parts, [start, end]];
}

const MATCH_OR_WITH = /(?<![\p{L}\p{N}_'])(?:(?:lazy|multi)?match|with)(?![\p{L}\p{N}_'])/gu;
