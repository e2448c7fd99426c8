/** The check of an installation: what facts come to, and that facts are gathered without executing anything that is not trusted. */
import assert from "node:assert/strict";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { NodeDisk } from "../server/src/disk/nodeDisk.ts";
import { readToolchain } from "../server/src/project/rustToolchain.ts";
import { probe } from "../server/src/runner/probe.ts";
import type { Wrapper } from "../server/src/verification/command.ts";
import { diagnose } from "../server/src/verification/doctor.ts";
import type { DoctorFacts } from "../server/src/verification/doctorFacts.ts";
import { doctorText } from "../server/src/verification/doctorText.ts";
import type { RunSettings } from "../server/src/verification/planModel.ts";
import { readRunSettings } from "../server/src/verification/runSettings.ts";
import {
  isBefore,
  readDuneProject,
  readTranslatorVersion,
  versionIn,
} from "../server/src/verification/toolVersions.ts";
import { addScript } from "./support/programs.ts";
import { workspaceOf } from "./support/project.ts";

describe("what facts come to", () => {
  const folder = join(import.meta.dirname, "fixtures/doctor");
  const read = (name: string): Partial<DoctorFacts> => JSON.parse(readFileSync(join(folder, name), "utf8"));
  const healthy = read("healthy.json") as DoctorFacts;
  for (const name of readdirSync(folder).filter((file) => file.endsWith(".json"))) {
    test(name, () => {
      const changes = read(name);
      const facts = { ...healthy, ...changes, programs: { ...healthy.programs, ...changes.programs } };
      const lines = diagnose(facts);
      const path = join(folder, name.replace(/\.json$/, ".expected"));
      const found = doctorText(facts.folder, lines);
      if (process.env["UPDATE"]) writeFileSync(path, found);
      else assert.equal(found, readFileSync(path, "utf8"));
      for (const line of lines) {
        assert.ok(line.subject && line.place && line.found, JSON.stringify(line));
        if (line.verdict === "missing") assert.ok(line.fix, `nothing mends ${line.subject}`);
      }
    });
  }
});

test("versions of programs", () => {
  assert.equal(versionIn("The Rocq Prover, version 9.2.0\ncompiled with OCaml 5.3.0"), "9.2.0");
  assert.equal(versionIn("3.24.1"), "3.24.1");
  assert.equal(versionIn("dune"), null);
  assert.ok(isBefore("3.9", "3.21"));
  assert.ok(isBefore("9.1", "9.1.1"));
  assert.ok(!isBefore("9.1.0", "9.1"));
  assert.ok(!isBefore("10.0", "9.9.9"));
});

test("the version of the translator", () => {
  const rest =
    "\nRust toolchain:\n - rustc 1.2.3 (/r/rustc)\n - cargo 1.2.4 (/r/cargo)\n\nRocq toolchain:\n - dune not found\n";
  const read = readTranslatorVersion(
    `RefinedRust 0.1.0 for nightly-2026-02-28\n\nRefinedRust library paths:\n${rest}`,
  );
  assert.deepEqual(read, {
    version: "0.1.0",
    toolchain: "nightly-2026-02-28",
    commit: null,
    libraries: [],
    programs: { rustc: "1.2.3 (/r/rustc)", cargo: "1.2.4 (/r/cargo)", dune: null, rocq: null },
  });
  assert.equal(
    readTranslatorVersion("RefinedRust 0.1.0 for nightly-2026-02-28 (abc1234)")?.commit,
    "abc1234",
  );
  assert.equal(readTranslatorVersion("rustc 1.2.3"), null);
});

test("what dune projects and toolchain files ask for", () => {
  assert.deepEqual(readDuneProject("(lang dune 3.21)\n; (using coq 0.8)\n(using rocq 0.11)"), {
    language: "3.21",
    extension: "rocq",
  });
  assert.deepEqual(readDuneProject("(lang dune 2.9)\n(using coq 0.3)"), {
    language: "2.9",
    extension: "coq",
  });
  assert.deepEqual(readDuneProject(""), { language: null, extension: null });
  assert.equal(readToolchain("nightly-2026-03-23\n").channel, "nightly-2026-03-23");
  const toml = '[toolchain]\nchannel = "nightly"\ntargets = ["riscv64gc-unknown-none-elf"]\n';
  assert.deepEqual(readToolchain(toml), {
    channel: "nightly",
    components: [],
    targets: ["riscv64gc-unknown-none-elf"],
    failure: null,
  });
  assert.ok(readToolchain("[toolchain").failure);
  assert.ok(readToolchain("x = 1").failure);
});

const scratch = mkdtempSync(join(tmpdir(), "refinedrust-doctor-"));
after(() => rmSync(scratch, { recursive: true, force: true }));

const plain = ((): RunSettings => {
  const { settings } = readRunSettings({});
  assert.ok(!("code" in settings));
  return settings;
})();

/** Facts of a small crate, with these scripts as the only programs besides those of the system's shell. */
async function factsWith(
  name: string,
  scripts: Readonly<Record<string, string>>,
  options: {
    readonly isTrusted?: boolean;
    readonly settings?: Partial<RunSettings>;
    readonly environment?: Record<string, string>;
  } = {},
): Promise<DoctorFacts> {
  const folder = join(scratch, name);
  const bin = join(folder, "bin");
  mkdirSync(join(folder, "src"), { recursive: true });
  mkdirSync(bin, { recursive: true });
  writeFileSync(join(folder, "Cargo.toml"), '[package]\nname = "one"\n');
  writeFileSync(join(folder, "src/lib.rs"), "");
  writeFileSync(join(folder, "rust-toolchain"), "nightly-2026-02-28\n");
  for (const [program, script] of Object.entries(scripts)) addScript(bin, program, script);
  return probe({
    folder,
    catalogue: await workspaceOf(new NodeDisk(), [folder]).update(),
    environment: { PATH: bin, SHELL: "/bin/sh", HOME: folder, ...options.environment },
    settings: { ...plain, ...options.settings },
    isTrusted: options.isTrusted ?? true,
    signal: new AbortController().signal,
  });
}

