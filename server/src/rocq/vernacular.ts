/** Which definitions, proofs and assumptions a Rocq file has, and where it is not finished. */
import { LineIndex, range } from "../text.ts";
import { mask } from "./masking.ts";
import { type Head, headOf, identifiersAt, type NamedAt, nameAt } from "./sentenceHead.ts";
import { membersOf } from "./vernacularMembers.ts";
import type { Ending, Gap, Import, Place, Proof, Unfinished, Vernacular } from "./vernacularModel.ts";

/** Scans a `.v` file without running Rocq. Never throws: of a half-written file it says what can be seen. */
export function readVernacular(source: string): Vernacular {
  const { text, unclosed } = mask(source);
  const scan = new Scan(source, text);
  let start = 0;
  FULL_STOP.lastIndex = 0;
  for (let stop = FULL_STOP.exec(text); stop !== null; stop = FULL_STOP.exec(text)) {
    if (stop[0] === "..") continue;
    scan.sentence(start, FULL_STOP.lastIndex);
    start = FULL_STOP.lastIndex;
  }
  return scan.finish(
    unclosed && { kind: unclosed.kind, ...scan.place(unclosed.range.start, unclosed.range.end) },
  );
}

/** `.` and `...` end a sentence when a blank follows; `..` is a token of notations. */
const FULL_STOP = /\.+(?=\s|$)/g;
const QUALIFIED = /^\.[\p{L}_]/u;
const GAP = /(?<![\p{L}\p{N}_'.])(?:admit|give_up)(?![\p{L}\p{N}_'])/gu;

const STATEMENTS = new Set(
  "Lemma Theorem Fact Remark Corollary Proposition Property Goal Obligation Next".split(" "),
);
/** These open a proof only when they come without a body. */
const DEFINITIONS = new Set(
  "Definition Example Instance Let Fixpoint CoFixpoint Canonical Function Equations Derive".split(" "),
);
const OTHER_DEFINITIONS = new Set(
  "Inductive CoInductive Variant Record Structure Class Ltac Ltac2 Notation Coercion".split(" "),
);
const AXIOMS = new Set("Axiom Axioms Parameter Parameters Conjecture Conjectures".split(" "));
const LOCAL_ASSUMPTIONS = new Set("Variable Variables Hypothesis Hypotheses".split(" "));
const ENDINGS: ReadonlyMap<string, Ending> = new Map([
  ["Qed", "Qed"],
  ["Save", "Qed"],
  ["Defined", "Defined"],
  ["Admitted", "Admitted"],
  ["Abort", "Abort"],
]);

/** A statement whose proof has not ended; `certain` once it must have one. */
interface Open {
  readonly name: string | null;
  readonly start: number;
  certain: boolean;
}

