/** The catalogue of a project laid out like a real one, of broken ones, and of one that changes all the time. */
import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import type { Catalogue } from "../server/src/project/catalogueModel.ts";
import { statusOfItem } from "../server/src/verification/collect.ts";
import { inputsOf } from "../server/src/verification/recorded.ts";
import { MemoryDisk } from "./support/memoryDisk.ts";
import { describe, workspaceOf } from "./support/project.ts";

const fixture = join(import.meta.dirname, "fixtures/project/monitor");
const OUT = "/w/verification/out/monitor";
/** What the frontend writes beside its output, so that git does not see what is generated. */
const IGNORED = "generated\nproofs/dune\ninterface.rrlib";

function monitor(): MemoryDisk {
  const disk = MemoryDisk.from(fixture, "/w");
  disk.write(`${OUT}/.gitignore`, IGNORED);
  return disk;
}

const catalogueOf = (disk: MemoryDisk, roots?: readonly string[]) => workspaceOf(disk, roots).update();

test("a crate in a sub-folder, its verification elsewhere", async () => {
  const found = `${describe(await catalogueOf(monitor())).join("\n")}\n`;
  const expected = join(import.meta.dirname, "fixtures/project/monitor.expected.txt");
  if (process.env["UPDATE"] === "1" || !existsSync(expected)) writeFileSync(expected, found);
  assert.equal(found, readFileSync(expected, "utf8"));
});

test("from a place in Rust, from an identifier and from a file to the item", async () => {
  const disk = monitor();
  const catalogue = await catalogueOf(disk);
  const page = "/w/firmware/src/core/page.rs";
  const offset = disk.text(page)?.indexOf("self.address = value") ?? -1;
  assert.equal(catalogue.itemAt(page, offset)?.path, "core::page::Page::<T>::write");
  assert.equal(catalogue.itemAt(page, 0), null);
  const inClosure = disk.text(page)?.indexOf("x + count") ?? -1;
  assert.equal(
    catalogue.itemAt(page, inClosure)?.path,
    "core::page::Page::<core::page::Free>::divide::{closure#1}",
  );
  const named = (identifier: string) =>
    catalogue.named(identifier).map(({ item, role }) => `${role} ${item.path}`);
  assert.deepEqual(named("type_of_core_page_Page_T_write"), ["spec core::page::Page::<T>::write"]);
  assert.deepEqual(named("core_page_Page_inv_t"), ["invariant core::page::Page"]);
  assert.deepEqual(named("core_page_Page_T_write_prelude"), ["prelude core::page::Page::<T>::write"]);
  assert.deepEqual(named("proof_core_page_Page_T_write"), ["code core::page::Page::<T>::write"]);
  assert.deepEqual(named("nothing_of_ours"), []);
  const proof = `${OUT}/proofs/proof_core_page_Page_T_address.v`;
  assert.equal(catalogue.itemOfFile(proof)?.path, "core::page::Page::<T>::address");
  assert.equal(catalogue.itemOfFile("/w/verification/theories/page_extra.v"), null);
});

test("nothing is read twice, and an unchanged file is not read again", async () => {
  const disk = monitor();
  const workspace = workspaceOf(disk);
  await workspace.update();
  const twice = disk.reads.filter((path, n) => disk.reads.indexOf(path) !== n);
  // A file without annotations that a left proof may belong to is parsed once it is known to matter.
  assert.deepEqual(twice, ["/w/firmware/src/console_port.rs"]);
  const before = disk.reads.length;
  await workspace.update();
  assert.equal(disk.reads.length, before);
  const page = "/w/firmware/src/core/page.rs";
  disk.write(page, disk.text(page)?.replace("fn end(", "fn limit(") ?? "");
  await workspace.update([page]);
  assert.deepEqual(disk.reads.slice(before), [page]);
});