describe("facts of a machine", {
  skip: process.platform === "win32" ? "its programs are shell scripts" : false,
}, () => {
  test("programs are found and asked", async () => {
    const version =
      "echo 'RefinedRust 0.1.0 for nightly-2026-02-28'; echo; echo 'Rust toolchain:'; echo ' - rustc 1.9.0 (/nowhere/rustc)'";
    const facts = await factsWith("asked", {
      "cargo-refinedrust": `[ "$1" = refinedrust ] && [ "$2" = -V ] && { ${version}; }`,
      "refinedrust-rustc": "echo error while loading shared libraries >&2; exit 127",
      rustup: "printf 'stable-x86_64 (default)\\nnightly-2026-02-28-x86_64\\n'",
      dune: "echo 3.24.1",
      opam: "echo rr",
    });
    const { programs } = facts;
    assert.equal(programs.dune.path, join(scratch, "asked/bin/dune"));
    assert.deepEqual(programs.dune.answer, { kind: "said", text: "3.24.1\n" });
    assert.deepEqual(programs["refinedrust-rustc"].answer, {
      kind: "failed",
      message: "exit status 127 (not found): error while loading shared libraries",
    });
    assert.deepEqual(programs.rocq, {
      path: null,
      unusable: null,
      answer: { kind: "notAsked" },
      inLoginShell: null,
    });
    assert.deepEqual(facts.installedToolchains, ["stable-x86_64", "nightly-2026-02-28-x86_64"]);
    assert.deepEqual(facts.named, [{ path: "/nowhere/rustc", exists: false }]);
    assert.equal(facts.opamSwitch, "rr");
    assert.deepEqual(
      facts.toolchains.map(({ toolchain }) => toolchain.channel),
      ["nightly-2026-02-28"],
    );
    assert.deepEqual(facts.loginShell.own, [join(scratch, "asked/bin")]);
  });

  test("the translator's own compiler is the one beside it", async () => {
    const bin = join(scratch, "beside/bin");
    mkdirSync(bin, { recursive: true });
    addScript(join(scratch, "beside/other"), "refinedrust-rustc", "echo RefinedRust 1");
    const facts = await factsWith(
      "beside",
      { "cargo-refinedrust": "true" },
      {
        environment: { PATH: `${bin}:${join(scratch, "beside/other")}` },
      },
    );
    assert.equal(facts.programs["refinedrust-rustc"].path, null);
  });

  test("a program that may not be executed", async () => {
    addScript(join(scratch, "plain/bin"), "dune", "echo 3");
    chmodSync(join(scratch, "plain/bin/dune"), 0o644);
    const { dune } = (await factsWith("plain", {})).programs;
    assert.deepEqual([dune.path, dune.unusable], [null, join(scratch, "plain/bin/dune")]);
  });

  test("what only the login shell finds", async () => {
    const hidden = join(scratch, "login/hidden");
    addScript(hidden, "dune", "echo 3.24.1");
    writeFileSync(join(scratch, "login/.profile"), `echo noise\nPATH="${hidden}:$PATH"\n`);
    const { programs, loginShell } = await factsWith("login", {});
    assert.ok(loginShell.path?.includes(hidden), JSON.stringify(loginShell));
    assert.equal(programs.dune.inLoginShell, join(hidden, "dune"));
  });

  test("without trust nothing is executed", async () => {
    const mark = join(scratch, "mark");
    const script = `: > '${mark}'; echo 3.24.1`;
    const names = [
      "cargo-refinedrust",
      "refinedrust-rustc",
      "cargo",
      "rustc",
      "rustup",
      "dune",
      "rocq",
      "coqc",
      "opam",
      "nix",
    ];
    const scripts = Object.fromEntries(names.map((name) => [name, script]));
    writeFileSync(join(scratch, ".profile"), `: > '${mark}'`);
    const home = { HOME: scratch };
    const facts = await factsWith("untrusted", scripts, { isTrusted: false, environment: home });
    assert.ok(!existsSync(mark));
    assert.equal(facts.programs.dune.path, join(scratch, "untrusted/bin/dune"));
    assert.equal(diagnose(facts).find(({ subject }) => subject === "dune")?.verdict, "unknown");
    const ssh: Wrapper = {
      kind: "prefix",
      command: [join(scratch, "untrusted/bin/nix"), "develop", "--command"],
    };
    await factsWith("untrusted", scripts, {
      isTrusted: false,
      environment: home,
      settings: { wrapper: ssh },
    });
    assert.ok(!existsSync(mark));
    await factsWith("untrusted", scripts, { environment: home });
    assert.ok(existsSync(mark), "the test sees what is executed");
  });

  test("programs of another place are asked there", async () => {
    const wrapper: Wrapper = { kind: "prefix", command: [join(scratch, "wrapped/bin/inside"), "-c"] };
    const { programs, elsewhere } = await factsWith(
      "wrapped",
      { inside: 'shift; echo "in there: $*"' },
      { settings: { wrapper } },
    );
    assert.match(elsewhere ?? "", /inside -c$/);
    assert.deepEqual(programs.dune.answer, { kind: "said", text: "in there: dune --version\n" });
    assert.equal(programs.dune.path, null);
  });
});
