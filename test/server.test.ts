/** The bundled language server over its protocol: start, documents, features, settings, mistakes of clients, end. */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { pathToFileURL } from "node:url";
import type {
  CodeAction,
  CompletionItem,
  Diagnostic,
  DocumentSymbol,
  Hover,
} from "vscode-languageserver/node";
import { LanguageServer, type Options, RICH } from "./support/languageServer.ts";

const HEADER = "#![feature(register_tool)]\n#![register_tool(rr)]\n";
const TYPO = `${HEADER}#[rr::oberve("x.ghost": "0")]\nfn f(x: &mut i32) {}\n`;
const URI = "file:///crate/src/lib.rs";

const scratch = mkdtempSync(join(tmpdir(), "refinedrust-server-"));
after(() => rmSync(scratch, { recursive: true, force: true }));

/** Runs the test's body with a server, and ends the server properly. */
const serverTest = (name: string, options: Options, body: (server: LanguageServer) => Promise<void>) =>
  test(name, async () => {
    const server = await LanguageServer.start(options);
    try {
      await body(server);
    } finally {
      assert.equal(await server.stop(), 0);
    }
  });

const codes = (diagnostics: readonly Diagnostic[]) => diagnostics.map(({ code }) => code);
const at = (line: number, character: number) => ({
  textDocument: { uri: URI },
  position: { line, character },
});

serverTest("it names itself and announces what it lists", {}, async (server) => {
  const { capabilities, serverInfo } = server.initialized;
  assert.equal(serverInfo?.name, "RefinedRust");
  assert.match(serverInfo?.version ?? "", /^\d+\.\d+\.\d+/);
  assert.equal(capabilities.hoverProvider, true);
  assert.ok(capabilities.completionProvider?.triggerCharacters?.includes(":"));
  assert.deepEqual(capabilities.codeActionProvider, {
    codeActionKinds: ["quickfix", "source.fixAll.refinedrust"],
  });
  assert.ok(capabilities.documentSymbolProvider);
  assert.equal(capabilities.diagnosticProvider, undefined);
  assert.equal(capabilities.semanticTokensProvider, undefined);
  await server.until(() => server.logged.some((line) => line.includes("tree-sitter")), "the parser's name");
});

serverTest("a misspelt name is underlined, explained, mended and listed", {}, async (server) => {
  await server.open(URI, TYPO);
  const [problem, ...others] = await server.diagnostics(URI, 1);
  assert.deepEqual(others, []);
  assert.equal(problem?.code, "unknown-attribute");
  assert.equal(problem?.source, "refinedrust");
  assert.deepEqual(problem?.range, { start: { line: 2, character: 6 }, end: { line: 2, character: 12 } });

  const link = new URL(problem?.codeDescription?.href ?? "");
  const explained = readFileSync(link, "utf8").split("\n")[Number(link.hash.slice("#L".length)) - 1];
  assert.equal(explained, "## unknown-attribute");

  const hover = await server.request<Hover>("textDocument/hover", at(2, 8));
  assert.match(JSON.stringify(hover.contents), /unknown-attribute/);
  const refused = await server.request<Hover>("textDocument/hover", at(3, 4));
  assert.match(JSON.stringify(refused.contents), /unknown function attribute: oberve/);
  assert.equal(await server.request("textDocument/hover", at(3, 7)), null);

  const actions = await server.request<CodeAction[]>("textDocument/codeAction", {
    textDocument: { uri: URI },
    range: problem?.range,
    context: { diagnostics: [problem] },
  });
  const fix = actions.find(({ isPreferred }) => isPreferred);
  assert.deepEqual(fix?.edit?.changes?.[URI], [{ range: problem?.range, newText: "observe" }]);

  const symbols = await server.request<DocumentSymbol[]>("textDocument/documentSymbol", {
    textDocument: { uri: URI },
  });
  assert.deepEqual(
    symbols.map(({ name }) => name),
    ["f"],
  );

  const items = await server.request<CompletionItem[]>("textDocument/completion", at(2, 9));
  assert.ok(items.some(({ label }) => label === "observe"));
});

serverTest("several changes of one notification are applied one after another", {}, async (server) => {
  await server.open(URI, TYPO);
  await server.diagnostics(URI, 1);
  await server.change(URI, 2, [
    { range: { start: { line: 2, character: 6 }, end: { line: 2, character: 12 } }, text: "" },
    { range: { start: { line: 2, character: 6 }, end: { line: 2, character: 6 } }, text: "obser" },
    { range: { start: { line: 2, character: 11 }, end: { line: 2, character: 11 } }, text: "ve" },
  ]);
  assert.deepEqual(await server.diagnostics(URI, 2), []);
});