test("a second folder of the same name stays apart by its Rocq prefix", async () => {
  const disk = monitor();
  const other = "/w/other/out/monitor/proofs/proof_core_page_Page_T_address.v";
  disk.write(other, "From elsewhere.monitor.generated Require Import generated_code_monitor.\n");
  const catalogue = await catalogueOf(disk);
  const file = catalogue.proofFiles.find(({ path }) => path === other);
  assert.equal(file?.item, null);
  assert.match(file?.reason ?? "", /another Rocq prefix/);
  const item = catalogue.items.find(({ path }) => path === "core::page::Page::<T>::address");
  assert.equal(item?.proof?.path, `${OUT}/proofs/proof_core_page_Page_T_address.v`);
});

test("two crates of one name at the same distance get no target", async () => {
  const disk = MemoryDisk.of({
    "/w/a/Cargo.toml": '[package]\nname = "same"',
    "/w/a/src/lib.rs": "#[rr::verify]\nfn f() {}",
    "/w/b/Cargo.toml": '[package]\nname = "same"',
    "/w/b/src/lib.rs": "#[rr::verify]\nfn f() {}",
    "/w/out/same/proofs/proof_f.v": "Lemma f_proof : True. Proof. done. Qed.",
  });
  const catalogue = await catalogueOf(disk);
  assert.equal(catalogue.proofFiles[0]?.item, null);
  assert.match(catalogue.notes[0]?.message ?? "", /several crates are called `same`/);
  assert.deepEqual(describe(catalogue).filter((line) => line.includes("unknown:")).length, 2);
  disk.write("/w/a/RefinedRust.toml", 'output_dir = "../out"');
  const settled = await catalogueOf(disk);
  assert.equal(settled.proofFiles[0]?.item?.crate.folder, "/w/a");
});

test("an impl that leaves out a method is no instance of its trait", async () => {
  const impl = (attribute: string): string =>
    `pub struct S;\npub trait T { fn a(); }\n#[rr::verify]\nimpl T for S {\n${attribute}fn a() {}\nfn b() {}\n}\n`;
  const states: Record<string, string> = {
    "": "live unproved",
    "#[rr::only_spec] ": "live unproved",
    "#[rr::trust_me] ": "live unproved",
    "#[rr::ignore] ": "orphan proof orphaned",
    '#[rr::shim("a", "b", "c")] ': "orphan proof orphaned",
    "#[rr::skip] ": "orphan proof orphaned",
  };
  for (const [attribute, expected] of Object.entries(states)) {
    const name = "trait_incl_SasT_spec_subsumption_correct";
    const catalogue = await catalogueOf(
      MemoryDisk.of({
        "/w/Cargo.toml": '[package]\nname = "c"',
        "/w/src/lib.rs": impl(attribute),
        [`/w/out/c/proofs/${name}.v`]: `Lemma SasT_spec_subsumption_correct : SasT_spec_subsumption.\nProof. done. Qed.`,
      }),
    );
    const [file] = catalogue.proofFiles;
    const verdict =
      file?.item && statusOfItem(file.item, catalogue, { outdated: () => null, recorded: () => null });
    assert.equal(`${file?.state} ${verdict?.status}`, expected, attribute);
  }
});

test("the layout of 2023", async () => {
  const disk = MemoryDisk.of({
    "/w/Cargo.toml": '[package]\nname = "old-one"',
    "/w/src/main.rs": "#[rr::verify]\nfn f() {}\n#[rr::verify]\nfn g() {}",
    "/w/output/old_one/generated_proof_f.v": "Lemma f_proof : True. Proof. done. Qed.",
    "/w/output/old_one/generated_code_old_one.v": "Definition f_def := 1.",
  });
  const catalogue = await catalogueOf(disk);
  const [item] = catalogue.items;
  assert.equal(item?.proof?.path, "/w/output/old_one/generated_proof_f.v");
  assert.equal(item?.code?.place?.line, 0);
  const statuses = describe(catalogue).filter((line) => /^ {2}[\w ]+: /.test(line));
  assert.deepEqual(statuses, [
    "  unproved: its proof is complete, but no result of a run was found",
    "  not generated: the last run of RefinedRust left it out: it was annotated later, or translating it failed",
  ]);
});

