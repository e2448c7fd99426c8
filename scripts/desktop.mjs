/** `npm run test:desktop`: downloads VS Code and runs the extension host suite in it. */
import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { installPackages } from "./install.mjs";
import { npm } from "./process.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const tools = join(root, ".vscode-test");
const scratch = mkdtempSync(join(tmpdir(), "refinedrust-desktop-"));

await installPackages(root);
await installPackages(join(root, "test", "e2e"));
mkdirSync(tools, { recursive: true });
const runner = "@vscode/test-electron@2.5.2";
if ((await npm(root, "install", "--prefix", tools, "--no-save", "--ignore-scripts", runner)) !== 0)
  process.exit(1);
if ((await npm(root, "run", "build")) !== 0) process.exit(1);

const resolved = createRequire(join(tools, "package.json")).resolve("@vscode/test-electron");
const { runTests } = await import(pathToFileURL(resolved).href);
const sample = join(scratch, "counter");
cpSync(join(root, "samples", "counter"), sample, { recursive: true });
try {
  await runTests({
    // VSCODE_VERSION names another version, such as the oldest one of "engines" in package.json.
    version: process.env.VSCODE_VERSION ?? "stable",
    cachePath: tools,
    extensionDevelopmentPath: root,
    extensionTestsPath: join(root, "test", "e2e", "suite", "index.cjs"),
    launchArgs: [
      sample,
      "--disable-extensions",
      "--disable-workspace-trust",
      "--user-data-dir",
      join(scratch, "user"),
    ],
  });
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
