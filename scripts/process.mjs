/** Runs programs for the scripts of this folder; needs nothing but Node, because nothing is installed yet. */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

const windows = process.platform === "win32";

/** Runs a program to its end, its output shown; gives the exit code (127 when it could not be started). */
export const run = (command, args, options = {}) =>
  new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ["ignore", "inherit", "inherit"], ...options });
    child.once("error", (error) => {
      console.error(`${command}: ${error.message}`);
      resolve(127);
    });
    child.once("exit", (code) => resolve(code ?? 1));
  });

/** Runs npm in a folder, by the very npm that started this script when there is one. */
export const npm = (folder, ...args) => {
  const started = process.env.npm_execpath ?? "";
  return started.endsWith("npm-cli.js")
    ? run(process.execPath, [started, ...args], { cwd: folder })
    : run("npm", args, { cwd: folder, shell: windows });
};

/** The full path of the program a shell would run under this name, or null. */
export const onPath = (name) => {
  const endings = windows ? [".cmd", ".exe", ".bat"] : [""];
  for (const folder of (process.env.PATH ?? "").split(delimiter)) {
    for (const ending of endings) {
      const file = join(folder, name + ending);
      if (folder !== "" && existsSync(file)) return file;
    }
  }
  return null;
};