serverTest("a burst of changes is published once, for its last version", {}, async (server) => {
  await server.open(URI, TYPO);
  await server.diagnostics(URI, 1);
  const start = { line: 2, character: 6 };
  const changes = Array.from({ length: 40 }, (_, n) =>
    server.change(URI, n + 2, [{ range: { start, end: start }, text: "x" }]),
  );
  await Promise.all(changes);
  await server.diagnostics(URI, 41);
  const versions = server.published.map(({ version }) => version ?? 0);
  assert.deepEqual(
    versions,
    [...versions].sort((a, b) => a - b),
    "an older version came after a newer one",
  );
  assert.equal(new Set(versions).size, versions.length, "a version was published twice");
  assert.ok(versions.length < 42, `each of ${versions.length} versions was published`);
});

serverTest("changes that came before the text they are sent after are left out", {}, async (server) => {
  await server.open(URI, TYPO, 5);
  const [problem] = await server.diagnostics(URI, 5);
  const start = { line: 0, character: 0 };
  await server.change(URI, 4, [{ range: { start, end: start }, text: "\n" }]);
  await server.change(URI, 5, [{ range: { start, end: start }, text: "\n" }]);
  await server.change(URI, 6, [{ range: { start, end: start }, text: "\n" }]);
  const [moved] = await server.diagnostics(URI, 6);
  assert.equal(moved?.range.start.line, (problem?.range.start.line ?? 0) + 1);
});

serverTest("a closed document shows nothing", {}, async (server) => {
  await server.open(URI, TYPO);
  await server.diagnostics(URI, 1);
  await server.close(URI);
  await server.until(() => server.published.at(-1)?.version === undefined, "the empty list");
  assert.deepEqual(server.published.at(-1), { uri: URI, diagnostics: [] });
  assert.equal(await server.request("textDocument/hover", at(2, 8)), null);
});

serverTest("columns count UTF-16 units, with CRLF as with LF", {}, async (server) => {
  const text = `${HEADER}#[rr::requires("𝔸 γ")] #[rr::ensure("x")]\nfn f() {}\n`;
  const expected = { start: { line: 2, character: 30 }, end: { line: 2, character: 36 } };
  await server.open(URI, text);
  await server.open("file:///crate/src/main.rs", text.replaceAll("\n", "\r\n"));
  for (const uri of [URI, "file:///crate/src/main.rs"]) {
    const [problem] = await server.diagnostics(uri, 1);
    assert.deepEqual(problem?.range, expected, uri);
  }
});

serverTest("a file without annotations has no diagnostics, hovers or symbols", {}, async (server) => {
  await server.open(URI, "fn requires() {}\n#[inline]\nfn g() {}\n");
  assert.deepEqual(await server.diagnostics(URI, 1), []);
  assert.equal(await server.request("textDocument/hover", at(1, 3)), null);
  assert.deepEqual(await server.request("textDocument/documentSymbol", { textDocument: { uri: URI } }), []);
});

const PULLING = { ...RICH, textDocument: { ...RICH.textDocument, diagnostic: {} } };

serverTest("a client that asks for diagnostics gets no others", { capabilities: PULLING }, async (server) => {
  assert.ok(server.initialized.capabilities.diagnosticProvider);
  await server.open(URI, TYPO);
  const ask = (previousResultId?: string) =>
    server.request<{ kind: string; items?: Diagnostic[]; resultId: string }>("textDocument/diagnostic", {
      textDocument: { uri: URI },
      previousResultId,
    });
  const first = await ask();
  assert.deepEqual([first.kind, codes(first.items ?? [])], ["full", ["unknown-attribute"]]);
  assert.equal((await ask(first.resultId)).kind, "unchanged");
  await server.change(URI, 2, [{ text: HEADER }]);
  const second = await ask(first.resultId);
  assert.deepEqual([second.kind, second.items], ["full", []]);
  await server.close(URI);
  await server.request("textDocument/documentSymbol", { textDocument: { uri: URI } });
  assert.deepEqual(server.published, []);
});

