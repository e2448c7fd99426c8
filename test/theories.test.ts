/** Names in annotations are looked up where `rr::import` says, under the names that dune gives the files. */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import type { Location } from "vscode-languageserver/node";
import { logicalPaths } from "../server/src/project/logicalPaths.ts";
import { LanguageServer } from "./support/languageServer.ts";

const folder = mkdtempSync(join(tmpdir(), "refinedrust-theories-"));
const uri = (path: string): string => pathToFileURL(join(folder, path)).href;

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

const FUNCTION = `#[rr::requires("0 < size n")]
#[rr::requires("width n < 3")]
#[rr::requires("depth n < 3")]
pub fn f(n: i32) {}
`;
const crates = {
  near: `#![rr::import("mon.theories.near", "page")]\n${FUNCTION}`,
  partly: `#![rr::import("mon.theories", "page")]\n${FUNCTION}`,
  far: `#![rr::import("mon.theories.far", "page")]\n${FUNCTION}`,
  none: FUNCTION,
  stack: '#[rr::requires("stack_free")]\npub fn f() {}\n#[rr::verify]\npub fn push() {}\n',
  user: '#![rr::include("middle")]\n#[rr::requires("stack_free")]\nfn f() {}\n',
  middle: '#![rr::export_include("stack")]\n',
  stranger: '#[rr::requires("stack_free")]\nfn f() {}\n',
};

let server: LanguageServer;

before(async () => {
  for (const [name, text] of Object.entries(crates)) {
    write(`${name}/Cargo.toml`, `[package]\nname = "${name}"\nversion = "0.1.0"\n`);
    write(`${name}/src/lib.rs`, text);
  }
  write("theories/near/dune", "(rocq.theory\n (name mon.theories.near))\n");
  write("theories/near/page.v", "From mon.theories.base Require Export widths.\nDefinition size := 1.\n");
  write("theories/other/dune", "(coq.theory (name mon.theories.base))\n");
  write("theories/other/widths.v", "Definition width := 1.\n");
  write("theories/far/dune", "(rocq.theory (name mon.theories.far))\n");
  write("theories/far/page.v", "Definition size := 2.\nDefinition width := 2.\nDefinition depth := 2.\n");
  write("out/stack/generated/generated_specs_stack.v", "Definition stack_free := True.\n");
  for (const crate of ["user", "stranger"]) {
    write(`out/${crate}/proofs/proof_f.v`, `Lemma f_proof : f_lemma.\nProof. exact type_of_push. Qed.\n`);
  }
  server = await LanguageServer.start({ folders: [pathToFileURL(folder).href] });
  for (const [name, text] of Object.entries(crates)) await server.open(uri(`${name}/src/lib.rs`), text);
});

after(async () => {
  assert.equal(await server.stop(), 0);
  rmSync(folder, { recursive: true, force: true });
});

async function defined(crate: keyof typeof crates, word: string): Promise<string[]> {
  const text = crates[crate];
  const before = text.slice(0, text.indexOf(word) + 1).split("\n");
  const found = await server.request<Location[] | null>("textDocument/definition", {
    textDocument: { uri: uri(`${crate}/src/lib.rs`) },
    position: { line: before.length - 1, character: before.at(-1)?.length ?? 0 },
  });
  return (found ?? []).map((one) => one.uri.slice(uri("theories/").length)).sort();
}

test("the imported file hides others, and so does what it exports", async () => {
  assert.deepEqual(await defined("near", "size"), ["near/page.v"]);
  assert.deepEqual(await defined("near", "width"), ["other/widths.v"]);
  assert.deepEqual(await defined("far", "size"), ["far/page.v"]);
  assert.deepEqual(await defined("far", "width"), ["far/page.v"]);
});

test("what no import leads to is found all the same", async () => {
  assert.deepEqual(await defined("near", "depth"), ["far/page.v"]);
});

test("what is ambiguous is listed as a whole", async () => {
  assert.deepEqual(await defined("partly", "size"), ["far/page.v", "near/page.v"]);
  assert.deepEqual(await defined("none", "size"), ["far/page.v", "near/page.v"]);
});

