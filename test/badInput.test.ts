/** What a disk can do to the catalogue: files that vanish or are half written, links, pipes, and very many files. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import fc from "fast-check";
import { NodeDisk } from "../server/src/disk/nodeDisk.ts";
import type { Disk, Entry, Stat } from "../server/src/project/disk.ts";
import { MemoryDisk } from "./support/memoryDisk.ts";
import { describe, workspaceOf } from "./support/project.ts";

const fixture = join(import.meta.dirname, "fixtures/project/monitor");
const OUT = "/w/verification/out/monitor";
const monitor = (): MemoryDisk => MemoryDisk.from(fixture, "/w");

const scratch = mkdtempSync(join(tmpdir(), "refinedrust-bad-"));
after(() => rmSync(scratch, { recursive: true, force: true }));

/** Takes files away just before the question of a given number is answered. */
class VanishingDisk implements Disk {
  readonly #disk: MemoryDisk;
  readonly #when: ReadonlyMap<number, string>;
  #asked = 0;
  isQuiet = false;

  constructor(disk: MemoryDisk, when: ReadonlyMap<number, string>) {
    this.#disk = disk;
    this.#when = when;
  }

  list(folder: string): Promise<readonly Entry[] | null> {
    this.#tick();
    return this.#disk.list(folder);
  }

  read(path: string): Promise<string | null> {
    this.#tick();
    return this.#disk.read(path);
  }

  stat(path: string): Promise<Stat | null> {
    this.#tick();
    return this.#disk.stat(path);
  }

  #tick(): void {
    const gone = this.#when.get(this.#asked++);
    if (gone !== undefined && !this.isQuiet) this.#disk.remove(gone);
  }
}

test("files may disappear at any moment while the disk is read", async () => {
  const paths = monitor().paths;
  const moments = fc.tuple(fc.nat({ max: 150 }), fc.constantFrom(...paths, OUT, `${OUT}/generated`, "/w"));
  await fc.assert(
    fc.asyncProperty(fc.array(moments, { minLength: 1, maxLength: 4 }), async (gone) => {
      const disk = monitor();
      const vanishing = new VanishingDisk(disk, new Map(gone));
      const workspace = workspaceOf(vanishing);
      const found = await workspace.update();
      for (const { file, rocqName } of found.items) assert.ok(file.startsWith("/w/") && rocqName !== "");
      vanishing.isQuiet = true;
      const settled = describe(await workspace.update());
      assert.deepEqual(settled, describe(await workspaceOf(disk).update()));
    }),
    { numRuns: 60 },
  );
});

test("a proof that is half written is never called proved, and never crashes", async () => {
  const name = "core_page_Page_T_address";
  const proof = `${OUT}/proofs/proof_${name}.v`;
  const whole = monitor().text(proof) ?? "";
  await fc.assert(
    fc.asyncProperty(fc.nat({ max: whole.lastIndexOf("Qed") }), async (length) => {
      const disk = monitor();
      disk.write(proof, whole.slice(0, length));
      const built = "/w/verification/_build/default/out/monitor";
      for (const path of disk.paths) {
        if (path.startsWith(OUT) && path.endsWith(".v"))
          disk.write(built + path.slice(OUT.length), disk.text(path) ?? "");
      }
      disk.write(`${built}/proofs/proof_${name}.vo`, "");
      const lines = describe(await workspaceOf(disk).update());
      assert.match(lines[lines.indexOf(`  ${name}`) + 1] ?? "", /^ {2}(?:unproved|admitted): /);
    }),
    { numRuns: 60 },
  );
});

test("generated files that are half written give no wrong place", async () => {
  const specs = `${OUT}/generated/generated_specs_monitor.v`;
  const whole = monitor().text(specs) ?? "";
  await fc.assert(
    fc.asyncProperty(fc.nat({ max: whole.length }), async (length) => {
      const disk = monitor();
      disk.write(specs, whole.slice(0, length));
      for (const { spec, rocqName } of (await workspaceOf(disk).update()).items) {
        if (!spec?.place) continue;
        const { start, end } = spec.place.range;
        assert.ok(end <= length && whole.slice(start, end).includes(rocqName));
      }
    }),
    { numRuns: 40 },
  );
});

test("10 000 files: all of them are found, and each proof has its own item", async () => {
  const disk = MemoryDisk.of({ "/w/Cargo.toml": '[package]\nname = "many"' });
  const modules = 2500;
  for (let n = 0; n < modules; n++) {
    disk.write(`/w/src/m${n}.rs`, "#[rr::verify]\npub fn f() {}\n");
    disk.write(`/w/theories/t${n}.v`, "Definition a := 1.\n");
    disk.write(`/w/notes/n${n}.md`, "");
    disk.write(`/w/out/many/proofs/proof_m${n}_f.v`, `Lemma m${n}_f_proof : True. Proof. done. Qed.\n`);
  }
  disk.write("/w/src/lib.rs", Array.from({ length: modules }, (_, n) => `mod m${n};\n`).join(""));
  const catalogue = await workspaceOf(disk).update();
  assert.equal(catalogue.theories.length, modules);
  assert.equal(catalogue.proofFiles.length, modules);
  for (const { path, item } of catalogue.proofFiles) {
    assert.equal(item?.file.replace("/w/src/", "proof_").replace(".rs", "_f.v"), path.split("/").at(-1));
  }
});

function write(path: string, text: string): string {
  const at = join(scratch, path);
  mkdirSync(dirname(at), { recursive: true });
  writeFileSync(at, text);
  return at;
}

test("links in a circle, links to nothing and pipes on the real disk", async () => {
  write("Cargo.toml", '[package]\nname = "linked"');
  write("src/lib.rs", "#[rr::verify]\nfn f() {}\nmod gone;\nmod again;\n");
  write("out/linked/proofs/proof_f.v", "Lemma f_proof : True.\nProof.\ndone.\nQed.\n");
  symlinkSync(scratch, join(scratch, "circle"));
  symlinkSync(join(scratch, "out"), join(scratch, "out/linked/inner"));
  symlinkSync(join(scratch, "nowhere"), join(scratch, "src/gone.rs"));
  symlinkSync(join(scratch, "src/again.rs"), join(scratch, "src/again.rs"));
  symlinkSync(join(scratch, "nowhere"), join(scratch, "out/linked/proofs/proof_g.v"));
  // Reading a pipe would wait for somebody to write.
  if (process.platform !== "win32") execFileSync("mkfifo", [join(scratch, "out/linked/proofs/proof_h.v")]);
  const catalogue = await workspaceOf(new NodeDisk(), [scratch.replaceAll("\\", "/")]).update();
  const item = catalogue.items.find(({ path }) => path === "f");
  assert.equal(item?.proof?.place?.line, 0);
  assert.equal(catalogue.crates.length, 1);
  const notes = catalogue.notes.map(({ message }) => message).join("\n");
  assert.match(notes, /module `gone`/);
  assert.match(notes, /module `again`/);
  assert.equal(catalogue.proofFiles.filter(({ state }) => state === "live").length, 1);
});