test("a changed setting is asked for, and the diagnostics follow", async () => {
  const settings: { lint: Record<string, string> } = { lint: {} };
  const server = await LanguageServer.start({ configuration: () => settings });
  await server.open(URI, TYPO);
  assert.deepEqual(codes(await server.diagnostics(URI, 1)), ["unknown-attribute"]);
  settings.lint = { "unknown-attribute": "off" };
  await server.notify("workspace/didChangeConfiguration", { settings: null });
  await server.until(() => server.published.at(-1)?.diagnostics.length === 0, "no diagnostics");
  settings.lint = { "unknown-attribute": "hint" };
  await server.notify("workspace/didChangeConfiguration", { settings: null });
  await server.until(() => server.published.at(-1)?.diagnostics[0]?.severity === 4, "a hint");
  assert.equal(await server.stop(), 0);
});

serverTest(
  "settings of a client that cannot be asked come with the start, and later by themselves",
  { initializationOptions: { lint: { "unknown-attribute": "information" } } },
  async (server) => {
    await server.open(URI, TYPO);
    assert.equal((await server.diagnostics(URI, 1))[0]?.severity, 3);
    await server.notify("workspace/didChangeConfiguration", {
      settings: { refinedrust: { lint: { "unknown-attribute": "off" } } },
    });
    await server.until(() => server.published.at(-1)?.diagnostics.length === 0, "no diagnostics");
  },
);

serverTest(
  "the packaged WebAssembly parser does the same, and the log says that it runs",
  { initializationOptions: { server: { parser: "wasm" } } },
  async (server) => {
    await server.open(URI, TYPO);
    assert.deepEqual(codes(await server.diagnostics(URI, 1)), ["unknown-attribute"]);
    assert.ok(server.logged.some((line) => line.includes("wasm")));
  },
);

test("each folder of a workspace has its own settings", async () => {
  const [one, two] = ["file:///one", "file:///two"];
  const server = await LanguageServer.start({
    folders: [one, two],
    configuration: (scope) => (scope === two ? { lint: { "unknown-attribute": "off" } } : {}),
  });
  await server.open(`${one}/src/lib.rs`, TYPO);
  await server.open(`${two}/src/lib.rs`, TYPO);
  assert.deepEqual(codes(await server.diagnostics(`${one}/src/lib.rs`, 1)), ["unknown-attribute"]);
  assert.deepEqual(await server.diagnostics(`${two}/src/lib.rs`, 1), []);
  assert.equal(await server.stop(), 0);
});

test("a folder that joins later has its settings, and one that leaves has them no more", async () => {
  const folder = "file:///crate";
  const server = await LanguageServer.start({
    folders: [],
    configuration: (scope) => (scope === folder ? { lint: { "unknown-attribute": "off" } } : {}),
  });
  await server.open(URI, TYPO);
  assert.deepEqual(codes(await server.diagnostics(URI, 1)), ["unknown-attribute"]);
  const joins = { added: [{ uri: folder, name: "crate" }], removed: [] };
  await server.notify("workspace/didChangeWorkspaceFolders", { event: joins });
  await server.until(() => server.published.at(-1)?.diagnostics.length === 0, "no diagnostics");
  const leaves = { added: [], removed: joins.added };
  await server.notify("workspace/didChangeWorkspaceFolders", { event: leaves });
  await server.until(() => server.published.at(-1)?.diagnostics.length === 1, "the diagnostics again");
  assert.equal(await server.stop(), 0);
});

test("a client that asks for diagnostics is told when they changed by other means", async () => {
  const settings: { lint: Record<string, string> } = { lint: {} };
  const workspace = { ...RICH.workspace, diagnostics: { refreshSupport: true } };
  const server = await LanguageServer.start({
    capabilities: { ...PULLING, workspace },
    configuration: () => settings,
  });
  await server.open(URI, TYPO);
  const ask = () =>
    server.request<{ items: Diagnostic[] }>("textDocument/diagnostic", { textDocument: { uri: URI } });
  assert.deepEqual(codes((await ask()).items), ["unknown-attribute"]);
  settings.lint = { "unknown-attribute": "off" };
  await server.notify("workspace/didChangeConfiguration", { settings: null });
  await server.until(() => server.refreshes.length > 0, "the request to ask again");
  assert.deepEqual((await ask()).items, []);
  assert.equal(await server.stop(), 0);
});

test("a client that can be asked for events is asked for the files that matter", async () => {
  const dynamic = { dynamicRegistration: true };
  const workspace = { ...RICH.workspace, didChangeWatchedFiles: dynamic, didChangeConfiguration: dynamic };
  const server = await LanguageServer.start({ capabilities: { ...RICH, workspace } });
  await server.until(() => server.registrations.length === 2, "two registrations");
  assert.match(JSON.stringify(server.registrations), /\*\.rs.*RefinedRust\.toml/);
  assert.equal(await server.stop(), 0);
});

