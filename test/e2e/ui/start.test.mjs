/** `npm start` serves a workbench with the extension loaded, and Ctrl-C ends all of it. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { openBrowser } from "../browser.mjs";
import { extensionRoot } from "../workbench.mjs";
import { openEditor } from "./editor.mjs";

let scratch;
let start;
let browser;

before(() => {
  scratch = mkdtempSync(join(tmpdir(), "refinedrust-start-"));
  // A PATH with Node and a shell only, so that a desktop VS Code on this machine is not found.
  symlinkSync(process.execPath, join(scratch, "node"));
  symlinkSync("/bin/sh", join(scratch, "sh"));
  const { DISPLAY: _, WAYLAND_DISPLAY: __, ...env } = process.env;
  start = spawn(process.execPath, [join(extensionRoot, "scripts", "start.mjs")], {
    env: { ...env, PATH: scratch, TMPDIR: scratch },
    stdio: ["ignore", "pipe", "inherit"],
  });
});

after(async () => {
  start?.kill("SIGKILL");
  await browser?.close();
  rmSync(scratch, { recursive: true, force: true });
});

test("npm start shows the sample with its mistakes underlined, and stops on Ctrl-C", async () => {
  const address = await printedAddress();
  browser = await openBrowser();
  const editor = await openEditor(browser, address);
  await editor.squiggles("error").first().waitFor({ state: "attached" });
  await editor.screenshot("npm-start");

  const exited = new Promise((resolve) => start.once("exit", (code) => resolve(code)));
  start.kill("SIGINT");
  assert.equal(await exited, 0);
  await assert.rejects(fetch(address), "the workbench still answers");
});

/** The address in the output of `npm start`; fails when the program ends without printing one. */
const printedAddress = () =>
  new Promise((resolve, reject) => {
    let output = "";
    start.once("exit", () => reject(new Error(`npm start ended early:\n${output}`)));
    start.stdout.setEncoding("utf8").on("data", (text) => {
      output += text;
      const address = /http:\/\/127\.0\.0\.1:\d+\/\S+(?=\s)/.exec(output)?.[0];
      if (address !== undefined) resolve(address);
    });
  });
