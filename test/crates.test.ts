/** Crates of other shapes than usual: where their modules are, and where their output is. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { MemoryDisk } from "./support/memoryDisk.ts";
import { workspaceOf } from "./support/project.ts";

const manifest = (name: string): string => `[package]\nname = "${name}"\n`;
const fn = (name: string): string => `#[rr::verify]\nfn ${name}() {}\n`;
const PROOF = "Lemma f_proof : True. Proof. done. Qed.";

const catalogueOf = (files: Readonly<Record<string, string>>) => workspaceOf(MemoryDisk.of(files)).update();

/** Lines of a crate root, with the file that a module has by them. */
const modules: readonly (readonly [string, string, string])[] = [
  ["mod a;", "a.rs", "a::f"],
  ["mod a;", "a/mod.rs", "a::f"],
  ["mod r#loop;", "loop.rs", "r#loop::f"],
  ["mod a { mod b; }", "a/b.rs", "a::b::f"],
  ['#[path = "x/y.rs"] mod a;', "x/y.rs", "a::f"],
  ['mod a { #[path = "y.rs"] mod b; }', "a/y.rs", "a::b::f"],
  ['#[path = "x"] mod a { mod b; }', "x/b.rs", "a::b::f"],
  ['mod a { #[path = "x"] mod b { mod c; } }', "a/x/c.rs", "a::b::c::f"],
  ['#[cfg_attr(unix, path = "x.rs")] mod a;', "x.rs", "a::f"],
  ['#[cfg_attr(unix, path = "x.rs")]\n#[cfg_attr(windows, path = "y.rs")] mod a;', "y.rs", "a::f"],
];
for (const [root, file, path] of modules) {
  test(`${root} in ${file}`, async () => {
    for (const annotation of ["", fn("g")]) {
      const files = { "/w/Cargo.toml": manifest("c"), "/w/src/lib.rs": `${root}\n${annotation}` };
      const { items, notes } = await catalogueOf({ ...files, [`/w/src/${file}`]: fn("f") });
      assert.equal(items.find((item) => item.file.endsWith(file))?.path, path);
      assert.deepEqual(notes, []);
    }
  });
}

test("an inline module's path counts from the folder of the file, also when the file is no mod.rs", async () => {
  const { items } = await catalogueOf({
    "/w/Cargo.toml": manifest("c"),
    "/w/src/lib.rs": "mod a;",
    "/w/src/a.rs": '#[path = "x"] mod b { mod c; }\nmod d { mod e; }',
    "/w/src/x/c.rs": fn("f"),
    "/w/src/a/d/e.rs": fn("f"),
  });
  assert.deepEqual(
    items.map(({ path }) => path),
    ["a::b::c::f", "a::d::e::f"],
  );
});

test("the files of a module that depends on a condition say which", async () => {
  const { items } = await catalogueOf({
    "/w/Cargo.toml": manifest("c"),
    "/w/src/lib.rs": '#[cfg_attr(all(unix, a), path = "x.rs")]\nmod a;',
    "/w/src/a.rs": fn("f"),
    "/w/src/x.rs": fn("f"),
  });
  assert.deepEqual(
    items.map(({ file, cfg }) => [file, cfg]),
    [
      ["/w/src/a.rs", null],
      ["/w/src/x.rs", "(all(unix,a))"],
    ],
  );
});

test("a dependency of one platform is known by name", async () => {
  const { items } = await catalogueOf({
    "/w/Cargo.toml": `${manifest("c")}[target.'cfg(unix)'.dependencies]\nsome-one = "1"\n[target.x]\ny = 1\n`,
    "/w/src/lib.rs": "struct S;\nuse some_one::T;\n#[rr::verify]\nimpl T for S {}\n",
  });
  assert.deepEqual(
    items.map(({ path, doubts }) => [path, doubts]),
    [["<S as some_one::T>", []]],
  );
});