test("the hotword of RefinedRust.toml is honoured, and a change of it", async () => {
  const root = join(scratch, "hotword");
  mkdirSync(join(root, "src"), { recursive: true });
  writeFileSync(join(root, "RefinedRust.toml"), 'spec_hotword = "verified"\n');
  const uri = pathToFileURL(join(root, "src", "lib.rs")).href;
  const server = await LanguageServer.start({ folders: [pathToFileURL(root).href] });
  await server.open(uri, TYPO.replaceAll("rr", "verified"));
  assert.deepEqual(codes(await server.diagnostics(uri, 1)), ["unknown-attribute"]);
  writeFileSync(join(root, "RefinedRust.toml"), 'spec_hotword = "other"\n');
  const changed = pathToFileURL(join(root, "RefinedRust.toml")).href;
  await server.notify("workspace/didChangeWatchedFiles", { changes: [{ uri: changed, type: 2 }] });
  await server.until(
    () => server.published.at(-1)?.diagnostics.every(({ code }) => code !== "unknown-attribute") ?? false,
    "no complaint about another tool's attributes",
  );
  assert.equal(await server.stop(), 0);
});

const TRAIT = `#[rr::exists("Size" : "Z")]\npub trait Sized2 {\n    #[rr::ensures("ret = {Size}")]\n    fn size(&self) -> i32;\n}\n`;
const IMPL = `#[rr::instantiate("Sise" := "3")]\nimpl Sized2 for u8 {\n    #[rr::verify]\n    fn size(&self) -> i32 { 3 }\n}\n`;

test("traits of other files of the workspace are known, and stay known as they change", async () => {
  const root = join(scratch, "traits");
  mkdirSync(join(root, "src"), { recursive: true });
  writeFileSync(join(root, "src", "sized.rs"), TRAIT);
  const uri = pathToFileURL(join(root, "src", "impls.rs")).href;
  const traitUri = pathToFileURL(join(root, "src", "sized.rs")).href;
  const server = await LanguageServer.start({ folders: [pathToFileURL(root).href] });
  const shown = (code: string) => () =>
    server.published.findLast((params) => params.uri === uri)?.diagnostics.some((d) => d.code === code) ??
    false;
  const notShown = (code: string) => () => !shown(code)();
  await server.open(uri, IMPL);
  await server.until(shown("unknown-instantiation"), "the unknown attribute");
  await server.open(traitUri, TRAIT.replace('"Size"', '"Sise"'));
  await server.until(notShown("unknown-instantiation"), "the attribute of the open file");
  await server.close(traitUri);
  await server.until(shown("unknown-instantiation"), "the attribute of the file on disk");
  writeFileSync(join(root, "src", "sized.rs"), TRAIT.replace('"Size"', '"Sise"'));
  await server.notify("workspace/didChangeWatchedFiles", { changes: [{ uri: traitUri, type: 2 }] });
  await server.until(notShown("unknown-instantiation"), "the changed file on disk");
  assert.equal(await server.stop(), 0);
});

serverTest("malformed messages do no harm", {}, async (server) => {
  await server.open(URI, TYPO);
  await server.diagnostics(URI, 1);
  await server.notify("textDocument/didChange", {
    textDocument: { uri: URI },
    contentChanges: [{ text: 7 }],
  });
  await server.notify("textDocument/didChange", {});
  await server.notify("textDocument/didOpen", null);
  await server.notify("workspace/didChangeWatchedFiles", { changes: [{ uri: "file:///%zz", type: 9 }] });
  for (const params of [
    {},
    null,
    { textDocument: { uri: URI } },
    { textDocument: { uri: URI }, position: { line: -5 } },
  ]) {
    await server.request("textDocument/hover", params).catch(() => null);
    await server.request("textDocument/codeAction", params).catch(() => null);
  }
  await server.request("textDocument/nonsense", {}).catch(() => null);
  await server.open("file:///crate/src/other.rs", TYPO);
  assert.deepEqual(codes(await server.diagnostics("file:///crate/src/other.rs", 1)), ["unknown-attribute"]);
});

test("it ends when its client dies", async () => {
  const server = await LanguageServer.start();
  assert.notEqual(await server.abandon(), null);
});
