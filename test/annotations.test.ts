/** Every fixture of `attributes/` and `codes/` has exactly the problems that its markers say; `UPDATE=1` rewrites them. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { checkText } from "./support/checking.ts";
import { withMarkers, withoutMarkers } from "./support/markers.ts";

const fixtures = join(import.meta.dirname, "fixtures");

for (const folder of ["attributes", "codes"]) {
  const names = readdirSync(join(fixtures, folder)).filter((name) => name.endsWith(".rs"));
  describe(`the problems of the fixtures in ${folder}`, () => {
    for (const name of names) {
      test(name, () => {
        const path = join(fixtures, folder, name);
        const fixture = readFileSync(path, "utf8");
        const text = withoutMarkers(fixture);
        const marked = withMarkers(text, checkText(text));
        if (process.env["UPDATE"]) writeFileSync(path, marked);
        else assert.equal(fixture, marked);
      });
    }
  });
}

test("a fixture of a code has a problem of that code", () => {
  for (const name of readdirSync(join(fixtures, "codes"))) {
    const text = withoutMarkers(readFileSync(join(fixtures, "codes", name), "utf8"));
    const codes = checkText(text).map((problem) => problem.code);
    assert.ok(codes.includes(name.replace(/\.rs$/, "")), `${name}: ${codes.join(", ")}`);
  }
});
