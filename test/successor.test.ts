/** For a proof whose function is gone, the item it was probably written for: by its path, and by its parameters. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { MemoryDisk } from "./support/memoryDisk.ts";
import { workspaceOf } from "./support/project.ts";

const OUT = "/w/out/a";

/** The successor of the one stale proof, by path. */
async function successor(name: string, source: string, proof: string, template = ""): Promise<string | null> {
  const disk = MemoryDisk.of({
    "/w/Cargo.toml": '[package]\nname = "a"',
    "/w/RefinedRust.toml": 'output_dir = "out"',
    "/w/src/lib.rs": source,
    [`${OUT}/proofs/proof_${name}.v`]: proof,
    ...(template === "" ? {} : { [`${OUT}/generated/generated_template_${name}.v`]: template }),
  });
  const { proofFiles } = await workspaceOf(disk).update();
  const [file, ...others] = proofFiles.filter(({ state }) => state === "stale");
  assert.ok(file && others.length === 0);
  return file.successor?.path ?? null;
}

const script = (...words: readonly string[]): string =>
  `Lemma x_proof : True.\nProof.\n${words.map((word) => `  iRename select (arg_${word} ◁ₗ _)%I into "H".\n`).join("")}Qed.\n`;
const template = (...names: readonly string[]): string =>
  `Ltac x_prelude :=\n  start_function "x" ϝ ( [] ) ( [] ) ( [ ] ) ( );\n  intros ${names.map((name) => `arg_${name} `).join("")};\n  let π := get_π in idtac.\n`;

const TWO = `mod left_side { #[rr::verify] pub fn rotate_by(amount: i32, count: i32) {} }
mod east_side { #[rr::verify] pub fn rotate_by(angle: i32) {} }
`;

test("two functions of one name are told apart by their parameters", async () => {
  assert.equal(await successor("fore_side_rotate_by", TWO, script()), null);
  assert.equal(await successor("fore_side_rotate_by", TWO, script("angle")), "east_side::rotate_by");
  assert.equal(await successor("fore_side_rotate_by", TWO, script("count")), "left_side::rotate_by");
  assert.equal(
    await successor("fore_side_rotate_by", TWO, script(), template("amount", "count")),
    "left_side::rotate_by",
  );
  assert.equal(await successor("fore_side_rotate_by", TWO, script("angle", "count")), null);
});

const RENAMED = "mod m { #[rr::verify] pub fn spin_round(amount: i32, count: i32) {} }\n";

test("with the same parameters less of the name has to be the same, with others more", async () => {
  assert.equal(await successor("m_spun_about", RENAMED, script()), null);
  assert.equal(await successor("m_spun_about", RENAMED, script("amount", "count")), "m::spin_round");
  assert.equal(await successor("m_spin_rond", RENAMED, script()), "m::spin_round");
  const other = "mod m { #[rr::verify] pub fn spin_round(angle: i32) {} }\n";
  assert.equal(await successor("m_spun_round", other, script(), template("angle")), "m::spin_round");
  assert.equal(await successor("m_spin_all", other, script(), template("angle")), "m::spin_round");
  assert.equal(await successor("m_spin_all", other, script(), template("left", "right")), null);
});

test("that both are methods says nothing", async () => {
  const source = "struct S;\nimpl S { #[rr::verify] pub fn widely_other(&self) {} }\n";
  assert.equal(await successor("S_spun_about", source, script("self"), template("self")), null);
});