test("a member that is opened alone has the settings of the workspace above it", async () => {
  const files = {
    "/w/Cargo.toml": '[workspace]\nmembers = ["crates/*"]\n[package]\nname = "top"',
    "/w/src/lib.rs": "#[rr::verify]\npub fn top() {}",
    "/w/RefinedRust.toml": 'output_dir = "verification"',
    "/w/crates/a/Cargo.toml": '[package]\nname = "a"',
    "/w/crates/a/src/lib.rs": "#[rr::verify]\npub fn f() {}",
    "/w/verification/a/proofs/proof_f.v": "Lemma f_proof : f_lemma.\nProof. done. Qed.",
    "/w/verification/b/proofs/proof_f.v": "Lemma f_proof : f_lemma.\nProof. done. Qed.",
  };
  for (const roots of [["/w/crates/a"], ["/w/crates"], ["/w/crates/a/src", "/w/crates/a"]]) {
    const workspace = workspaceOf(MemoryDisk.of(files), roots);
    for (let n = 0; n < 2; n++) {
      const { crates, items, proofFiles } = await workspace.update();
      assert.deepEqual(
        crates.map(({ name, workspace: folder, configuration }) => [name, folder, configuration?.path]),
        [["a", "/w", "/w/RefinedRust.toml"]],
      );
      assert.equal(items[0]?.proof?.path, "/w/verification/a/proofs/proof_f.v");
      assert.equal(proofFiles.length, 1);
    }
  }
  const disk = MemoryDisk.of({ ...files, "/w/crates/a/Cargo.toml": '[package]\nname = "a"\n[workspace]' });
  const [alone] = (await workspaceOf(disk, ["/w/crates/a"]).update()).crates;
  assert.deepEqual([alone?.workspace, alone?.configuration], ["/w/crates/a", null]);
});

test("members of a workspace write to its target folder", async () => {
  const { items } = await catalogueOf({
    "/w/Cargo.toml": '[workspace]\nmembers = ["crates/*"]',
    "/w/crates/a/Cargo.toml": manifest("a"),
    "/w/crates/a/src/lib.rs": fn("f"),
    "/w/target/verify/a/proofs/proof_f.v": PROOF,
  });
  assert.equal(items[0]?.proof?.path, "/w/target/verify/a/proofs/proof_f.v");
});

test("the functions of a module of both the library and the program are listed once", async () => {
  const { items, proofFiles } = await catalogueOf({
    "/w/Cargo.toml": manifest("both"),
    "/w/src/lib.rs": "mod shared;",
    "/w/src/main.rs": "mod shared;\nfn main() {}",
    "/w/src/shared.rs": fn("f") + fn("find_all"),
    "/w/output/both/proofs/proof_shared_f.v": PROOF,
    "/w/output/both/proofs/proof_share_find_all.v": PROOF,
  });
  assert.deepEqual(
    items.map(({ path, proof }) => [path, proof?.path]),
    [
      ["shared::f", "/w/output/both/proofs/proof_shared_f.v"],
      ["shared::find_all", undefined],
    ],
  );
  const stale = proofFiles.find(({ state }) => state === "stale");
  assert.equal(stale?.successor?.path, "shared::find_all");
});

test("a trait's function has a proof if it has a body, whatever its shim says", async () => {
  const { items, proofFiles } = await catalogueOf({
    "/w/Cargo.toml": manifest("t"),
    "/w/src/lib.rs": `trait T {
      #[rr::verify] fn declared(&self);
      #[rr::shim("a", "b", "c")] fn provided(&self) {}
    }`,
    "/w/output/t/proofs/proof_T_declared.v": PROOF,
    "/w/output/t/proofs/proof_T_provided.v": PROOF,
  });
  assert.deepEqual(
    proofFiles.map(({ item, state, reason }) => [item?.path, state, reason]),
    [
      ["T::declared", "orphan", "the function has no body any more"],
      ["T::provided", "live", ""],
    ],
  );
  assert.equal(items.find(({ path }) => path === "T::provided")?.mode, "prove");
});

test("of two output folders the one in use is named by the configuration, or else it is a guess", async () => {
  const disk = MemoryDisk.of({
    "/w/Cargo.toml": manifest("c"),
    "/w/src/lib.rs": fn("f"),
    "/w/a/c/proofs/proof_f.v": PROOF,
    "/w/b/c/proofs/proof_f.v": PROOF,
  });
  const workspace = workspaceOf(disk);
  const left = async () => {
    const { proofFiles } = await workspace.update();
    return proofFiles.flatMap(({ path, state, reason }) => (state === "live" ? [] : [[path, reason]]));
  };
  assert.deepEqual(await left(), [
    ["/w/b/c/proofs/proof_f.v", "`/w/a/c` is taken for the folder in use, but no RefinedRust.toml says so"],
  ]);
  disk.write("/w/RefinedRust.toml", 'output_dir = "a"');
  assert.deepEqual(await left(), [
    ["/w/b/c/proofs/proof_f.v", "RefinedRust does not write to `/w/b/c` any more"],
  ]);
  disk.write("/w/RefinedRust.toml", 'output_dir = "b"');
  assert.deepEqual(await left(), [
    ["/w/a/c/proofs/proof_f.v", "RefinedRust does not write to `/w/a/c` any more"],
  ]);
});
