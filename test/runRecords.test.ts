/** What a run says of functions, how long it holds, and how it is kept. */
import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import fc from "fast-check";
import { rangeAfter } from "../server/src/features/anchors.ts";
import type { Catalogue } from "../server/src/project/catalogueModel.ts";
import { buildFolders } from "../server/src/runner/buildFolders.ts";
import { takeLease } from "../server/src/runner/lease.ts";
import { recordsOf } from "../server/src/runner/records.ts";
import { ResultStore } from "../server/src/runner/resultStore.ts";
import { isBuilt, statusOfItem } from "../server/src/verification/collect.ts";
import { conclude, type DoneStep } from "../server/src/verification/conclude.ts";
import type { Outcome } from "../server/src/verification/outcome.ts";
import { OutputReader } from "../server/src/verification/outputReader.ts";
import type { RunSettings } from "../server/src/verification/planModel.ts";
import { inputsOf, type RecordedRun } from "../server/src/verification/recorded.ts";
import { ReportBuilder } from "../server/src/verification/reportBuilder.ts";
import { reportedPath } from "../server/src/verification/reportedPath.ts";
import { readRunSettings } from "../server/src/verification/runSettings.ts";
import { MemoryDisk } from "./support/memoryDisk.ts";
import { workspaceOf } from "./support/project.ts";
import { compiled, FILES, STUCK } from "./support/runProject.ts";

const scratch = mkdtempSync(join(tmpdir(), "refinedrust-records-"));
after(() => rmSync(scratch, { recursive: true, force: true }));

const PROOF = "/w/verification/demo/proofs/proof_get.v";
const BUILD = "/w/verification/_build/default/demo";
const SPECS = "/w/verification/demo/generated/generated_specs_demo.v";
const CODE = "/w/verification/demo/generated/generated_code_demo.v";

function newDisk(): MemoryDisk {
  // RefinedRust has run after the Rust file was saved.
  const { "src/lib.rs": rust = "", ...rest } = FILES;
  const files = Object.entries({ "src/lib.rs": rust, ...rest });
  return MemoryDisk.of(Object.fromEntries(files.map(([name, text]) => [`/w/${name}`, text])));
}

const itemNamed = (catalogue: Catalogue, name: string) => {
  const item = catalogue.items.find(({ rocqName }) => rocqName === name);
  assert.ok(item);
  return item;
};

/** Copies of everything, and a `.vo`, as a build by hand leaves them. */
function build(disk: MemoryDisk, folder = BUILD): void {
  for (const path of disk.paths) {
    if (path.startsWith("/w/verification/demo/"))
      disk.write(path.replace("/w/verification/demo", folder), disk.text(path) ?? "");
  }
  for (const module of ["code_demo", "specs_demo", "template_get", "template_one"])
    disk.write(`${folder}/generated/generated_${module}.vo`, "");
  for (const name of ["get", "one"]) disk.write(`${folder}/proofs/proof_${name}.vo`, "");
}

