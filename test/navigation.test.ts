/** From Rust to Rocq and back in the bundled server, on a project laid out like a real one. */
import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import type {
  CodeLens,
  DocumentSymbol,
  Location,
  LocationLink,
  Position,
  TextDocumentEdit,
  WorkspaceSymbol,
} from "vscode-languageserver/node";
import type { Explanation, Mark, Overview, Place, Proposal, Refusal } from "../server/src/protocol.ts";
import { LanguageServer, type Options, RICH } from "./support/languageServer.ts";

const scratch = mkdtempSync(join(tmpdir(), "refinedrust-navigation-"));
const fixture = join(import.meta.dirname, "fixtures/project/monitor");
const OUT = "verification/out/monitor";
const PAGE = "firmware/src/core/page.rs";
const PAGING = "firmware/src/core/paging/mod.rs";
const THEORY = "verification/theories/page_extra.v";
const WRITE = `${OUT}/proofs/proof_core_page_Page_T_write.v`;

let server: LanguageServer;
let project: string;

const capabilities = { ...RICH, textDocument: { ...RICH.textDocument, definition: { linkSupport: true } } };

async function startIn(folder: string, options: Options = {}): Promise<LanguageServer> {
  cpSync(fixture, join(scratch, folder), { recursive: true });
  project = join(scratch, folder);
  return LanguageServer.start({
    folders: [pathToFileURL(project).href],
    capabilities,
    initializationOptions: { commands: true },
    ...options,
  });
}

before(async () => {
  server = await startIn("monitor");
  await server.open(uri(PAGE), read(PAGE));
});

after(async () => {
  assert.equal(await server.stop(), 0);
  rmSync(scratch, { recursive: true, force: true });
});

const uri = (path: string): string => pathToFileURL(join(project, path)).href;
const read = (path: string): string => readFileSync(join(project, path), "utf8");
const shown = (address: string): string => address.slice(pathToFileURL(project).href.length + 1);

/** Where the text's `|` would stand. */
function at(
  path: string,
  marked: string,
  text = read(path),
): { textDocument: { uri: string }; position: Position } {
  const [before = "", behind = ""] = marked.split("|");
  const offset = text.indexOf(before + behind) + before.length;
  assert.ok(offset >= before.length, `${marked} is not in ${path}`);
  const lines = text.slice(0, offset).split("\n");
  return {
    textDocument: { uri: uri(path) },
    position: { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 },
  };
}

/** `file:line` with the text that is selected there. */
async function ask(kind: string, path: string, marked: string): Promise<string[] | null> {
  const found = await server.request<LocationLink[] | null>(`textDocument/${kind}`, at(path, marked));
  return (
    found?.map(({ targetUri, targetSelectionRange: { start, end } }) => {
      const file = shown(targetUri);
      const line = read(file).split("\n")[start.line] ?? "";
      return `${file}:${start.line + 1} ${line.slice(start.character, end.character)}`;
    }) ?? null
  );
}

const ARTEFACTS_OF_WRITE = [
  `${WRITE}:10 core_page_Page_T_write_proof`,
  `${OUT}/generated/generated_template_core_page_Page_T_write.v:2 core_page_Page_T_write_lemma`,
  `${OUT}/generated/generated_specs_monitor.v:19 type_of_core_page_Page_T_write`,
  `${OUT}/generated/generated_code_monitor.v:26 core_page_Page_T_write_def`,
];

test("a Rust function leads to its proof, template, specification and code", async () => {
  for (const place of ["pub fn wri|te(", "pub f|n write(", "#[rr::veri|fy]\n    pub fn write"]) {
    assert.deepEqual(await ask("definition", PAGE, place), ARTEFACTS_OF_WRITE, place);
  }
  assert.deepEqual(await ask("implementation", PAGE, "pub fn wri|te("), ARTEFACTS_OF_WRITE.slice(0, 1));
  assert.deepEqual(await ask("typeDefinition", PAGE, "pub fn wri|te("), ARTEFACTS_OF_WRITE.slice(2, 3));
});

test("Rust code is left to others", async () => {
  for (const place of ["value: us|ize)", "self.addr|ess = value", "S: St|ate> {"]) {
    assert.equal(await ask("definition", PAGE, place), null, place);
  }
  assert.equal(await ask("definition", PAGE, "pub fn en|d("), null, "there is no artefact yet");
});