test("cargo's target folder, where upstream writes by default, is looked into although git ignores it", async () => {
  const disk = MemoryDisk.of({
    "/w/.git/HEAD": "",
    "/w/.gitignore": "target\n",
    "/w/Cargo.toml": '[package]\nname = "a"',
    "/w/src/lib.rs": "#[rr::verify]\nfn f() {}",
    "/w/target/verify/a/proofs/proof_f.v": "Lemma f_proof : True. Proof. done. Qed.",
    "/w/target/debug/Cargo.toml": '[package]\nname = "copy"',
  });
  const catalogue = await catalogueOf(disk);
  assert.deepEqual(
    catalogue.proofFiles.map((file) => file.item?.path),
    ["f"],
  );
  assert.equal(catalogue.crates.length, 1);
});

const broken: readonly (readonly [string, (disk: MemoryDisk) => void, RegExp | null])[] = [
  ["no RefinedRust.toml", (disk) => disk.remove("/w/verification/RefinedRust.toml"), null],
  [
    "a RefinedRust.toml that is no TOML",
    (disk) => disk.write("/w/verification/RefinedRust.toml", "= ="),
    /Invalid TOML/,
  ],
  [
    "a Cargo.toml that is no TOML",
    (disk) => disk.write("/w/firmware/Cargo.toml", "["),
    /firmware\/Cargo.toml: Invalid TOML/,
  ],
  ["no output folder", (disk) => disk.remove("/w/verification/out"), null],
  [
    "a module file that is gone",
    (disk) => disk.remove("/w/firmware/src/core/page.rs"),
    /module `core::page`/,
  ],
  ["links in a circle", (disk) => disk.link("/w/firmware/loop", "/w"), null],
  [
    "a module that includes itself",
    (disk) => disk.write("/w/firmware/src/console_port.rs", '#[path = "console_port.rs"]\nmod again;'),
    null,
  ],
  [
    "a folder that cannot be read",
    (disk) => disk.unreadable.add("/w/verification/theories"),
    /theories: the folder cannot be read/,
  ],
  [
    "a proof that cannot be read",
    (disk) => disk.unreadable.add(`${OUT}/proofs/proof_core_page_Page_T_address.v`),
    /address.v: the file cannot be read/,
  ],
  ["an empty disk", (disk) => disk.remove("/w"), null],
];
for (const [what, change, note] of broken) {
  test(`bad input: ${what}`, async () => {
    const disk = monitor();
    change(disk);
    const lines = describe(await catalogueOf(disk));
    const notes = lines.filter((line) => line.startsWith("note ")).join("\n");
    if (note) assert.match(notes, note);
    assert.ok(!lines.some((line) => line.startsWith("  proved")));
  });
}

test("a proof that cannot be read has no known status", async () => {
  const disk = monitor();
  disk.unreadable.add(`${OUT}/proofs/proof_core_page_Page_T_address.v`);
  const lines = describe(await catalogueOf(disk));
  const at = lines.findIndex((line) => line.includes("Page::<T>::address"));
  assert.equal(lines[at + 2], "  unknown: its proof file cannot be read");
});

