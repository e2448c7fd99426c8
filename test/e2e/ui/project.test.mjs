/** From Rust to Rocq and back in a real VS Code workbench: lenses, F12, the views, orphaned proofs. */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { openBrowser } from "../browser.mjs";
import { copyProject } from "../project.mjs";
import { extensionRoot, startWorkbench } from "../workbench.mjs";
import { openEditor } from "./editor.mjs";

const vsix = process.env.E2E_VSIX ?? null;
let project;
let workbench;
let browser;
let editor;
let page;

before(async () => {
  project = copyProject();
  workbench = await startWorkbench({ vsix, settings: { "editor.stickyScroll.enabled": false } });
  browser = await openBrowser();
  const development = ["extensionDevelopmentPath", workbench.remote(extensionRoot)];
  const address = workbench.address(project.folder, [
    ["openFile", workbench.remote(project.rust("core/page.rs"))],
    ...(vsix === null ? [development] : []),
  ]);
  editor = await openEditor(browser, address);
  page = editor.page;
  await editor.line("struct Page").waitFor();
});

after(async () => {
  await editor?.screenshot("project-last").catch(console.error);
  await browser?.close();
  await workbench?.stop();
  project?.remove();
});

const lens = (text) => page.locator(".codelens-decoration a", { hasText: text }).first();
const activeTab = (name) => page.locator(".tabs-container .tab.active", { hasText: name }).waitFor();
const treeRow = (text) => page.locator(".pane-body .monaco-list-row", { hasText: text }).first();

/** The tree is longer than its pane, and rows out of sight do not exist. */
async function showOrphans() {
  const proof = treeRow("proof_core_memory_PageSize_in_bytes.v");
  await page.locator(".pane-header", { hasText: "Status" }).first().hover();
  const collapse = page.locator(".pane-header a[aria-label='Collapse All']").first();
  await collapse.click({ force: true });
  const group = treeRow("Proof files without a use");
  // Whether collapsing reaches this row depends on when the tree was filled last.
  for (const isLast of [false, false, true]) {
    if ((await group.getAttribute("aria-expanded")) === "false") await group.click();
    const seen = proof.waitFor({ timeout: isLast ? 30_000 : 1000 }).then(() => true);
    if (await (isLast ? seen : seen.catch(() => false))) return;
  }
}

async function goToLine(place) {
  await editor.quickOpen("Control+g", `:${place}`, "Go to line");
}

test("lenses say what is known and lead to what exists", async () => {
  await lens("unproved").waitFor();
  await goToLine("37:12");
  await lens("admitted").waitFor();
  await editor.screenshot("project-lenses");
  const row = page.locator(".codelens-decoration", { hasText: "admitted" }).first();
  const titles = await row.locator("a").allTextContents();
  assert.deepEqual(titles, ["◐ admitted", "verify", "proof", "template", "spec"]);
});

test("statuses stand in the gutter", async () => {
  await page.locator(".glyph-margin-widgets .cgmr").first().waitFor({ state: "attached" });
  assert.ok((await page.locator(".glyph-margin-widgets .cgmr").count()) >= 3);
});

test("a click on the status says why, and offers the proof at its first unfinished place", async () => {
  await lens("admitted").click();
  const toast = page.locator(".notifications-toasts .notification-toast", {
    hasText: "Admitted` at line 18",
  });
  await toast.waitFor();
  await editor.screenshot("project-explain");
  await toast.locator("a.monaco-button", { hasText: "Open Proof" }).click();
  await activeTab("proof_core_page_Page_core_page_Used_read.v");
  await page.locator(".monaco-editor .view-line", { hasText: "admit." }).first().waitFor();
  await page.locator("#status\\.editor\\.selection", { hasText: "Ln 17" }).waitFor();
  await editor.screenshot("project-proof");
});

test("F12 in the proof leads to the Rust function, and from there to the specification", async () => {
  await goToLine("11:5");
  await editor.press("F12");
  await activeTab("page.rs");
  await page.locator("#status\\.editor\\.selection", { hasText: "Ln 37, Col 12" }).waitFor();
  await editor.command("Go to Implementations");
  await activeTab("proof_core_page_Page_core_page_Used_read.v");
  await goToLine("11:5");
  await editor.press("F12");
  await activeTab("page.rs");
  await editor.press("F12");
  await page.locator(".peekview-widget .monaco-list-row", { hasText: "proof_core" }).first().waitFor();
  await editor.screenshot("project-peek");
  await editor.press("Escape");
});

test("generated files are read-only, proofs are not", async () => {
  await editor.command("Go to Type Definition");
  await activeTab("generated_specs_monitor.v");
  await page.locator(".editor-instance .view-line", { hasText: "Section specs" }).click();
  await editor.type("x");
  await page.locator(".monaco-editor-overlaymessage", { hasText: /read-?only/i }).waitFor();
  await editor.screenshot("project-read-only");
  await editor.press("Escape");
});

test("the side bar shows every function, filtered on request, and what is trusted", async () => {
  await page.locator(".activitybar .action-item a[aria-label^='RefinedRust']").click();
  await treeRow("Page<Used>::read").waitFor();
  await editor.screenshot("project-status");
  await showOrphans();
  await treeRow("proof_core_memory_PageSize_in_bytes.v").waitFor();
  await editor.screenshot("project-orphans");
  await page.locator(".pane-header a[aria-label='Filter by Status']").click({ force: true });
  const admitted = page.locator(".quick-input-list .monaco-list-row", { hasText: "Admitted" }).first();
  await admitted.waitFor();
  await admitted.click();
  await editor.press("Enter");
  await page.locator(".pane-body", { hasText: "Only: admitted" }).first().waitFor();
  await treeRow("Proof files without a use").waitFor({ state: "detached" });
  await treeRow("pointers").waitFor({ state: "detached" });
  await editor.screenshot("project-filtered");
  await editor.command("Clear Filter");
  await treeRow("pointers").waitFor();
});

test("an orphaned proof is adopted after a look at the change", async () => {
  const before = project.proof("proof_core_memory_PageSize_in_bytes.v");
  const now = project.proof("proof_core_paging_PageSize_in_bytes.v");
  await showOrphans();
  await treeRow("proof_core_memory_PageSize_in_bytes.v").hover();
  await treeRow("proof_core_memory_PageSize_in_bytes.v").locator("a[aria-label^='Adopt']").click();
  await page.locator(".monaco-button", { hasText: "Discard" }).waitFor();
  await editor.screenshot("project-adopt-preview");
  assert.ok(existsSync(before) && !existsSync(now));
  // What needs to be confirmed is ticked by the user; the file's tick is that of all its changes.
  await page.locator(".monaco-list-row", { hasText: "(renaming)" }).locator("input[type='checkbox']").click();
  await page.locator(".monaco-button", { hasText: "Apply" }).click();
  await activeTab("proof_core_paging_PageSize_in_bytes.v");
  await treeRow("proof_core_memory_PageSize_in_bytes.v").waitFor({ state: "detached" });
  await editor.screenshot("project-adopted");
  assert.ok(!existsSync(before));
  const text = readFileSync(now, "utf8");
  assert.match(text, /Lemma core_paging_PageSize_in_bytes_proof/);
  assert.doesNotMatch(text, /core_memory/);
});

test("nothing else popped up", async () => {
  assert.equal(await editor.notifications(), 0);
});
