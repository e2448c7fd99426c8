/** Completes the code-server package after `npm ci --ignore-scripts`; doing it twice is harmless. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const vscode = join(here, "node_modules", "code-server", "lib", "vscode");

installServerPackages();
linkRipgrep();

/** The VS Code server inside the package has its own locked dependencies. */
function installServerPackages() {
  const done = join(vscode, "node_modules", ".package-lock.json");
  if (existsSync(done)) return;
  console.log("Installing the packages of the VS Code server in code-server");
  const npm = process.env.npm_execpath ?? "";
  const args = ["install", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  const { status } = npm.endsWith("npm-cli.js")
    ? spawnSync(process.execPath, [npm, ...args], { cwd: vscode, stdio: "inherit" })
    : spawnSync("npm", args, { cwd: vscode, stdio: "inherit", shell: process.platform === "win32" });
  if (status !== 0) {
    rmSync(done, { force: true });
    throw new Error(`npm ${args.join(" ")} failed in ${vscode}`);
  }
}

/** File search and quick open need ripgrep, which the package would download in its install script. */
function linkRipgrep() {
  const target = join(vscode, "node_modules", "@vscode", "ripgrep", "bin", "rg");
  if (existsSync(target)) return;
  const packaged = createRequire(import.meta.url).resolve(
    `@vscode/ripgrep-${process.platform}-${process.arch}/package.json`,
  );
  mkdirSync(dirname(target), { recursive: true });
  rmSync(target, { force: true });
  symlinkSync(join(dirname(packaged), "bin", "rg"), target);
}