test("a build proves what it was made from, and nothing else", async () => {
  const disk = monitor();
  const built = "/w/verification/_build/default/out/monitor";
  for (const path of disk.paths) {
    if (path.startsWith(OUT) && path.endsWith(".v"))
      disk.write(built + path.slice(OUT.length), disk.text(path) ?? "");
  }
  const name = "core_page_Page_T_address";
  const proof = `${OUT}/proofs/proof_${name}.v`;
  const status = async (): Promise<string | undefined> => {
    const lines = describe(await catalogueOf(disk));
    return lines[lines.indexOf(`  ${name}`) + 1]?.trim();
  };
  assert.match((await status()) ?? "", /^unproved/);
  disk.write(`${built}/proofs/proof_${name}.vo`, "");
  assert.match((await status()) ?? "", /^stale: what it imports was compiled after it, or could not be/);
  for (const module of ["code_monitor", "specs_monitor", `template_${name}`])
    disk.write(`${built}/generated/generated_${module}.vo`, "");
  assert.match((await status()) ?? "", /^stale: what it imports was compiled after it/);
  disk.write(`${built}/proofs/proof_${name}.vo`, "");
  assert.match((await status()) ?? "", /^proved: in the last run/);
  const text = disk.text(proof) ?? "";
  disk.write(proof, text.replace("liShow", "liShow "));
  assert.match((await status()) ?? "", /^stale: its proof changed/);
  disk.write(proof, text);
  const template = `${OUT}/generated/generated_template_${name}.v`;
  disk.write(template, `${disk.text(template)}\n`);
  assert.match((await status()) ?? "", /^stale: its template was generated anew/);
  disk.write(template, (disk.text(template) ?? "").slice(0, -1));
  const page = "/w/firmware/src/core/page.rs";
  disk.write(page, disk.text(page) ?? "");
  assert.match((await status()) ?? "", /^stale: its Rust file changed after the last generation/);
});

/** One change of the disk, and the paths that a watcher would name. */
type Change = (disk: MemoryDisk) => string[];

const edit =
  (path: string, from: string, to: string): Change =>
  (disk) => {
    const text = disk.text(path);
    if (text === undefined) return [];
    disk.write(path, text.includes(from) ? text.replace(from, to) : text.replace(to, from));
    return [path];
  };
const toggle =
  (path: string, text: string): Change =>
  (disk) => {
    if (disk.text(path) === undefined) disk.write(path, text);
    else disk.remove(path);
    return [path];
  };

