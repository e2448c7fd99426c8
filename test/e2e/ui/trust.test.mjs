/** A folder that is not trusted: its annotations are checked, nothing of it is executed, and trust is granted without a reload. */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { after, before, test } from "node:test";
import { Ledger } from "../../support/ledger.ts";
import { addScript } from "../../support/programs.ts";
import { openBrowser } from "../browser.mjs";
import { extensionRoot, startWorkbench } from "../workbench.mjs";
import { openEditor } from "./editor.mjs";

const vsix = process.env.E2E_VSIX ?? null;
let ledger;
let workbench;
let browser;
let editor;
let page;
/** Which programs were started, one a line. */
let record;

before(async () => {
  ledger = new Ledger();
  record = ledger.path("../started");
  const wrapper = ledger.path("../wrapper");
  addScript(wrapper, "wrapper", `echo wrapper >> '${record}'\nexec "$@"`);
  // What somebody else may have put into the folder.
  const settings = {
    "refinedrust.run.wrapper": [join(wrapper, "wrapper")],
    "refinedrust.run.onSave": "translate",
  };
  ledger.write(".vscode/settings.json", JSON.stringify(settings));
  ledger.edit("src/transfers.rs", "pub fn fee", "#[rr::veriffy]\npub fn fee");
  workbench = await startWorkbench({
    vsix,
    environment: { ...ledger.environment, ...recordedPrograms() },
    trust: "onRequest",
    settings: { "editor.minimap.enabled": false, "files.autoSave": "off" },
  });
  browser = await openBrowser();
  const development = ["extensionDevelopmentPath", workbench.remote(extensionRoot)];
  const address = workbench.address(ledger.folder, [
    ["openFile", workbench.remote(ledger.path("src/transfers.rs"))],
    ...(vsix === null ? [development] : []),
  ]);
  editor = await openEditor(browser, address);
  page = editor.page;
  await lens("verify").waitFor();
});

after(async () => {
  await editor?.screenshot("trust-last").catch(console.error);
  await browser?.close();
  await workbench?.stop();
  ledger?.remove();
});

const lens = (text) => page.locator(".codelens-decoration a", { hasText: text }).first();
const status = (text) => page.locator("[id$='refinedrust.run']", { hasText: text });
const message = (text) => page.locator(".notification-toast", { hasText: text }).first();
const started = () => (existsSync(record) ? readFileSync(record, "utf8").trim().split("\n") : []);

/** First on the PATH is something that remembers what was started, and starts it. */
function recordedPrograms() {
  const { PATH } = ledger.environment;
  const bin = ledger.path("../recorded");
  for (const name of ["cargo", "cargo-refinedrust", "dune", "coqc"])
    addScript(bin, name, `echo ${name} >> '${record}'\nPATH='${PATH}' exec ${name} "$@"`);
  return { PATH: bin + delimiter + PATH };
}

async function closeMessage(text) {
  await message(text).hover();
  await message(text).locator(".codicon-notifications-clear").click();
  await message(text).waitFor({ state: "detached" });
}

test("annotations are checked and explained", async () => {
  await editor.squiggles("error").first().waitFor({ state: "attached" });
  await editor.hover("rr::veriffy", "veriffy", "verify");
  await editor.hover("pub fn transfer", "transfer", "Specification of transfer");
  await editor.screenshot("trust-restricted");
  await editor.press("Escape");
  await editor.click("pub fn transfer", "transfer");
  await editor.command("Open Specification Preview to the Side");
  await page.locator(".view-line", { hasText: "type_of_transfers_transfer" }).first().waitFor();
  await page.locator(".tab", { hasText: "Specification" }).locator(".codicon-close").click();
});

test("a run says why there is none, wherever it is asked for", async () => {
  await editor.command("RefinedRust: Verify Workspace");
  await message("The workspace is not trusted").waitFor();
  await editor.screenshot("trust-refused");
  await closeMessage("The workspace is not trusted");
  await lens("verify").click();
  await message("The workspace is not trusted").waitFor();
  await closeMessage("The workspace is not trusted");
  await editor.click("pub fn fee", "fee");
  await editor.press("Shift+Alt+v");
  await message("The workspace is not trusted").waitFor();
  await closeMessage("The workspace is not trusted");
  assert.deepEqual(started(), []);
});

test("saving runs nothing", async () => {
  await editor.click("ret < 60", "60");
  await editor.press("End");
  await editor.press("Enter");
  await editor.type('#[rr::ensures("ret < 70")]');
  await page.locator(".tab.active.dirty", { hasText: "transfers.rs" }).waitFor();
  await editor.press("ControlOrMeta+s");
  await page.locator(".tab.active:not(.dirty)", { hasText: "transfers.rs" }).waitFor();
  assert.ok(ledger.read("src/transfers.rs").includes("ret < 70"));
});

test("the Test Explorer asks for trust, and runs nothing without", async () => {
  await editor.command("Test: Run All Tests");
  const question = page.locator(".monaco-dialog-box", { hasText: "Running tests may execute code" });
  await question.waitFor();
  await question.locator(".monaco-button", { hasText: "Cancel" }).click();
  await question.waitFor({ state: "detached" });
  await editor.command("View: Toggle Panel Visibility");
  assert.deepEqual(started(), []);
});

test("the installation is looked at, not asked", async () => {
  await editor.command("RefinedRust: Check Installation");
  await page.locator(".view-line", { hasText: "its version was not asked" }).first().waitFor();
  await message("no program was asked").waitFor();
  await editor.screenshot("trust-installation");
  assert.deepEqual(started(), []);
});

test("with the user's trust a run begins at once, by the settings of the folder", async () => {
  await message("no program was asked")
    .locator(".monaco-button", { hasText: "Manage Workspace Trust" })
    .click();
  await page
    .locator(".workspace-trust-editor .monaco-button", { hasText: /^Trust$/ })
    .first()
    .click();
  await page.locator(".workspace-trust-editor", { hasText: "You trust this folder" }).waitFor();
  assert.deepEqual(started(), []);
  await editor.openFile("transfers.rs");
  await editor.command("RefinedRust: Translate Crate without Checking");
  await status(/1 failed, \S+ s$/).waitFor();
  await editor.screenshot("trust-granted");
  assert.deepEqual([...new Set(started())].sort(), ["cargo", "wrapper"]);
});

test("with the user's trust saving runs what the folder asks for", async () => {
  const before = started().length;
  await editor.click("ret < 70", "70");
  await editor.press("End");
  await editor.press("Backspace");
  await editor.press("Backspace");
  await editor.press("Backspace");
  await editor.type('0")]');
  await editor.press("ControlOrMeta+s");
  await status(/starting|translating/).waitFor();
  await status(/failed, \S+ s$/).waitFor();
  assert.ok(started().length > before);
  assert.equal(await editor.notifications(), 0);
});
