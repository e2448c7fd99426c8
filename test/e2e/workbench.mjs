/** Starts the VS Code server and web workbench of the code-server package, without its outer program. */
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
export const extensionRoot = dirname(dirname(here));
const codeServer = process.env.E2E_CODE_SERVER ?? join(here, "node_modules", "code-server");
const serverMain = join(codeServer, "lib", "vscode", "out", "server-main.js");
const nodeProgram = process.env.E2E_NODE ?? process.execPath;

/** A folder is trusted without a question, or not before the user says so in the workbench. */
const trustSettings = {
  everywhere: { "security.workspace.trust.enabled": false },
  onRequest: { "security.workspace.trust.enabled": true, "security.workspace.trust.startupPrompt": "never" },
};

const trustOptions = {
  // Newer workbenches ignore extensionDevelopmentPath in the page address without the smoke test driver.
  everywhere: ["--disable-workspace-trust", "--enable-smoke-test-driver"],
  // The driver refuses every dialog, and with it the question whether a folder is trusted.
  onRequest: [],
};

const quietSettings = {
  "telemetry.telemetryLevel": "off",
  "workbench.startupEditor": "none",
  "workbench.enableExperiments": false,
  "workbench.tips.enabled": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "chat.disableAIFeatures": true,
  "extensions.autoUpdate": false,
  "extensions.autoCheckUpdates": false,
  "extensions.ignoreRecommendations": true,
  "remote.autoForwardPorts": false,
  "git.enabled": false,
  "files.simpleDialog.enable": true,
  "editor.hover.delay": 100,
};

/**
 * Starts a workbench with fresh user data, on a free port of the loopback address.
 * `vsix` is the path of a packaged extension to install first; `settings` are added to the user settings,
 * `environment` to the variables of the server and its extension hosts; `trust` names the settings of trust.
 */
export async function startWorkbench({
  vsix = null,
  settings = {},
  environment = {},
  trust = "everywhere",
} = {}) {
  const data = mkdtempSync(join(tmpdir(), "refinedrust-workbench-"));
  const user = join(data, "server", "data", "User");
  mkdirSync(user, { recursive: true });
  const userSettings = { ...quietSettings, ...trustSettings[trust], ...settings };
  writeFileSync(join(user, "settings.json"), JSON.stringify(userSettings, null, 2));
  const folders = ["--server-data-dir", join(data, "server"), "--extensions-dir", join(data, "extensions")];
  const common = [serverMain, ...folders, "--accept-server-license-terms", "--telemetry-level", "off"];
  // An empty gallery definition: no marketplace and no look-ups of updates.
  const gallery = JSON.stringify({ serviceUrl: "", itemUrl: "", resourceUrlTemplate: "" });
  const { NODE_OPTIONS: _, ...inherited } = process.env;
  const env = { ...inherited, ...environment, EXTENSIONS_GALLERY: gallery };
  if (vsix !== null) installExtension([...common, "--install-extension", vsix], env);

  const port = await freePort();
  const log = join(data, "server.log");
  const output = openSync(log, "a");
  const listen = ["--host", "127.0.0.1", "--port", String(port), "--without-connection-token"];
  // The variables of this process hold, not those of a login shell.
  const quiet = [
    "--force-disable-user-env",
    "--disable-update-check",
    ...trustOptions[trust],
    "--disable-getting-started-override",
  ];
  const child = spawn(nodeProgram, [...common, ...listen, ...quiet], {
    env,
    stdio: ["ignore", output, output],
    detached: true,
  });
  const exited = new Promise((resolve) => child.once("exit", resolve));
  // The server leads a process group, so extension hosts and language servers end with it.
  const endGroup = (signal) => {
    try {
      process.kill(-child.pid, signal);
    } catch {
      // The group is gone already.
    }
  };
  process.once("exit", () => endGroup("SIGKILL"));
  await answering(port, child, log);

  return {
    port,
    exited,
    /** The process group of the server, its extension hosts and their language servers. */
    group: child.pid,
    /** The address of a page that shows a folder; `payload` holds further pairs for the workbench. */
    address: (folder, payload = []) => {
      const pairs = JSON.stringify([["skipWelcome", "true"], ["skipReleaseNotes", "true"], ...payload]);
      const query = new URLSearchParams({ folder, payload: pairs });
      return `http://127.0.0.1:${port}/?${query.toString().replaceAll("+", "%20")}`;
    },
    /** The name under which the page knows a file of this machine. */
    remote: (path) => `vscode-remote://127.0.0.1:${port}${path}`,
    async stop() {
      endGroup("SIGTERM");
      await Promise.race([exited, wait(5000)]);
      endGroup("SIGKILL");
      if (process.env.E2E_KEEP) console.log(`kept ${data}`);
      else rmSync(data, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
    },
  };
}

function installExtension(args, env) {
  const { status, stdout, stderr } = spawnSync(nodeProgram, args, { env, encoding: "utf8" });
  if (status !== 0 || !/successfully installed/.test(stdout)) {
    throw new Error(`The package could not be installed:\n${stdout}${stderr}`);
  }
}

async function answering(port, child, log) {
  const end = Date.now() + 60_000;
  while (Date.now() < end) {
    if (child.exitCode !== null || child.signalCode !== null) {
      throw new Error(`The VS Code server stopped:\n${readFileSync(log, "utf8")}`);
    }
    const answer = await fetch(`http://127.0.0.1:${port}/version`).catch(() => null);
    if (answer?.ok) return;
    await wait(100);
  }
  throw new Error(`The VS Code server did not answer within 60 s:\n${readFileSync(log, "utf8")}`);
}

const freePort = () =>
  new Promise((resolve, reject) => {
    const probe = createServer().once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
