/** Rocq names of Rust items: each fixture is a crate root, whose lines say what they are called. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import { generatedNames, inclusionFile, nameInProofFile, proofFile } from "../server/src/rocq/names.ts";
import { strip } from "../server/src/rocq/strip.ts";
import { MemoryDisk } from "./support/memoryDisk.ts";
import { workspaceOf } from "./support/project.ts";

const folder = join(import.meta.dirname, "fixtures/names");

/** `//= name name? ..` after an item: the names on this line, with `?` behind those that are not sure. */
function expectedNames(source: string): string[] {
  return source.split("\n").flatMap((line, n) => {
    const names = /\/\/= (.*)$/.exec(line)?.[1]?.split(" ") ?? [];
    return names.map((name) => `${n + 1} ${name}`);
  });
}

for (const name of readdirSync(folder)) {
  test(name, async () => {
    const source = readFileSync(join(folder, name), "utf8");
    const disk = MemoryDisk.of({
      "/w/Cargo.toml": '[package]\nname = "c"\n[dependencies]\nother-crate = "1"',
      "/w/src/lib.rs": source,
    });
    const { items } = await workspaceOf(disk).update();
    const found = items.map(
      (item) => `${item.line + 1} ${item.rocqName}${item.doubts.length > 0 ? "?" : ""}`,
    );
    assert.deepEqual(found, expectedNames(source));
  });
}

const stripped: readonly (readonly [string, string])[] = [
  ["a::Page::<T>::m", "a_Page_T_m"],
  ["<&'a List<T> as std::iter::IntoIterator>::into_iter", "REFaListTasstd_iter_IntoIterator_into_iter"],
  ["f::{closure#0}", "f_closure0"],
  ["<() as a::Tr>::f", "unitasa_Tr_f"],
  ["<(A, [u8; 4]) as Tr>", "Au84asTr"],
  ["<*mut T as Tr<'_>>::a", "mutTasTr__a"],
  ["größe::r#type", "größe_rtype"],
];
for (const [path, name] of stripped) test(`strip ${path}`, () => assert.equal(strip(path), name));

test("stripping leaves only what a Rocq identifier may have, and is then done", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (path) => {
      const name = strip(path);
      assert.match(name, /^[\p{Alphabetic}\p{N}_]*$/u);
      assert.equal(strip(name), name);
    }),
  );
});

test("files of proofs", () => {
  assert.deepEqual(nameInProofFile(proofFile("a_b")), { kind: "proof", name: "a_b" });
  assert.deepEqual(nameInProofFile(inclusionFile("XasT")), { kind: "inclusion", name: "XasT" });
  for (const other of ["dune", "proof_.v", "proof_a.vo", "lemmas.v"])
    assert.equal(nameInProofFile(other), null);
});

test("generated definitions", () => {
  assert.deepEqual(
    generatedNames("function", "f").map(({ name }) => name),
    ["f_proof", "f_lemma", "f_prelude", "type_of_f", "trait_incl_of_f", "f_def"],
  );
  assert.ok(generatedNames("traitFunction", "T_m").some(({ name }) => name === "T_m_base_spec"));
  assert.ok(generatedNames("struct", "a_X").some(({ name }) => name === "a_X_inv_t"));
});