describe("a result", () => {
  const record = (
    catalogue: Catalogue,
    outcome: RecordedRun["outcome"],
    at = 0,
    translated = true,
  ): RecordedRun => {
    const item = itemNamed(catalogue, "get");
    return {
      crate: item.crate.id,
      module: "proof_get",
      outcome,
      message: outcome === "proved" ? "" : "it got stuck",
      at,
      inputs: inputsOf(item, catalogue, translated),
      cost: { seconds: 1, steps: null, before: null },
      findings: [],
    };
  };
  const verdict = async (disk: MemoryDisk, result: RecordedRun | null) => {
    const catalogue = await workspaceOf(disk).update();
    const found = statusOfItem(itemNamed(catalogue, "get"), catalogue, {
      outdated: () => null,
      recorded: () => result,
    });
    return found ? `${found.status}: ${found.reason}` : null;
  };
  const recorded = async (disk: MemoryDisk, outcome: RecordedRun["outcome"], at = 0) =>
    record(await workspaceOf(disk).update(), outcome, at);

  test("is the status as long as nothing changes", async () => {
    const disk = newDisk();
    assert.match((await verdict(disk, null)) ?? "", /^unproved: /);
    assert.match((await verdict(disk, await recorded(disk, "proved"))) ?? "", /^proved: /);
    assert.equal(await verdict(disk, await recorded(disk, "failed")), "failed: it got stuck");
  });

  const changes: readonly (readonly [string, string, (text: string) => string, RegExp])[] = [
    [
      "the annotation",
      "/w/src/lib.rs",
      (text) => text.replace('returns("n")', 'returns("n + 1")'),
      /its annotation changed/,
    ],
    ["the body", "/w/src/lib.rs", (text) => text.replace("    n\n", "    n + 1\n"), /its body changed/],
    ["the proof", PROOF, (text) => text.replace("rep liStep", "liStep"), /its proof changed/],
    [
      "the template",
      "/w/verification/demo/generated/generated_template_get.v",
      (text) => `${text}\n`,
      /its template was/,
    ],
    [
      "its specification",
      SPECS,
      (text) => text.replace("type_of_get := 1", "type_of_get := 2"),
      /the generated `type_of_get` changed since/,
    ],
    [
      "its code",
      CODE,
      (text) => text.replace("get_def := 1", "get_def := 2"),
      /the generated `get_def` changed since/,
    ],
    [
      "what holds for all definitions",
      SPECS,
      (text) => `From x Require Import y.\n${text}`,
      /the generated definitions changed since/,
    ],
    [
      "the manifest",
      "/w/Cargo.toml",
      (text) => text.replace("2021", "2024"),
      /how the crate is translated or compiled changed/,
    ],
    [
      "its configuration",
      "/w/RefinedRust.toml",
      (text) => `${text}\nadmit_proofs = true\n`,
      /how the crate is translated/,
    ],
    [
      "how dune compiles",
      "/w/verification/demo/proofs/dune",
      (text) => text.replace("(modules", "(flags -w) (modules"),
      /how the crate is/,
    ],
  ];
  for (const [what, path, change, reason] of changes) {
    test(`is stale once ${what} changed`, async () => {
      const disk = newDisk();
      const [proved, failed] = [await recorded(disk, "proved"), await recorded(disk, "failed")];
      disk.write(path, change(disk.text(path) ?? ""));
      for (const result of [proved, failed]) {
        const found = (await verdict(disk, result)) ?? "";
        assert.match(found, /^stale: /);
        assert.match(found, reason);
      }
    });
  }

  const settings: readonly (readonly [string, string, (text: string) => string])[] = [
    ["the manifest", "/w/Cargo.toml", (text) => text.replace("2021", "2024")],
    ["its configuration", "/w/RefinedRust.toml", (text) => `${text}\nadmit_proofs = true\n`],
    ["dune's project", "/w/verification/dune-project", (text) => `${text}(name demo)\n`],
    ["dune's file of a folder around it", "/w/verification/dune", () => "(env (_ (coq (flags -w))))\n"],
  ];
  for (const [what, path, change] of settings) {
    test(`is not proved by a build from before ${what} changed`, async () => {
      const disk = newDisk();
      build(disk);
      const result = await recorded(disk, "proved", 1e15);
      disk.write(path, change(disk.text(path) ?? ""));
      for (const known of [result, null])
        assert.match((await verdict(disk, known)) ?? "", /^stale: how the crate is translated or compiled/);
      const untranslated = record(await workspaceOf(disk).update(), "proved", 1e15, false);
      const isOfDune = path.includes("dune");
      assert.match(
        (await verdict(disk, untranslated)) ?? "",
        isOfDune ? /^proved: / : /^stale: how the crate/,
      );
    });
  }

  test("is not proved by a build from before a file changed that RefinedRust writes for dune", async () => {
    const disk = newDisk();
    build(disk);
    const path = "/w/verification/demo/generated/dune";
    const before = await recorded(disk, "proved", 1e15);
    disk.write(path, "(coq.theory (name demo.generated) (flags -type-in-type))\n");
    assert.match((await verdict(disk, before)) ?? "", /^stale: how the crate is translated or compiled/);
  });

  test("holds when only another function changed, and what was generated for it", async () => {
    const disk = newDisk();
    build(disk);
    const result = await recorded(disk, "proved");
    const edit = (path: string, from: string, to: string) =>
      disk.write(path, (disk.text(path) ?? "").replace(from, to));
    edit(SPECS, "type_of_one := 1", "type_of_one := 2");
    edit(CODE, "one_def := 1.", "one_def := 2. (* of another function *)");
    edit("/w/verification/demo/proofs/dune", " proof_one", " proof_one proof_two");
    assert.match((await verdict(disk, null)) ?? "", /^proved: /);
    edit("/w/src/lib.rs", "    1\n", "    1 + 0\n");
    assert.match((await verdict(disk, result)) ?? "", /^proved: /);
  });

  test("is stale once the file of extra_specs says something else of what it uses", async () => {
    const EXTRA = "/w/extra.v";
    const extra = "Definition low := 0.\nDefinition high := 1.\nHint Resolve a : core.\n";
    const edits: readonly (readonly [string, string, RegExp])[] = [
      ["low := 0", "low := 2", /^stale: the file of `extra_specs` changed after the last generation/],
      ["Resolve a", "Resolve b", /^stale: the file of `extra_specs` changed/],
      ["high := 1", "high := 2", /^proved: /],
      ["Hint", "(* other *)\n\nHint", /^proved: /],
    ];
    for (const [from, to, expected] of edits) {
      const disk = newDisk();
      disk.write(EXTRA, extra);
      disk.write("/w/RefinedRust.toml", `${disk.text("/w/RefinedRust.toml")}extra_specs = "extra.v"\n`);
      disk.write(SPECS, `${disk.text(SPECS)}(* Included *)\n${extra}Definition others := low.\n`);
      const template = "/w/verification/demo/generated/generated_template_get.v";
      disk.write(template, `${disk.text(template)}Definition calls := others.\n`);
      build(disk);
      const result = await recorded(disk, "proved");
      assert.match((await verdict(disk, result)) ?? "", /^proved: /);
      disk.write(EXTRA, extra.replace(from, to));
      for (const known of [result, null]) assert.match((await verdict(disk, known)) ?? "", expected, from);
    }
  });

  test("is stale once another specification that it uses is not up to date", async () => {
    const disk = newDisk();
    const outdated = ({ rocqName }: { readonly rocqName: string }): string | null =>
      rocqName === "one" ? "The result: `1` was generated, `2` would be now." : null;
    const statusNow = async (): Promise<string> => {
      const catalogue = await workspaceOf(disk).update();
      const recorded = () => record(catalogue, "proved");
      const found = statusOfItem(itemNamed(catalogue, "get"), catalogue, { outdated, recorded });
      return `${found?.status}: ${found?.reason}`;
    };
    assert.match(await statusNow(), /^proved: /);
    const template = "/w/verification/demo/generated/generated_template_get.v";
    disk.write(template, `${disk.text(template)}Definition calls := type_of_one.\n`);
    assert.match(await statusNow(), /^stale: what was generated for `one`, which it uses, is not up to date/);
  });

  describe("that depends on a theory", () => {
    const LEMMAS = "/w/verification/theories/lemmas.v";
    const BASE = "/w/verification/theories/base.v";
    const withTheories = (): MemoryDisk => {
      const disk = newDisk();
      disk.write(BASE, "Definition low := 0.\n");
      disk.write(LEMMAS, "From demo.theories Require Import base.\nDefinition high := low.\n");
      disk.write("/w/verification/theories/other.v", "Definition other := 0.\n");
      disk.write(PROOF, `From demo.theories Require Import lemmas.\n${disk.text(PROOF)}`);
      return disk;
    };
    const buildAll = (disk: MemoryDisk): void => {
      for (const name of ["base", "lemmas", "other"]) {
        const text = disk.text(`/w/verification/theories/${name}.v`) ?? "";
        disk.write(`/w/verification/_build/default/theories/${name}.v`, text);
        disk.write(`/w/verification/_build/default/theories/${name}.vo`, "");
      }
      build(disk);
    };

    test("is stale once that, or what it imports, changed", async () => {
      for (const path of [LEMMAS, BASE]) {
        const disk = withTheories();
        buildAll(disk);
        const result = await recorded(disk, "proved");
        for (const known of [result, null]) assert.match((await verdict(disk, known)) ?? "", /^proved: /);
        disk.write(path, `${disk.text(path)}Definition more := 1.\n`);
        for (const known of [result, null])
          assert.match((await verdict(disk, known)) ?? "", /^stale: a Rocq file that it imports changed/);
      }
    });

    test("counts as a whole where another file imports what was generated", async () => {
      for (const module of ["generated_specs_demo", "generated_template_one", "proof_one"]) {
        const disk = withTheories();
        disk.write(BASE, `From demo Require Import ${module}.\n`);
        buildAll(disk);
        const path = [...disk.paths].find(
          (each) => each.endsWith(`/${module}.v`) && !each.includes("_build"),
        );
        const result = await recorded(disk, "proved");
        assert.match((await verdict(disk, result)) ?? "", /^proved: /);
        disk.write(path ?? "", `${disk.text(path ?? "")}Definition more := 1.\n`);
        for (const known of [result, null])
          assert.match((await verdict(disk, known)) ?? "", /^stale: a Rocq file that it imports changed/);
      }
    });

    test("is stale without a dune project, too", async () => {
      const disk = withTheories();
      disk.remove("/w/verification/dune-project");
      const result = await recorded(disk, "proved");
      assert.match((await verdict(disk, result)) ?? "", /^proved: /);
      disk.write(BASE, "Definition low := 1.\n");
      assert.match((await verdict(disk, result)) ?? "", /^stale: a Rocq file that it imports changed/);
    });

    test("holds when another theory changed", async () => {
      const disk = withTheories();
      buildAll(disk);
      disk.write("/w/verification/theories/other.v", "Definition other := 1.\n");
      assert.match((await verdict(disk, null)) ?? "", /^proved: /);
    });

    test("is not proved by a build that broke off behind the theory", async () => {
      const disk = withTheories();
      buildAll(disk);
      const copy = "/w/verification/_build/default/theories/base";
      disk.write(BASE, "Definition low := 1.\n");
      disk.write(`${copy}.v`, disk.text(BASE) ?? "");
      disk.remove(`${copy}.vo`);
      assert.match((await verdict(disk, null)) ?? "", /^stale: what it imports .*could not be compiled/);
      disk.write(`${copy}.vo`, "");
      assert.match((await verdict(disk, null)) ?? "", /^stale: what it imports was compiled after it/);
    });

    test("does not look at one that dune does not build", async () => {
      const disk = withTheories();
      for (const name of ["base", "lemmas"]) {
        disk.write(`/w/library/${name}.v`, disk.text(`/w/verification/theories/${name}.v`) ?? "");
        disk.remove(`/w/verification/theories/${name}.v`);
      }
      build(disk);
      disk.write("/w/library/base.v", "Definition low := 1.\n");
      assert.match((await verdict(disk, null)) ?? "", /^proved: /);
    });
  });

  test("of a check without a translation says nothing of newer Rust code", async () => {
    const disk = newDisk();
    const result = record(await workspaceOf(disk).update(), "proved", 0, false);
    disk.write("/w/src/lib.rs", disk.text("/w/src/lib.rs") ?? "");
    assert.match((await verdict(disk, result)) ?? "", /^stale: its Rust file changed/);
  });

  test("gives way to a build that went through after it, and not to one before", async () => {
    const disk = newDisk();
    const failed = await recorded(disk, "failed", 0);
    build(disk);
    assert.match((await verdict(disk, failed)) ?? "", /^proved: /);
    assert.match((await verdict(disk, { ...failed, at: 1e15 })) ?? "", /^failed: /);
  });

  test("is found in the build folder of our own runs, too", async () => {
    const disk = newDisk();
    build(disk, "/w/verification/_build-refinedrust/default/demo");
    assert.match((await verdict(disk, null)) ?? "", /^proved: /);
    const catalogue = await workspaceOf(disk).update();
    assert.equal(catalogue.proofFiles.length, 2);
    assert.equal(catalogue.outputs.length, 1);
  });

  test("is no proof where the text of the proof has a gap", async () => {
    const disk = newDisk();
    disk.write(PROOF, "Lemma get_proof : get_lemma.\nProof. Admitted.\n");
    assert.match((await verdict(disk, await recorded(disk, "proved"))) ?? "", /^admitted: /);
  });

  test("says why a function was left out", async () => {
    const disk = newDisk();
    disk.remove("/w/verification/demo/generated/generated_template_get.v");
    const omitted = await recorded(disk, "omitted");
    assert.match((await verdict(disk, omitted)) ?? "", /^not generated: .*it got stuck/);
    disk.write("/w/src/lib.rs", (disk.text("/w/src/lib.rs") ?? "").replace('returns("n")', 'returns("m")'));
    assert.doesNotMatch((await verdict(disk, omitted)) ?? "", /it got stuck/);
  });
});

