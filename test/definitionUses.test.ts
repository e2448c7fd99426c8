/** What a proof depends on among the generated definitions: too much is a nuisance, too little a wrong tick. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { DefinitionIndexes, type DefinitionUses } from "../server/src/project/definitionUses.ts";
import { rocqFacts } from "../server/src/project/rocqFacts.ts";
import { differences } from "../server/src/verification/recorded.ts";

function usesOf(template: string, specs: string, code = ""): DefinitionUses {
  return new DefinitionIndexes().usesOf({
    proof: rocqFacts("/proof_f.v", "Lemma f_proof : f_lemma. Proof. f_prelude. Qed."),
    template: rocqFacts("/generated_template_f.v", template),
    specs: rocqFacts("/generated_specs_c.v", specs),
    code: rocqFacts("/generated_code_c.v", code),
  });
}

const TEMPLATE = "Definition f_lemma := typed_function f_def type_of_f.";
const SPECS = `From a Require Import b.
Section types.
  Context {Σ : gFunctors}.
  Definition unrelated := 0.
  Definition pair_ty := inner_ty.
End types.
Inductive shape := Round | Flat.
Record holder := mk_holder { held : nat; other : nat }.
Axiom believed : True.
(* of f *)
Program Definition type_of_f := fn pair_ty (Round) held "text".
Next Obligation. by apply believed. Qed.
Definition inner_ty := 1.
Global Instance pair_copy : Copyable pair_ty := done_by 3.
Instance unrelated_copy : Copyable unrelated. Proof. done. Qed.
Global Arguments pair_ty : clear implicits.
Global Hint Unfold inner_ty : core.
Definition type_of_g := fn unrelated.
`;
/** What a reader of Rocq may take for something else. */
const MORE = `Fixpoint even n := match n with O => Y | S m => odd m end with odd n := match n with O => N | S m => even m end.
Inductive tree := Node with forest := Empty | Trees.
Record marked := mk { #[canonical=no] mark : nat }.
Class measured := measure : nat.
Ltac hook := fail.
Ltac hook ::= idtac.
#[global] Obligation Tactic := easy.
Notation "x +++ y" := (plus_of x y).
Definition plus_of := 1.
Definition some_number := 1.
Instance a_number : Inhabited Z := some_number.
Lemma solved : 1 = 1. Proof. done. Qed.
Hint Resolve solved : core.
Definition chosen := 1.
Existing Instance chosen.
Definition round_off := 1.
Canonical Structure round_off.
Inductive step : nat -> nat -> Prop := step_one n : n ~> n where "a ~> b" := (step a b).
#[canonical] Definition canon := Build_other Z.
Definition first := 1.
#[coercion] Definition second := first.
`;
const CODE = "Program Definition f_def := body 1.\nProgram Definition g_def := body 1.\n";

const changes: Readonly<
  Record<string, readonly [from: string, to: string, names: readonly string[] | "ambient"]>
> = {
  "a definition that is named": ["fn pair_ty", "fn (pair_ty)", ["type_of_f"]],
  "its obligation": ["by apply", "apply", ["type_of_f"]],
  "a string in it": ['"text"', '"texts"', ["type_of_f"]],
  "a definition behind another": ["inner_ty := 1", "inner_ty := 2", ["inner_ty"]],
  "the section around one": ["{Σ : gFunctors}", "{Σ : gFunctors} (T : Type)", ["pair_ty"]],
  "a type whose constructor is used": ["| Flat", "| Flat | Square", ["shape"]],
  "a record whose field is used": ["other : nat", "other : Z", ["holder"]],
  "an axiom that is used": ["believed : True", "believed : False", ["believed"]],
  "an instance for what is used": ["done_by 3", "done_by 4", ["pair_copy"]],
  "an instance that is gone": [
    "Global Instance pair_copy : Copyable pair_ty := done_by 3.",
    "",
    ["pair_copy"],
  ],
  "arguments of what is used": [": clear implicits", ": rename", ["pair_ty"]],
  "a hint for what is used": ["Unfold inner_ty : core", "Unfold inner_ty : other", ["inner_ty"]],
  "a new hint for what is used": [
    "Definition type_of_g",
    "#[global] Hint Opaque f_def : core.\nDefinition type_of_g",
    ["f_def"],
  ],
  "a new hint that may solve anything": [
    "Definition type_of_g",
    "#[global] Hint Resolve f_def : core.\nDefinition type_of_g",
    "ambient",
  ],
  "the code": ["f_def := body 1", "f_def := body 2", ["f_def"]],
  "an import": ["Import b", "Import b c", "ambient"],
  "a notation": ["Inductive shape", 'Notation "x +++ y" := (x y).\nInductive shape', "ambient"],
  "an option": ["Inductive shape", "Set Universe Polymorphism.\nInductive shape", "ambient"],
  "a hint for what is not defined here": [
    "Inductive shape",
    "Hint Extern 1 (Z) => lia : core.\nInductive shape",
    "ambient",
  ],
  "a module": [
    "Inductive shape := Round | Flat.",
    "Module m. Inductive shape := Round | Flat. End m.",
    "ambient",
  ],
  "the specification of another function": ["fn unrelated", "fn unrelated unrelated", []],
  "what only another one uses": ["unrelated := 0", "unrelated := 1", []],
  "an instance for that": ["Copyable unrelated. Proof. done", "Copyable unrelated. Proof. by done", []],
  "the code of another function": ["g_def := body 1", "g_def := body 2", []],
  "a new definition": ["Inductive shape", "Definition more := 1.\nInductive shape", []],
  "a comment": ["(* of f *)", "(* Definition type_of_f := 1. *)", []],
  "blanks and lines": ["fn pair_ty (Round)", "fn\n    pair_ty  (Round)", []],
};
for (const [what, [from, to, expected]] of Object.entries(changes)) {
  test(`a change of ${what}`, () => {
    assert.ok((SPECS + CODE).includes(from), from);
    const before = usesOf(TEMPLATE, SPECS, CODE);
    const after = usesOf(TEMPLATE, SPECS.replace(from, to), CODE.replace(from, to));
    if (expected === "ambient") assert.notEqual(before.ambient, after.ambient);
    else {
      assert.deepEqual(differences(before.definitions, after.definitions), expected);
      assert.equal(before.ambient, after.ambient);
    }
  });
}