test("generated names in Rocq lead to the Rust item", async () => {
  const rust = [`${PAGE}:49 write`];
  for (const place of [
    "core_page_Page_T_write_pr|oof",
    "core_page_Page_T_write_lem|ma",
    "core_page_Page_T_write_prelu|de",
  ]) {
    assert.deepEqual(await ask("definition", WRITE, place), rust, place);
  }
  const specs = `${OUT}/generated/generated_specs_monitor.v`;
  assert.deepEqual(await ask("definition", specs, "type_of_core_page_Page_T_wri|te"), rust);
  assert.deepEqual(await ask("definition", specs, "Definition core_page_Page_inv|_t "), [`${PAGE}:15 Page`]);
  assert.deepEqual(await ask("definition", WRITE, "generated_template_core_page_Page_T_wri|te"), rust);
  assert.equal(await ask("definition", WRITE, "la|ng notation"), null);
  assert.equal(
    await ask(
      "definition",
      `${OUT}/proofs/proof_something_else_entirely.v`,
      "Lemma something_else_entirely_pr|oof",
    ),
    null,
  );
});

test("a left-over proof does not lead to another crate that has an item of its name", async () => {
  const own = server;
  const stray = `${OUT}/proofs/proof_align.v`;
  const other = "verification/out/pointers/proofs/proof_align.v";
  cpSync(join(fixture, other), join(scratch, "strays", stray));
  server = await startIn("strays");
  try {
    for (const place of ["Lemma align_pr|oof", "align_lem|ma"]) {
      assert.deepEqual(await ask("definition", other, place), [
        "firmware/crates/pointers/src/lib.rs:6 align",
      ]);
      assert.equal(await ask("definition", stray, place), null, place);
    }
  } finally {
    assert.equal(await server.stop(), 0);
    server = own;
    project = join(scratch, "monitor");
  }
});

test("names in annotations lead to theories and generated files, and back", async () => {
  assert.deepEqual(await ask("definition", PAGE, '"p" : "pa|ge"'), [`${THEORY}:3 page`]);
  assert.deepEqual(await ask("definition", PAGE, 'field("p.(addr|ess)")'), [`${THEORY}:4 address`]);
  assert.equal(await ask("definition", PAGE, 'field("|p.(address)")'), null, "bound by the annotation");
  const params = { ...at(THEORY, "  addr|ess : Z"), context: { includeDeclaration: false } };
  const found = await server.request<Location[]>("textDocument/references", params);
  assert.deepEqual(
    found.map((one) => `${shown(one.uri)}:${one.range.start.line + 1}`),
    [`${PAGE}:16`, `${PAGE}:43`],
  );
});

test("lenses offer what exists, and statuses come with a shape", async () => {
  const lenses = await server.request<CodeLens[]>("textDocument/codeLens", {
    textDocument: { uri: uri(PAGE) },
  });
  const titles = (line: number) =>
    lenses.filter(({ range }) => range.start.line === line - 1).map(({ command }) => command?.title);
  assert.deepEqual(titles(36), ["◐ admitted", "verify", "proof", "template", "spec"]);
  assert.deepEqual(titles(31), ["△ only_spec", "proof"]);
  assert.deepEqual(titles(53), ["◌ not generated", "verify"]);
  const marks = await server.request<Mark[]>("refinedrust/marks", { textDocument: { uri: uri(PAGE) } });
  assert.deepEqual(
    marks.find(({ line }) => line === 35),
    { line: 35, shape: "admitted", text: "admitted: `Admitted` at line 18" },
  );
});

test("workspace symbols are found by Rust path and by Rocq name", async () => {
  const names = async (query: string) =>
    (await server.request<WorkspaceSymbol[]>("workspace/symbol", { query })).map(({ name }) => name);
  assert.deepEqual(await names("page::write"), ["core::page::Page::<T>::write"]);
  assert.deepEqual(await names("core_page_Page_T_write"), ["core_page_Page_T_write"]);
  assert.deepEqual(await names("proof_core_page_Page_T_write"), ["proof_core_page_Page_T_write"]);
  assert.deepEqual(await names("no such thing"), []);
});

test("an editor that asks later gets the place of a symbol when it is chosen", async () => {
  const symbol = { resolveSupport: { properties: ["location.range"] } };
  const lazy = await LanguageServer.start({
    folders: [pathToFileURL(project).href],
    capabilities: { ...capabilities, workspace: { ...RICH.workspace, symbol } },
  });
  const find = async (editor: LanguageServer) =>
    (await editor.request<WorkspaceSymbol[]>("workspace/symbol", { query: "page::write" }))[0];
  const found = await find(lazy);
  assert.deepEqual(found?.location, { uri: uri(PAGE) });
  await lazy.open(uri(PAGE), `\n\n${read(PAGE)}`);
  const resolved = await lazy.request<WorkspaceSymbol>("workspaceSymbol/resolve", found);
  const whole = (await find(server))?.location;
  assert.ok(whole && "range" in whole && "range" in resolved.location);
  const { start } = whole.range;
  assert.deepEqual(resolved.location.range.start, { ...start, line: start.line + 2 });
  await lazy.open(uri(PAGE), "// All is gone.\n");
  assert.deepEqual(await lazy.request("workspaceSymbol/resolve", found), found);
  assert.equal(await lazy.stop(), 0);
});