describe("what is edited while tools run", () => {
  const THEORY = "/w/verification/theories/lemmas.v";
  const edits: readonly (readonly [string, string, string, RegExp])[] = [
    ["the proof", "checked", PROOF, /its proof changed/],
    ["a theory", "checked", THEORY, /a Rocq file that it imports changed/],
    ["the manifest", "read", "/w/Cargo.toml", /how the crate is translated/],
    ["the configuration", "read", "/w/RefinedRust.toml", /how the crate is translated/],
    ["dune's project", "checked", "/w/verification/dune-project", /how the crate is translated/],
    ["nothing", "read", "/w/notes.txt", /nothing changed since/],
  ];
  for (const [what, when, path, reason] of edits) {
    test(`${what}: nobody knows what they have seen`, async () => {
      const disk = newDisk();
      disk.write(THEORY, "Definition low := 1.\n");
      disk.write(PROOF, `Require Import lemmas.\n${disk.text(PROOF)}`);
      const look = () => workspaceOf(disk).update();
      const text = disk.text(path) ?? "";
      const read = await look();
      if (when === "read") disk.write(path, `${text}\n`);
      const checked = await look();
      if (when === "checked") disk.write(path, `${text}\n`);
      const ended = await look();
      const item = itemNamed(ended, "get");
      const conclusion = { item, module: "proof_get", outcome: "proved", message: "" } as const;
      const conclusions = [{ ...conclusion, seconds: null, steps: null }];
      const [kept] = recordsOf({ conclusions, steps: [], read, checked, ended, translates: true });
      assert.ok(kept);
      // Neither with the text that is there now, nor with the one before.
      for (const now of [`${text}\n`, text]) {
        disk.write(path, now);
        const catalogue = await look();
        const known = { outdated: () => null, recorded: () => kept };
        assert.match(statusOfItem(itemNamed(catalogue, "get"), catalogue, known)?.reason ?? "", reason);
      }
    });
  }
});

