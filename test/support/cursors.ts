/** Fixtures of language features: a Rust file with cursors `$0`, and beside it what the feature answers at each of them. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { type ClientAbilities, createSnapshot, type Snapshot } from "../../server/src/features/snapshot.ts";
import { createSpecifications, type Specifications } from "../../server/src/features/specifications.ts";
import { loneFile, previewCrate } from "../../server/src/project/previewCrate.ts";
import { Previewer } from "../../server/src/rocq/preview.ts";
import type { RustFile } from "../../server/src/syntax/model.ts";
import { createRustParser } from "../../server/src/syntax/parser.ts";
import type { TextPosition } from "../../server/src/text.ts";

const parser = await createRustParser();
const CURSOR = "$0";

const EVERYTHING: ClientAbilities = {
  snippets: true,
  hierarchicalSymbols: true,
  relatedInformation: true,
  markdown: true,
  commands: true,
};

/** A snapshot of a text as it is without other files and settings. */
export function snapshotOf(text: string, client: Partial<ClientAbilities> = {}): Snapshot {
  const { file } = parser.parse(text, { path: "part.rs", hotword: "rr" });
  const options = { lint: {}, traits: new Map() };
  return createSnapshot({
    uri: "file:///part.rs",
    version: 1,
    file,
    options,
    client: { ...EVERYTHING, ...client },
    specifications: specificationsOf(file),
    documentation: () => null,
  });
}

/** Specifications of a file that is a whole crate, without any output of RefinedRust. */
function specificationsOf(file: RustFile): Specifications {
  const { crate, sources } = previewCrate([loneFile("src/lib.rs", file)], []);
  const [source] = sources;
  assert.ok(source);
  return createSpecifications(
    () => ({ previewer: new Previewer(crate), source }),
    () => null,
  );
}

/**
 * One test for each file of `fixtures/<feature>/`: `NAME.expected` holds the answers, each below the line and column of
 * its cursor (1-based). A file without a cursor is asked once, at its start. `UPDATE=1` rewrites the answers.
 */
export function cursorFixtures(
  feature: string,
  answer: (snapshot: Snapshot, at: TextPosition) => string,
): void {
  const folder = join(import.meta.dirname, "../fixtures", feature);
  describe(`the answers of ${feature}`, () => {
    for (const name of readdirSync(folder).filter((file) => file.endsWith(".rs"))) {
      test(name, () => {
        const { text, cursors } = withoutCursors(readFileSync(join(folder, name), "utf8"));
        const snapshot = snapshotOf(text);
        const answers = (cursors.length > 0 ? cursors : [0]).map((offset) => {
          const at = snapshot.file.lines.positionAt(offset);
          return `=== ${at.line + 1}:${at.character + 1}\n${answer(snapshot, at).trimEnd()}\n`;
        });
        const path = join(folder, name.replace(/\.rs$/, ".expected"));
        if (process.env["UPDATE"]) writeFileSync(path, answers.join("\n"));
        else assert.equal(answers.join("\n"), readFileSync(path, "utf8"));
      });
    }
  });
}

function withoutCursors(fixture: string): { readonly text: string; readonly cursors: readonly number[] } {
  const [first = "", ...others] = fixture.split(CURSOR);
  let text = first;
  const cursors: number[] = [];
  for (const part of others) {
    cursors.push(text.length);
    text += part;
  }
  return { text, cursors };
}