test("a generated file has an outline, a proof is left to the Rocq extension", async () => {
  const specs = `${OUT}/generated/generated_specs_monitor.v`;
  for (const path of [specs, WRITE]) {
    const textDocument = { uri: uri(path), languageId: "coq", version: 1, text: read(path) };
    await server.notify("textDocument/didOpen", { textDocument });
  }
  const outline = (path: string) =>
    server.request<DocumentSymbol[] | null>("textDocument/documentSymbol", {
      textDocument: { uri: uri(path) },
    });
  const [first] = (await outline(specs)) ?? [];
  assert.equal(first?.name, "core_page_Page_inv_t");
  assert.deepEqual(
    first?.children?.map(({ name }) => name),
    ["core_page_Page_inv_t_inv_spec", "core_page_Page_inv_t"],
  );
  assert.equal(await outline(WRITE), null);
  assert.equal(await server.request("textDocument/hover", at(WRITE, "Lem|ma")), null);
  for (const path of [specs, WRITE]) await server.close(uri(path));
});

test("a proof opens at its first unfinished place; what is missing is explained", async () => {
  const open = (marked: string, artefact: string) =>
    server.request<Place & Refusal>("refinedrust/open", { item: at(PAGE, marked), artefact });
  const proof = await open("fn rea|d(", "proof");
  assert.equal(read(shown(proof.uri)).split("\n")[proof.range.start.line]?.trim(), "{ admit. }");
  assert.match((await open("fn en|d(", "proof")).reason, /not generated/);
  assert.match((await open("fn zero|ize(", "spec")).reason, /no generated specification/);
  const back = await server.request<Place>("refinedrust/open", {
    item: at(WRITE, "Pro|of."),
    artefact: "rust",
  });
  assert.equal(shown(back.uri), PAGE);
  const item = at(PAGE, "fn rea|d(");
  const { advice, actions, reason } = await server.request<Explanation>("refinedrust/explain", { item });
  assert.equal(reason, "`Admitted` at line 18");
  assert.match(advice, /Replace/);
  assert.deepEqual(
    actions.map(({ action }) => action),
    ["proof", "template", "spec", "code"],
  );
});

test("the overview lists functions, orphans, and everything that is assumed", async () => {
  const { items, orphans, assumptions } = await server.request<Overview>("refinedrust/overview", {});
  assert.ok(items.some(({ name, status }) => name === "Page<Used>::read" && status === "admitted"));
  assert.ok(items.some(({ name }) => name === "<PageSize as Clone>::clone"));
  const moved = orphans.find(({ file }) => file === "proof_core_memory_PageSize_in_bytes.v");
  assert.equal(moved?.successor, items.find(({ name }) => name === "PageSize::in_bytes")?.id);
  assert.deepEqual(
    assumptions.map(({ kind, name, uri: file }) => `${kind} ${name} ${shown(file)}`),
    [
      `only_spec Page<Free>::zeroize ${PAGE}`,
      `only_spec <PageSize as Debug>::fmt ${PAGING}`,
      `trust_me PageSize::smallest ${PAGING}`,
      `Admitted Page<Used>::read ${OUT}/proofs/proof_core_page_Page_core_page_Used_read.v`,
      `axiom page_is_aligned ${THEORY}`,
    ],
  );
  assert.equal(assumptions[0]?.detail, "core::page: the body is not translated");
});

test("an orphan is adopted by one edit that renames the file and the names in it", async () => {
  const orphan = uri(`${OUT}/proofs/proof_core_memory_PageSize_in_bytes.v`);
  const { edit } = await server.request<Proposal>("refinedrust/adoptProof", { uri: orphan });
  const [changed, renamed] = edit.documentChanges ?? [];
  assert.deepEqual(
    (changed as TextDocumentEdit).edits.map((one) => ("newText" in one ? one.newText : "")),
    [
      "generated_template_core_paging_PageSize_in_bytes",
      "core_paging_PageSize_in_bytes_proof",
      "core_paging_PageSize_in_bytes_lemma",
      "core_paging_PageSize_in_bytes_prelude",
    ],
  );
  const target = uri(`${OUT}/proofs/proof_core_paging_PageSize_in_bytes.v`);
  assert.deepEqual(renamed, {
    kind: "rename",
    oldUri: orphan,
    newUri: target,
    options: { overwrite: false },
    annotationId: "adopt",
  });
  assert.ok(Object.values(edit.changeAnnotations ?? {}).every(({ needsConfirmation }) => needsConfirmation));
  const refused = async (name: string) =>
    (await server.request<Refusal>("refinedrust/adoptProof", { uri: uri(`${OUT}/proofs/${name}`) })).reason;
  assert.match(await refused("proof_core_page_Page_T_read.v"), /worked on/);
  assert.match(await refused("proof_core_page_Page_T_write.v"), /already/);
  assert.match(await refused("proof_something_else_entirely.v"), /No item/);
});