const moreChanges: Readonly<
  Record<string, readonly [from: string, to: string, mention: string, names: readonly string[] | "ambient"]>
> = {
  "the other of two functions": ["=> N", "=> M", "odd", ["even"]],
  "the other of two types": ["| Trees", "| Trees | Bushes", "forest", ["tree"]],
  "a type by a constructor of the other": ["Node", "Nodes", "Empty", ["tree"]],
  "a type by its principle of induction": ["Node", "Nodes", "tree_ind", ["tree"]],
  "a record by its constructor that Rocq names": ["mark :", "mark' :", "Build_marked", ["marked"]],
  "a field behind an attribute": ["mk {", "mk1 {", "mark", ["marked"]],
  "the only field of a class": ["measure : nat", "measure : Z", "measure", ["measured"]],
  "what a tactic is replaced by": ["::= idtac", "::= done", "nothing", "ambient"],
  "the tactic for obligations": ["= easy", "= lia", "nothing", "ambient"],
  "what a notation stands for": ["plus_of := 1", "plus_of := 2", "nothing", ["plus_of"]],
  "an instance for a type of a library": [": Inhabited Z", ": Inhabited nat", "nothing", "ambient"],
  "what such an instance is": ["some_number := 1", "some_number := 2", "nothing", ["some_number"]],
  "a lemma that a hint gives": ["1 = 1", "2 = 2", "nothing", ["solved"]],
  "a definition that becomes an instance": ["chosen := 1", "chosen := 2", "nothing", ["chosen"]],
  "a type that has a notation": ["n ~> n where", "n ~> S n where", "nothing", "ambient"],
  "a canonical structure by an attribute": ["Build_other Z", "Build_other nat", "nothing", "ambient"],
  "a coercion by an attribute": ["second := first", "second := (first)", "first", ["second"]],
  "a canonical structure": ["Canonical Structure round_off.", "", "round_off", ["round_off"]],
  "a canonical structure of another": ["Canonical Structure round_off.", "", "nothing", []],
};
for (const [what, [from, to, mention, expected]] of Object.entries(moreChanges)) {
  test(`a change of ${what}`, () => {
    assert.ok(MORE.includes(from), from);
    const template = `${TEMPLATE} Ltac f_prelude := use ${mention}.`;
    const [before, after] = [usesOf(template, MORE), usesOf(template, MORE.replace(from, to))];
    assert.equal(before.ambient !== after.ambient, expected === "ambient");
    if (expected !== "ambient")
      assert.deepEqual(differences(before.definitions, after.definitions), expected);
  });
}

test("what a definition is made of is found through any number of others, and in circles", () => {
  const link = fc.record({ from: fc.nat(9), to: fc.nat(9) });
  fc.assert(
    fc.property(fc.array(link, { maxLength: 25 }), fc.nat(9), (links, edited) => {
      const specs = (mark: string): string =>
        Array.from({ length: 10 }, (_, n) => {
          const used = links.filter(({ from }) => from === n).map(({ to }) => `d${to}_`);
          return `Definition d${n}_ := ${[n === edited ? mark : "x", ...used].join(" ")}.`;
        }).join("\n");
      const reached = new Set([0]);
      for (const n of reached) for (const { from, to } of links) if (from === n) reached.add(to);
      const [before, after] = ["x", "y"].map((mark) => usesOf("Definition f_lemma := d0_.", specs(mark)));
      assert.ok(before && after);
      assert.deepEqual(
        differences(before.definitions, after.definitions),
        reached.has(edited) ? [`d${edited}_`] : [],
      );
      assert.deepEqual(new Set(before.definitions.keys()), new Set([...reached].map((n) => `d${n}_`)));
    }),
  );
});
