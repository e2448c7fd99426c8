/** `npm start` opens desktop VS Code where there is one, and else serves a workbench that Ctrl-C ends. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { openBrowser } from "../browser.mjs";
import { languageServers, leftOf, workbenchGroup } from "../processes.mjs";
import { extensionRoot } from "../workbench.mjs";
import { openEditor } from "./editor.mjs";

let scratch;
const started = [];
let browser;

before(() => {
  scratch = mkdtempSync(join(tmpdir(), "refinedrust-start-"));
  // A PATH of our own, so that it is known whether it holds a desktop VS Code.
  symlinkSync(process.execPath, join(scratch, "node"));
  symlinkSync("/bin/sh", join(scratch, "sh"));
});

after(async () => {
  for (const child of started) child.kill("SIGKILL");
  await browser?.close();
  rmSync(scratch, { recursive: true, force: true });
});

test("npm start serves the sample with its mistakes underlined, and Ctrl-C ends all of it", async () => {
  const start = npmStart();
  const address = await printedAddress(start);
  browser = await openBrowser();
  const editor = await openEditor(browser, address);
  await editor.squiggles("error").first().waitFor({ state: "attached" });
  await editor.screenshot("npm-start");

  const group = workbenchGroup(start.pid);
  assert.equal(languageServers(group).length, 1);
  const exited = exitOf(start);
  // A terminal signals the whole group and npm passes its own signal on, so two arrive.
  start.kill("SIGINT");
  start.kill("SIGINT");
  assert.equal(await exited, 0);
  await assert.rejects(fetch(address), "the workbench still answers");
  assert.deepEqual(await leftOf(group), []);
});

test("npm start opens the sample in desktop VS Code when `code` is on the PATH", async () => {
  const code = join(scratch, "code");
  const seen = join(scratch, "arguments");
  writeFileSync(code, `#!/bin/sh\nfor each in "$@"; do echo "$each"; done > '${seen}'\n`);
  chmodSync(code, 0o755);
  assert.equal(await exitOf(npmStart()), 0);
  const args = readFileSync(seen, "utf8").split("\n");
  assert.ok(args.includes(`--extensionDevelopmentPath=${extensionRoot}`), args.join(" "));
  assert.ok(args.includes(join(extensionRoot, "samples", "counter")), args.join(" "));
});

function npmStart() {
  const { DISPLAY: _, WAYLAND_DISPLAY: __, ...env } = process.env;
  const child = spawn(process.execPath, [join(extensionRoot, "scripts", "start.mjs")], {
    env: { ...env, PATH: scratch, TMPDIR: scratch },
    stdio: ["ignore", "pipe", "inherit"],
  });
  started.push(child);
  return child;
}

const exitOf = (child) => new Promise((resolve) => child.once("exit", (code) => resolve(code)));

/** The address in the output of `npm start`; fails when the program ends without printing one. */
const printedAddress = (child) =>
  new Promise((resolve, reject) => {
    let output = "";
    child.once("exit", () => reject(new Error(`npm start ended early:\n${output}`)));
    child.stdout.setEncoding("utf8").on("data", (text) => {
      output += text;
      const address = /http:\/\/127\.0\.0\.1:\d+\/\S+(?=\s)/.exec(output)?.[0];
      if (address !== undefined) resolve(address);
    });
  });
