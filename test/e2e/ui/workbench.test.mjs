/** What a user sees and does in a real VS Code workbench; screenshots land in test/e2e/screenshots. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openBrowser } from "../browser.mjs";
import { languageServers } from "../processes.mjs";
import { copySample } from "../sample.mjs";
import { extensionRoot, startWorkbench } from "../workbench.mjs";
import { openEditor } from "./editor.mjs";

const vsix = process.env.E2E_VSIX ?? null;
let sample;
let workbench;
let browser;
let editor;

before(async () => {
  sample = copySample();
  workbench = await startWorkbench({ vsix });
  browser = await openBrowser();
  const development = ["extensionDevelopmentPath", workbench.remote(extensionRoot)];
  const address = workbench.address(sample.folder, [
    ["openFile", workbench.remote(sample.file("workbench.rs"))],
    ...(vsix === null ? [development] : []),
  ]);
  editor = await openEditor(browser, address);
  await editor.line("retunrs").waitFor();
});

after(async () => {
  await editor?.screenshot("last").catch(console.error);
  await browser?.close();
  await workbench?.stop();
  sample?.remove();
});

test("a misspelt attribute is underlined", async () => {
  await editor.squiggles("error").first().waitFor({ state: "attached" });
  await editor.screenshot("squiggle");
});

test("hovering over the mistake says what RefinedRust does and which name is meant", async () => {
  await editor.hover("retunrs", "retunrs", "returns");
  await editor.screenshot("hover-problem");
  await editor.press("Escape");
});

test("hovering over an attribute explains it", async () => {
  await editor.hover('rr::requires("0 < n")', "requires", "precondition");
  await editor.screenshot("hover-attribute");
  await editor.press("Escape");
});

test("attributes and the Rocq text in them are coloured", async () => {
  const plain = await editor.colours("other::requires");
  const ours = await editor.colours("{rt_of T}");
  const kinds = (pieces) => new Set(pieces.map((piece) => piece.colour)).size;
  assert.ok(kinds(ours) > kinds(plain), JSON.stringify({ plain, ours }));
});

test("the letters and signs of Rocq are not taken for others", async () => {
  await editor.suspectedCharacters.first().waitFor({ state: "attached" });
  assert.equal(await editor.suspectedCharacters.count(), 1);
});

test("the quick fix corrects the name", async () => {
  await editor.click("retunrs", "retunrs");
  await editor.press("ControlOrMeta+.");
  await editor.row(".action-widget", "returns").and(editor.page.locator(".focused")).waitFor();
  await editor.screenshot("quick-fix");
  await editor.press("Enter");
  await editor.line('rr::returns("n")').waitFor();
});

test("fix all corrects the rest of the file", async () => {
  // The command is listed only where the editor knows of a fix, which its list of fixes tells.
  await editor.click("ensurse", "ensurse");
  await editor.press("ControlOrMeta+.");
  await editor.row(".action-widget", "ensures").waitFor();
  await editor.press("Escape");
  await editor.commandUntil("Fix All", editor.line('rr::ensures("ret = n")'));
});

test("attribute names are completed", async () => {
  await editor.click("pub fn coloured", "coloured");
  await editor.press("Home");
  await editor.press("Enter");
  await editor.press("ArrowUp");
  await editor.type("#[rr::obs");
  await editor.row(".suggest-widget.visible", "observe").waitFor();
  await editor.screenshot("completion");
  await editor.press("Enter");
  await editor.line("#[rr::observe(").waitFor();
  await editor.press("Escape");
});

test("a server that is killed comes back and checks on, without a word", async () => {
  await editor.click("pub fn misspelt_again", "misspelt_again");
  // The line is there before, since Enter would take what is suggested while one types.
  await editor.press("Home");
  await editor.press("Enter");
  await editor.press("ArrowUp");
  const [first] = languageServers(workbench.group);
  process.kill(first, "SIGKILL");
  await editor.type("#[rr::veriffy]");
  await editor.hover("veriffy", "veriffy", "verify");
  await editor.screenshot("after-crash");
  await editor.press("Escape");
  const [second] = languageServers(workbench.group);
  assert.notEqual(second, first);
});

test("the deliberate mistakes of the sample are underlined", async () => {
  await editor.openFile("mistakes.rs");
  await editor.squiggles("error").first().waitFor({ state: "attached" });
  await editor.screenshot("sample-mistakes");
});

test("nothing popped up", async () => {
  assert.equal(await editor.notifications(), 0);
});