describe("a step", () => {
  const done = (stderr: string, outcome: Outcome, rest: Partial<DoneStep> = {}): DoneStep => {
    const reader = new OutputReader();
    const builder = new ReportBuilder();
    builder.add(reader.feed("stderr", new TextEncoder().encode(stderr)));
    builder.add(reader.end());
    return {
      kind: "check",
      crates: ["/w#demo"],
      proofs: ["get", "one"].map((name) => `/w/verification/demo/proofs/proof_${name}.v`),
      outcome,
      report: builder.end({ command: "dune build", outcome, lastLines: [] }),
      placed: [],
      cost: new Map(),
      unfinished: [],
      ...rest,
    };
  };
  const FAILED: Outcome = { kind: "finished", status: 1 };
  const concluded = async (disk: MemoryDisk, step: DoneStep) => {
    const catalogue = await workspaceOf(disk).update();
    return conclude(catalogue.items, [step], (item) => isBuilt(item, catalogue)).map(
      ({ module, outcome }) => `${module} ${outcome}`,
    );
  };

  test("proves what is compiled or up to date", async () => {
    const disk = newDisk();
    const success = done(compiled("get"), { kind: "finished", status: 0 });
    assert.deepEqual(await concluded(disk, success), ["proof_get proved", "proof_one proved"]);
    build(disk);
    const half = done(`${compiled("get", true)}${STUCK}`, FAILED);
    assert.deepEqual(await concluded(disk, half), ["proof_get failed", "proof_one proved"]);
  });

  test("proves nothing of what it did not come to, whatever an older build says", async () => {
    const disk = newDisk();
    const half = done(`${compiled("get", true)}${STUCK}`, FAILED);
    assert.deepEqual(await concluded(disk, half), ["proof_get failed", "proof_one unchecked"]);
    build(disk);
    const specs =
      'File "./demo/generated/generated_specs_demo.v", line 1, characters 0-4:\nError: Syntax error: x.\n\n';
    assert.deepEqual(await concluded(disk, done(specs, FAILED)), [
      "proof_get unchecked",
      "proof_one unchecked",
    ]);
    const theory =
      'File "./theories/lemmas.v", line 1, characters 0-4:\nError: The reference x was not found in the current environment.\n\n';
    assert.deepEqual(await concluded(disk, done(theory, FAILED)), [
      "proof_get unchecked",
      "proof_one unchecked",
    ]);
  });

  test("proves nothing where nothing was generated, although dune is content", async () => {
    const disk = newDisk();
    for (const path of disk.paths) {
      if (path.includes("/generated/") || path.endsWith("/proofs/dune")) disk.remove(path);
    }
    const success = done("", { kind: "finished", status: 0 });
    assert.deepEqual(await concluded(disk, success), ["proof_get unchecked", "proof_one unchecked"]);
  });

  test("may run in the folder of the crate's output", async () => {
    const short = (text: string): string => text.replaceAll("demo/proofs/", "proofs/");
    const half = done(short(`${compiled("one")}${compiled("get", true)}${STUCK}`), FAILED);
    assert.deepEqual(await concluded(newDisk(), half), ["proof_get failed", "proof_one proved"]);
  });

  test("proves nothing of another crate's function of the same name", async () => {
    const files = Object.entries(FILES).flatMap(([name, text]) => [
      [`/w/one/${name}`, text] as const,
      [`/w/two/${name.replaceAll("demo", "other")}`, text.replaceAll("demo", "other")] as const,
    ]);
    const step = done(
      "",
      { kind: "finished", status: 0 },
      {
        crates: ["/w/one#demo", "/w/two#other"],
        proofs: [
          "/w/one/verification/demo/proofs/proof_get.v",
          "/w/two/verification/other/proofs/proof_one.v",
        ],
      },
    );
    const catalogue = await workspaceOf(MemoryDisk.of(Object.fromEntries(files))).update();
    const conclusions = conclude(catalogue.items, [step], () => false);
    assert.deepEqual(
      conclusions.map(({ item, outcome }) => `${item.crate.name} ${item.path} ${outcome}`),
      ["demo get proved", "other one proved"],
    );
  });

  test("that is stopped proves what was compiled before", async () => {
    const disk = newDisk();
    const cancelled = done(compiled("one"), { kind: "cancelled" });
    assert.deepEqual(await concluded(disk, cancelled), ["proof_get unchecked", "proof_one proved"]);
    const late = done(compiled("one"), { kind: "timedOut", seconds: 5 }, { unfinished: ["proof_get"] });
    assert.deepEqual(await concluded(disk, late), ["proof_get failed", "proof_one proved"]);
  });
});

