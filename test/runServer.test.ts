/** Runs of the language server: who may begin one, what is told of it, and what is left of it after edits and restarts. */
import assert from "node:assert/strict";
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import type { ClientCapabilities } from "vscode-languageserver";
import { DiagnosticTag } from "vscode-languageserver-types";
import {
  CANCEL_RUN_REQUEST,
  type FunctionResult,
  MARKS_REQUEST,
  type Mark,
  RESULTS_REQUEST,
  RUN_LOG_REQUEST,
  RUN_REQUEST,
  type RunLogResult,
  type RunParams,
  type RunState,
  TRUST,
} from "../server/src/protocol.ts";
import { processTable } from "../server/src/runner/processTable.ts";
import { LanguageServer, RICH } from "./support/languageServer.ts";
import { leftOf } from "./support/processes.ts";
import { compiled, RunProject, STUCK, type Tools } from "./support/runProject.ts";

const projects: RunProject[] = [];
const servers: LanguageServer[] = [];
after(async () => {
  for (const server of servers) await server.stop().catch(() => {});
  for (const project of projects) project.remove();
});

function newProject(): RunProject {
  const project = new RunProject();
  projects.push(project);
  return project;
}

async function start(
  project: RunProject,
  tools: Tools,
  options: object = {},
  run: object = {},
  capabilities: ClientCapabilities = { ...RICH, window: { workDoneProgress: true } },
): Promise<LanguageServer> {
  const server = await LanguageServer.start({
    folders: [project.uri],
    capabilities,
    initializationOptions: {
      trusted: true,
      resultsFolder: project.results,
      run: project.settings(tools, run),
      ...options,
    },
  });
  servers.push(server);
  return server;
}

const begin = (server: LanguageServer, params: RunParams) =>
  server.request<{ readonly run: number; readonly reason?: string }>(RUN_REQUEST, params);

async function ended(server: LanguageServer, run: number): Promise<RunState> {
  const find = () =>
    server.runs.find((state) => state.run === run && state.phase !== "waiting" && state.phase !== "running");
  await server.until(() => find() !== undefined, `the end of run ${run}`);
  const state = find();
  assert.ok(state);
  return state;
}

/** What is shown of runs in the Rust file now. */
const shown = (server: LanguageServer, project: RunProject) =>
  (server.published.findLast(({ uri }) => uri === project.uriOf("src/lib.rs"))?.diagnostics ?? []).filter(
    ({ source }) => source === "refinedrust run",
  );

const until = (server: LanguageServer, project: RunProject, count: number): Promise<void> =>
  server.until(() => shown(server, project).length === count, `${count} results`);

const FAILING: Tools = {
  translate: [{ out: "Successfully translated get\nSuccessfully translated one\n" }],
  check: [{ err: `${compiled("one")}${compiled("get", true)}${STUCK}` }, { exit: 1 }],
};
const PROVING: Tools = { ...FAILING, check: [{ err: `${compiled("one")}${compiled("get")}` }] };

