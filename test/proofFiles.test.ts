/** Proof files of trait impls and closures: created as RefinedRust would, and the way from them to Rust. */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import type { Location } from "vscode-languageserver/node";
import type { Explanation, Overview, Proposal, Refusal } from "../server/src/protocol.ts";
import { LanguageServer } from "./support/languageServer.ts";

const folder = mkdtempSync(join(tmpdir(), "refinedrust-proofs-"));
const uri = (path: string): string => pathToFileURL(join(folder, path)).href;

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

const LIB = `#[rr::exists("Size" : "Z")]
pub trait Sized2 {
    #[rr::returns("1")]
    fn size(&self) -> i32;
}
pub struct Small;
pub struct Large;
#[rr::instantiate("Size" := "1")]
unsafe impl Sized2 for Small {
    #[rr::verify]
    fn size(&self) -> i32 {
        1
    }
}
#[rr::instantiate("Size" := "2")]
impl Sized2 for Large {
    #[rr::verify]
    fn size(&self) -> i32 {
        2
    }
}
#[rr::verify]
pub fn each(f: i32) {
    apply(#[rr::verify] |x| x);
}
`;
const SPECS = `Definition SmallasSized2_spec_subsumption : Prop := True.
Definition each_closure0_FnOnce_spec_subsumption : Prop := True.
`;

let server: LanguageServer;

before(async () => {
  write("Cargo.toml", '[package]\nname = "sizes"\nversion = "0.1.0"\n');
  write("RefinedRust.toml", 'output_dir = "out"\n');
  write("src/lib.rs", LIB);
  write("out/sizes/generated/generated_specs_sizes.v", SPECS);
  write("out/sizes/generated/generated_template_each_closure0_call_once.v", "Definition x := 1.\n");
  write("out/sizes/proofs/proof_each.v", "From lib.sizes.generated Require Import generated_specs_sizes.\n");
  server = await LanguageServer.start({ folders: [pathToFileURL(folder).href] });
});

after(async () => {
  assert.equal(await server.stop(), 0);
  rmSync(folder, { recursive: true, force: true });
});

async function idOf(name: string): Promise<string> {
  const { items } = await server.request<Overview>("refinedrust/overview", undefined);
  const found = items.find((item) => item.name === name);
  assert.ok(found, `${name} is not among ${items.map((item) => item.name)}`);
  return found.id;
}

async function create(name: string): Promise<{ readonly file: string; readonly text: string }> {
  const item = { id: await idOf(name) };
  const { edit, uri: file } = await server.request<Proposal>("refinedrust/createProof", { item });
  const texts = (edit.documentChanges ?? []).flatMap((change) =>
    "edits" in change ? change.edits.map((each) => ("newText" in each ? each.newText : "")) : [],
  );
  return { file: file.slice(uri("out/sizes/proofs/").length), text: texts.join("") };
}

const changed = (path: string): Promise<void> =>
  server.notify("workspace/didChangeWatchedFiles", { changes: [{ uri: uri(path), type: 1 }] });

test("an impl that meets its trait lacks its inclusion proof until it is created", async () => {
  const item = { id: await idOf("<Small as Sized2>") };
  const before = await server.request<Explanation>("refinedrust/explain", { item });
  assert.equal(before.status, "no proof file yet");
  assert.ok(before.actions.some(({ action }) => action === "create"));
  const { file, text } = await create("<Small as Sized2>");
  assert.equal(file, "trait_incl_SmallasSized2_spec_subsumption_correct.v");
  assert.match(text, /^From lib\.sizes\.generated Require Import generated_specs_sizes\.$/m);
  assert.match(
    text,
    /^Lemma SmallasSized2_spec_subsumption_correct {2}: \(SmallasSized2_spec_subsumption\)\.\nProof\.\n {2}unfold SmallasSized2_spec_subsumption; solve_trait_incl_prelude\.\n {2}all: repeat liRStep; liShow\.\n/m,
  );
  write(`out/sizes/proofs/${file}`, text);
  await changed(`out/sizes/proofs/${file}`);
  const { status, actions } = await server.request<Explanation>("refinedrust/explain", { item });
  assert.equal(status, "unproved");
  assert.ok(!actions.some(({ action }) => action === "create"));
  const refused = await server.request<Refusal>("refinedrust/createProof", { item });
  assert.match(refused.reason, /has a proof file already/);
});

test("the way back leads to the impl, whatever stands before the keyword", async () => {
  const path = "out/sizes/proofs/trait_incl_SmallasSized2_spec_subsumption_correct.v";
  const found = await server.request<Location[] | null>("textDocument/definition", {
    textDocument: { uri: uri(path) },
    position: { line: 9, character: 8 },
  });
  assert.deepEqual(
    found?.map(({ uri: at, range }) => [at, range.start.line]),
    [[uri("src/lib.rs"), 8]],
  );
  await server.open(uri("src/lib.rs"), LIB);
  for (const character of ["un".length, "unsafe im".length]) {
    const proofs = await server.request<Location[] | null>("textDocument/implementation", {
      textDocument: { uri: uri("src/lib.rs") },
      position: { line: 8, character },
    });
    assert.deepEqual(
      proofs?.map(({ uri: at }) => at),
      [uri(path)],
    );
  }
});

test("an impl whose inclusion is not stated gets none", async () => {
  await server.open(uri("src/lib.rs"), LIB);
  const item = { textDocument: { uri: uri("src/lib.rs") }, position: { line: 15, character: 2 } };
  const refused = await server.request<Refusal>("refinedrust/createProof", { item });
  assert.match(refused.reason, /did not state that `<Large as Sized2>` meets its trait/);
});

test("a closure gets its own proof, then those of its trait impls", async () => {
  const name = "each::{closure#0}";
  const files: string[] = [];
  for (let n = 0; n < 3; n++) {
    const { file, text } = await create(name);
    files.push(file);
    write(`out/sizes/proofs/${file}`, text);
    await changed(`out/sizes/proofs/${file}`);
  }
  assert.deepEqual(files, [
    "proof_each_closure0.v",
    "proof_each_closure0_call_once.v",
    "trait_incl_each_closure0_FnOnce_spec_subsumption_correct.v",
  ]);
});
