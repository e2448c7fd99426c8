/** The documentation tells the truth: every example of the tables and every line of the sample crate has the problems it is said to have. */
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { CODES, codeNamed } from "../server/src/annotations/codes.ts";
import type { Problem } from "../server/src/annotations/model.ts";
import { ROWS } from "../server/src/annotations/schema.ts";
import { checkText } from "./support/checking.ts";
import { withoutMarkers } from "./support/markers.ts";

const fixtures = join(import.meta.dirname, "fixtures");
const sample = join(import.meta.dirname, "..", "samples", "counter", "src");

describe("the examples of the code table", () => {
  for (const { code, severity, origins, bad, good } of CODES)
    test(code, () => {
      const found = checkText(bad);
      const example = found.find((problem) => problem.code === code);
      assert.equal(example?.severity, severity);
      assert.ok(example && origins.includes(example.origin));
      assert.deepEqual(
        [...new Set(found.filter(isSerious).map((problem) => problem.code))],
        isSerious({ severity }) ? [code] : [],
      );
      assert.deepEqual(
        checkText(good).filter((problem) => problem.code === code || isSerious(problem)),
        [],
      );
    });
});

test("every row and every code has a fixture", () => {
  const missing = (folder: string, names: readonly string[]) =>
    names.filter((name) => !existsSync(join(fixtures, folder, `${name}.rs`)));
  assert.deepEqual(
    missing(
      "attributes",
      ROWS.map((row) => row.name),
    ),
    [],
  );
  assert.deepEqual(
    missing(
      "codes",
      CODES.map((row) => row.code),
    ),
    [],
  );
});

test("every problem that a fixture shows has a row, and one of its origins", () => {
  const verdicts = readFileSync(join(fixtures, "verdicts.jsonl"), "utf8").split("\n").filter(Boolean);
  const texts: string[] = verdicts.map((line) => JSON.parse(line).code);
  for (const folder of ["attributes", "codes"])
    for (const name of readdirSync(join(fixtures, folder)))
      texts.push(withoutMarkers(readFileSync(join(fixtures, folder, name), "utf8")));
  const unexplained = texts
    .flatMap((text) => checkText(text))
    .filter(({ code, origin }) => !codeNamed(code)?.origins.includes(origin))
    .map(({ code, origin, message }) => `${code} ${origin}: ${message}`);
  assert.deepEqual([...new Set(unexplained)], []);
});

for (const file of ["lib.rs", "buffer.rs", "gauge.rs"])
  test(`the sample's ${file} has neither errors nor warnings`, () => {
    const problems = checkText(readFileSync(join(sample, file), "utf8"), file);
    assert.deepEqual(problems.filter(isSerious), []);
  });

test("every item of the sample's mistakes.rs has the mistake it is named after, and no other", () => {
  const text = readFileSync(join(sample, "mistakes.rs"), "utf8");
  const found = checkText(text, "mistakes.rs").filter(isSerious);
  const items = [...text.matchAll(/^(?:pub )?(?:fn|struct|enum|trait) (\w+)/gm)];
  const named = items.map((item) => kebab(item[1] ?? ""));
  assert.ok(named.length >= 20);
  assert.deepEqual([...new Set(found.map((problem) => problem.code))].sort(), [...named].sort());
});

const isSerious = (problem: Pick<Problem, "severity">): boolean =>
  problem.severity === "error" || problem.severity === "warning";

/** `MissingPattern` and `missing_pattern` are both `missing-pattern`. */
const kebab = (name: string): string =>
  name
    .replace(/(?<=[a-z])(?=[A-Z])/g, "_")
    .toLowerCase()
    .replaceAll("_", "-");
