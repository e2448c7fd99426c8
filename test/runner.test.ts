/** Commands run to their end whatever they do: every fault has an outcome that names it, and nothing stays alive. */
import assert from "node:assert/strict";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { processTable } from "../server/src/runner/processTable.ts";
import { runSteps } from "../server/src/runner/run.ts";
import { RunLog } from "../server/src/runner/runLog.ts";
import type { Command } from "../server/src/verification/command.ts";
import type { Step } from "../server/src/verification/planModel.ts";

const folder = mkdtempSync(join(tmpdir(), "runner-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const standIn = join(import.meta.dirname, "fixtures", "runner", "standIn.mjs");
const recorded = (name: string): string => join(import.meta.dirname, "fixtures", "tool-output", name);

const step = (command: Partial<Command>, rest: Partial<Step> = {}): Step => ({
  kind: "check",
  crates: [],
  command: { program: process.execPath, arguments: [], directory: folder, environment: {}, ...command },
  paths: [],
  proofs: [],
  seconds: null,
  ...rest,
});
const acting = (acts: readonly object[], rest: Partial<Step> = {}): Step =>
  step({ arguments: [standIn, JSON.stringify(acts)] }, rest);

async function run(
  one: Step,
  signal: AbortSignal = new AbortController().signal,
  printed?: (text: string) => void,
) {
  const output = await runSteps([one], { environment: process.env, signal, ...(printed ? { printed } : {}) });
  const [result] = output.steps;
  assert.ok(result);
  const codes = result.report.findings.map(({ code }) => code);
  return { ...result, codes, log: output.log };
}

/** Who of them is alive; a process that only waits to be noticed by its parent is not. */
const alive = (pids: readonly number[]): number[] =>
  processTable().flatMap(({ pid }) => (pids.includes(pid) ? [pid] : []));

const pidsIn = (log: string): number[] => [...log.matchAll(/^pid (\d+)$/gm)].map((match) => Number(match[1]));

/** Aborts once that many processes have said their number. */
async function cancelled(one: Step, processes: number) {
  const controller = new AbortController();
  let seen = "";
  const result = await run(one, controller.signal, (text) => {
    seen += text;
    if (pidsIn(seen).length === processes) controller.abort();
  });
  return { ...result, pids: pidsIn(seen) };
}

describe("a run that ends by itself", () => {
  test("has the exit status and the findings", async () => {
    const text =
      'File "./out/demo/proofs/proof_get.v", line 3, characters 0-4:\nError: The reference x was not found in the current environment.\n\n';
    const { outcome, codes, log } = await run(acting([{ out: "on its way\n" }, { err: text }, { exit: 1 }]));
    assert.deepEqual(outcome, { kind: "finished", status: 1 });
    assert.deepEqual(codes, ["name-not-found"]);
    assert.match(log, /on its way\n/);
    assert.match(log, /exit status 1/);
  });

  test("is counted by the planned modules", async () => {
    const lines = ["proof_a", "other", "proof_b"].map(
      (name) => `        rocq out/proofs/${name}.{glob,vo}\n`,
    );
    const { progress } = await run(
      acting([{ err: lines.join("") }], { proofs: ["/p/proof_a.v", "/p/proof_b.v", "/p/proof_c.v"] }),
    );
    assert.deepEqual([...progress.done], ["proof_a", "proof_b"]);
    assert.equal(progress.planned.size, 3);
  });

  test("may be ended by a signal from outside", async () => {
    const { outcome, codes } = await run(acting([{ signal: "SIGKILL" }, { hang: true }]));
    assert.deepEqual(outcome, { kind: "killed", signal: "SIGKILL" });
    assert.deepEqual(codes, ["killed"]);
  });

  test("may run out of memory in a container", async () => {
    const { outcome, report } = await run(acting([{ exit: 137 }]));
    assert.deepEqual(outcome, { kind: "finished", status: 137 });
    assert.match(report.findings[0]?.message ?? "", /want of memory/);
  });

  test("leaves nothing behind, and does not wait for what holds its output open", async () => {
    const ready = join(folder, "ready");
    const child = [{ deaf: true }, { say: "pid" }, { write: ready, text: "" }, { hang: true }];
    const { outcome, log } = await run(acting([{ child }, { until: ready }]));
    assert.deepEqual(outcome, { kind: "finished", status: 0 });
    assert.equal(pidsIn(log).length, 1);
    assert.deepEqual(alive(pidsIn(log)), []);
  });

  test("prints 100 MB, and as much in one line", async () => {
    for (const repeat of [`a line like any other${"!".repeat(800)}\n`, "x"]) {
      const { outcome, log, report } = await run(
        acting([{ out: "first\n" }, { repeat, bytes: 100e6 }, { out: "\nlast\n" }]),
      );
      assert.deepEqual(outcome, { kind: "finished", status: 0 });
      assert.ok(log.length < 5_000_000, `${log.length}`);
      assert.match(log, /^first$/m);
      assert.match(log, /characters are left out here/);
      assert.match(log, /^last$/m);
      assert.ok(report.unplaced.join("").length < 30_000_000);
    }
  });

  test("prints bytes that are no UTF-8, and no line end", async () => {
    const { outcome, log } = await run(
      acting([{ hex: "41ff42c3" }, { err: "Error: No space left on device" }, { exit: 1 }]),
    );
    assert.deepEqual(outcome, { kind: "finished", status: 1 });
    assert.match(log, /A\uFFFDB/);
    assert.match(log, /No space left on device/);
  });

  test("finds the disk full", async () => {
    const { codes } = await run(acting([{ err: "Error: write: No space left on device\n" }, { exit: 1 }]));
    assert.deepEqual(codes, ["disk-full"]);
  });

  test("finds another dune at work", async () => {
    const { codes } = await run(acting([{ file: recorded("dune/dune_lock_conflict.txt") }, { exit: 1 }]));
    assert.deepEqual(codes, ["lock-held"]);
  });

  test("takes as long as it takes, also when the clock is set back", async () => {
    const now = Date.now;
    try {
      const { seconds } = await run(acting([{ out: "x\n" }]), undefined, () => {
        Date.now = () => now() - 86_400_000;
      });
      assert.ok(seconds > 0 && seconds < 600, `${seconds}`);
    } finally {
      Date.now = now;
    }
  });

  test("may lose its folder", async () => {
    const lost = join(folder, "lost");
    mkdirSync(lost);
    const one = acting([{ remove: lost }, { err: "getcwd: No such file or directory\n" }, { exit: 1 }]);
    const { outcome, codes } = await run({ ...one, command: { ...one.command, directory: lost } });
    assert.deepEqual(outcome, { kind: "finished", status: 1 });
    assert.deepEqual(codes, ["folder-gone"]);
  });
});

describe("a run that cannot begin", () => {
  test("lacks the program", async () => {
    const { outcome, codes } = await run(step({ program: "no-such-tool" }));
    assert.deepEqual(outcome, { kind: "notFound", program: "no-such-tool" });
    assert.deepEqual(codes, ["tool-not-found"]);
  });

  test("may not execute the program", async () => {
    const file = join(folder, "plain.txt");
    writeFileSync(file, "text");
    chmodSync(file, 0o644);
    const { codes, report } = await run(step({ program: file }));
    assert.deepEqual(codes, ["no-permission"]);
    assert.match(report.findings[0]?.message ?? "", /not executable|Permission denied/);
  });

  test("lacks the folder", async () => {
    const { codes, report } = await run(step({ directory: join(folder, "gone") }));
    assert.deepEqual(codes, ["folder-gone"]);
    assert.match(report.findings[0]?.detail ?? "", /gone is no folder/);
  });

  test("was cancelled before", async () => {
    const { outcome } = await run(acting([{ hang: true }]), AbortSignal.abort());
    assert.deepEqual(outcome, { kind: "cancelled" });
  });

  test("has an argument that no system takes", async () => {
    const { outcome } = await run(step({ arguments: ["a\0b"] }));
    assert.equal(outcome.kind, "failed");
  });
});

describe("a run that is ended", () => {
  const deaf = [{ deaf: true }, { say: "pid" }, { hang: true }];

  test("leaves no process of its tree", async () => {
    const one = acting([{ child: [{ child: deaf }, ...deaf] }, { say: "pid" }, { hang: true }]);
    const { outcome, pids, codes } = await cancelled(one, 3);
    assert.deepEqual(outcome, { kind: "cancelled" });
    assert.equal(pids.length, 3);
    assert.deepEqual(alive(pids), []);
    assert.deepEqual(codes, ["cancelled"]);
  });

  test("finds children in groups and sessions of their own", async () => {
    const one = acting([{ child: deaf, own: true }, ...deaf]);
    const { pids } = await cancelled(one, 2);
    assert.deepEqual(alive(pids), []);
  });

  test("is stopped at its time limit", async () => {
    const { outcome, codes, log } = await run(acting(deaf, { seconds: 1 }));
    assert.deepEqual(outcome, { kind: "timedOut", seconds: 1 });
    assert.deepEqual(codes, ["time-limit"]);
    assert.deepEqual(alive(pidsIn(log)), []);
  });
});

test("a log keeps its beginning and its end", () => {
  const log = new RunLog(10);
  for (const text of ["abcdefgh", "ijklm", "n", "opqrstuvwxyz", "0123"]) log.write(text);
  assert.match(log.text, /^abcdefghij\n\n\[\.\.\. 10 characters are left out here \.\.\.\]\n\nuvwxyz0123$/);
});