describe("a run that fails", () => {
  test("is told step by step, and found on the Rust code", async () => {
    const project = newProject();
    const server = await start(project, FAILING);
    const { run } = await begin(server, { scope: { kind: "workspace" } });
    const end = await ended(server, run);
    assert.equal(end.phase, "ended");
    assert.equal(end.result?.kind, "failed");
    assert.deepEqual(end.result?.functions, { proved: 1, failed: 1, open: 0 });
    const checks = server.runs.flatMap(({ step }) => (step?.kind === "check" ? step : []));
    assert.ok(checks.every(({ planned, done, failed }) => planned === 2 && done <= 2 && failed <= done));
    assert.equal(checks.at(-1)?.done, 2);
    assert.ok(server.progress.some(({ value }) => /2 of 2 proofs, 1 failed/.test(JSON.stringify(value))));

    await until(server, project, 1);
    const [diagnostic] = shown(server, project);
    assert.equal(diagnostic?.code, "condition-unproved");
    assert.match(String(diagnostic?.message), /n = n \+ 1/);
    assert.ok((diagnostic?.range.start.line ?? 0) >= 3 && (diagnostic?.range.end.line ?? 99) <= 8);
    assert.ok(diagnostic?.relatedInformation?.some(({ location }) => location.uri.endsWith("/proof_get.v")));

    const results = await server.request<FunctionResult[]>(RESULTS_REQUEST, null);
    assert.deepEqual(
      results.map(({ name, outcome, isStale }) => [name, outcome, isStale]),
      [
        ["get", "failed", false],
        ["one", "proved", false],
      ],
    );
    const { text } = await server.request<RunLogResult>(RUN_LOG_REQUEST, { run });
    assert.match(text, /Successfully translated get/);
    assert.match(text, /Shelved goal remaining/);

    const uri = project.uriOf("src/lib.rs");
    await server.open(uri, project.read("src/lib.rs"));
    const marks = await server.request<Mark[]>(MARKS_REQUEST, { textDocument: { uri } });
    assert.deepEqual(
      marks.map(({ shape }) => shape),
      ["failed", "proved"],
    );
  });

  test("because what Rocq accepted proves nothing", async () => {
    const project = newProject();
    project.write("verification/demo/proofs/proof_get.v", "(* nothing *)\n");
    project.write("verification/demo/proofs/proof_one.v", "Lemma one_proof : one_lemma.\nAdmitted.\n");
    const server = await start(project, PROVING);
    const { result } = await ended(server, (await begin(server, { scope: { kind: "workspace" } })).run);
    assert.deepEqual([result?.kind, result?.functions], ["failed", { proved: 0, failed: 1, open: 0 }]);
    const results = await server.request<FunctionResult[]>(RESULTS_REQUEST, null);
    assert.deepEqual(
      results.map(({ outcome, message }) => `${outcome}: ${message}`),
      ["failed: the proof file does not state `get_proof`", "admitted: `Admitted` at line 2"],
    );
  });

  test("and whose output nothing explains is told with its command and its last lines", async () => {
    const project = newProject();
    const server = await start(project, {
      check: [{ err: "some words\nthe sky is falling\n" }, { exit: 7 }],
    });
    const { run } = await begin(server, { scope: { kind: "workspace" }, only: "check" });
    await ended(server, run);
    await until(server, project, 1);
    const [diagnostic] = shown(server, project);
    assert.equal(diagnostic?.code, "unexplained");
    assert.match(
      String(diagnostic?.message),
      /exit status 7\n\$ .*\nexit status 7\nsome words\nthe sky is falling$/,
    );
  });

  test("moves with the text, and is dimmed once its function is edited", async () => {
    const project = newProject();
    const server = await start(project, FAILING);
    const uri = project.uriOf("src/lib.rs");
    const text = project.read("src/lib.rs");
    await server.open(uri, text, 1);
    const { run } = await begin(server, { scope: { kind: "crate", crate: "demo" } });
    await ended(server, run);
    await until(server, project, 1);
    const [before] = shown(server, project);
    assert.equal(before?.tags, undefined);

    await server.change(uri, 2, [{ text: `// One line more.\n${text}` }]);
    await server.diagnostics(uri, 2);
    const [moved] = shown(server, project);
    assert.equal(moved?.range.start.line, (before?.range.start.line ?? 0) + 1);
    assert.equal(moved?.tags, undefined);

    await server.change(uri, 3, [{ text: text.replace("    n\n", "    n + 1\n") }]);
    await server.diagnostics(uri, 3);
    const [dimmed] = shown(server, project);
    assert.deepEqual(dimmed?.tags, [DiagnosticTag.Unnecessary]);
    assert.match(String(dimmed?.message), /from before the edit/);

    await server.change(uri, 4, [{ text }]);
    await server.diagnostics(uri, 4);
    assert.deepEqual(shown(server, project), [before]);

    await server.change(uri, 5, [{ text: text.replace("#[rr::returns", "#[rr::return") }]);
    const all = await server.diagnostics(uri, 5);
    assert.ok(all.some(({ source }) => source === "refinedrust"));
    assert.ok(all.some(({ source }) => source === "refinedrust run"));
  });

  test("is sent to a client that asks for the other diagnostics", async () => {
    const project = newProject();
    const capabilities = { ...RICH, textDocument: { ...RICH.textDocument, diagnostic: {} } };
    const server = await start(project, FAILING, {}, {}, capabilities);
    const uri = project.uriOf("src/lib.rs");
    const text = project.read("src/lib.rs").replace("#[rr::returns", "#[rr::return");
    project.write("src/lib.rs", text);
    await server.open(uri, text, 1);
    await ended(server, (await begin(server, { scope: { kind: "workspace" } })).run);
    await until(server, project, 1);
    assert.ok(
      server.published.every(({ diagnostics }) =>
        diagnostics.every(({ source }) => source === "refinedrust run"),
      ),
    );
    const { items } = await server.request<{ items: readonly { source?: string }[] }>(
      "textDocument/diagnostic",
      {
        textDocument: { uri },
      },
    );
    assert.ok(items.length > 0 && items.every(({ source }) => source === "refinedrust"));
    await server.change(uri, 2, [{ text: text.replace("    n\n", "    n + 1\n") }]);
    await server.until(() => shown(server, project)[0]?.tags !== undefined, "a dimmed result");
  });

  test("is there again after a restart, and gone after the next run", async () => {
    const project = newProject();
    const first = await start(project, FAILING);
    await ended(first, (await begin(first, { scope: { kind: "workspace" } })).run);
    await first.stop();
    const second = await start(project, PROVING);
    await until(second, project, 1);
    const [old] = await second.request<FunctionResult[]>(RESULTS_REQUEST, null);
    assert.equal(old?.outcome, "failed");
    await ended(second, (await begin(second, { scope: { kind: "workspace" } })).run);
    await until(second, project, 0);
    await second.stop();
    // What another program wrote, or only in part, is no result.
    for (const name of readdirSync(project.results))
      writeFileSync(join(project.results, name), '{"format":1,');
    const third = await start(project, PROVING);
    await third.until(
      () => third.logged.some((line) => /results in .* are ignored/.test(line)),
      "a line in the log",
    );
    assert.deepEqual(await third.request(RESULTS_REQUEST, null), []);
  });
});

