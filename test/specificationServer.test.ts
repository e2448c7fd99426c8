/** Specifications over the protocol: the crate around a document, what was generated, edits, and the setting of the hints. */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { pathToFileURL } from "node:url";
import type { Hover, InlayHint } from "vscode-languageserver-types";
import {
  COMPARE_REQUEST,
  PREVIEW_REQUEST,
  type PreviewDocument,
  type Refusal,
  type SpecificationPair,
} from "../server/src/protocol.ts";
import { LanguageServer, type Options, RICH } from "./support/languageServer.ts";

const folder = mkdtempSync(join(tmpdir(), "refinedrust-specifications-"));
after(() => rmSync(folder, { recursive: true, force: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

const LIB = `mod cell;

#[rr::params("x")]
#[rr::args(x)]
#[rr::ensures("0 ≤ ret")]
pub fn read(cell: &cell::Cell) -> i32 {
    cell.value
}

#[rr::requires("n < 5")]
pub fn small(n: i32) -> i32 {
    n
}
`;
const CELL =
  '#[rr::refined_by("v" : "Z")]\npub struct Cell {\n    #[rr::field("v")]\n    pub value: i32,\n}\n';
const GENERATED = `Section specs.
Context \`{RRGS : !refinedrustGS Σ}.

Definition trait_incl_of_small  : (spec_with _ _ Prop) :=
  spec! ( *[]) : 0 | ( *[]) : ([] : list RT), (True).

Definition type_of_small  :=
  fn(∀ ( *[]) : 0 | ( *[]) : ([] : list (RT * syn_type)%type) | 
      (* params....... *) (n) : ((_)),
      (* elctx........ *) (λ ϝ, []);
      (* args......... *) n :@: (int I32);
      (* precondition. *) (λ π : thread_id, (⌜(n < 4)%Z⌝)) |
      (* trait reqs... *) (λ π : thread_id, True)) →
      (* existential.. *) ∃ (ret) : ((_)), ret @ (int I32);
      (* postcondition *) (λ π : thread_id, True).

End specs.
`;
write("Cargo.toml", '[package]\nname = "cells"\nversion = "0.1.0"\nedition = "2021"\n');
write("RefinedRust.toml", 'output_dir = "./output"\n');
write("src/lib.rs", LIB);
write("src/cell.rs", CELL);
write("output/cells/generated/generated_specs_cells.v", GENERATED);
write("output/cells/proofs/dune", "");

const uriOf = (path: string): string => pathToFileURL(join(folder, path)).href;
const URI = uriOf("src/lib.rs");
const at = (line: number, character: number) => ({
  textDocument: { uri: URI },
  position: { line, character },
});
const textOf = (hover: Hover): string => (hover.contents as { readonly value: string }).value;

function serverTest(name: string, options: Options, run: (server: LanguageServer) => Promise<void>): void {
  test(name, async () => {
    const server = await LanguageServer.start({
      folders: [pathToFileURL(folder).href],
      capabilities: RICH,
      initializationOptions: { commands: true },
      ...options,
    });
    try {
      await server.open(URI, LIB);
      await run(server);
    } finally {
      await server.stop();
    }
  });
}

const preview = (server: LanguageServer): Promise<PreviewDocument> =>
  server.request<PreviewDocument>(PREVIEW_REQUEST, { textDocument: { uri: URI } });

serverTest("a preview knows the other files of the crate, as they are edited", {}, async (server) => {
  const before = await preview(server);
  assert.match(before.text, /\(\* read: exact \*\)/);
  assert.match(before.text, /\(shr_ref ulft_1 \(cell_Cell_inv_t/);
  assert.equal(before.items.length, 2);
  const cell = uriOf("src/cell.rs");
  await server.open(cell, CELL.replace(/#\[rr::(refined_by|field).*\n/g, ""));
  assert.match((await preview(server)).text, /\(shr_ref ulft_1 \(cell_Cell_ty/);
});

serverTest("each attribute is tied to what it becomes", {}, async (server) => {
  const { text, parts } = await preview(server);
  const lines = text.split("\n");
  const own = parts.filter(({ source }) => source.start.line === 9);
  assert.deepEqual(
    own.map(({ target: { start, end } }) => lines[start.line]?.slice(start.character, end.character)),
    ["⌜(n < 5)%Z⌝"],
  );
});

serverTest("what was generated is stale once its annotation says something else", {}, async (server) => {
  const asked = await server.request<SpecificationPair>(COMPARE_REQUEST, at(10, 8));
  assert.equal(asked.name, "small");
  assert.match(asked.generated, /n < 4/);
  assert.match(asked.preview, /n < 5/);
  const stale = textOf(await server.request<Hover>("textDocument/hover", at(10, 8)));
  assert.match(stale, /\*\*stale\.\*\* The precondition: `4` was generated, `5` would be now\./);
  assert.match(stale, /generated_specs_cells\.v#L7\)/);
  await server.change(URI, 2, [
    { range: { start: { line: 9, character: 20 }, end: { line: 9, character: 21 } }, text: "4" },
  ]);
  const named = { textDocument: { uri: URI }, name: "small" };
  assert.match((await server.request<SpecificationPair>(COMPARE_REQUEST, named)).preview, /n < 4/);
  const unnamed = await server.request<Refusal>(COMPARE_REQUEST, { ...named, name: "smaller" });
  assert.match(unnamed.reason, /no annotated item .* of the name `smaller`/);
  const fresh = textOf(await server.request<Hover>("textDocument/hover", at(10, 8)));
  assert.match(fresh, /Generated file:\* fresh\./);
  const missing = textOf(await server.request<Hover>("textDocument/hover", at(5, 8)));
  assert.match(missing, /Generated file:\* missing\./);
  const refusal = await server.request<Refusal>(COMPARE_REQUEST, at(5, 8));
  assert.match(refusal.reason, /hold no specification of `read`/);
});

const HINTS = { textDocument: { uri: URI }, range: { start: at(0, 0).position, end: at(13, 0).position } };

serverTest("inlay hints are off by default", {}, async (server) => {
  assert.equal(await server.request("textDocument/inlayHint", HINTS), null);
});

serverTest(
  "inlay hints show what RefinedRust adds by itself",
  { initializationOptions: { inlayHints: true } },
  async (server) => {
    const hints = await server.request<InlayHint[]>("textDocument/inlayHint", HINTS);
    const shown = hints.map(({ position, label }) => `${position.line}:${position.character} ${label}`);
    assert.deepEqual(shown, [
      "5:37 ∃ ret",
      "2:16 : place_rfnRT (cell_Cell_inv_t_rt)",
      "10:12 ∀ n",
      "10:27 ∃ ret",
    ]);
  },
);
