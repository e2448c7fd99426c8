/** `npm start`: installs, builds, and opens VS Code on the sample crate with the extension loaded. */
import { spawn } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { InstallError, installChromium, installPackages, installWorkbench } from "./install.mjs";
import { onPath, run } from "./process.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const sample = join(root, "samples", "counter");
const firstFile = join(sample, "src", "mistakes.rs");

try {
  await installPackages(root);
  if ((await run(process.execPath, [join(root, "esbuild.mjs")])) !== 0)
    throw new InstallError("The build failed.");
  const code = onPath("code");
  if (code === null) await openWorkbench();
  else await openDesktop(code);
} catch (error) {
  if (!(error instanceof InstallError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

async function openDesktop(code) {
  console.log(`Opening VS Code on ${sample}`);
  const args = [`--extensionDevelopmentPath=${root}`, sample, "--goto", `${firstFile}:1`];
  // VS Code refuses to run as root without a data folder of its own.
  if (process.getuid?.() === 0) {
    args.push("--no-sandbox", "--user-data-dir", mkdtempSync(join(tmpdir(), "refinedrust-code-")));
  }
  process.exitCode = await run(code, args, { shell: process.platform === "win32" });
}

async function openWorkbench() {
  if (process.platform === "win32") throw new InstallError("Install VS Code, with `code` on the PATH.");
  console.log("There is no `code` on the PATH: starting the workbench of test/e2e instead.");
  await installWorkbench(root);
  // The module reaches into what has just been installed.
  const { startWorkbench } = await import("../test/e2e/workbench.mjs");
  const workbench = await startWorkbench();
  // A terminal signals this process and npm, and npm passes its signal on: the second one must not cut the end short.
  const stopped = new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, resolve);
  });
  const address = workbench.address(sample, [
    ["extensionDevelopmentPath", workbench.remote(root)],
    ["openFile", workbench.remote(firstFile)],
  ]);
  console.log(`\nVS Code with RefinedRust runs at\n\n  ${address}\n\nPress Ctrl-C to stop it.`);
  await openInBrowser(address);
  const ended = await Promise.race([stopped.then(() => "asked"), workbench.exited.then(() => "alone")]);
  await workbench.stop();
  if (ended === "alone") throw new InstallError("The workbench stopped by itself.");
  console.log("Stopped.");
  process.exit(0);
}

/** Shows the address when there is a display; without one the reader opens it from elsewhere. */
async function openInBrowser(address) {
  const display = process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  if (process.platform === "linux" && !display) return;
  const opener = process.platform === "darwin" ? "open" : (onPath("xdg-open") ?? (await installChromium()));
  const args = opener.includes("chrom") && process.getuid?.() === 0 ? ["--no-sandbox", address] : [address];
  spawn(opener, args, { stdio: "ignore", detached: true }).once("error", console.error).unref();
}