describe("kept results", () => {
  const result = (rest: Partial<RecordedRun>): RecordedRun => ({
    crate: "c",
    module: "proof_f",
    outcome: "proved",
    message: "",
    at: 1,
    inputs: {
      annotation: null,
      body: "b",
      template: null,
      proof: "p",
      definitions: [["type_of_f", "t"]],
      ambient: "a",
      theories: "",
      settings: "s",
    },
    cost: { seconds: 2, steps: 3, before: null },
    findings: [],
    ...rest,
  });
  const item = {
    crate: { id: "c", name: "c", folder: "", rootFile: "" },
    kind: "function",
    rocqName: "f",
  } as const;

  test("are there again, with what it took before", async () => {
    const log: string[] = [];
    const folder = join(scratch, "kept");
    const first = new ResultStore(folder, (line) => log.push(line));
    assert.equal(await first.load(["c"]), false);
    await first.add([result({})]);
    await first.add([
      result({ cost: { seconds: null, steps: null, before: null } }),
      result({ module: "proof_g" }),
    ]);
    await first.add([result({ cost: { seconds: 5, steps: null, before: null } })]);
    const second = new ResultStore(folder, (line) => log.push(line));
    assert.equal(await second.load(["c"]), true);
    assert.deepEqual(second.of(item)?.cost, { seconds: 5, steps: null, before: 2 });
    assert.equal(second.all.length, 2);
    assert.deepEqual(log, []);
    assert.deepEqual(
      readdirSync(folder).filter((name) => !name.endsWith(".json")),
      [],
    );
  });

  test("of two windows do not wipe each other out", async () => {
    const folder = join(scratch, "windows");
    const [one, other] = [new ResultStore(folder, () => {}), new ResultStore(folder, () => {})];
    await one.load(["c"]);
    await other.load(["c"]);
    await one.add([result({})]);
    await other.add([result({ module: "proof_g" })]);
    const third = new ResultStore(folder, () => {});
    await third.load(["c"]);
    assert.deepEqual(
      third.all.map(({ module }) => module),
      ["proof_f", "proof_g"],
    );
  });

  test("that are torn, foreign or of another crate are ignored with one line", async () => {
    const folder = join(scratch, "torn");
    await new ResultStore(folder, () => {}).add([result({})]);
    const [name = ""] = readdirSync(folder);
    const whole = readFileSync(join(folder, name), "utf8");
    const broken = JSON.parse(whole);
    for (const text of [
      ...[0, 1, whole.length >> 1, whole.length - 1].map((length) => whole.slice(0, length)),
      "null",
      JSON.stringify({ ...broken, format: 99 }),
      JSON.stringify({ ...broken, crate: "other" }),
      JSON.stringify({ ...broken, results: [{ ...broken.results[0], outcome: "perfect" }] }),
      JSON.stringify({ ...broken, results: [{ ...broken.results[0], findings: [{}] }] }),
      JSON.stringify({ ...broken, results: [{ ...broken.results[0], inputs: { definitions: [["f"]] } }] }),
    ]) {
      writeFileSync(join(folder, name), text);
      const log: string[] = [];
      const store = new ResultStore(folder, (line) => log.push(line));
      assert.equal(await store.load(["c"]), false, text);
      assert.equal(log.length, 1, text);
      await store.add([result({})]);
      assert.equal(store.of(item)?.outcome, "proved");
    }
  });

  test("that cannot be written are there as long as the program", async () => {
    const folder = join(scratch, "file");
    writeFileSync(folder, "");
    const log: string[] = [];
    const store = new ResultStore(folder, (line) => log.push(line));
    await store.load(["c"]);
    await store.add([result({})]);
    assert.equal(store.of(item)?.outcome, "proved");
    assert.match(log.join("\n"), /are not kept/);
  });
});

