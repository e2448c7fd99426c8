/** `rr-tools verify` with stand-ins for the tools: what it reports, its exit status, and that Ctrl-C ends everything. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { after, test } from "node:test";
import { processTable } from "../server/src/runner/processTable.ts";
import { compiled, RunProject, STUCK, type Tools } from "./support/runProject.ts";

const CLI = join(import.meta.dirname, "../dist/cli.js");
const projects: RunProject[] = [];
after(() => {
  for (const project of projects) project.remove();
});

function newProject(): RunProject {
  const project = new RunProject();
  projects.push(project);
  return project;
}

const start = (project: RunProject, tools: Tools, args: readonly string[], rest: object = {}) => {
  project.write("run.json", JSON.stringify(project.settings(tools, rest)));
  const own = ["--settings", project.path("run.json"), "--results", project.results];
  const env = { ...process.env, RR_SPEC_HOTWORD: "", RR_CONFIG: "" };
  return spawn(process.execPath, [CLI, "verify", ...own, ...args, "."], { cwd: project.folder, env });
};

async function run(project: RunProject, tools: Tools, args: readonly string[] = [], rest: object = {}) {
  const child = start(project, tools, args, rest);
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (bytes) => {
    stdout += bytes;
  });
  child.stderr.on("data", (bytes) => {
    stderr += bytes;
  });
  const [status] = await once(child, "close");
  return { status, stdout, stderr };
}

const TRANSLATED = [{ out: "Successfully translated get\nSuccessfully translated one\n" }];
const PROVING: Tools = { translate: TRANSLATED, check: [{ err: `${compiled("one")}${compiled("get")}` }] };
const FAILING: Tools = {
  translate: TRANSLATED,
  check: [{ err: `${compiled("one")}${compiled("get", true)}${STUCK}` }, { exit: 1 }],
};

test("all proved", async () => {
  const { status, stdout, stderr } = await run(newProject(), PROVING);
  assert.equal(status, 0, stderr + stdout);
  assert.match(stdout, /^proved +demo::get$/m);
  assert.match(stdout, /^2 functions, 2 done, 0 open/m);
});

test("one failed", async () => {
  const { status, stdout } = await run(newProject(), FAILING);
  assert.equal(status, 1);
  assert.match(stdout, /^src\/lib\.rs:\d+:\d+: error\[condition-unproved\]: /m);
  assert.match(stdout, /^failed +demo::get: .*n = n \+ 1/m);
  assert.match(stdout, /^proved +demo::one/m);
});

test("as annotations of GitHub", async () => {
  const { stdout } = await run(newProject(), FAILING, ["--format", "github"]);
  assert.match(stdout, /^::error file=src\/lib\.rs,line=\d+,col=\d+,.*title=condition-unproved::/m);
});

test("as JSON, with what each proof took and took before", async () => {
  const project = newProject();
  const sequential = {
    checkCommand: [...(project.settings(PROVING) as { checkCommand: string[] }).checkCommand, "-j1"],
  };
  await run(project, PROVING, [], sequential);
  const { status, stdout } = await run(project, PROVING, ["--format", "json"], sequential);
  assert.equal(status, 0);
  const report = JSON.parse(stdout);
  assert.deepEqual(
    report.functions.map(({ path, state }: { path: string; state: string }) => [path, state]),
    [
      ["get", "proved"],
      ["one", "proved"],
    ],
  );
  // Nothing tells when the first one was begun.
  assert.equal(report.functions[1].cost.seconds, null);
  assert.equal(typeof report.functions[0].cost.seconds, "number");
  assert.equal(typeof report.functions[0].cost.secondsBefore, "number");
  assert.deepEqual(
    report.slowest.map(({ path }: { path: string }) => path),
    ["get"],
  );
  assert.deepEqual(
    report.steps.map(({ kind, outcome }: { kind: string; outcome: string }) => [kind, outcome]),
    [
      ["translate", "exit status 0"],
      ["check", "exit status 0"],
    ],
  );
});

test("a function that was left out although the exit status is 0", async () => {
  const error =
    'Encountered error: AttributeError("unknown function attribute: ensure")\nSkipping function get\n';
  const { status, stdout } = await run(newProject(), {
    ...PROVING,
    translate: [{ out: `${error}Successfully translated one\n` }],
  });
  assert.equal(status, 1);
  assert.match(stdout, /^left out +demo::get: .*unknown function attribute/m);
  assert.match(stdout, /error\[not-translated\]/);
});

test("a translation that fails is not followed by a check", async () => {
  const { status, stdout, stderr } = await run(
    newProject(),
    {
      translate: [{ out: 'Frontend failed with error "IO error: x"\n' }, { exit: 101 }],
      check: [{ out: "CHECKED\n" }],
    },
    ["--log"],
  );
  assert.equal(status, 1);
  assert.match(stdout, /error\[translation-failed\]/);
  assert.match(stdout, /^no result +demo::get/m);
  assert.doesNotMatch(stderr, /CHECKED/);
  assert.match(stderr, /Frontend failed/);
});

test("a crate that cannot be translated keeps no other from being verified", async () => {
  const project = newProject();
  project.write("other/Cargo.toml", '[package]\nname = "other"\nversion = "0.1.0"\n');
  project.write("other/src/lib.rs", '#[rr::returns("1")]\npub fn two() -> i32 {\n    1\n}\n');
  project.write("demo.txt", "");
  // The stand-in breaks down on a file that is not there.
  const translate = [...TRANSLATED, { file: `${project.folder}/\${crate}.txt` }];
  const { status, stdout } = await run(project, { ...PROVING, translate });
  assert.equal(status, 1);
  assert.match(stdout, /^proved +demo::get/m);
  assert.match(stdout, /^no result +other::two: .*other\.txt/m);
});

test("a proof that Rocq accepts and that proves nothing", async () => {
  const project = newProject();
  project.write("verification/demo/proofs/proof_get.v", "Lemma get_proof : get_lemma.\nProof.\nAdmitted.\n");
  const { status, stdout } = await run(project, PROVING);
  assert.equal(status, 0);
  assert.match(stdout, /^admitted +demo::get: .*line 3/m);
  project.write("verification/demo/proofs/proof_get.v", "(* nothing *)\n");
  const second = await run(project, PROVING);
  assert.equal(second.status, 1);
  assert.match(second.stdout, /^unproved +demo::get/m);
});

test("scopes", async () => {
  const project = newProject();
  const one = await run(project, { ...PROVING, check: [{ err: compiled("one") }] }, [
    "--scope",
    "function:one",
  ]);
  assert.equal(one.status, 0, one.stdout);
  assert.match(one.stdout, /^1 functions/m);
  const file = await run(project, PROVING, ["--scope", "file:src/lib.rs", "--check-only"]);
  assert.match(file.stdout, /^2 functions/m);
  const translation = await run(project, PROVING, ["--scope", "crate:demo", "--translate-only"]);
  assert.equal(translation.status, 0, translation.stdout);
  for (const scope of ["function:two", "crate:none", "file:src/none.rs", "module:x", "file:"]) {
    const { status, stdout, stderr } = await run(project, PROVING, ["--scope", scope]);
    assert.equal(status, 2, scope);
    assert.equal(stdout, "");
    assert.match(stderr, /there is none|no file|no scope/);
  }
});

test("faults of the environment", async () => {
  const project = newProject();
  const missing = await run(project, PROVING, [], { translateCommand: ["no-such-tool"] });
  assert.equal(missing.status, 2);
  assert.match(missing.stdout, /error\[tool-not-found\].*no-such-tool/);
  const limit = await run(project, { translate: [{ hang: true }] }, ["--seconds", "1"]);
  assert.equal(limit.status, 1);
  assert.match(limit.stdout, /error\[time-limit\]/);
  const killed = await run(project, { ...PROVING, check: [{ signal: "SIGKILL" }] });
  assert.equal(killed.status, 1);
  assert.match(killed.stdout, /error\[killed\][\s\S]*have fewer proofs checked at the same time/);
  const unknown = await run(project, PROVING, [], { checkCommand: [process.execPath, "--only=${targtes}"] });
  assert.equal(unknown.status, 2);
  assert.match(unknown.stdout, /targtes.* is no placeholder/);
  assert.equal((await run(project, PROVING, ["--jobs", "none"])).status, 2);
  assert.equal((await run(project, PROVING, ["--memory-per-proof", "0"])).status, 2);
  assert.equal((await run(project, PROVING, ["--preset", "ssh"])).status, 2);
  project.write("broken.json", "{");
  const settings = await run(project, PROVING, ["--settings", project.path("broken.json")]);
  assert.equal(settings.status, 2);
  assert.match(settings.stderr, /broken\.json/);
});

test("Ctrl-C", async () => {
  const project = newProject();
  const child = start(project, { ...PROVING, check: [{ deaf: true }, { say: "pid" }, { hang: true }] }, [
    "--log",
  ]);
  let pid = 0;
  let log = "";
  child.stderr.on("data", (bytes) => {
    log += bytes;
    if (pid > 0) return;
    pid = Number(/^pid (\d+)$/m.exec(log)?.[1] ?? 0);
    if (pid > 0) child.kill("SIGINT");
  });
  const [status] = await once(child, "close");
  assert.equal(status, 130);
  assert.ok(pid > 0);
  assert.ok(!processTable().some((entry) => entry.pid === pid));
});
