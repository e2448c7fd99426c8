/** Specifications before the run, in a real VS Code workbench: hovers, the preview beside the editor, the comparison. */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { openBrowser } from "../browser.mjs";
import { extensionRoot, startWorkbench } from "../workbench.mjs";
import { openEditor } from "./editor.mjs";

const vsix = process.env.E2E_VSIX ?? null;
const folder = mkdtempSync(join(tmpdir(), "refinedrust-specification-"));
let workbench;
let browser;
let editor;
let page;

const RUST = `#![feature(register_tool, custom_inner_attributes)]
#![register_tool(rr)]

#[rr::refined_by("(level, limit)" : "Z * Z")]
#[rr::invariant("Hlevel" : "0 ≤ level ≤ limit")]
pub struct Tank {
    #[rr::field("level")]
    level: i32,
    #[rr::field("limit")]
    limit: i32,
}

impl Tank {
    #[rr::params("tank", "γ")]
    #[rr::args("(tank, γ)", "amount")]
    #[rr::params("amount" : "Z")]
    #[rr::requires("Hroom" : "tank.1 + amount ≤ tank.2")]
    #[rr::requires("0 ≤ amount")]
    #[rr::observe("γ" : "(tank.1 + amount, tank.2)")]
    #[rr::returns("tank.1 + amount")]
    pub fn fill(&mut self, amount: i32) -> i32 {
        self.level += amount;
        self.level
    }
}

#[rr::requires("0 ≤ n")]
#[rr::ensures("n ≤ ret")]
pub fn double(n: i32) -> i32 {
    n + n
}
`;

/** As RefinedRust wrote it when the bound was another one. */
const GENERATED = `Section specs.
Context \`{RRGS : !refinedrustGS Σ}.

Definition trait_incl_of_double  : (spec_with _ _ Prop) :=
  spec! ( *[]) : 0 | ( *[]) : ([] : list RT), (True).

Definition type_of_double  :=
  fn(∀ ( *[]) : 0 | ( *[]) : ([] : list (RT * syn_type)%type) | 
      (* params....... *) (n) : ((_)),
      (* elctx........ *) (λ ϝ, []);
      (* args......... *) n :@: (int I32);
      (* precondition. *) (λ π : thread_id, (⌜(1 ≤ n)%Z⌝)) |
      (* trait reqs... *) (λ π : thread_id, True)) →
      (* existential.. *) ∃ (ret) : ((_)), ret @ (int I32);
      (* postcondition *) (λ π : thread_id, (⌜(n ≤ ret)%Z⌝)).

End specs.
`;

function write(path, text) {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

before(async () => {
  write("Cargo.toml", '[package]\nname = "tank"\nversion = "0.1.0"\nedition = "2021"\n');
  write("RefinedRust.toml", 'output_dir = "./output"\n');
  write("src/lib.rs", RUST);
  write("output/tank/generated/generated_specs_tank.v", GENERATED);
  write("output/tank/proofs/dune", "");
  write(".vscode/settings.json", JSON.stringify({ "refinedrust.inlayHints": true }));
  workbench = await startWorkbench({ vsix, settings: { "editor.minimap.enabled": false } });
  browser = await openBrowser();
  const development = ["extensionDevelopmentPath", workbench.remote(extensionRoot)];
  const address = workbench.address(folder, [
    ["openFile", workbench.remote(join(folder, "src/lib.rs"))],
    ...(vsix === null ? [development] : []),
  ]);
  editor = await openEditor(browser, address);
  page = editor.page;
  await editor.line("pub fn double").waitFor();
  // Lenses push the lines down when they come.
  await page.locator(".codelens-decoration").first().waitFor();
});

after(async () => {
  await editor?.screenshot("specification-last").catch(console.error);
  await browser?.close();
  await workbench?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const ofPreview = (text) => page.locator(".editor-instance .view-line", { hasText: text });
const tab = (name) => page.locator(".tabs-container .tab", { hasText: name }).first();

test("inlay hints name what RefinedRust binds by itself", async () => {
  await page.locator(".view-line", { hasText: /∀\sn/ }).first().waitFor();
  await page
    .locator(".view-line", { hasText: /∃\sret/ })
    .first()
    .waitFor();
});

test("hovering over a function's name shows its specification, and that the generated one is stale", async () => {
  await editor.inEachTheme("hover-specification", async () => {
    await editor.hover("pub fn double", "double", "1 was generated, 0 would be now");
  });
  const text = await editor.hoverText("type_of_double").textContent();
  assert.match(text, /Specification of double · exact/);
});

test("hovering over an attribute points out what it becomes", async () => {
  await editor.inEachTheme("hover-contribution", async () => {
    await editor.hover('requires("0 ≤ amount")', "requires", "Here it becomes");
  });
  await editor.press("Escape");
});

test("the preview beside the editor follows the cursor and the edits", async () => {
  await editor.click("pub fn double", "double");
  await editor.command("Open Specification Preview to the Side");
  await ofPreview("type_of_double").first().waitFor();
  await editor.click("n ≤ ret", "ensures");
  await editor.inEachTheme("preview", async () => {
    await ofPreview("type_of_double").first().waitFor();
  });
  await editor.click("pub struct Tank", "Tank");
  await ofPreview("Section Tank_sls").first().waitFor();
  await editor.click("n ≤ ret", "ensures");
  await editor.press("Home");
  await editor.press("Enter");
  await editor.press("ArrowUp");
  await editor.type('#[rr::ensures("ret ≤ 100")]');
  await ofPreview("(⌜(ret ≤ 100)%Z⌝)").first().waitFor();
});

test("the preview is coloured as Rocq", async () => {
  const colours = await ofPreview("Definition type_of_double")
    .first()
    .locator("span > span")
    .evaluateAll((spans) => spans.map((span) => getComputedStyle(span).color));
  assert.ok(new Set(colours).size > 1, colours.join(", "));
});

test("the comparison shows what was generated beside what would be now", async () => {
  await editor.click("pub fn double", "double");
  await editor.command("Compare Specification with Generated");
  await tab("double: generated ↔ now").waitFor();
  await page.locator(".diff-editor, .monaco-diff-editor").first().waitFor();
  await ofPreview("(⌜(1 ≤ n)%Z⌝)").first().waitFor();
  await editor.inEachTheme("compare", async () => {
    await tab("double: generated ↔ now").waitFor();
  });
});

test("nothing popped up", async () => {
  assert.equal(await editor.notifications(), 0);
});
