/** A real dune and a real Rocq behind a real VS Code workbench: save, progress, failure on the clause, goal, fix, green. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { ENDLESS, Ledger } from "../../support/ledger.ts";
import { leftOf, processWith } from "../../support/processes.ts";
import { withoutProver } from "../../support/programs.ts";
import { openBrowser } from "../browser.mjs";
import { extensionRoot, startWorkbench } from "../workbench.mjs";
import { openEditor } from "./editor.mjs";

const vsix = process.env.E2E_VSIX ?? null;

/** A real prover compiles the library first, on whatever machine this is. */
const LONG = { timeout: 240_000 };
const PATIENCE = { timeout: 400_000 };

describe("verification in the workbench", { skip: withoutProver, timeout: 900_000 }, () => {
  let ledger;
  let workbench;
  let browser;
  let editor;
  let page;

  before(async () => {
    ledger = new Ledger();
    workbench = await startWorkbench({
      vsix,
      environment: ledger.environment,
      settings: {
        "editor.minimap.enabled": false,
        "editor.stickyScroll.enabled": false,
        "refinedrust.run.onSave": "translateAndCheckFunction",
      },
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
    await editor?.screenshot("verify-last").catch(console.error);
    await browser?.close();
    await workbench?.stop();
    ledger?.remove();
  });

  const lens = (text) => page.locator(".codelens-decoration a", { hasText: text }).first();
  const status = (text) => page.locator("[id$='refinedrust.run']", { hasText: text });
  const row = (text) => page.locator(".pane-body .monaco-list-row", { hasText: text }).first();
  const gutter = (state) => page.locator(`.glyph-margin-widgets .codicon-testing-${state}-icon`).first();
  /** The label goes on with the description. */
  const testRow = (name) =>
    page
      .locator(".test-explorer .monaco-list-row")
      .filter({ has: page.locator(".label", { hasText: new RegExp(`^${name}(?!s)`) }) });
  const tested = (name, state) => testRow(name).locator(`.codicon-testing-${state}-icon`);
  /** The tree fills in steps, and a row of it may be another one a moment later. */
  const expand = async (name, first) => {
    const closed = testRow(name).and(page.locator("[aria-expanded='false']"));
    for (let attempt = 0; attempt < 10 && (await testRow(first).count()) === 0; attempt++) {
      const click = closed.locator(".monaco-tl-twistie").click({ timeout: 2000 });
      await click.then(() => testRow(first).waitFor({ timeout: 2000 })).catch(() => {});
    }
    await testRow(first).waitFor();
  };
  const isProver = (module) => (command) => command.endsWith(`${module}.v`) && !command.includes("/bin/sh");
  /** Language servers work in the folder, too. */
  const isNoServer = (command) => !command.includes("--node-ipc");
  const isAlive = ({ pid }) => {
    try {
      return process.kill(pid, 0);
    } catch {
      return false;
    }
  };

  /** Types over what is before the place, and saves. */
  async function replaceBefore(place, length, text) {
    await editor.quickOpen("Control+g", `:${place}`, "Go to line");
    for (let n = 0; n < length; n++) await editor.press("Backspace");
    await editor.type(text);
    await editor.press("ControlOrMeta+s");
  }

  test("a run of the workspace shows how far it is, and where each function fails", PATIENCE, async () => {
    await editor.command("RefinedRust: Verify Workspace");
    await status(/\d\/5/).waitFor(LONG);
    await editor.screenshot("verify-running");
    await status("3 failed").waitFor(LONG);
    await lens("✘ failed").waitFor();
    await gutter("failed").waitFor();
    assert.ok((await editor.squiggles("error").count()) >= 3);
    await editor.inEachTheme("verify-hover", () => editor.hover("ret < 60", "60", "n + 50 < 60"));
    await editor.press("Escape");
  });

  test("what is left to prove stands in the view, and follows the cursor", async () => {
    await page.locator(".activitybar .action-item a[aria-label^='RefinedRust']").click({ force: true });
    await row("transfers::transfer").waitFor();
    await editor.click("pub fn transfer", "transfer");
    await row("n + 50 < 60").waitFor();
    await editor.inEachTheme("verify-obligations");
    await editor.click("pub fn fee", "fee");
    await page.locator(".pane-body .monaco-list-row.selected", { hasText: "transfers::fee" }).waitFor();
    await editor.command("RefinedRust: Open Obligations to the Side");
    await page.locator(".editor-instance .view-line", { hasText: "Left to show" }).first().waitFor();
    await editor.inEachTheme("verify-obligations-text");
    await page.locator(".tab[aria-label^='Obligations.v'] .codicon-close").click();
    await editor.line("pub fn transfer").waitFor();
  });

  test(
    "a repaired promise is proved when it is saved, and broken again it fails on its clause",
    PATIENCE,
    async () => {
      await replaceBefore("8:24", 2, "100");
      await status(/starting|translating|\d\/1/).waitFor();
      await status("1 proved").waitFor(LONG);
      await lens("✔ proved").waitFor();
      await gutter("passed").waitFor();
      await row("transfers::transfer").waitFor({ state: "detached" });
      await editor.inEachTheme("verify-proved");
      await replaceBefore("8:25", 3, "60");
      await status("1 failed").waitFor(LONG);
      await lens("✔ proved").waitFor({ state: "detached" });
      await editor.hover("ret < 60", "60", "n + 50 < 60");
    },
  );

  test("the Test Explorer knows each function, and runs those that failed", PATIENCE, async () => {
    await editor.command("Testing: Focus on Test Explorer View");
    await expand("ledger", "transfers");
    await expand("transfers", "transfer");
    await tested("transfer", "failed").waitFor();
    await tested("audit", "skipped").waitFor();
    await editor.inEachTheme("verify-tests");
    await editor.command("Test: Rerun Failed Tests");
    await status(/\d\/3/).waitFor();
    await status("3 failed").waitFor(LONG);
    await tested("transfer", "failed").waitFor();
    await editor.screenshot("verify-tests-again");
    await editor.command("View: Toggle Panel Visibility");
  });

  test("a run that is cancelled leaves no process", PATIENCE, async () => {
    const restore = ledger.beginProof("transfers_fee", ENDLESS);
    await editor.click("pub fn fee", "fee");
    await editor.press("Shift+Alt+v");
    await processWith(ledger.folder, isProver("proof_transfers_fee"));
    const ofRun = await processWith(ledger.folder, isNoServer);
    assert.ok(ofRun.length >= 2 && ofRun.every(isAlive), JSON.stringify(ofRun));
    await status(/\d\/1/).click();
    const cancel = page.locator(".quick-input-list .monaco-list-row", { hasText: "Cancel Run" });
    await cancel.waitFor();
    await editor.screenshot("verify-cancel");
    await cancel.click();
    await status("cancelled").waitFor();
    assert.deepEqual(
      (await leftOf(ledger.folder)).filter(({ command }) => isNoServer(command)),
      [],
    );
    assert.deepEqual(ofRun.filter(isAlive), []);
    restore();
  });

  test("the log of a run is a document", async () => {
    await editor.command("RefinedRust: Show Run Log");
    await page.locator(".tabs-container .tab.active", { hasText: /Run \d+\.log/ }).waitFor();
    await page.locator(".editor-instance .view-line", { hasText: "dune" }).first().waitFor();
    await editor.screenshot("verify-log");
    await editor.openFile("transfers.rs");
  });

  test("results are there again when the editor is", PATIENCE, async () => {
    await page.reload();
    await lens("✘ failed").waitFor(LONG);
    await editor.hover("ret < 60", "60", "n + 50 < 60");
    await gutter("failed").waitFor();
    await editor.screenshot("verify-reloaded");
  });

  test("nothing else popped up", async () => {
    assert.equal(await editor.notifications(), 0);
  });
});
