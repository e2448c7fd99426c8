/** Which commands a scope, a preset and settings come to; and that paths and texts survive the way to another machine. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, test } from "node:test";
import fc from "fast-check";
import { printCommand, wrap } from "../server/src/verification/command.ts";
import { jobsFor } from "../server/src/verification/jobs.ts";
import { pathHere, pathThere, textThere } from "../server/src/verification/pathMapping.ts";
import { makePlan } from "../server/src/verification/plan.ts";
import { planCrates } from "../server/src/verification/planCrates.ts";
import type { PlanCrate, PlanRequest, RunSettings, Scope } from "../server/src/verification/planModel.ts";
import {
  PRESETS,
  type Preset,
  type PresetPlace,
  presetSettings,
} from "../server/src/verification/presets.ts";
import { MemoryDisk } from "./support/memoryDisk.ts";
import { workspaceOf } from "./support/project.ts";

const home = "/projects/mine";
const crate = (name: string, rest: Partial<PlanCrate>): PlanCrate => ({
  id: name,
  name,
  folder: `${home}/${name}`,
  rootFile: `${home}/${name}/src/lib.rs`,
  dependencies: [],
  configuration: null,
  output: `${home}/${name}/target/verify/${name}`,
  duneRoot: `${home}/${name}/target/verify`,
  isAnnotated: true,
  proofs: [],
  ...rest,
});
const proof = (file: string, output: string, rocqName: string) => ({
  rocqName,
  file,
  path: `${output}/proofs/proof_${rocqName}.v`,
});

/** `list` needs `cell`, and is configured for a common output folder; `app` is a program without proofs. */
const crates: readonly PlanCrate[] = [
  crate("app", { dependencies: ["list"], rootFile: `${home}/app/src/bin/tool/main.rs` }),
  crate("plain", { isAnnotated: false }),
  crate("list", {
    dependencies: ["cell"],
    configuration: { path: `${home}/RefinedRust.toml`, hasOutput: true },
    output: `${home}/proved/list`,
    duneRoot: home,
    proofs: ["push", "pop"].map((name) => proof(`${home}/list/src/lib.rs`, `${home}/proved/list`, name)),
  }),
  crate("cell", {
    proofs: ["get", "set"].map((name) =>
      proof(`${home}/cell/src/lib.rs`, `${home}/cell/target/verify/cell`, name),
    ),
  }),
];

interface Case {
  readonly preset: Preset;
  readonly place?: PresetPlace;
  readonly scope: Scope;
  readonly steps?: PlanRequest["steps"];
  readonly changes?: Partial<RunSettings>;
}

function dump({ preset, place, scope, steps, changes }: Case): string {
  const settings = presetSettings(preset, place ?? { name: null, options: [] }, changes ?? {});
  if ("code" in settings) return `[${settings.code}] ${settings.message}\n`;
  const plan = makePlan(crates, settings, {
    scope,
    steps: steps ?? ["translate", "check"],
    workspaceFolder: home,
  });
  const shown = plan.steps.map(({ kind, command, proofs, seconds, ...step }) =>
    [
      `${kind} ${step.crates.join(", ")}${seconds === null ? "" : `, at most ${seconds} s`}`,
      `  in ${command.directory}`,
      `  ${[command.program, ...command.arguments].map((part) => JSON.stringify(part)).join(" ")}`,
      ...Object.entries(command.environment).map(([name, value]) => `  with ${name}=${value}`),
      ...(proofs.length > 0 ? [`  compiles ${proofs.map((path) => basename(path, ".v")).join(", ")}`] : []),
    ].join("\n"),
  );
  const said = plan.problems.map(({ code, message }) => `[${code}] ${message}`);
  return `${[...shown, ...said].join("\n")}\n`;
}