describe("who may run", () => {
  test("nobody, before the workspace is trusted", async () => {
    const project = newProject();
    const proof = project.path("ran");
    const server = await start(project, { translate: [{ write: proof, text: "" }] }, { trusted: "yes" });
    assert.match((await begin(server, { scope: { kind: "workspace" } })).reason ?? "", /not trusted/);
    assert.ok(!readdirSync(project.folder).includes("ran"));
    await server.notify(TRUST, null);
    const { run } = await begin(server, { scope: { kind: "workspace" }, only: "translate" });
    await ended(server, run);
    assert.ok(readdirSync(project.folder).includes("ran"));
  });

  test("a save, when the settings say so and something annotated has changed", async () => {
    const project = newProject();
    const server = await start(project, FAILING, {}, { onSave: "translateAndCheckFunction" });
    const uri = project.uriOf("src/lib.rs");
    const text = project.read("src/lib.rs");
    await server.open(uri, text);
    await server.request(RESULTS_REQUEST, null);
    const edited = text.replace("    1\n", "    1 + 0\n");
    await server.change(uri, 2, [{ text: edited }]);
    project.write("src/lib.rs", edited);
    await server.notify("textDocument/didSave", { textDocument: { uri } });
    const { title, result } = await ended(server, 1);
    assert.equal(title, "`one`");
    assert.deepEqual(result?.functions, { proved: 1, failed: 0, open: 0 });
  });

  test("one at a time: a waiting run gives way to a newer one", async () => {
    const project = newProject();
    const go = project.path("go");
    const server = await start(project, { ...PROVING, translate: [{ until: go }] });
    const first = await begin(server, { scope: { kind: "workspace" } });
    const second = await begin(server, { scope: { kind: "crate", crate: "demo" } });
    const third = await begin(server, {
      scope: { kind: "file", textDocument: { uri: project.uriOf("src/lib.rs") } },
    });
    assert.equal((await ended(server, second.run)).phase, "dropped");
    project.write("go", "");
    assert.equal((await ended(server, first.run)).result?.kind, "proved");
    assert.equal((await ended(server, third.run)).result?.kind, "proved");
  });

  test("one window at a time", async () => {
    const project = newProject();
    const go = project.path("go");
    const tools: Tools = { ...PROVING, translate: [{ out: "begun\n" }, { until: go }] };
    const [one, other] = [await start(project, tools), await start(project, tools)];
    const first = await begin(one, { scope: { kind: "workspace" } });
    await one.until(() => one.runs.some(({ step }) => step !== null), "the first run");
    const second = await begin(other, { scope: { kind: "workspace" } });
    const refused = await ended(other, second.run);
    assert.equal(refused.result?.kind, "refused");
    assert.match(refused.result?.message ?? "", /Another run is at work/);
    project.write("go", "");
    assert.equal((await ended(one, first.run)).result?.kind, "proved");
    const again = await begin(other, { scope: { kind: "workspace" } });
    assert.equal((await ended(other, again.run)).result?.kind, "proved");
  });
});

describe("a run that hangs", () => {
  const hanging: Tools = {
    ...PROVING,
    check: [{ deaf: true }, { err: `${compiled("one")}` }, { say: "pid" }, { hang: true }],
  };
  const pidOf = async (server: LanguageServer, run: number): Promise<number> => {
    let pid = 0;
    await server.until(
      () => server.runs.some(({ step }) => step?.kind === "check" && step.done === 1),
      "the check",
    );
    while (pid === 0) {
      const { text } = await server.request<RunLogResult>(RUN_LOG_REQUEST, { run });
      pid = Number(/^pid (\d+)$/m.exec(text)?.[1] ?? 0);
    }
    return pid;
  };
  const isAlive = (pid: number): boolean => processTable().some((entry) => entry.pid === pid);

  test("is ended by the user, and what was proved before counts", async () => {
    const project = newProject();
    const server = await start(project, hanging);
    const { run } = await begin(server, { scope: { kind: "workspace" } });
    const pid = await pidOf(server, run);
    assert.ok(isAlive(pid));
    await server.request(CANCEL_RUN_REQUEST, { run });
    const { result } = await ended(server, run);
    assert.equal(result?.kind, "cancelled");
    assert.ok(!isAlive(pid));
    assert.deepEqual(result?.functions, { proved: 1, failed: 0, open: 1 });
  });

  test("ends with the server", async () => {
    for (const way of ["stop", "abandon"] as const) {
      const server = await start(newProject(), hanging);
      const { run } = await begin(server, { scope: { kind: "workspace" } });
      const pid = await pidOf(server, run);
      await server[way]();
      assert.ok(!isAlive(pid), way);
    }
  });

  test("does not outlive a server that is killed", async () => {
    const project = newProject();
    const server = await start(project, hanging);
    const { run } = await begin(server, { scope: { kind: "workspace" } });
    const pid = await pidOf(server, run);
    await server.kill();
    assert.deepEqual(await leftOf(project.folder), []);
    assert.ok(!isAlive(pid));
  });
});