test("where RefinedRust's own theories are at hand, what they do not export is not meant", async () => {
  const root = join(dirname(folder), `${basename(folder)}-own`);
  const put = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  const source = '#[rr::returns("Some (fst_of n)")]\nfn f(n: i32) {}\n';
  put("crate/Cargo.toml", '[package]\nname = "own"\n');
  put("crate/src/lib.rs", source);
  put("caesium/dune", "(rocq.theory (name caesium))");
  for (const name of ["lang", "notation"]) put(`caesium/${name}.v`, "");
  put("typing/dune", "(rocq.theory (name refinedrust))");
  put("typing/typing.v", "From refinedrust Require Export base.");
  put("typing/shims.v", "");
  put("typing/base.v", "Definition fst_of := 1.");
  put("typing/tests.v", "Inductive test := None | Some (x : nat).\nDefinition fst_of := 2.");
  const own = await LanguageServer.start({ folders: [pathToFileURL(root).href] });
  try {
    const at = pathToFileURL(join(root, "crate/src/lib.rs")).href;
    await own.open(at, source);
    const ask = (word: string) =>
      own.request<Location[] | null>("textDocument/definition", {
        textDocument: { uri: at },
        position: { line: 0, character: source.indexOf(word) + 1 },
      });
    assert.equal(await ask("Some"), null);
    const found = await ask("fst_of");
    assert.deepEqual(
      found?.map(({ uri: file }) => file),
      [pathToFileURL(join(root, "typing/base.v")).href],
    );
  } finally {
    assert.equal(await own.stop(), 0);
    rmSync(root, { recursive: true, force: true });
  }
});

test("a generated name is that of the own crate or of one that is included", async () => {
  for (const crate of ["stack", "user"] as const) {
    assert.equal((await defined(crate, "stack_free")).length, 1, crate);
  }
  assert.deepEqual(await defined("stranger", "stack_free"), []);
});

test("a name in a Rocq file is that of an item of the own crate or of one that is included", async () => {
  const ask = (crate: string, line: number, character: number) =>
    server.request<Location[] | null>("textDocument/definition", {
      textDocument: { uri: uri(`out/${crate}/proofs/proof_f.v`) },
      position: { line, character },
    });
  const files = (found: Location[] | null) => found?.map((one) => one.uri);
  for (const crate of ["user", "stranger"]) {
    assert.deepEqual(files(await ask(crate, 0, 20)), [uri(`${crate}/src/lib.rs`)], crate);
  }
  assert.deepEqual(files(await ask("user", 1, 16)), [uri("stack/src/lib.rs")]);
  assert.equal(await ask("stranger", 1, 16), null);
});

test("an import leads to the files it may mean", async () => {
  assert.deepEqual(await defined("near", "page"), ["near/page.v"]);
  assert.deepEqual(await defined("partly", "page"), ["far/page.v", "near/page.v"]);
});

const FILES: Readonly<Record<string, string>> = {
  "/w/a/dune": "; a comment\n(rocq.theory (flags -w -all) (name x.a))",
  "/w/a/deep/y.v": "",
  "/w/q/dune": "(include_subdirs qualified)\n(coq.theory\n (name x.q))",
  "/w/u/dune": "(include_subdirs unqualified) (rocq.theory (name x.u))",
  "/w/two/dune": "(rocq.theory (name x.one) (modules a)) (rocq.theory (name x.two) (modules b))",
  "/w/p/_CoqProject": '# names\n-Q _build/default/src/ x.p\n-R more/ ""\n-arg -w\n',
};

test("logical paths come from dune, or from the file that editors read", async () => {
  const names = await logicalPaths(
    ["a/one", "a/deep/y", "q/deep/er/z", "u/deep/er/z", "two/a", "p/src/s", "p/more/in/s", "p/else/s"].map(
      (stem) => `/w/${stem}.v`,
    ),
    (path) => Promise.resolve(FILES[path] ?? null),
  );
  assert.deepEqual(Object.fromEntries(names), {
    "/w/a/one.v": "x.a.one",
    "/w/q/deep/er/z.v": "x.q.deep.er.z",
    "/w/u/deep/er/z.v": "x.u.z",
    "/w/p/src/s.v": "x.p.s",
    "/w/p/more/in/s.v": "in.s",
  });
});