describe("plans", () => {
  const folder = join(import.meta.dirname, "fixtures/plans");
  for (const name of readdirSync(folder).filter((file) => file.endsWith(".json"))) {
    test(name, () => {
      const found = dump(JSON.parse(readFileSync(join(folder, name), "utf8")));
      const path = join(folder, name.replace(/\.json$/, ".expected"));
      if (process.env["UPDATE"]) writeFileSync(path, found);
      else assert.equal(found, readFileSync(path, "utf8"));
    });
  }
});

test("each preset makes a plan once it knows its place", () => {
  for (const preset of PRESETS) {
    const settings = presetSettings(preset, { name: "place", options: [] }, {});
    assert.ok("wrapper" in settings);
    const request: PlanRequest = {
      scope: { kind: "workspace" },
      steps: ["translate", "check"],
      workspaceFolder: home,
    };
    assert.deepEqual(makePlan(crates, settings, request).problems, [], preset);
  }
});

const source = `#![feature(register_tool)]
#![register_tool(rr)]
#[rr::returns("1%Z")]
pub fn one() -> u8 { 1 }
#[rr::only_spec]
#[rr::returns("2%Z")]
pub fn two() -> u8 { 2 }
pub fn three() -> u8 { 3 }
`;

test("a crate that was never translated is planned with the proofs that will be written", async () => {
  const disk = MemoryDisk.of({ "/w/Cargo.toml": '[package]\nname = "cell"\n', "/w/src/lib.rs": source });
  const [cell] = planCrates(await workspaceOf(disk).update(), () => null);
  assert.deepEqual(
    [cell?.name, cell?.isAnnotated, cell?.output, cell?.duneRoot, cell?.configuration],
    ["cell", true, "/w/target/verify/cell", "/w/target/verify", null],
  );
  const file = "/w/src/lib.rs";
  assert.deepEqual(cell?.proofs, [{ rocqName: "one", file, path: `${cell?.output}/proofs/proof_one.v` }]);
});

test("the output is where it is found, and else where the configuration says", async () => {
  const files = {
    "/w/Cargo.toml": '[package]\nname = "cell"\n',
    "/w/src/lib.rs": source,
    "/w/RefinedRust.toml": 'output_dir = "./proved"\n',
  };
  const plain = planCrates(await workspaceOf(MemoryDisk.of(files)).update(), () => null);
  assert.deepEqual(plain[0]?.configuration, { path: "/w/RefinedRust.toml", hasOutput: true });
  assert.equal(plain[0]?.output, "/w/proved/cell");
  const proofs = { "/w/out/cell/proofs/proof_one.v": "", "/w/out/cell/generated/generated_specs_cell.v": "" };
  const found = planCrates(
    await workspaceOf(MemoryDisk.of({ ...files, ...proofs })).update(),
    () => "/w/out",
  );
  assert.deepEqual([found[0]?.output, found[0]?.duneRoot], ["/w/out/cell", "/w/out"]);
  assert.equal(found[0]?.proofs[0]?.path, "/w/out/cell/proofs/proof_one.v");
});

const pairs = [
  { here: "/projects/mine", there: "/srv/w" },
  { here: "/projects/mine/deep", there: "/deep" },
];

test("the innermost pair of folders decides, and a longer name is another folder", () => {
  assert.equal(pathThere("/projects/mine/a.v", pairs), "/srv/w/a.v");
  assert.equal(pathThere("/projects/mine", pairs), "/srv/w");
  assert.equal(pathThere("/projects/mine/deep/a.v", pairs), "/deep/a.v");
  assert.equal(pathThere("/projects/mineshop/a.v", pairs), "/projects/mineshop/a.v");
  assert.equal(pathHere("/deep/a.v", pairs), "/projects/mine/deep/a.v");
  assert.equal(
    textThere("--dir=/projects/mine:/projects/mine/deep/x:/usr", pairs),
    "--dir=/srv/w:/deep/x:/usr",
  );
});

test("separators follow the other side", () => {
  const windows = [{ here: "C:\\Users\\me\\work", there: "/mnt/mine/" }];
  assert.equal(pathThere("c:\\users\\me\\work\\src\\a.rs", windows), "/mnt/mine/src/a.rs");
  assert.equal(pathHere("/mnt/mine/src/a.rs", windows), "C:\\Users\\me\\work\\src\\a.rs");
  assert.equal(textThere("OUT=C:\\Users\\me\\work\\out;D:\\x", windows), "OUT=/mnt/mine/out;D:\\x");
});

