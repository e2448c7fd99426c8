/** That a result is put where it belongs, for every word of every specification that is printed exactly, and that nothing throws. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { hintSource } from "../server/src/features/obligationActions.ts";
import { obligationHelpAt } from "../server/src/features/obligationHelp.ts";
import { hintsFor } from "../server/src/features/obligationHints.ts";
import type { Preview } from "../server/src/rocq/preview.ts";
import { contains, LineIndex, slice, type TextRange } from "../server/src/text.ts";
import type { Finding } from "../server/src/verification/finding.ts";
import { placeFindings } from "../server/src/verification/placeFindings.ts";
import { NOBODY } from "../server/src/verification/rocqSubject.ts";
import { MemoryDisk } from "./support/memoryDisk.ts";
import { openProject, placed, placingProjects } from "./support/placing.ts";

const SPECS = "/w/out/case/generated/generated_specs_case.v";
const MANIFEST = '[package]\nname = "case"\nversion = "0.1.0"\n';

interface Case {
  readonly id: string;
  readonly code: string;
}

const cases = readFileSync(join(import.meta.dirname, "fixtures/specs.jsonl"), "utf8")
  .split("\n")
  .filter((line) => line !== "")
  .map((line) => JSON.parse(line) as Case);

test("a mistake at any word of a printed clause is found in the clause's attribute, at the same word", async () => {
  let words = 0;
  let atWord = 0;
  for (const { id, code } of cases) {
    const disk = MemoryDisk.of({ "/w/Cargo.toml": MANIFEST, "/w/src/lib.rs": code });
    const { view } = await openProject(disk);
    const snapshot = view.rust("/w/src/lib.rs");
    assert.ok(snapshot);
    const previews = snapshot.file.items.flatMap((item) => snapshot.specifications.preview(item) ?? []);
    const exact = previews.filter(({ fidelity }) => fidelity === "exact");
    if (exact.length === 0) continue;
    disk.write(SPECS, exact.map(({ text }) => text).join("\n\n"));
    const { context } = await openProject(disk);
    for (const { part, range, text } of exact.flatMap((preview) =>
      wordsOf(preview, disk.text(SPECS) ?? ""),
    )) {
      const [found] = placeFindings([finding(range, disk.text(SPECS) ?? "")], context);
      assert.ok(found);
      // What RefinedRust adds to a clause is not in it: types, `Owned`, what escapes stand for.
      const isWritten = wordsIn(slice(code, part)).includes(text);
      words += isWritten ? 1 : 0;
      if (found.precision === "item" || found.precision === "crate") continue;
      const where = `${id}: ${text} at ${slice(code, found.range)}`;
      assert.ok(contains(part, found.range), where);
      if (found.precision === "attribute") continue;
      const shown = slice(code, found.range);
      if (shown === text) atWord++;
      assert.ok(found.clause && contains(found.clause.range, found.range), where);
    }
  }
  assert.ok(words > 500 && atWord > 0.95 * words, `${atWord} of ${words} words`);
});

test("goals that break off anywhere are placed without an exception, inside of the text", async () => {
  for (const { folder, recordings } of placingProjects()) {
    const { context, view } = await openProject(MemoryDisk.from(folder, "/w"));
    for (const recording of recordings) {
      for (let length = 0; length < recording.stdout.length; length += 37) {
        const cut = { ...recording, stdout: recording.stdout.slice(0, length) };
        for (const finding of placed(cut, context)) {
          const { file, range, clause, related } = finding;
          const source = hintSource(finding, view);
          if (source) hintsFor(finding, source);
          assert.equal(obligationHelpAt(range.start, [finding], HELP) === null, finding.goals.length === 0);
          const size = context.text(file)?.length ?? 0;
          assert.ok(0 <= range.start && range.start <= range.end && range.end <= size, recording.name);
          if (clause) assert.equal(slice(context.text(file) ?? "", clause.range), clause.text);
          for (const place of related) assert.ok(place.range.end <= (context.text(place.path)?.length ?? 0));
        }
      }
    }
  }
});

const HELP = { link: () => null, writtenOf: () => null, hotword: "rr" };

const WORD = /[\p{L}\p{N}_']+/gu;
const wordsIn = (text: string): string[] => text.match(WORD) ?? [];

interface Word {
  readonly part: TextRange;
  readonly range: TextRange;
  readonly text: string;
}

function wordsOf(preview: Preview, file: string): Word[] {
  const offset = file.indexOf(preview.text);
  return preview.parts.flatMap(({ range, annotation }) =>
    [...slice(preview.text, range).matchAll(WORD)].map((match) => {
      const start = offset + range.start + match.index;
      return {
        part: annotation.attribute.range,
        range: { start, end: start + match[0].length },
        text: match[0],
      };
    }),
  );
}

function finding(range: TextRange, text: string): Finding {
  const { line } = new LineIndex(text).positionAt(range.start);
  const lineStart = text.lastIndexOf("\n", range.start - 1) + 1;
  const bytes = (end: number): number => Buffer.byteLength(text.slice(lineStart, end));
  const place = {
    file: SPECS,
    line,
    startByte: bytes(range.start),
    endByte: bytes(range.end),
    directory: null,
  };
  const message = `The variable ${slice(text, range)} was not found in the current environment.`;
  return {
    code: "name-not-found",
    severity: "error",
    place: { kind: "bytes", ...place },
    subject: NOBODY,
    message,
    detail: message,
    goals: [],
    beside: [],
    lines: null,
  };
}
