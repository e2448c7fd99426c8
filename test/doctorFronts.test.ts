/** The check of an installation by the command line and by the language server, on machines that have nothing and that have something. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import {
  DOCTOR_REQUEST,
  type DoctorLine,
  type DoctorReport,
  type Refusal,
  TRUST,
} from "../server/src/protocol.ts";

import { LanguageServer } from "./support/languageServer.ts";
import { addScript } from "./support/programs.ts";

const CLI = join(import.meta.dirname, "../dist/cli.js");
const scratch = mkdtempSync(join(tmpdir(), "refinedrust-check-"));
after(() => rmSync(scratch, { recursive: true, force: true }));
const project = join(scratch, "ledger");
cpSync(join(import.meta.dirname, "fixtures/verified/ledger"), project, { recursive: true });
const empty = join(scratch, "empty");
mkdirSync(empty);

/** Reads no file of the machine that would add to PATH. It is called as `shell -i -l -c command`. */
const shell = join(scratch, "shell");
addScript(scratch, "shell", 'exec /bin/sh -c "$4"');

const environment = (path: string): Record<string, string> => ({
  PATH: path,
  HOME: scratch,
  SHELL: shell,
  RR_CONFIG: "",
});

function run(path: string, ...words: readonly string[]) {
  const env = environment(path);
  return spawnSync(process.execPath, [CLI, "doctor", ...words], { cwd: scratch, encoding: "utf8", env });
}

const verdictOf = (lines: readonly DoctorLine[], subject: string) =>
  lines.find((line) => line.subject === subject)?.verdict;

const skip = process.platform === "win32" ? "its programs are shell scripts" : false;

/** Programs that say what a working installation says. */
const complete = join(scratch, "complete");
if (!skip) {
  const nightly = "0.1.0 for nightly-2026-02-28";
  const printed = `RefinedRust ${nightly}\\n\\nRust toolchain:\\n - rustc 1.96.0 (${empty})\\n\\nRocq toolchain:\\n - dune 3.24.1 (/d)\\n - rocq 9.2.0 (/r)\\n`;
  const scripts = {
    "cargo-refinedrust": `printf '${printed}'`,
    "refinedrust-rustc": `printf 'RefinedRust ${nightly}\\nrustc 1.96.0\\n'`,
    cargo: "echo cargo 1.96.0",
    rustup: "echo nightly-2026-02-28-x86_64-unknown-linux-gnu",
    dune: "echo 3.24.1",
    rocq: 'if [ "$2" = -where ]; then echo /nowhere; else echo The Rocq Prover, version 9.2.0; fi',
    coqc: "echo The Rocq Prover, version 9.2.0",
  };
  for (const [name, script] of Object.entries(scripts)) addScript(complete, name, script);
}

describe("rr-tools doctor", { skip }, () => {
  test("with nothing installed names all that is missing, and how to get it", () => {
    const { status, stdout, stderr } = run(empty, "ledger");
    assert.equal(status, 1, stderr);
    assert.match(stdout, /^missing {2}cargo-refinedrust .*not found$/m);
    assert.match(stdout, /^missing {2}dune .*not found$/m);
    assert.match(stdout, /fix: Install RefinedRust/);
    assert.match(stdout, /things are missing to translate and check/);
  });

  test("with all installed is content", () => {
    const { status, stdout } = run(complete, "--format", "json", "ledger");
    const { lines } = JSON.parse(stdout) as { lines: DoctorLine[] };
    assert.deepEqual(
      lines.filter(({ verdict }) => verdict === "missing"),
      [],
    );
    assert.equal(status, 0);
    assert.equal(verdictOf(lines, "cargo-refinedrust"), "ok");
  });

  test("takes the settings of runs", () => {
    const file = join(scratch, "settings.json");
    writeFileSync(file, JSON.stringify({ wrapper: [join(complete, "inside")] }));
    addScript(complete, "inside", 'exec "$@"');
    const { stdout } = run(complete, "--settings", file, "ledger");
    assert.match(stdout, /looked in the PATH of `.*inside`/);
  });

  test("refuses wrong usage", () => {
    assert.equal(run(empty, "nowhere").status, 2);
    assert.match(run(empty, "nowhere").stderr, /no such file or directory/);
    assert.equal(run(empty, "--format", "yaml", "ledger").status, 2);
    assert.match(run(empty, "--preset", "ssh", "ledger").stderr, /needs the name of a host/);
    assert.equal(run(empty, "--settings", "gone.json", "ledger").status, 2);
  });
});

describe("the language server", { skip }, () => {
  const folder = pathToFileURL(project).href;
  const serverTest = (
    name: string,
    { path, trusted }: { readonly path: string; readonly trusted: boolean },
    body: (server: LanguageServer) => Promise<void>,
  ) =>
    test(name, async () => {
      const server = await LanguageServer.start({
        folders: [folder],
        environment: environment(path),
        initializationOptions: { trusted },
      });
      try {
        await body(server);
      } finally {
        assert.equal(await server.stop(), 0);
      }
    });

  serverTest(
    "checks the installation, and with nothing installed does all else",
    { path: empty, trusted: true },
    async (server) => {
      const { lines, text } = await server.request<DoctorReport>(DOCTOR_REQUEST, { folder });
      assert.equal(verdictOf(lines, "dune"), "missing");
      assert.match(text, /^missing {2}dune/m);
      const uri = `${folder}/src/lib.rs`;
      await server.open(
        uri,
        '#![feature(register_tool)]\n#![register_tool(rr)]\n#[rr::retruns("0")]\nfn f() -> i32 { 0 }\n',
      );
      const problems = await server.diagnostics(uri, 1);
      assert.ok(
        problems.some(({ code }) => code === "unknown-attribute"),
        JSON.stringify(problems),
      );
    },
  );

  const marking = join(scratch, "marking");
  serverTest(
    "executes nothing in a workspace that is not trusted",
    { path: marking, trusted: false },
    async (server) => {
      const mark = join(scratch, "executed");
      for (const name of ["cargo-refinedrust", "dune", "rocq", "coqc", "cargo", "rustup", "opam", "nix"]) {
        addScript(marking, name, `: > '${mark}'; echo 3.24.1`);
      }
      const untrusted = await server.request<DoctorReport>(DOCTOR_REQUEST, { folder });
      assert.equal(verdictOf(untrusted.lines, "dune"), "unknown");
      assert.ok(!existsSync(mark));
      await server.notify(TRUST, null);
      const { lines } = await server.request<DoctorReport>(DOCTOR_REQUEST, { folder });
      assert.equal(verdictOf(lines, "dune"), "ok");
      assert.ok(existsSync(mark), "the test sees what is executed");
    },
  );

  serverTest("says why it checks nothing", { path: empty, trusted: true }, async (server) => {
    const refusal = await server.request<Refusal>(DOCTOR_REQUEST, { folder: "untitled:a" });
    assert.deepEqual(refusal, { reason: "The folder is not on this disk." });
  });
});
