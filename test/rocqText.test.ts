/** Rocq text in annotation strings: tokens, brackets, names. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import type { Text } from "../server/src/annotations/model.ts";
import { freeUses, isRocqName } from "../server/src/annotations/rocqNames.ts";
import { bracketProblems, isPlainlyBalanced, scanRocq } from "../server/src/annotations/rocqText.ts";
import { tokensOf } from "../server/src/annotations/textTokens.ts";

const shown = (value: string): string[] => scanRocq(value, 0).map(({ kind, text }) => `${kind}:${text}`);
const names = (value: string): string[] =>
  scanRocq(value, 0)
    .filter(({ kind }) => kind === "identifier")
    .map(({ text }) => text);

describe("scanRocq", () => {
  it("keeps primes, dots, Greek and subscripts apart as Rocq does", () => {
    assert.deepEqual(names("x' + self.cur - Z.of_nat γ1"), ["x'", "self", "cur", "Z", "of_nat", "γ1"]);
    assert.deepEqual(names("l ◁ₗ[π, Owned] #(r) @ (◁ T)"), ["l", "π", "Owned", "r", "T"]);
    assert.deepEqual(names("l +ₗ 4"), ["l"]);
    assert.deepEqual(names("(λ x, x)%Z"), ["x", "x", "Z"]);
    assert.deepEqual(names("use_layout_alg' st"), ["use_layout_alg'", "st"]);
  });

  it("takes strings and comments as one piece", () => {
    assert.deepEqual(shown('f \\"a ) b\\" 1'), ["identifier:f", 'string:\\"a ) b\\"', "number:1"]);
    assert.deepEqual(shown('\\"a\\"\\"b\\"'), ['string:\\"a\\"\\"b\\"']);
    assert.deepEqual(shown("a (* ( (* [ *) *) b"), [
      "identifier:a",
      "comment:(* ( (* [ *) *)",
      "identifier:b",
    ]);
  });

  it("leaves escapes whole, also when they look like a comment", () => {
    const value = "{(*a).b} = {rt_of T}";
    const text: Text = {
      value,
      range: { start: 5, end: 5 + value.length },
      outer: { start: 4, end: 6 + value.length },
      source: "string",
      role: "proposition",
    };
    assert.deepEqual(
      tokensOf(text).map((token) => [token.kind, token.text, token.range.start]),
      [
        ["escape", "{(*a).b}", 5],
        ["symbol", "=", 14],
        ["escape", "{rt_of T}", 16],
      ],
    );
  });
});

describe("bracketProblems", () => {
  it("accepts the notations of RefinedRust", () => {
    const values = [
      "l ◁ₗ[π, Owned] #(-[#a; #b]) @ (◁ T)",
      "⌜x = 1⌝ ∗ P",
      "{| a := {[ x ]}|}",
      "{| a := {[ x ]} |}",
      "[∗ list] i ↦ x ∈ xs, P i x",
      "<[i := PlaceGhost γ1]> (<$#> xs)",
      "$#@{{ (list Z) }} xs",
      "match x with | Some a => a | None => 0 end",
      "intros [x|] ?; { done. }",
      "l offsetst{st}ₗ 1",
      "(a, b)%Z",
      "`{!onceG Σ memory_layout}",
      "f (* an ( in a comment *) x",
      'static_has_refinement \\"A(\\" r',
    ];
    for (const value of values) assert.deepEqual(bracketProblems(scanRocq(value, 0)), [], value);
  });

  it("finds the bracket that has no partner", () => {
    const cases: [string, string, string][] = [
      ["0 ≤ (n + 1", "unclosed", "("],
      ["0 ≤ n + 1)", "unopened", ")"],
      ["f [x)", "mismatched", ")"],
      ["⌜x = 1", "unclosed", "⌜"],
      ["f (*[x])", "unclosed", "(*[x])"],
      ['once \\"A', "unclosed", '\\"A'],
      ["{| a := 1 }", "mismatched", "}"],
      ["((a)", "unclosed", "("],
    ];
    for (const [value, kind, bracket] of cases) {
      const [first, ...others] = bracketProblems(scanRocq(value, 0));
      assert.deepEqual([first?.kind, first?.bracket.text, others.length], [kind, bracket, 0], value);
    }
  });
});

describe("freeUses", () => {
  const uses = (name: string, value: string): number[] =>
    freeUses(name, scanRocq(value, 0)).map(({ range }) => range.start);

  it("finds a name that stands for a value", () => {
    assert.deepEqual(uses("ret", "0 ≤ ret ≤ ret.cur"), [4, 10]);
    assert.deepEqual(uses("x", "x' = x"), [5]);
  });

  it("passes over fields, projections and what the text binds itself", () => {
    for (const value of [
      "a.ret = 1",
      "a.(ret) = 1",
      "{| ret := 1 |}",
      "∀ ret, P ret",
      "if_Some r (λ ret, P ret)",
      "match r with Some ret => P ret | None => True end",
      "let ret := 1 in P ret",
      "[∗ list] i ↦ ret ∈ xs, P ret",
      '\\"ret\\"',
      "(* ret *) True",
    ])
      assert.deepEqual(uses("ret", value), [], value);
  });
});

describe("isRocqName", () => {
  it("knows letters, primes and keywords", () => {
    for (const name of ["x", "x'", "γ", "_", "_x", "Hx1", "κ₁", "über"]) assert.ok(isRocqName(name), name);
    for (const name of ["", "1x", "a b", "at", "fix", "forall", "x-y", "x.y", "(a, b)", "'x", "ₗ", "λ"])
      assert.ok(!isRocqName(name), name);
  });
});

describe("scanRocq, for any text", () => {
  it("never throws, and its tokens slice to the text in order", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.nat(20), (value, offset) => {
        let end = offset;
        for (const { text, range } of scanRocq(value, offset)) {
          assert.ok(range.start >= end && range.end > range.start);
          assert.equal(value.slice(range.start - offset, range.end - offset), text);
          end = range.end;
        }
        bracketProblems(scanRocq(value, offset));
      }),
    );
  });

  it("agrees with the quick look where that says balanced", () => {
    const pieces = fc.constantFrom(
      "(",
      ")",
      "[",
      "]",
      "{",
      "}",
      "{|",
      "|}",
      "⌜",
      "⌝",
      "⟨",
      "⟩",
      "(*",
      "*)",
      '\\"',
      "x",
      " ",
      "|",
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
        const value = parts.join("");
        if (isPlainlyBalanced(value)) assert.deepEqual(bracketProblems(scanRocq(value, 0)), [], value);
      }),
      { numRuns: 2000 },
    );
    assert.ok(isPlainlyBalanced("⌜f (x, [y]) {z}⌝") && !isPlainlyBalanced("(]"));
  });
});
