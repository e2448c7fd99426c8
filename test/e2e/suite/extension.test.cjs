/** The extension in a real extension host: activation, diagnostics, answers, settings, and a server that dies. */
const assert = require("node:assert/strict");
const { execFileSync } = require("node:child_process");
const vscode = require("vscode");

const limit = 30_000;

/** The first value that is not null, asked again whenever the event fires. */
function eventually(what, event, ask) {
  return new Promise((resolve, reject) => {
    const look = async () => {
      const value = await ask();
      if (value === null) return;
      clearTimeout(timer);
      subscription.dispose();
      resolve(value);
    };
    const timer = setTimeout(() => {
      subscription.dispose();
      reject(new Error(`${what} did not happen within ${limit} ms`));
    }, limit);
    const subscription = event(() => look().catch(reject));
    look().catch(reject);
  });
}

const diagnostics = (uri, wanted) =>
  eventually("the wanted diagnostics", vscode.languages.onDidChangeDiagnostics, () => {
    const found = vscode.languages.getDiagnostics(uri).filter((one) => one.source === "refinedrust");
    return wanted(found) ? found : null;
  });

const sourceFile = (name) => vscode.Uri.joinPath(vscode.workspace.workspaceFolders[0].uri, "src", name);

async function show(name) {
  const document = await vscode.workspace.openTextDocument(sourceFile(name));
  await vscode.window.showTextDocument(document);
  return document;
}

async function replace(document, range, text) {
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, range, text);
  assert.ok(await vscode.workspace.applyEdit(edit));
}

function rangeOf(document, text) {
  const start = document.getText().indexOf(text);
  assert.ok(start >= 0, `${text} is not in the document`);
  return new vscode.Range(document.positionAt(start), document.positionAt(start + text.length));
}

describe("RefinedRust in an extension host", () => {
  let document;
  before(async () => {
    document = await show("workbench.rs");
  });

  it("is activated by a Rust file", async () => {
    const extension = vscode.extensions.getExtension("refinedrust-tools.refinedrust-tools");
    assert.ok(extension);
    await extension.activate();
    const { version } = extension.packageJSON;
    console.log(`      RefinedRust ${version} in VS Code ${vscode.version}, Node ${process.version}`);
    if (process.env.E2E_VSIX) assert.match(extension.extensionPath, /refinedrust-tools-\d/);
  });

  it("underlines exactly the misspelt name", async () => {
    const found = await diagnostics(document.uri, (list) => list.length >= 2);
    const names = found.map((one) => document.getText(one.range));
    assert.ok(names.includes("retunrs") && names.includes("ensurse"), names.join(", "));
  });

  it("leads from a problem to the explanation of its code", async () => {
    const [problem] = vscode.languages.getDiagnostics(document.uri);
    const page = await vscode.workspace.openTextDocument(problem.code.target.with({ fragment: "" }));
    const heading = Number(problem.code.target.fragment.slice(1)) - 1;
    assert.ok(page.lineAt(heading).text.includes(problem.code.value), page.lineAt(heading).text);
  });

  it("explains an attribute and the name of its item, and says nothing about other Rust code", async () => {
    const at = async (text) => {
      const position = rangeOf(document, text).start.translate(0, 1);
      const hovers = await vscode.commands.executeCommand(
        "vscode.executeHoverProvider",
        document.uri,
        position,
      );
      return hovers.flatMap((hover) => hover.contents.map((content) => content.value)).join("\n");
    };
    assert.match(await at('requires("0 < n")]\n#[rr::re'), /precondition/);
    assert.match(await at("misspelt(n"), /No specification of `misspelt`/);
    assert.equal(await at("n: i32"), "");
  });

  it("offers the correct name as a quick fix", async () => {
    const range = rangeOf(document, "retunrs");
    const actions = await vscode.commands.executeCommand(
      "vscode.executeCodeActionProvider",
      document.uri,
      range,
    );
    const fix = actions.find((action) => action.kind?.value === "quickfix" && /returns/.test(action.title));
    assert.ok(fix, actions.map((action) => action.title).join(", "));
    assert.ok(await vscode.workspace.applyEdit(fix.edit));
    assert.ok(document.getText().includes('#[rr::returns("n")]'));
    await diagnostics(document.uri, (list) => list.every((one) => document.getText(one.range) !== "returns"));
  });

  it("checks again while one types", async () => {
    await replace(document, rangeOf(document, "rr::returns"), "rr::retunrs");
    await diagnostics(document.uri, (list) => list.some((one) => document.getText(one.range) === "retunrs"));
  });

  it("follows a changed lint setting", async () => {
    const code = vscode.languages
      .getDiagnostics(document.uri)
      .find((one) => document.getText(one.range) === "retunrs").code;
    const name = typeof code === "object" ? code.value : code;
    const settings = vscode.workspace.getConfiguration("refinedrust");
    await settings.update("lint", { [name]: "off" }, vscode.ConfigurationTarget.Workspace);
    await diagnostics(document.uri, (list) => list.every((one) => document.getText(one.range) !== "retunrs"));
    await settings.update("lint", undefined, vscode.ConfigurationTarget.Workspace);
    await diagnostics(document.uri, (list) => list.some((one) => document.getText(one.range) === "retunrs"));
  });

  it("lists the annotated items", async () => {
    const symbols = await vscode.commands.executeCommand(
      "vscode.executeDocumentSymbolProvider",
      document.uri,
    );
    const names = symbols.map((symbol) => symbol.name).join(" ");
    assert.match(names, /misspelt/);
  });

  it("restarts a killed server and shows the same diagnostics again", async function () {
    if (process.platform === "win32") this.skip();
    const before = vscode.languages.getDiagnostics(document.uri).length;
    const [first] = languageServers();
    process.kill(first, "SIGKILL");
    await diagnostics(document.uri, (list) => list.length === 0);
    await diagnostics(document.uri, (list) => list.length === before);
    assert.notEqual(languageServers()[0], first);
  });

  it("restarts the server on command", async () => {
    await vscode.commands.executeCommand("refinedrust.restartServer");
    await diagnostics(document.uri, (list) => list.length > 0);
  });

  it("shows its log on command", async () => {
    await vscode.commands.executeCommand("refinedrust.showLog");
    await eventually("the log", vscode.workspace.onDidOpenTextDocument, () => {
      const names = vscode.workspace.textDocuments
        .map((one) => one.uri)
        .filter((uri) => uri.scheme === "output");
      return names.find((uri) => /RefinedRust/.test(uri.path)) ?? null;
    });
  });

  it("has nothing to say about the correct file of the sample", async () => {
    const correct = await show("lib.rs");
    const mistake = '\n#[rr::retunrs("n")]\npub fn added(n: i32) -> i32 {\n    n\n}\n';
    const end = correct.lineAt(correct.lineCount - 1).range.end;
    await replace(correct, new vscode.Range(end, end), mistake);
    // The added mistake tells that the diagnostics are those of this text.
    const found = await diagnostics(correct.uri, (list) => list.length > 0);
    assert.deepEqual(
      found.map((one) => correct.getText(one.range)),
      ["retunrs"],
    );
  });
});

/** Process numbers of the language servers that this extension host started. */
function languageServers() {
  const lines = execFileSync("ps", ["-A", "-o", "pid=,ppid=,args="], { encoding: "utf8" }).trim().split("\n");
  return lines
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line))
    .filter((match) => match !== null && Number(match[2]) === process.pid && /dist.server\.js/.test(match[3]))
    .map((match) => Number(match[1]));
}
