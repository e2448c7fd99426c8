/** What is understood of recorded runs, and that it depends neither on how the output is cut nor on where it breaks off. */
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { describe, test } from "node:test";
import fc from "fast-check";
import { slice } from "../server/src/text.ts";
import { LineDecoder } from "../server/src/verification/lineDecoder.ts";
import { isSuccess } from "../server/src/verification/outcome.ts";
import type { OutputItem, Stream } from "../server/src/verification/output.ts";
import { OutputReader } from "../server/src/verification/outputReader.ts";
import { rangeOfBytes, rangeOfChars } from "../server/src/verification/places.ts";
import { ReportBuilder } from "../server/src/verification/reportBuilder.ts";
import { type Recording, recordings } from "./support/recordings.ts";
import { dumpReport } from "./support/reportDump.ts";

const all = recordings();
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

interface Piece {
  readonly stream: Stream;
  readonly bytes: Uint8Array;
}

function read(pieces: readonly Piece[]) {
  const reader = new OutputReader();
  const items: OutputItem[] = pieces.flatMap((piece) => reader.feed(piece.stream, piece.bytes));
  items.push(...reader.end());
  const builder = new ReportBuilder();
  builder.add(items);
  return { reader, items, builder };
}

const whole = ({ stdout, stderr }: Recording): Piece[] => [
  { stream: "stdout", bytes: bytes(stdout) },
  { stream: "stderr", bytes: bytes(stderr) },
];

function reportOf(recording: Recording, pieces = whole(recording)) {
  const { reader, builder } = read(pieces);
  const lastLines = [...reader.lastLines("stdout"), ...reader.lastLines("stderr")];
  return builder.end({ command: recording.command, outcome: recording.outcome, lastLines });
}

describe("recorded output", () => {
  for (const recording of all) {
    test(recording.name, () => {
      const dump = dumpReport(reportOf(recording), recording.folder);
      const path = recording.path.replace(/\.txt$/, ".expected");
      if (process.env["UPDATE"]) writeFileSync(path, dump);
      else assert.equal(dump, readFileSync(path, "utf8"));
    });
  }
});

test("every line that a tool prints is in an item", () => {
  for (const recording of all) {
    for (const stream of ["stdout", "stderr"] as const) {
      const { items } = read([{ stream, bytes: bytes(recording[stream]) }]);
      const lines = recording[stream].split("\n");
      const told = new Set(items.flatMap((item) => between(item.lines.start, item.lines.end)));
      const lost = lines.filter((line, n) => line.trim() !== "" && !told.has(n));
      assert.deepEqual(lost, [], recording.name);
    }
  }
});

const between = (start: number, end: number): number[] =>
  Array.from({ length: end - start }, (_, n) => start + n);

test("a run that fails always has an error or says that it was stopped", () => {
  for (const recording of all) {
    if (isSuccess(recording.outcome) || recording.outcome.kind === "cancelled") continue;
    assert.ok(
      reportOf(recording).findings.some((finding) => finding.severity === "error"),
      recording.name,
    );
  }
});

test("the report is the same however the streams are cut and mixed", () => {
  const cuts = fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(
      fc.constantFrom(...all),
      cuts,
      fc.array(fc.boolean(), { minLength: 1 }),
      (recording, sizes, turns) => {
        const pieces = mixed(whole(recording), sizes, turns);
        assert.deepEqual(reportOf(recording, pieces), reportOf(recording));
      },
    ),
    { numRuns: 300 },
  );
});

test("one byte at a time gives the same", () => {
  for (const recording of all) {
    const pieces = mixed(whole(recording), [1], [true, false]);
    assert.deepEqual(reportOf(recording, pieces), reportOf(recording), recording.name);
  }
});

/** Pieces of each stream in order, the streams by turns. */
function mixed(pieces: readonly Piece[], sizes: readonly number[], turns: readonly boolean[]): Piece[] {
  const rest = pieces.map(({ bytes: left, stream }) => ({ stream, left }));
  const out: Piece[] = [];
  for (let n = 0; rest.some(({ left }) => left.length > 0); n++) {
    const [first, second] = rest;
    const chosen = turns[n % turns.length] === true && first && first.left.length > 0 ? first : second;
    const from = chosen && chosen.left.length > 0 ? chosen : rest.find(({ left }) => left.length > 0);
    if (!from) break;
    const size = sizes[n % sizes.length] ?? 1;
    out.push({ stream: from.stream, bytes: from.left.subarray(0, size) });
    from.left = from.left.subarray(size);
  }
  return out;
}

