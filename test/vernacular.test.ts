/** What the scanner for Rocq files sees, and that it sees it at the right place. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import { mask } from "../server/src/rocq/masking.ts";
import { readVernacular } from "../server/src/rocq/vernacular.ts";

const names = (text: string): string[] =>
  readVernacular(text).definitions.map(({ keyword, name }) => `${keyword} ${name}`);
const endings = (text: string): string[] =>
  readVernacular(text).proofs.map(({ name, ending, gaps }) =>
    [name, ending, ...gaps.map((gap) => gap.word)].join(" "),
  );
const unfinished = (text: string): string[] =>
  readVernacular(text).unfinished.map(({ kind, line }) => `${kind} ${line + 1}`);

const proofs: readonly (readonly [string, string, readonly string[]])[] = [
  ["a proof", "Lemma a : True.\nProof. done. Qed.", ["a Qed"]],
  ["without Proof", "Theorem a : True. exact I. Defined.", ["a Defined"]],
  ["Admitted", "Lemma a : True. Proof. Admitted.", ["a Admitted"]],
  ["admit", "Lemma a : True. Proof. { admit. } Admitted.", ["a Admitted admit"]],
  ["give_up in a tactical", "Lemma a : True. Proof. split; [give_up|]. Admitted.", ["a Admitted give_up"]],
  ["words that only look like gaps", "Lemma a : True. Proof. admit_all. my.admit. admit'. Qed.", ["a Qed"]],
  ["Admitted in a comment", "Lemma a : True. Proof. (* Admitted. *) done. Qed.", ["a Qed"]],
  ["a nested comment", "Lemma a : True. (* (* Qed. *) Admitted. *) Proof. done. Qed.", ["a Qed"]],
  ["a quote in a comment", 'Lemma a : True. (* " *) Admitted. " *) Proof. done. Qed.', ["a Qed"]],
  ["Admitted in a string", 'Lemma a : True. Proof. idtac "x "" Admitted. y". Qed.', ["a Qed"]],
  ["a full stop in a qualified name", "Lemma a : lang.True. Proof. apply b.c. Qed.", ["a Qed"]],
  ["a notation's dots", "Lemma a : [x .. y] = z. Proof. done. Qed.", ["a Qed"]],
  ["an ellipsis", "Lemma a : True. Proof with auto. split... Qed.", ["a Qed"]],
  ["bullets", "Lemma a : True.\nProof.\n- done.\n+ done.\nQed.", ["a Qed"]],
  ["a let in a statement", "Lemma a : let x := 1 in x = x. Proof. done. Qed.", ["a Qed"]],
  ["a let with a body", "Definition a : nat := let x := 1 in x.", []],
  ["a definition by proof", "Definition a : nat. Proof. exact 0. Defined.", ["a Defined"]],
  ["a proof term", "Lemma a : True. Proof I.\nLemma b : True. Proof. done. Qed.", ["a Qed", "b Qed"]],
  ["attributes", "#[local] Lemma a : True. Proof. done. Qed.", ["a Qed"]],
  ["an obligation", "Program Definition a : nat := _.\nNext Obligation. done. Qed.", [" Qed"]],
  ["an instance without a proof", "Instance a : C.\nLemma b : True. Proof. done. Qed.", ["b Qed"]],
  ["Abort", "Lemma a : True. Proof. Abort.", ["a Abort"]],
  ["a proof that breaks off", "Lemma a : True.\nProof. split.", ["a open"]],
  [
    "a proof before another statement",
    "Lemma a : True.\nProof. split.\nLemma b : True. Proof. done. Qed.",
    ["a open", "b Qed"],
  ],
  ["a time limit", "Lemma a : True. Proof. done. Time Qed.", ["a Qed"]],
];
for (const [what, text, expected] of proofs) {
  test(`proof: ${what}`, () => assert.deepEqual(endings(text), expected));
}

test("definitions with their parts", () => {
  const text = `Record r (A : Type) := mk_r { one : nat; two : list (nat * nat); }.
Inductive i : Type := | A (x : nat) | B : i.
Variant v := C | D.
Class c := { field : nat }.
Fixpoint f (n : nat) := n. Ltac tac := idtac. Ltac Z.tac ::= idtac. Ltac2 rec tac2 := ().
Notation short := (f 1). Notation "a +++ b" := (a + b).
Program Definition 'odd := 1. Definition é' := 1.
Global Instance: Foo. Canonical Structure cs := 1. Local Definition hidden := 1.`;
  assert.deepEqual(names(text), [
    "Record r",
    "Constructor mk_r",
    "Field one",
    "Field two",
    "Inductive i",
    "Constructor A",
    "Constructor B",
    "Variant v",
    "Constructor C",
    "Constructor D",
    "Class c",
    "Field field",
    "Fixpoint f",
    "Ltac tac",
    "Ltac2 tac2",
    "Notation short",
    "Definition é'",
    "Canonical cs",
    "Definition hidden",
  ]);
});

test("assumptions, but not those of a section", () => {
  const text =
    "Axiom a b : nat.\nSection s. Variable c : nat. Hypothesis d : c = 1. End s.\nParameters (e f : nat) (g : nat).\nVariable h : nat.";
  const { assumptions } = readVernacular(text);
  assert.deepEqual(
    assumptions.map(({ keyword, name }) => `${keyword} ${name}`),
    ["Axiom a", "Axiom b", "Parameters e", "Parameters f", "Parameters g", "Variable h"],
  );
});

test("sections and modules", () => {
  const text = "Section a. Module b. End b. End a. Module c := d. Section e.";
  assert.deepEqual(
    readVernacular(text).sections.map(({ keyword, name, end }) => `${keyword} ${name} ${end !== null}`),
    ["Section a true", "Module b true", "Section e false"],
  );
});

const imports: readonly (readonly [sentence: string, modules: readonly string[]])[] = [
  ["From a.b Require c.", ["c"]],
  ["From a Require Import b(c, d) e.", ["b", "e"]],
  ["From a Require Import -(notations) b.", ["b"]],
  ['#[warnings="-all"] From a Require Import b c.d.', ["b", "c.d"]],
  ["Time Require Export b.", ["b"]],
  ["Load b.", ["b"]],
  ['Load Verbose "../a/b".', ["b"]],
  ['Load "a/b.v".', ["b"]],
];
for (const [sentence, modules] of imports) {
  test(`what ${sentence} imports`, () => {
    const found = readVernacular(`(* first *)\n${sentence}\nDefinition a := 1.\n`).imports;
    assert.deepEqual(
      found.map((each) => each.modules),
      [modules],
    );
  });
}

test("imports", () => {
  const text = "From a.b Require Import c d.e.\nRequire f.\nFrom g Require Export h.\nImport i.";
  assert.deepEqual(readVernacular(text).imports, [
    { from: "a.b", modules: ["c", "d.e"], exported: false },
    { from: null, modules: ["f"], exported: false },
    { from: "g", modules: ["h"], exported: true },
  ]);
});

test("the first unfinished place comes first, with its line", () => {
  const text =
    "(* a\nb *)\nLemma a : True.\nProof.\n  admit.\nAdmitted.\nLemma b : True.\nProof.\n  (* never closed\n";
  assert.deepEqual(unfinished(text), ["admit 5", "Admitted 6", "open 8", "comment 9"]);
});

test("an unclosed string", () => assert.deepEqual(unfinished('Definition a := "b.\nQed.'), ["string 1"]));

const samples = ["proof_core_page_Page_T_read.v", "proof_core_page_Page_T_write.v"].map((name) =>
  readFileSync(
    join(import.meta.dirname, "fixtures/project/monitor/verification/out/monitor/proofs", name),
    "utf8",
  ),
);

test("masking keeps every offset", () => {
  const piece = fc.constantFrom('"', '""', "(*", "*)", "(", "*", ")", "a", ".", "\n", " ", "é", "𝔸");
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const source = pieces.join("");
      const { text } = mask(source);
      assert.equal(text.length, source.length);
      for (let n = 0; n < text.length; n++) assert.ok(text[n] === source[n] || text[n] === " ");
    }),
  );
});

test("of a half-written file every name is where it is said to be", () => {
  const cut = fc.record({
    sample: fc.constantFrom(...samples),
    from: fc.nat(400),
    to: fc.nat(2000),
    insert: fc.constantFrom("", "(*", '"', "Lemma x : y.", "Admitted.", "Proof"),
  });
  fc.assert(
    fc.property(cut, ({ sample, from, to, insert }) => {
      const source = sample.slice(0, from) + insert + sample.slice(to);
      const { definitions, proofs: found, unfinished: places } = readVernacular(source);
      for (const { name, place, range } of definitions) {
        assert.equal(source.slice(place.range.start, place.range.end), name);
        assert.equal(
          source.split("\n")[place.line]?.slice(place.character, place.character + name.length),
          name,
        );
        assert.ok(range.start <= place.range.start && place.range.end <= range.end);
      }
      for (const { range } of found) assert.ok(range.start <= range.end && range.end <= source.length);
      for (const { range } of places) assert.ok(range.start <= range.end && range.end <= source.length);
    }),
  );
});