describe("a lease", () => {
  const place = join(scratch, "leases");

  test("is had by one", async () => {
    const first = await takeLease(["/a", "/b"], place);
    assert.ok("release" in first);
    assert.deepEqual(await takeLease(["/b", "/c"], place), { pid: process.pid });
    const other = await takeLease(["/c"], place);
    assert.ok("release" in other);
    await first.release();
    const again = await takeLease(["/a", "/b"], place);
    assert.ok("release" in again);
    await again.release();
    await other.release();
    assert.deepEqual(readdirSync(place), []);
  });

  test("that was left over or torn counts for nothing", async () => {
    const held = await takeLease(["/a"], place);
    assert.ok("release" in held);
    const [name = ""] = readdirSync(place);
    const reused = JSON.stringify({ pid: process.pid, started: 1 });
    const ofOthers = [
      "",
      "{",
      '{"pid":2147483646}',
      "null",
      ...(process.platform === "linux" ? [reused] : []),
    ];
    for (const text of ofOthers) {
      writeFileSync(join(place, name), text);
      const taken = await takeLease(["/a"], place);
      assert.ok("release" in taken, text);
    }
    await held.release();
  });
});

describe("a range in a text that is edited", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "b", "\n"), maxLength: 12 });

  test("stays on what it named when that is left alone", () => {
    fc.assert(
      fc.property(text, text, text, text, text, (head, named, between, before, after) => {
        const marked = `<${named}>`;
        for (const [old, now] of [
          [`${before}${head}${marked}${between}`, `${after}${head}${marked}${between}`],
          [`${head}${marked}${between}${before}`, `${head}${marked}${between}${after}`],
        ] as const) {
          const at = old.indexOf(marked);
          const range = rangeAfter({ start: at, end: at + marked.length }, old, now);
          assert.equal(now.slice(range.start, range.end), marked);
        }
      }),
    );
  });

  test("never leaves the text", () => {
    fc.assert(
      fc.property(text, text, fc.nat(12), fc.nat(12), (old, now, a, b) => {
        const [start = 0, end = 0] = [a, b].map((at) => Math.min(at, old.length)).sort((x, y) => x - y);
        const range = rangeAfter({ start, end }, old, now);
        assert.ok(0 <= range.start && range.start <= range.end && range.end <= now.length);
      }),
    );
  });
});

