/** Commands that run on another machine or in a container end there when they are ended here. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { after, before, describe, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { processTable } from "../server/src/runner/processTable.ts";
import { runSteps } from "../server/src/runner/run.ts";
import { type Command, type Wrapper, wrap } from "../server/src/verification/command.ts";
import type { Step } from "../server/src/verification/planModel.ts";
import { presetSettings } from "../server/src/verification/presets.ts";
import { watched } from "../server/src/verification/watched.ts";

const folder = mkdtempSync(join(tmpdir(), "other-side-"));
const socket = join(folder, "socket");
const script = join(import.meta.dirname, "fixtures/runner/otherSide.mjs");
const server = spawn(process.execPath, [script, "serve", socket], { stdio: ["ignore", "pipe", "inherit"] });

before(async () => {
  for (const kind of ["ssh", "docker"]) {
    const path = join(folder, kind);
    writeFileSync(path, `#!/bin/sh\nOTHER_SIDE_KIND=${kind} exec '${process.execPath}' '${script}' "$@"\n`);
    chmodSync(path, 0o755);
  }
  await new Promise((ready) => server.stdout.once("data", ready));
});
after(() => {
  server.kill();
  rmSync(folder, { recursive: true, force: true });
});

const wrappers: Readonly<Record<string, Wrapper>> = {
  "a machine by ssh": { kind: "ssh", host: "prover", options: [] },
  "a container": { kind: "container", engine: "docker", name: "prover", options: [] },
};

interface RunOptions {
  readonly signal?: AbortSignal;
  readonly environment?: NodeJS.ProcessEnv;
  readonly printed?: (text: string) => void;
}

async function run(shell: string, wrapper: Wrapper, options: RunOptions = {}) {
  const command: Command = { program: "sh", arguments: ["-c", shell], directory: folder, environment: {} };
  const other = watched(command, wrapper, []);
  assert.ok(other);
  const step: Step = {
    kind: "check",
    crates: [],
    command: wrap(command, wrapper, []),
    watched: other,
    paths: [],
    proofs: [],
    seconds: null,
  };
  const environment = {
    ...process.env,
    PATH: `${folder}${delimiter}${process.env["PATH"]}`,
    OTHER_SIDE: socket,
    ...options.environment,
  };
  const output = await runSteps([step], {
    environment,
    signal: options.signal ?? new AbortController().signal,
    ...(options.printed ? { printed: options.printed } : {}),
  });
  return { outcome: output.steps[0]?.outcome, log: output.log };
}

/** A process that starts another one, which ignores the first signal, in a group of its own as dune's are. */
const ENDLESS = `
echo "pid $$"
perl -e 'setpgrp; $SIG{TERM} = "IGNORE"; $| = 1; print "pid $$\\n"; sleep 1000' &
wait
`;
const pidsIn = (text: string): number[] =>
  [...text.matchAll(/^pid (\d+)$/gm)].map((match) => Number(match[1]));
const isAlive = (pid: number): boolean => processTable().some((entry) => entry.pid === pid);

describe("a command on the other side", {
  skip: process.platform === "win32" && "needs a POSIX shell",
}, () => {
  for (const [place, wrapper] of Object.entries(wrappers)) {
    test(`of ${place} has its output, its exit status and an empty input`, async () => {
      const { outcome, log } = await run('echo "here: $(cat)."; echo there >&2; exit 7', wrapper);
      assert.deepEqual(outcome, { kind: "finished", status: 7 });
      assert.match(log, /here: \.\n/);
      assert.match(log, /there\n/);
      assert.doesNotMatch(log, /setsid|read -r/);
    });

    test(`of ${place} ends with all it has started when the run is cancelled`, async () => {
      const controller = new AbortController();
      let seen = "";
      const { outcome } = await run(ENDLESS, wrapper, {
        signal: controller.signal,
        printed: (text) => {
          seen += text;
          if (pidsIn(seen).length === 2) controller.abort();
        },
      });
      assert.deepEqual(outcome, { kind: "cancelled" });
      const pids = pidsIn(seen);
      const end = performance.now() + 20_000;
      while (pids.some(isAlive) && performance.now() < end) await wait(50);
      assert.deepEqual(pids.filter(isAlive), []);
    });
  }

  test("is what the presets for ssh and containers run, and no other", () => {
    const command: Command = { program: "dune", arguments: ["build"], directory: "/w", environment: {} };
    const others: readonly Wrapper[] = [
      { kind: "none" },
      { kind: "prefix", command: ["nix", "develop", "--command"] },
      { kind: "slurm", options: [] },
    ];
    for (const wrapper of others) assert.equal(watched(command, wrapper, []), null);
    const settings = presetSettings("container", { name: "prover", options: ["--user", "1000"] }, {});
    assert.ok(!("code" in settings));
    const words = watched(command, settings.wrapper, [])?.arguments ?? [];
    assert.deepEqual(words.slice(0, 8), [
      "exec",
      "--workdir",
      "/w",
      "--interactive",
      "--user",
      "1000",
      "prover",
      "sh",
    ]);
    assert.deepEqual(words.slice(-3), ["sh", "dune", "build"]);
  });

  test("is not ended because it is given no input", async () => {
    const environment = { OTHER_SIDE_INPUT: "none" };
    const { outcome, log } = await run(
      "sleep 1; echo done",
      { kind: "ssh", host: "prover", options: ["-n"] },
      { environment },
    );
    assert.deepEqual(outcome, { kind: "finished", status: 0 });
    assert.match(log, /done\n/);
  });
});
