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
Global Hint Extern 1 (inner_ty) => solve_it : core.
Definition type_of_g := fn unrelated.
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
  "a hint for what is used": ["solve_it", "solve_it_now", ["inner_ty"]],
  "a new hint for what is used": [
    "Definition type_of_g",
    "#[global] Hint Resolve f_def : core.\nDefinition type_of_g",
    ["f_def"],
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