test("a path comes back as it was", () => {
  const part = fc.stringMatching(/^[a-z]{1,4}$/);
  fc.assert(
    fc.property(fc.array(part), (parts) => {
      const path = ["/projects/mine", ...parts].join("/");
      assert.equal(pathHere(pathThere(path, pairs), pairs), path);
    }),
  );
});

test("a shell on the other side reads the same words", { skip: process.platform === "win32" }, () => {
  const words = fc.array(
    fc.string({ unit: "grapheme" }).map((text) => text.replaceAll("\0", "")),
    { maxLength: 5 },
  );
  fc.assert(
    fc.property(words, words, (given, values) => {
      const environment = Object.fromEntries(values.map((value, n) => [`V${n}`, value]));
      const script = 'for v in "$@"; do printf "%s\\0" "$v"; done';
      const there = { program: "sh", arguments: ["-c", script, "sh", ...given], directory: "/", environment };
      const line = wrap(there, { kind: "ssh", host: "h", options: [] }, []).arguments.at(-1) ?? "";
      const { stdout } = spawnSync("sh", ["-c", line], { encoding: "utf8" });
      assert.deepEqual(stdout.split("\0").slice(0, -1), given);
      assert.ok(printCommand(there).length > 0);
    }),
    { numRuns: 60 },
  );
});

describe("proofs at the same time", () => {
  const machine = { processors: 8, freeMemory: 6000 };
  const chosen = (changes: Partial<RunSettings>, freeMemory = machine.freeMemory) => {
    const settings = presetSettings("plain", { name: null, options: [] }, changes);
    assert.ok(!("code" in settings));
    return jobsFor(settings, { ...machine, freeMemory });
  };

  test("are dune's to choose, or the user's", () => {
    assert.deepEqual(chosen({}), { jobs: null, note: null });
    assert.deepEqual(chosen({ jobs: 3 }), { jobs: 3, note: null });
  });

  test("are as many as fit into the memory, and no more than without it", () => {
    const { jobs, note } = chosen({ memoryPerProof: 1500 });
    assert.equal(jobs, 4);
    assert.match(note ?? "", /^4 at the same time instead of 8: 5\.9 GB of memory are free.* 1\.5 GB/);
    assert.deepEqual(chosen({ memoryPerProof: 750 }), { jobs: null, note: null });
    assert.deepEqual(chosen({ memoryPerProof: 1500, jobs: 3 }), { jobs: 3, note: null });
    assert.equal(chosen({ memoryPerProof: 1500, jobs: 5 }).jobs, 4);
  });

  test("are one when not even one fits, and the log warns", () => {
    const { jobs, note } = chosen({ memoryPerProof: 1500, jobs: 5 }, 1499);
    assert.equal(jobs, 1);
    assert.match(note ?? "", /may run out of memory: 1\.5 GB/);
  });

  test("do not depend on the memory here when they are checked elsewhere", () => {
    const places: Partial<RunSettings>[] = [
      { wrapper: { kind: "ssh", host: "h", options: [] } },
      { wrapper: { kind: "container", engine: "docker", name: "c", options: [] } },
      { wrapper: { kind: "slurm", options: [] } },
      { wrapper: { kind: "prefix", command: ["on-the-server"] }, paths: [{ here: "/a", there: "/b" }] },
    ];
    for (const place of places) {
      const { jobs, note } = chosen({ ...place, memoryPerProof: 5000, jobs: 6 });
      assert.equal(jobs, 6);
      assert.match(note ?? "", /not known/);
    }
    const nix = chosen({
      wrapper: { kind: "prefix", command: ["nix", "develop", "--command"] },
      memoryPerProof: 3000,
    });
    assert.equal(nix.jobs, 2);
  });
});