class Scan {
  readonly #source: string;
  readonly #text: string;
  readonly #lines: LineIndex;
  readonly #result = {
    definitions: [] as Vernacular["definitions"][number][],
    sections: [] as { keyword: "Section" | "Module"; name: string; start: number; end: number | null }[],
    proofs: [] as Proof[],
    assumptions: [] as Vernacular["assumptions"][number][],
    imports: [] as Import[],
  };
  #open: Open | null = null;

  constructor(source: string, text: string) {
    this.#source = source;
    this.#text = text;
    this.#lines = new LineIndex(source);
  }

  place(start: number, end: number): Place {
    return { range: range(start, end), ...this.#lines.positionAt(start) };
  }

  sentence(from: number, end: number): void {
    const head = headOf(this.#text, from, end);
    if (head === null) return;
    const { keyword } = head;
    const ending = ENDINGS.get(keyword);
    if (ending !== undefined) this.#close(ending, head.start, end);
    else if (keyword === "Proof") this.#proof(head, end);
    else if (STATEMENTS.has(keyword)) this.#statement(head, end);
    else if (DEFINITIONS.has(keyword)) this.#definition(head, end);
    else if (OTHER_DEFINITIONS.has(keyword)) this.#define(head, end);
    else if (AXIOMS.has(keyword)) this.#assume(head, end);
    else if (LOCAL_ASSUMPTIONS.has(keyword)) this.#assumeLocally(head, end);
    else if (keyword === "Section" || keyword === "Module") this.#section(keyword, head, end);
    else if (keyword === "End") this.#end(head, end);
    else if (keyword === "From" || keyword === "Require") this.#import(head, end);
    else if (keyword === "Load") this.#load(head, end);
  }

  finish(unclosed: Unfinished | null): Vernacular {
    this.#drop(this.#text.trimEnd().length);
    const unfinished = this.#result.proofs.flatMap(unfinishedPlaces);
    if (unclosed) unfinished.push(unclosed);
    unfinished.sort((a, b) => a.range.start - b.range.start);
    return { ...this.#result, unfinished };
  }

  #define(head: Head, end: number): NamedAt | null {
    const named = nameAt(this.#text, head.after, end);
    // `Ltac Z.cleanup ::= ..` replaces what another module defines.
    if (named === null || QUALIFIED.test(this.#text.slice(named.end, named.end + 2))) return null;
    const place = this.place(named.start, named.end);
    const { keyword } = head;
    this.#result.definitions.push({ keyword, name: named.name, place, range: range(head.start, end) });
    for (const member of membersOf(this.#text, keyword, named.end, end)) {
      this.#result.definitions.push({
        keyword: member.keyword,
        name: member.name,
        place: this.place(member.start, member.end),
        range: range(head.start, end),
      });
    }
    return named;
  }

  #statement(head: Head, end: number): void {
    this.#drop(head.start);
    const unnamed = head.keyword === "Goal" || head.keyword === "Next" || head.keyword === "Obligation";
    const named = unnamed ? null : this.#define(head, end);
    if (!unnamed && hasBody(this.#text.slice(head.after, end))) return;
    this.#open = { name: named?.name ?? null, start: head.start, certain: true };
  }

  #definition(head: Head, end: number): void {
    this.#drop(head.start);
    const named = this.#define(head, end);
    if (head.isProgram || hasBody(this.#text.slice(head.after, end))) return;
    this.#open = { name: named?.name ?? null, start: head.start, certain: false };
  }

  #proof(head: Head, end: number): void {
    this.#open ??= { name: null, start: head.start, certain: true };
    this.#open.certain = true;
    // `Proof t.` gives the whole proof term.
    const rest = this.#text.slice(head.after, end - 1).trim();
    if (rest !== "" && !/^(using|with)\b/.test(rest)) this.#close("Qed", head.start, end);
  }

  #close(ending: Ending, start: number, end: number): void {
    const open = this.#open ?? { name: null, start };
    this.#open = null;
    const gaps: Gap[] = [];
    const script = this.#text.slice(open.start, start);
    if (script.includes("admit") || script.includes("give_up")) {
      for (const match of script.matchAll(GAP)) {
        const at = open.start + match.index;
        gaps.push({ word: match[0], ...this.place(at, at + match[0].length) });
      }
    }
    const place = this.place(start, end);
    this.#result.proofs.push({ name: open.name, range: range(open.start, end), ending, end: place, gaps });
  }

  /** A new statement, or the end of the file, where a proof should have ended. */
  #drop(at: number): void {
    if (this.#open?.certain) this.#close("open", at, at);
    this.#open = null;
  }

  #assume(head: Head, end: number): void {
    const { keyword } = head;
    for (const { name, start, end: stop } of identifiersAt(this.#text, head.after, end)) {
      const place = this.place(start, stop);
      this.#result.assumptions.push({ keyword, name, place });
      this.#result.definitions.push({ keyword, name, place, range: range(head.start, end) });
    }
  }

  #assumeLocally(head: Head, end: number): void {
    if (!this.#result.sections.some((s) => s.keyword === "Section" && s.end === null))
      this.#assume(head, end);
  }

  #section(keyword: "Section" | "Module", head: Head, end: number): void {
    const named = nameAt(this.#text, head.after, end);
    if (named === null || (keyword === "Module" && hasBody(this.#text.slice(named.end, end)))) return;
    this.#drop(head.start);
    this.#result.sections.push({ keyword, name: named.name, start: head.start, end: null });
  }

  #end(head: Head, end: number): void {
    this.#drop(head.start);
    const named = nameAt(this.#text, head.after, end);
    const section = this.#result.sections.findLast((s) => s.end === null && s.name === named?.name);
    if (section) section.end = end;
  }

  #import(head: Head, end: number): void {
    const sentence = this.#text.slice(head.after - head.keyword.length, end - 1);
    const match = /^(?:From\s+(\S+)\s+)?Require\s+(?:(Import|Export)\b)?([\s\S]*)$/.exec(sentence);
    if (!match) return;
    // `Import -(notations) a b(c)` says in parentheses what of them is imported.
    const modules = match[3]?.replace(/\([^()]*\)/g, " ").match(MODULE) ?? [];
    this.#result.imports.push({ from: match[1] ?? null, modules, exported: match[2] === "Export" });
  }

  /** `Load a.` and `Load "folder/a.v".` put the text of a file here. */
  #load(head: Head, end: number): void {
    const [module] = this.#source.slice(head.after, end).match(LOADED) ?? [];
    if (module !== undefined) this.#result.imports.push({ from: null, modules: [module], exported: false });
  }
}

const MODULE = /[\p{L}_][\p{L}\p{N}_'.]*/gu;
const LOADED = /[\p{L}_][\p{L}\p{N}_']*(?=(?:\.v)?"?\.?$)/u;

/** True when a `:=` stands outside of brackets and does not belong to a `let`. */
function hasBody(sentence: string): boolean {
  if (!sentence.includes(":=")) return false;
  let depth = 0;
  let lets = 0;
  for (const [token] of sentence.matchAll(/:=|[([{]|[)\]}]|\blet\b/g)) {
    if (token === ":=") {
      if (depth === 0 && lets === 0) return true;
      if (depth === 0) lets--;
    } else if (token === "let") lets += depth === 0 ? 1 : 0;
    else depth += "([{".includes(token) ? 1 : -1;
  }
  return false;
}

function unfinishedPlaces(proof: Proof): Unfinished[] {
  const places: Unfinished[] = proof.gaps.map(({ word, ...place }) => ({
    kind: word === "admit" ? "admit" : "give_up",
    ...place,
  }));
  const { ending } = proof;
  if (ending !== "Qed" && ending !== "Defined") places.push({ kind: ending, ...proof.end });
  return places;
}
