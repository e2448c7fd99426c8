/** Previews are the text that RefinedRust prints, byte for byte, or say that they are not. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { loneFile, previewCrate } from "../server/src/project/previewCrate.ts";
import { type Preview, Previewer } from "../server/src/rocq/preview.ts";
import { createRustParser } from "../server/src/syntax/parser.ts";

/** What RefinedRust prints for an item, or how it refuses it. */
interface Expected {
  readonly kind: string;
  readonly name: string;
  readonly error?: string;
  readonly [section: string]: string | undefined;
}

interface Case {
  readonly id: string;
  readonly code: string;
  readonly expect: readonly Expected[];
}

const path = join(import.meta.dirname, "fixtures", "specs.jsonl");
const cases = readFileSync(path, "utf8")
  .split("\n")
  .filter((line) => line !== "")
  .map((line) => JSON.parse(line) as Case);

const parser = await createRustParser();

function previewsOf(code: string): Preview[] {
  const document = parser.parse(code, { path: "src/lib.rs", hotword: "rr" });
  const { crate, sources } = previewCrate([loneFile("src/lib.rs", document.file)], []);
  document.dispose();
  const previewer = new Previewer(crate);
  return sources.flatMap((source) => previewer.previewFile(source));
}

/** The sections of each kind, in the order in which a preview shows them. */
const SECTIONS: Readonly<Record<string, readonly string[]>> = {
  fn: ["incl", "spec"],
  struct: ["layout", "spec"],
  enum: ["layout", "spec"],
  trait: ["attrs", "semantic", "spec_record", "decl", "req_incls"],
};

/** Sections are told apart by one empty line; what ends them is not compared. */
const joined = (sections: readonly string[]): string =>
  sections.map((section) => section.trimEnd()).join("\n\n");

const printedText = (expected: Expected): string | null => {
  const sections = (SECTIONS[expected.kind] ?? []).flatMap((key) => expected[key] ?? []);
  return sections.length === 0 ? null : joined(sections.filter((section) => section.trim() !== ""));
};

test("every recorded definition is exact, or the preview does not claim to be", () => {
  let exact = 0;
  let all = 0;
  const notExact: string[] = [];
  for (const { id, code, expect } of cases) {
    const previews = previewsOf(code);
    for (const expected of expect) {
      const preview =
        previews.find((p) => p.kind === expected.kind && p.name === expected.name) ??
        previews.find((p) => p.kind === expected.kind);
      const text = printedText(expected);
      if (text === null && expected.error === undefined) {
        assert.notEqual(
          preview?.fidelity === "exact" && expected["of_trait"] === undefined,
          true,
          `${id}: nothing is printed`,
        );
        continue;
      }
      all++;
      assert.ok(preview, `${id}: no preview of ${expected.name}`);
      if (text === null) {
        assert.notEqual(preview.fidelity, "exact", `${id}: ${expected.error}`);
        if (preview.problem !== null) exact++;
        else notExact.push(id);
      } else if (preview.fidelity === "exact") {
        assert.equal(preview.text.trimEnd(), text, `${id}: ${expected.name}`);
        exact++;
      } else notExact.push(id);
    }
  }
  assert.ok(exact / all >= 0.95, `${exact} of ${all} are exact; not: ${notExact.join(", ")}`);
});
