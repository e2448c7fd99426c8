/** The bundled server says what a run has left to prove: in a hover, as a hint, and to a view. */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import type { CodeAction, Hover } from "vscode-languageserver-types";
import { type FunctionObligations, OBLIGATIONS_REQUEST, RUN_REQUEST } from "../server/src/protocol.ts";
import { LanguageServer, RICH } from "./support/languageServer.ts";
import { compiled, RunProject, STUCK } from "./support/runProject.ts";

const project = new RunProject();
let server: LanguageServer | null = null;
after(async () => {
  await server?.stop();
  project.remove();
});

test("an overflow leads from the run to the precondition that it needs", async () => {
  const uri = project.uriOf("src/lib.rs");
  const text = project.read("src/lib.rs").replace("    n\n", "    n + 1\n");
  project.write("src/lib.rs", text);
  const goal = STUCK.replace(
    "n : Z\n",
    "n : Z\nH : (MinInt i32 ≤ n)\nH0 : (n ≤ MaxInt i32)\nH1 : (MinInt u8 = 0)\n",
  );
  const printed = goal.replace("(n = n + 1)", "(n + 1 ≤ MaxInt i32)");
  server = await LanguageServer.start({
    folders: [project.uri],
    capabilities: { ...RICH, window: { workDoneProgress: true } },
    initializationOptions: {
      trusted: true,
      resultsFolder: project.results,
      run: project.settings({
        translate: [{ out: "Successfully translated get\nSuccessfully translated one\n" }],
        check: [{ err: `${compiled("one")}${compiled("get", true)}${printed}` }, { exit: 1 }],
      }),
    },
  });
  const { runs } = server;
  await server.open(uri, text);
  await server.request(RUN_REQUEST, { scope: { kind: "workspace" } });
  await server.until(() => runs.some(({ phase }) => phase === "ended"), "the end of the run");

  const line = text.split("\n").indexOf("    n + 1");
  const position = { line, character: 6 };
  const shown = await server.request<Hover | null>("textDocument/hover", { textDocument: { uri }, position });
  const value = shown ? (shown.contents as { readonly value: string }).value : "";
  assert.match(value, /^\*\*Left to prove for `get`\*\* · 1 goal/);
  assert.match(value, /```rocq\nn \+ 1 ≤ MaxInt i32\n```[\s\S]*n : Z, within i32[\s\S]*1 hypothesis hidden/);

  const actions = await server.request<CodeAction[]>("textDocument/codeAction", {
    textDocument: { uri },
    range: { start: position, end: position },
    context: { diagnostics: [] },
  });
  const action = actions.find(({ title }) => title === "Require `n + 1 ≤ MaxInt i32`");
  assert.deepEqual(
    action?.edit?.changes?.[uri]?.map(({ newText }) => newText),
    ['\n#[rr::requires("n + 1 ≤ MaxInt i32")]'],
  );

  const all = await server.request<FunctionObligations[]>(OBLIGATIONS_REQUEST, { all: false });
  assert.deepEqual(
    all.map(({ name, goals, proof }) => [
      name,
      goals.map(({ toShow }) => toShow),
      proof?.uri.split("/").at(-1),
    ]),
    [["get", ["n + 1 ≤ MaxInt i32"], "proof_get.v"]],
  );
});
