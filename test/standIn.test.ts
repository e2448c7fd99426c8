/** The stand-in for `cargo refinedrust` keeps to the documented command line, so that tests with it are worth something. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { readTranslatorVersion } from "../server/src/verification/toolVersions.ts";

const STAND_IN = join(import.meta.dirname, "support/standInCargoRefinedrust.mjs");
const fixtures = join(import.meta.dirname, "fixtures");
const scratch = mkdtempSync(join(tmpdir(), "refinedrust-stand-in-"));
after(() => rmSync(scratch, { recursive: true, force: true }));
const crate = join(scratch, "ledger");
cpSync(join(fixtures, "verified/ledger"), crate, { recursive: true });

function run(words: readonly string[], environment: NodeJS.ProcessEnv = {}) {
  const env = {
    ...process.env,
    RR_CONFIG: "",
    RR_STAND_IN_CODE: join(fixtures, "verified/recorded/generated_code_ledger.v"),
    ...environment,
  };
  const { status, stdout, stderr } = spawnSync(process.execPath, [STAND_IN, ...words], {
    cwd: crate,
    encoding: "utf8",
    env,
  });
  return { status, stdout, stderr };
}

test("it says that it is a stand-in", () => {
  assert.match(readFileSync(STAND_IN, "utf8"), /A STAND-IN/);
  const { status, stdout } = run(["refinedrust", "-V"]);
  assert.equal(status, 0);
  assert.match(readTranslatorVersion(stdout)?.version ?? "", /stand-in/);
});

test("options stand before two dashes, and cargo's behind them", () => {
  assert.match(run(["--help"]).stdout, /Usage: cargo refinedrust/);
  const { status, stderr } = run(["refinedrust", "--message-format=json"]);
  assert.equal(status, 1);
  assert.match(stderr, /^Unexpected argument: --message-format=json$/m);
  assert.match(run(["--show-config"]).stdout, /^Current detected configuration:\n[\s\S]*output_dir = /);
});

test("it writes what RefinedRust writes, and keeps the proofs that are there", () => {
  const admitted = readFileSync(join(crate, "verification/out/ledger/proofs/proof_audit.v"), "utf8");
  const { status, stdout } = run(["refinedrust", "--", "--message-format=json"]);
  assert.equal(status, 0);
  assert.match(stdout, /^Successfully translated transfers::fee$/m);
  assert.match(stdout, /^\{"reason":"build-finished","success":true\}$/m);
  const output = join(crate, "verification/out/ledger");
  assert.deepEqual(readdirSync(output).sort(), [".gitignore", "generated", "interface.rrlib", "proofs"]);
  assert.equal(
    readFileSync(join(output, "generated/generated_template_opening.v"), "utf8"),
    "(* Function is trusted *)",
  );
  assert.match(
    readFileSync(join(output, "generated/generated_specs_ledger.v"), "utf8"),
    /Definition type_of_deposit /,
  );
  assert.match(
    readFileSync(join(output, "proofs/dune"), "utf8"),
    /\(modules proof_deposit proof_audit proof_transfers_transfer proof_transfers_fee proof_transfers_book\)/,
  );
  assert.equal(readFileSync(join(output, "proofs/proof_audit.v"), "utf8"), admitted);
});

test("what the environment says goes before the file", () => {
  const elsewhere = join(scratch, "elsewhere");
  run(["--"], { RR_OUTPUT_DIR: elsewhere });
  assert.ok(existsSync(join(elsewhere, "ledger/generated/dune")));
  rmSync(join(crate, "RefinedRust.toml"));
  run(["--"], { CARGO_TARGET_DIR: join(scratch, "target") });
  assert.match(readFileSync(join(scratch, "target/verify/dune-project"), "utf8"), /\(lang dune 3\.21\)/);
});

test("a refused annotation and an unknown function are left out with exit status 0", () => {
  const file = join(crate, "src/transfers.rs");
  const text = readFileSync(file, "utf8");
  writeFileSync(
    file,
    `${text.replace('rr::returns("n + 10")', 'rr::retruns("n + 10")')}\n#[rr::returns("0")]\npub fn later() -> i32 {\n    0\n}\n`,
  );
  const { status, stdout } = run(["--"]);
  assert.equal(status, 0);
  assert.match(
    stdout,
    /Encountered error: AttributeError\("unknown function attribute: retruns"\)\nSkipping function transfers::fee\n/,
  );
  assert.match(stdout, /Encountered error: UnsupportedFeature .*\nSkipping function transfers::later\n/);
});

test("a recorded run is replayed", () => {
  const folder = join(fixtures, "tool-output/translate");
  const recording = readdirSync(folder)
    .filter((name) => name.endsWith(".txt"))
    .map((name) => ({ path: join(folder, name), text: readFileSync(join(folder, name), "utf8") }))
    .find(({ text }) => /^--- exit status: 101$/m.test(text));
  assert.ok(recording);
  const { status, stdout, stderr } = run(["--"], { RR_STAND_IN_REPLAY: recording.path });
  assert.equal(status, 101);
  assert.ok(recording.text.includes(`--- stdout\n${stdout}--- stderr\n${stderr}---`));
});
