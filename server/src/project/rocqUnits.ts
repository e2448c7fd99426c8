/** The definitions of a generated Rocq file as far as proofs depend on them: what each says, and which names it mentions. */
import { mask } from "../rocq/masking.ts";
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
  /** Works on proofs that do not name it, but only on what it mentions: an instance, `Arguments`, a hint. */
  readonly isImplicit: boolean;
}

export interface RocqUnits {
  readonly units: readonly RocqUnit[];
  /** Of the sentences that any proof may depend on: imports, notations, options. */
  readonly ambient: string;
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

/** FNV-1a: two names of one hash make a proof depend on too much, never on too little. */
export function nameHash(name: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < name.length; at++) hash = Math.imul(hash ^ name.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

const FULL_STOP = /\.+(?=\s|$)/g;
const IDENTIFIER = /[\p{L}_][\p{L}\p{N}_']*/gu;

function hashesIn(texts: readonly string[]): Uint32Array {
  const found = new Set<number>();
  for (const text of texts) for (const [name] of text.matchAll(IDENTIFIER)) found.add(nameHash(name));
  return Uint32Array.from(found);
}

const DEFINITIONS = new Set(
  (
    "Definition Example Let Fixpoint CoFixpoint Function Equations Lemma Theorem Fact Remark Corollary Proposition " +
    "Property Inductive CoInductive Variant Record Class Ltac Ltac2"
  ).split(" "),
);
const ASSUMPTIONS = new Set("Axiom Axioms Parameter Parameters Conjecture Conjectures".split(" "));
/** These belong to the definition before them. */
const CONTINUATIONS = new Set(
  "Proof Qed Defined Admitted Abort Save Next Obligation Obligations Solve Unshelve".split(" "),
);
const IMPLICIT = new Set("Instance Arguments Typeclasses Opaque Transparent Strategy Hint".split(" "));
const OF_SECTION = new Set("Context Variable Variables Hypothesis Hypotheses".split(" "));

interface Draft {
  readonly names: readonly string[];
  readonly isImplicit: boolean;
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
    if (head === null || CONTINUATIONS.has(keyword))
      (this.#current?.ranges ?? this.#ambient).push([start, end]);
    else if (keyword === "Section") this.#enter();
    else if (keyword === "End") this.#leave();
    else if (OF_SECTION.has(keyword)) (this.#sections.at(-1) ?? this.#ambient).push([start, end]);
    else this.#define(head, start, end);
  }

  finish(): RocqUnits {
    if (this.#hasModule) return { units: [], ambient: this.#print([[0, this.#text.length]]) };
    const units = this.#drafts.map(({ names, isImplicit, ranges }) => ({
      names,
      isImplicit,
      print: this.#print(ranges),
      mentions: hashesIn(ranges.map(([start, end]) => this.#text.slice(start, end))),
    }));
    return { units, ambient: this.#print(this.#ambient) };
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
    const isImplicit = IMPLICIT.has(head.keyword);
    this.#hasModule ||= head.keyword === "Module";
    this.#current = null;
    if (names.length === 0 && !isImplicit) {
      this.#ambient.push([start, end]);
      return;
    }
    const draft: Draft = { names, isImplicit, ranges: [...this.#sections.flat(), [start, end]] };
    this.#drafts.push(draft);
    // The proof of an instance; what follows a hint is no part of it.
    if (!isImplicit || head.keyword === "Instance") this.#current = draft;
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

function namesOf(head: Head, text: string, end: number): string[] {
  const { keyword, after } = head;
  if (ASSUMPTIONS.has(keyword)) return identifiersAt(text, after, end).map(({ name }) => name);
  if (!DEFINITIONS.has(keyword) && keyword !== "Instance") return [];
  const named = nameAt(text, after, end);
  if (named === null) return [];
  return [named.name, ...membersOf(text, keyword, named.end, end).map(({ name }) => name)];
}