const PAGE = "/w/firmware/src/core/page.rs";
const PAGING = "/w/firmware/src/core/paging/mod.rs";
const EXTRA = "/w/firmware/src/core/extra.rs";
const changes: readonly Change[] = [
  edit(PAGE, "fn write(", "fn store("),
  edit(PAGE, "impl Page<Used>", "impl Page<Free>"),
  edit(PAGE, "#[rr::only_spec]", "#[rr::verify]"),
  edit(PAGE, "    #[rr::skip]\n", ""),
  edit(PAGE, "pub struct Used", "pub struct Gone"),
  edit(PAGE, "self.address\n", "self.address + 0\n"),
  edit(PAGE, "let count = [1, 2].iter().map(|x| x + 1).count();", "let count = 1;"),
  edit(PAGING, "pub enum PageSize", "pub enum Size"),
  edit(PAGING, "#[derive(Clone, Copy, Debug, PartialEq)]", "#[derive(Clone)]"),
  edit("/w/firmware/src/core/mod.rs", "pub mod page;", "pub mod sheet;"),
  // Names in other files that change with these.
  edit("/w/firmware/src/core/mod.rs", "pub mod page;", "pub mod page; pub use self::page::Page as Renamed;"),
  edit("/w/firmware/src/core/mod.rs", "pub mod page;", "pub mod extra; pub mod page;"),
  edit(PAGE, "pub struct Used", "#[rr::skip]\npub struct Used"),
  edit(PAGE, "pub struct Used", "pub struct Used<'a>"),
  edit(PAGING, "use ", "use crate::core::page::*;\nuse "),
  edit(EXTRA, "super::page::Used", "super::page::Free"),
  edit(EXTRA, "pub type Alias", "pub struct Free; pub type Alias"),
  edit("/w/firmware/src/lib.rs", "mod core;", "mod core; pub struct Hidden; mod inner { pub struct Page; }"),
  toggle(
    EXTRA,
    "pub type Alias = super::page::Used; impl super::page::Page<Alias> { #[rr::verify] fn z() {} }",
  ),
  edit("/w/firmware/src/lib.rs", "#![no_std]\n", ""),
  edit("/w/firmware/src/lib.rs", 'coq_prefix("mon")', 'coq_prefix("other")'),
  edit("/w/firmware/src/console_port.rs", "pub fn flush()", "#[rr::verify]\npub fn flush()"),
  edit("/w/firmware/Cargo.toml", 'name = "monitor"', 'name = "watcher"'),
  edit("/w/verification/RefinedRust.toml", "trust_debug = true", "trust_debug = false"),
  edit(`${OUT}/proofs/proof_core_page_Page_T_address.v`, "Qed.", "Admitted."),
  edit(`${OUT}/proofs/dune`, "proof_core_page_Page_T_address ", ""),
  toggle("/w/firmware/src/missing.rs", "#[rr::verify]\npub fn found() {}"),
  toggle("/w/firmware/src/core/sheet.rs", "#[rr::verify]\npub fn thin() {}"),
  toggle("/w/firmware/RefinedRust.toml", 'output_dir = "../verification/out"'),
  toggle(
    `${OUT}/proofs/proof_core_page_Page_T_store.v`,
    "Lemma core_page_Page_T_store_proof : True. Proof. done. Qed.",
  ),
  toggle("/w/again/Cargo.toml", '[package]\nname = "monitor"'),
  toggle("/w/again/src/lib.rs", "#[rr::verify]\nfn f() {}"),
  toggle(
    "/w/verification/out/watcher/proofs/proof_console_flush.v",
    "Lemma console_flush_proof : True. Proof. Abort.",
  ),
  toggle("/w/verification/_build/default/out/monitor/proofs/proof_core_page_Page_T_address.vo", ""),
  // What proofs depend on.
  edit(
    `${OUT}/proofs/proof_core_page_Page_T_address.v`,
    "Section proof.",
    "Require Import page_extra.\nSection proof.",
  ),
  edit("/w/verification/theories/page_extra.v", "Size4KiB", "Size2MiB"),
  edit("/w/verification/theories/page_extra.v", "Import base", "Import base deeper"),
  toggle("/w/verification/theories/deeper.v", "Definition deep := 0."),
  edit(`${OUT}/generated/generated_specs_monitor.v`, "True", "(True)"),
  edit(`${OUT}/generated/dune`, "rocq", "coq"),
  edit("/w/firmware/Cargo.toml", 'edition = "2024"', 'edition = "2021"'),
  toggle("/w/dune-project", "(lang dune 3.21)"),
  (disk) => {
    disk.remove(`${OUT}/generated`);
    return [`${OUT}/generated`];
  },
  (disk) => {
    disk.remove(`${OUT}/generated`);
    const name = "core_page_Page_T_end";
    disk.write(`${OUT}/generated/generated_specs_monitor.v`, `Definition type_of_${name} := True.\n`);
    disk.write(`${OUT}/generated/generated_template_${name}.v`, `Definition ${name}_lemma := True.\n`);
    return [`${OUT}/generated`];
  },
  (disk) => {
    disk.remove("/w/firmware/src/core");
    return ["/w/firmware/src/core"];
  },
  (disk) => {
    const original = monitor();
    for (const path of original.paths) disk.write(path, original.text(path) ?? "");
    return original.paths;
  },
];

const inputsOfAll = (catalogue: Catalogue) => catalogue.items.map((item) => inputsOf(item, catalogue, true));

test("after any changes the kept catalogue equals one from scratch", async () => {
  const step = fc.record({ change: fc.nat(changes.length - 1), tellsPaths: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
      const disk = monitor();
      const workspace = workspaceOf(disk);
      await workspace.update();
      for (const { change, tellsPaths } of steps) {
        const paths = changes[change]?.(disk) ?? [];
        const kept = await workspace.update(tellsPaths ? paths : null);
        const made = await catalogueOf(disk);
        assert.deepEqual(describe(kept), describe(made));
        assert.deepEqual(inputsOfAll(kept), inputsOfAll(made));
      }
    }),
    { numRuns: 40 },
  );
});