test("output that breaks off at any byte is read without an exception", () => {
  const [first] = all;
  assert.ok(first);
  for (const stream of ["stdout", "stderr"] as const) {
    let before = "";
    // In this order those that begin alike follow each other, and the same beginning is read once.
    for (const { [stream]: text, ...recording } of all.toSorted((a, b) => (a[stream] < b[stream] ? -1 : 1))) {
      const data = bytes(text);
      for (let end = bytes(commonStart(before, text)).length; end <= data.length; end++) {
        reportOf({ ...first, ...recording }, [{ stream, bytes: data.subarray(0, end) }]);
      }
      before = text;
    }
  }
});

function commonStart(a: string, b: string): string {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  return a.slice(0, at);
}

test("lines of all kinds in any order are read, and none is lost", () => {
  const lines = [...new Set(all.flatMap(({ stdout, stderr }) => `${stdout}\n${stderr}`.split("\n")))];
  const line = fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(...lines) },
    fc.string(),
    fc.string({ unit: "binary" }),
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 60 }), (parts) => {
      const text = parts.join("\n");
      const { items, builder } = read([{ stream: "stderr", bytes: bytes(text) }]);
      const told = new Set(items.flatMap((item) => between(item.lines.start, item.lines.end)));
      const shown = new LineDecoder();
      const printed = [...shown.feed(bytes(text)), ...shown.end()];
      assert.deepEqual(
        printed.filter((each, n) => each.trim() !== "" && !told.has(n)),
        [],
      );
      builder.end({ command: "x", outcome: { kind: "finished", status: 1 }, lastLines: [] });
    }),
    { numRuns: 500 },
  );
});

test("what is kept of endless output stays small", () => {
  const endless = "x".repeat(3_000_000);
  const errors = "Error: no.\n".repeat(20_000);
  const { items, builder, reader } = read([
    { stream: "stdout", bytes: bytes(endless) },
    { stream: "stderr", bytes: bytes(errors) },
  ]);
  const report = builder.end({ command: "x", outcome: { kind: "finished", status: 1 }, lastLines: [] });
  const [text] = items.filter((item) => item.kind === "text");
  assert.ok(text && text.text.length < 30_000 && text.text.endsWith("(3000000 characters)"));
  assert.ok(reader.lastLines("stdout").join("").length < 30_000);
  assert.equal(report.findings.length + report.omitted, 20_000);
  assert.ok(report.findings.length < 10_000);
});

test("bytes and characters of a tool lead to the text that they were counted in", () => {
  const part = fc.string({ unit: "binary", maxLength: 20 }).map((text) => text.replace(/[\r\n]/g, ""));
  const parts = fc.tuple(fc.array(part, { maxLength: 3 }), part, part, part);
  fc.assert(
    fc.property(parts, fc.constantFrom("\n", "\r\n"), ([above, before, inside, after], end) => {
      const text = [...above, before + inside + after, ""].join(end);
      const line = above.length;
      const startByte = bytes(before).length;
      const endByte = startByte + bytes(inside).length;
      const found = rangeOfBytes(text, { file: "", directory: null, line, startByte, endByte });
      assert.equal(found && slice(text, found), inside);
      const start = { line, column: [...before].length };
      const chars = { file: "", start, end: { line, column: start.column + [...inside].length } };
      assert.deepEqual(rangeOfChars(text, chars), found);
      assert.equal(
        rangeOfBytes(text, { file: "", directory: null, line: line + 2, startByte, endByte }),
        null,
      );
      assert.equal(rangeOfChars(text, { ...chars, end: { line: line + 2, column: 0 } }), null);
    }),
  );
});

test("bytes that are no text are read", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 500 }), fc.nat(500), (data, cut) => {
      const once = read([{ stream: "stdout", bytes: data }]).items;
      const twice = read([
        { stream: "stdout", bytes: data.subarray(0, cut) },
        { stream: "stdout", bytes: data.subarray(cut) },
      ]).items;
      assert.deepEqual(twice, once);
    }),
  );
});

test("a line without an end is cut, and nowhere else for other pieces", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 60 }), fc.nat(60), (text, cut) => {
      const data = bytes(text);
      const decode = (parts: readonly Uint8Array[]): string[] => {
        const decoder = new LineDecoder(5);
        return [...parts.flatMap((part) => decoder.feed(part)), ...decoder.end()];
      };
      const lines = decode([data]);
      assert.deepEqual(decode([data.subarray(0, cut), data.subarray(cut)]), lines);
      assert.ok(lines.every((line) => line.length <= 5));
    }),
  );
});