describe("paths that tools print", () => {
  const step = {
    command: { program: "dune", arguments: [], directory: "/projects/p/verification", environment: {} },
    paths: [{ here: "/projects/p", there: "/there/p" }],
  };
  const files = ["/projects/p/src/lib.rs", "/projects/p/verification/demo/proofs/proof_f.v"];
  const found = (file: string, directory: string | null = null): string =>
    reportedPath(file, directory, step, (path) => files.includes(path));

  test("are those of the files here", () => {
    const proof = "/projects/p/verification/demo/proofs/proof_f.v";
    assert.equal(found("./demo/proofs/proof_f.v"), proof);
    assert.equal(found("/there/p/verification/_build/default/demo/proofs/proof_f.v"), proof);
    assert.equal(found("_build-refinedrust/default/demo/proofs/proof_f.v"), proof);
    assert.equal(found("proofs/proof_f.v", "/there/p/verification/demo"), proof);
    assert.equal(found("src/lib.rs"), "/projects/p/src/lib.rs");
    assert.equal(found("../src/./lib.rs"), "/projects/p/src/lib.rs");
    assert.equal(found("missing.v"), "/projects/p/verification/missing.v");
  });
});

describe("settings", () => {
  const read = (section: unknown): RunSettings => {
    const { settings } = readRunSettings(section);
    assert.ok(!("code" in settings), JSON.stringify(settings));
    return settings;
  };

  test("of any form are understood", () => {
    const plain = read(undefined);
    for (const section of [
      null,
      1,
      "x",
      [],
      { preset: 3, jobs: "x", seconds: -1, wrapper: 4, environment: [1], onSave: {} },
    ]) {
      assert.deepEqual(read(section), plain);
      assert.equal(readRunSettings(section).onSave, "off");
    }
    assert.deepEqual(readRunSettings({ preset: "ssh" }).settings, {
      code: "place-missing",
      message: "The preset `ssh` needs the name of a host",
    });
  });

  test("change the preset", () => {
    const settings = read({
      preset: "container",
      place: "rocq",
      checkCommand: ["make", "check"],
      translateCommand: { program: "make", arguments: ["generate"], directory: "/w" },
      environment: { A: "b", C: 1 },
      jobs: 3,
      memoryPerProof: 1500,
      targetDirectory: "project",
      buildDirectory: "/tmp/b",
      pathMapping: [{ here: "/a", there: "/b" }, { here: "/a" }],
    });
    assert.deepEqual(settings.wrapper, { kind: "container", engine: "docker", name: "rocq", options: [] });
    assert.deepEqual(
      [settings.check.program, settings.check.arguments, settings.check.directory],
      ["make", ["check"], "${duneRoot}"],
    );
    assert.equal(settings.translate.directory, "/w");
    assert.deepEqual(settings.environment, { A: "b" });
    assert.deepEqual(settings.paths, [{ here: "/a", there: "/b" }]);
    assert.deepEqual(
      [settings.jobs, settings.memoryPerProof, settings.seconds, settings.targetDirectory],
      [3, 1500, null, null],
    );
    assert.deepEqual(buildFolders(settings, "/w")("/r"), ["/tmp/b", "/r/_build-refinedrust", "/r/_build"]);
    assert.deepEqual(buildFolders({ buildDirectory: "out" }, "/w")("/r")[0], "/r/out");
    assert.deepEqual(buildFolders({ buildDirectory: null }, "/w")("/r"), [
      "/r/_build-refinedrust",
      "/r/_build",
    ]);
  });
});
