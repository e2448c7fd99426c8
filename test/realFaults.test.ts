/** What can go wrong with real tools on a real machine: every run ends, names the cause, loses nothing and leaves no process. */
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { freemem } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { isBefore } from "../server/src/verification/toolVersions.ts";
import { ENDLESS, Ledger, type Verified, type VerifyReport } from "./support/ledger.ts";
import { leftOf, processWith } from "./support/processes.ts";
import { addScript, hasRealTranslator, programOnPath, withoutProver } from "./support/programs.ts";

const DEPOSIT = ["--scope", "function:deposit"];
const CHECK = [...DEPOSIT, "--check-only"];
const BUILD = "verification/_build-refinedrust";

const stateOf = ({ functions }: VerifyReport, path = "deposit") =>
  functions.find((each) => each.path === path)?.state;

/** The cause in words, wherever it is said. */
const words = ({ report }: Verified): string =>
  [
    report.outcome,
    ...report.reasons,
    ...report.findings.flatMap(({ message, detail }) => [message, detail]),
  ].join("\n");

const codes = ({ report }: Verified): string[] =>
  report.findings.filter(({ severity }) => severity === "error").map(({ code }) => code);

const isProver = (module: string) => (command: string) =>
  /(?:coqc|rocq)/.test(command) && command.endsWith(`${module}.v`) && !command.includes("/bin/sh");

const skip = withoutProver || (process.platform === "win32" && "its programs are shell scripts");

