/** When a printed condition is what a clause claims, and that no text is too odd to be asked. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { contains } from "../server/src/text.ts";
import { occurrences } from "../server/src/verification/clauseSearch.ts";
import { readJudgement } from "../server/src/verification/judgement.ts";
import { claimsOf, fits, termOf } from "../server/src/verification/rocqTerms.ts";

const fit = (clause: string, condition: string, ...holes: string[]): boolean => {
  const patterns = claimsOf(clause);
  return claimsOf(condition).every((claim) =>
    patterns.some((each) => fits(each, claim, new Set(holes)) !== null),
  );
};

test("spellings of one claim fit each other", () => {
  for (const [clause, condition] of [
    ["x + 1 = y", "y = Z.succ x"],
    ["(x + 1)%Z <= y", "y ≥ (x + 1)"],
    ["0 ≤ i < n", "(i < n)"],
    ["0 ≤ i < n", "i + 1 ≤ n ∧ 0 ≤ i"],
    ["x < MaxInt I32", "Z.succ x ≤ MaxInt i32"],
    ["Z.of_nat (length xs) = n", "n = length xs"],
    ["l.(loc_a) = 3", "loc_a l = 3"],
    ["((x)) = f (y)", "x = f y"],
    ["x + 2 = 3", "Z.succ (Z.succ x) = 3"],
  ]) {
    assert.ok(fit(clause ?? "", condition ?? ""), `${clause} and ${condition}`);
  }
});

test("different claims do not", () => {
  for (const [clause, condition] of [
    ["x < y", "y < x"],
    ["x ≤ y", "x < y"],
    ["a * b = c", "a * c = b"],
    ["∀ x, x = 1 ∧ y = 2", "y = 2"],
    ["f (x + y) = 1", "f x + y = 1"],
    ["", "x = 1"],
  ]) {
    assert.ok(!fit(clause ?? "", condition ?? ""), `${clause} and ${condition}`);
  }
});

test("a hole stands for one value wherever it occurs", () => {
  assert.ok(fit("ret = x + 1", "2 * x = x + 1", "ret"));
  assert.ok(fit("i < length xs", "Z.succ n < length (tail l)", "i", "xs"));
  assert.ok(fit("k + k = x", "(a + b) + (a + b) = x", "k"));
  assert.ok(!fit("k + k = x", "a + b = x", "k"));
  assert.ok(!fit("ret", "a = b", "ret"), "a value is no proposition");
});

const words = fc.array(
  fc.constantFrom(
    ...'( ) [ ] { } { {x} {rt_of T} = ≤ < ∧ → ∀ x y + * 1 Z.succ constructor " \\" \n ⌜ ⌝ %Z , : at ! "p" typed_write f_loc _bb1 Goto'.split(
      " ",
    ),
  ),
  { maxLength: 60 },
);

test("no text makes the readers throw", () => {
  fc.assert(
    fc.property(words, words, (a, b) => {
      const [text, other] = [a.join(" "), b.join("")];
      for (const claim of claimsOf(text)) fits(claim, termOf(other), new Set(["x"]));
      readJudgement(text);
      const range = { start: 7, end: 7 + other.length };
      for (const found of occurrences({ value: other, range, role: "other" }, text)) {
        assert.ok(contains(range, found.source({ start: found.range.start, end: found.range.end })));
      }
    }),
    { numRuns: 2000 },
  );
});

test("long and deep texts are read", () => {
  const deep = `${"(".repeat(3000)}x${")".repeat(3000)}`;
  assert.deepEqual(claimsOf(deep), []);
  assert.deepEqual(claimsOf(`${"(".repeat(1500)}x = 1${")".repeat(1500)}`).length, 1);
  readJudgement(`typed_read ${"(!{PtrOp} ".repeat(200)}"p"${')at{X} "f" '.repeat(200)}`);
  const value = "{a} ".repeat(12);
  occurrences(
    { value: `${value}x`, range: { start: 0, end: value.length + 1 }, role: "other" },
    "a ".repeat(5000),
  );
});