test("a proof is created as RefinedRust would write it", async () => {
  await server.open(uri(PAGING), read(PAGING));
  const item = at(PAGING, "fn in_by|tes(");
  const { edit, uri: created } = await server.request<Proposal>("refinedrust/createProof", { item });
  assert.equal(shown(created), `${OUT}/proofs/proof_core_paging_PageSize_in_bytes.v`);
  const text = JSON.stringify(edit);
  assert.match(
    text,
    /From mon\.monitor\.generated Require Import generated_code_monitor generated_specs_monitor/,
  );
  assert.match(text, /Lemma core_paging_PageSize_in_bytes_proof/);
  const { reason } = await server.request<Refusal>("refinedrust/createProof", {
    item: at(PAGING, "fn small|est("),
  });
  assert.match(reason, /asks for no proof/);
});

test("an unsaved edit moves the targets along, and a saved one changes the answers", async () => {
  const own = server;
  server = await startIn("edited");
  try {
    const text = `// One more line.\n${read(PAGE)}`;
    await server.open(uri(PAGE), text);
    const found = await server.request<LocationLink[]>(
      "textDocument/definition",
      at(WRITE, "core_page_Page_T_write_lem|ma"),
    );
    assert.equal(found[0]?.targetSelectionRange.start.line, 49);
    const theory = { uri: uri(THEORY), languageId: "coq", version: 1 };
    for (const joined of [
      read(THEORY).replace("base.\n\nRecord", "base. \nRecord"),
      read(THEORY).replace("stdpp ", "stdpp\n"),
    ]) {
      await server.notify("textDocument/didOpen", { textDocument: { ...theory, text: joined } });
      const [place] = await server.request<LocationLink[]>(
        "textDocument/definition",
        at(PAGE, '"p" : "pa|ge"', text),
      );
      const line = joined.split("\n").findIndex((each) => each.startsWith("Record page"));
      assert.equal(place?.targetSelectionRange.start.line, line);
      await server.close(theory.uri);
    }
    const renamed = text.replace("fn write(", "fn store(");
    await server.change(uri(PAGE), 2, [{ text: renamed }]);
    assert.equal(await server.request("textDocument/definition", at(PAGE, "fn sto|re(", renamed)), null);
    writeFileSync(join(project, PAGE), renamed);
    await server.notify("workspace/didChangeWatchedFiles", { changes: [{ uri: uri(PAGE), type: 2 }] });
    const { orphans } = await server.request<Overview>("refinedrust/overview", {});
    assert.ok(orphans.some(({ file }) => file === "proof_core_page_Page_T_write.v"));
    rmSync(join(project, OUT, "generated"), { recursive: true });
    await server.notify("workspace/didChangeWatchedFiles", {
      changes: [{ uri: uri(`${OUT}/generated`), type: 3 }],
    });
    assert.deepEqual(
      (await server.request<LocationLink[]>("textDocument/definition", at(PAGE, "fn addr|ess(", renamed)))
        .length,
      1,
    );
  } finally {
    assert.equal(await server.stop(), 0);
    server = own;
    project = join(scratch, "monitor");
  }
});

test("the settings of the project and the editor's excludes are honoured", async () => {
  const own = server;
  const settings = {
    refinedrust: {
      project: {
        configurations: ["../far/RefinedRust.toml"],
        outputFolders: ["../named"],
        exclude: ["theories"],
      },
    },
    "files.exclude": { "**/crates": true, "**/firmware": false },
    "search.exclude": {},
  };
  const far = (name: string) => join(scratch, name, "monitor/proofs/proof_left_over.v");
  for (const name of ["far/out", "named"]) cpSync(join(fixture, WRITE), far(name));
  writeFileSync(join(scratch, "far/RefinedRust.toml"), 'output_dir = "./out"\n');
  server = await startIn("settings", {
    configuration: (_scope, section) => settings[(section ?? "refinedrust") as keyof typeof settings],
  });
  try {
    const { items, orphans, assumptions } = await server.request<Overview>("refinedrust/overview", {});
    assert.deepEqual([...new Set(items.map(({ crate }) => crate))], ["monitor"]);
    assert.ok(!assumptions.some(({ kind }) => kind === "axiom"));
    const found = orphans.map((one) => one.uri);
    for (const name of ["far/out", "named"]) assert.ok(found.includes(pathToFileURL(far(name)).href), name);
  } finally {
    assert.equal(await server.stop(), 0);
    server = own;
    project = join(scratch, "monitor");
  }
});