describe("a run with real tools", { skip, timeout: 600_000 }, () => {
  const ledger = new Ledger();
  after(() => ledger.remove());

  /** A run after which the same crate is verified as if nothing had been. */
  async function recovers(): Promise<void> {
    assert.deepEqual(await leftOf(ledger.folder), []);
    const { status, report } = await ledger.verify(DEPOSIT);
    assert.deepEqual([status, stateOf(report)], [0, "proved"]);
  }

  /** A PATH on which only the programs of the tests and these are. */
  const only = (...programs: readonly string[]): NodeJS.ProcessEnv => {
    const bin = join(ledger.folder, "../only");
    rmSync(bin, { recursive: true, force: true });
    mkdirSync(bin);
    for (const name of programs) {
      const path = programOnPath(name);
      if (path !== null) symlinkSync(path, join(bin, name));
    }
    return { PATH: `${ledger.bin}:${bin}` };
  };

  test("goes well", recovers);

  test("lacks dune", async () => {
    const found = await ledger.verify(CHECK, only("coqc", "rocq"));
    assert.deepEqual([found.status, codes(found)], [2, ["tool-not-found"]]);
    assert.match(words(found), /`dune` was not found/);
    assert.equal(stateOf(found.report), "no result");
    await recovers();
  });

  test("lacks the translator", { skip: hasRealTranslator && "it is installed" }, async () => {
    const cargo = programOnPath("cargo");
    const hidden = join(ledger.folder, "../cargo");
    mkdirSync(hidden);
    if (cargo === null) addScript(hidden, "cargo", 'command="$1"; exec "cargo-$command" "$@"');
    else symlinkSync(cargo, join(hidden, "cargo"));
    const found = await ledger.verify(DEPOSIT, { PATH: `${hidden}:/usr/bin:/bin` });
    assert.equal(found.status, 2, words(found));
    assert.deepEqual(codes(found), ["tool-not-found"]);
    assert.match(words(found), /refinedrust/);
  });

  test("may not execute dune", async () => {
    const restore = ledger.replaceProgram("dune", "exit 0");
    chmodSync(join(ledger.bin, "dune"), 0o644);
    const found = await ledger.verify(CHECK, only("coqc", "rocq"));
    restore();
    assert.deepEqual([found.status, codes(found)], [2, ["no-permission"]]);
    assert.match(words(found), /dune.*not executable/);
    await recovers();
  });

  test("has its prover killed", async () => {
    const restore = ledger.beginProof("deposit", ENDLESS);
    const { ended } = ledger.start(CHECK);
    for (const { pid } of await processWith(ledger.folder, isProver("proof_deposit")))
      process.kill(pid, "SIGKILL");
    const found = await ended;
    restore();
    assert.equal(found.status, 1);
    assert.deepEqual(codes(found), ["killed"]);
    assert.match(words(found), /KILL/);
    assert.notEqual(stateOf(found.report), "proved");
    await recovers();
  });

  test("has dune killed", async () => {
    const restore = ledger.beginProof("deposit", ENDLESS);
    const { ended } = ledger.start(CHECK);
    await processWith(ledger.folder, isProver("proof_deposit"));
    const isDune = (command: string) => command.includes(`--build-dir=${ledger.path(BUILD)}`);
    for (const { pid } of await processWith(ledger.folder, isDune)) process.kill(pid, "SIGKILL");
    const found = await ended;
    restore();
    assert.deepEqual([found.status, codes(found)], [1, ["killed"]]);
    assert.match(words(found), /SIGKILL/);
    assert.equal(stateOf(found.report), "no result");
    await recovers();
  });

  test("is begun by a program that is killed", async () => {
    const restore = ledger.beginProof("deposit", ENDLESS);
    const { process: program, ended } = ledger.start(CHECK);
    await processWith(ledger.folder, isProver("proof_deposit"));
    program.kill("SIGKILL");
    await assert.rejects(ended, /no report/);
    assert.deepEqual(await leftOf(ledger.folder), []);
    restore();
    await recovers();
  });

  test("runs out of memory", async () => {
    const restore = [
      ledger.beginProof("deposit", "assert (Pos.to_nat (2 ^ 40) = 0)%nat by (vm_compute; reflexivity)."),
      ledger.beforeProver("ulimit -v 900000"),
    ];
    const found = await ledger.verify(CHECK);
    for (const each of restore) each();
    assert.deepEqual([found.status, codes(found)], [1, ["out-of-memory"]], words(found));
    assert.notEqual(stateOf(found.report), "proved");
    await recovers();
  });

  test("has memory for one proof at a time only", async () => {
    const [megabytes = ""] = String(freemem() / 2 ** 20 / 1.5).split(".");
    const found = await ledger.verify([...CHECK, "--jobs", "2", "--memory-per-proof", megabytes, "--log"]);
    assert.equal(found.status, 0, words(found));
    assert.match(found.stderr, /^1 at the same time instead of 2: .* GB of memory are free/m);
    assert.match(found.stderr, /^\$ dune build .*-j1/m);
  });

  test("finds the disk full", {
    skip: process.platform !== "linux" && "only Linux has such a small disk",
  }, async () => {
    const build = ledger.path(BUILD);
    rmSync(build, { recursive: true });
    const unmount = smallDisk(build);
    let found: Verified;
    try {
      found = await ledger.verify(CHECK);
    } finally {
      unmount();
      rmSync(build, { recursive: true, force: true });
    }
    assert.equal(found.status, 2, words(found));
    assert.ok(codes(found).includes("disk-full"), words(found));
    assert.match(words(found), /No space left on device/);
    assert.notEqual(stateOf(found.report), "proved");
    await recovers();
  });

  // A stand-in of the runner's own tests prints 100 MB; dune takes long for that.
  test("prints 30 MB and then says what is wrong", async () => {
    const loud = `do 300 (do 1000 idtac "${"0123456789".repeat(10)}"). exact no_such_lemma.`;
    const restore = ledger.beginProof("deposit", loud);
    const found = await ledger.verify(CHECK);
    restore();
    assert.deepEqual([found.status, codes(found)], [1, ["name-not-found"]]);
    assert.match(words(found), /no_such_lemma/);
    assert.ok(JSON.stringify(found.report).length < 30_000_000);
    await recovers();
  });

  test("prints bytes that are no UTF-8, and no line end", async () => {
    const restore = [
      ledger.beginProof("deposit", "exact no_such_lemma."),
      ledger.replaceProgram(
        "dune",
        "printf '\\377\\376 \\303' >&2\n\"$real\" \"$@\"\nstatus=$?\nprintf 'no line end \\360\\237' >&2\nexit $status",
      ),
    ];
    const found = await ledger.verify([...CHECK, "--log"]);
    for (const each of restore) each();
    assert.deepEqual([found.status, codes(found).includes("name-not-found")], [1, true], words(found));
    assert.match(found.stderr, /\uFFFD\uFFFD \uFFFD/);
    assert.match(found.stderr, /no line end \uFFFD/);
    await recovers();
  });

  const faketime = programOnPath("faketime");
  test("has its clock set back", { skip: faketime === null && "faketime is not installed" }, async () => {
    const clock = join(ledger.folder, "../clock");
    writeFileSync(clock, "+0\n");
    const preload = execFileSync(faketime ?? "", ["-f", "+0", "sh", "-c", 'printf %s "$LD_PRELOAD"'], {
      encoding: "utf8",
    });
    // A proof that was never compiled: its module is looked at while the clock changes.
    const restore = ledger.beginProof("deposit", "idtac.");
    const open = ledger.holdProver("proof_deposit");
    const { ended } = ledger.start(CHECK, {
      LD_PRELOAD: preload,
      FAKETIME_TIMESTAMP_FILE: clock,
      FAKETIME_NO_CACHE: "1",
      FAKETIME_DONT_FAKE_MONOTONIC: "1",
    });
    await processWith(
      ledger.folder,
      (command) => command.includes("/bin/sh") && command.endsWith("proof_deposit.v"),
    );
    writeFileSync(clock, "-400d\n");
    open();
    const found = await ended;
    restore();
    assert.deepEqual([found.status, stateOf(found.report)], [0, "proved"], words(found));
    for (const { cost } of found.report.functions)
      assert.ok(cost.seconds === null || (cost.seconds >= 0 && cost.seconds < 600));
    await recovers();
  });

  test("meets another dune in its build folder", async () => {
    const dune = programOnPath("dune") ?? "dune";
    const version = execFileSync(dune, ["--version"], { encoding: "utf8" }).trim();
    const restore = ledger.beginProof("deposit", "idtac.");
    const open = ledger.holdProver("proof_deposit");
    const words_ = ["build", `--build-dir=${ledger.path(BUILD)}`, "./out/ledger/proofs/proof_deposit.vo"];
    const other = spawn(dune, words_, {
      cwd: ledger.path("verification"),
      env: ledger.environment,
      stdio: "ignore",
    });
    const gone = new Promise((done) => other.once("exit", done));
    await processWith(
      ledger.folder,
      (command) => command.includes("/bin/sh") && command.endsWith("proof_deposit.v"),
    );
    const found = await ledger.verify(CHECK);
    open();
    await gone;
    restore();
    // Older ones know no lock, and compile at the same time.
    if (isBefore(version, "3.0"))
      assert.deepEqual([found.status, stateOf(found.report)], [0, "proved"], words(found));
    else {
      assert.deepEqual([found.status, codes(found)], [2, ["lock-held"]], words(found));
      assert.notEqual(stateOf(found.report), "proved");
    }
    await recovers();
  });

  test("goes on beside the user's own dune, which has another build folder", async () => {
    const dune = programOnPath("dune") ?? "dune";
    const open = ledger.holdProver("lang");
    const other = spawn(dune, ["build"], {
      cwd: ledger.path("verification"),
      env: ledger.environment,
      stdio: "ignore",
    });
    const gone = new Promise((done) => other.once("exit", done));
    await processWith(ledger.folder, (command) => command.includes("/bin/sh") && command.endsWith("lang.v"));
    const found = await ledger.verify(DEPOSIT);
    other.kill();
    open();
    await gone;
    assert.deepEqual([found.status, stateOf(found.report)], [0, "proved"], words(found));
    rmSync(ledger.path("verification/_build"), { recursive: true, force: true });
  });

  test("is the second window on the project", async () => {
    const restore = ledger.beginProof("deposit", "idtac.");
    const open = ledger.holdProver("proof_deposit");
    const first = ledger.start(CHECK);
    await processWith(
      ledger.folder,
      (command) => command.includes("/bin/sh") && command.endsWith("proof_deposit.v"),
    );
    const second = await ledger.verify(CHECK);
    assert.equal(second.status, 2);
    assert.match(
      words(second),
      new RegExp(`Another run is at work on this project \\(process ${first.process.pid}\\)`),
    );
    open();
    const found = await first.ended;
    restore();
    assert.deepEqual([found.status, stateOf(found.report)], [0, "proved"]);
    await recovers();
  });

  // The last one, since it leaves nothing to run on.
  test("loses its folder", async () => {
    ledger.beginProof("deposit", "idtac.");
    const open = ledger.holdProver("proof_deposit");
    const { ended } = ledger.start(CHECK);
    await processWith(
      ledger.folder,
      (command) => command.includes("/bin/sh") && command.endsWith("proof_deposit.v"),
    );
    rmSync(ledger.path("verification"), { recursive: true, force: true });
    open();
    const found = await ended;
    assert.equal(found.status, 2);
    assert.ok(codes(found).includes("folder-gone"), words(found));
    assert.match(words(found), /verification was deleted during the run/);
    assert.notEqual(stateOf(found.report), "proved");
    assert.deepEqual(await leftOf(ledger.folder), []);
  });
});

/** A disk of 300 kB at this place, which root may make; others get a log that no byte fits into. */
function smallDisk(folder: string): () => void {
  mkdirSync(folder);
  if (process.getuid?.() === 0) {
    try {
      execFileSync("mount", ["-t", "tmpfs", "-o", "size=300k", "tmpfs", folder], { stdio: "ignore" });
      return () => execFileSync("umount", [folder]);
    } catch {
      // A container may not let root mount.
    }
  }
  symlinkSync("/dev/full", join(folder, "log"));
  return () => {};
}
