/** The bundled command line on a whole project: which files belong together, and how far the verification is. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";

const CLI = join(import.meta.dirname, "../dist/cli.js");
const scratch = mkdtempSync(join(tmpdir(), "refinedrust-map-"));
after(() => rmSync(scratch, { recursive: true, force: true }));
cpSync(join(import.meta.dirname, "fixtures/project/monitor"), scratch, { recursive: true });

function run(...args: readonly string[]) {
  const env = { ...process.env, RR_SPEC_HOTWORD: "", RR_CONFIG: "" };
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], {
    cwd: scratch,
    encoding: "utf8",
    env,
  });
  return { status, stdout, stderr };
}

test("map as JSON", () => {
  const { status, stdout, stderr } = run("map", "--format", "json", ".");
  assert.equal(status, 0, stderr);
  const { items, proofFiles } = JSON.parse(stdout);
  const write = items.find((item: { rocqName: string }) => item.rocqName === "core_page_Page_T_write");
  assert.deepEqual(write, {
    crate: "monitor",
    path: "core::page::Page::<T>::write",
    rocqName: "core_page_Page_T_write",
    doubts: [],
    kind: "method",
    mode: "prove",
    file: "firmware/src/core/page.rs",
    line: 49,
    status: "unproved",
    statusReason: "a comment that does not end begins at line 16",
    artefacts: {
      proof: { path: "verification/out/monitor/proofs/proof_core_page_Page_T_write.v", line: 10 },
      template: {
        path: "verification/out/monitor/generated/generated_template_core_page_Page_T_write.v",
        line: 2,
      },
      spec: { path: "verification/out/monitor/generated/generated_specs_monitor.v", line: 19 },
      code: { path: "verification/out/monitor/generated/generated_code_monitor.v", line: 26 },
      shims: [],
    },
  });
  const states = proofFiles.map((file: { state: string }) => file.state);
  assert.deepEqual(
    ["live", "orphan", "stale"].map((state) => states.filter((found: string) => found === state).length),
    [8, 3, 3],
  );
});

test("map as text", () => {
  const { status, stdout } = run("map", ".");
  assert.equal(status, 0);
  assert.match(stdout, /^crate monitor\n/);
  assert.match(stdout, /status {5}admitted: `Admitted` at line 18/);
  assert.match(stdout, /stale {2}verification\/out\/monitor\/proofs\/proof_something_else_entirely\.v/);
});

test("map as text of a folder without annotations", () => {
  assert.match(run("map", "verification/theories").stdout, /^no annotated item of a crate is here\n$/);
});

test("status as a table to paste", () => {
  const { status, stdout } = run("status", "--format", "markdown", ".");
  assert.equal(status, 0);
  assert.equal(run("status", "--format", "markdown", scratch).stdout, stdout);
  assert.equal(
    stdout,
    `| Module | Rust source | Specified | Proved | Admitted | Trusted |
| --- | --- | ---: | ---: | ---: | ---: |
| monitor::core::page | [\`firmware/src/core/page.rs\`](firmware/src/core/page.rs) | 7 | 0 | 1 | 1 |
| monitor::core::paging | [\`firmware/src/core/paging/mod.rs\`](firmware/src/core/paging/mod.rs) | 4 | 0 | 0 | 2 |
| pointers | [\`firmware/crates/pointers/src/lib.rs\`](firmware/crates/pointers/src/lib.rs) | 1 | 0 | 0 | 0 |
| Total |  | 12 | 0 | 1 | 3 |
`,
  );
});

test("status as JSON and as text", () => {
  const { totals, modules } = JSON.parse(run("status", "--format", "json", ".").stdout);
  assert.deepEqual(totals, { specified: 12, proved: 0, admitted: 1, trusted: 3 });
  assert.equal(modules.length, 3);
  assert.match(
    run("status", ".").stdout,
    /unproved {2}align \(firmware\/crates\/pointers\/src\/lib.rs:6\): its proof is complete/,
  );
});

test("a configuration by name", () => {
  const config = join(scratch, "verification/RefinedRust.toml");
  const { stdout } = run(
    "map",
    "--format",
    "json",
    "--config",
    config,
    "--exclude",
    "verification",
    "firmware",
  );
  const { items } = JSON.parse(stdout);
  const address = items.find((item: { rocqName: string }) => item.rocqName === "core_page_Page_T_address");
  assert.equal(
    join(scratch, address.artefacts.proof.path),
    join(scratch, "verification/out/monitor/proofs/proof_core_page_Page_T_address.v"),
  );
});

test("wrong usage and what is not there", () => {
  assert.equal(run("map").status, 2);
  assert.equal(run("map", "--format", "yaml", ".").status, 2);
  const { status, stderr } = run("status", "nowhere");
  assert.equal(status, 2);
  assert.match(stderr, /nowhere: no such file or directory/);
  assert.match(run("map", "firmware/Cargo.toml").stderr, /not a folder/);
});
