/** Installs what a fresh clone lacks: npm packages, the workbench of the tests, and on Debian a Chromium and a prover. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { npm, onPath, run } from "./process.mjs";

/** A step of the installation that did not work, with what the reader can do about it. */
export class InstallError extends Error {}

/** Makes `node_modules` of a folder match its lock file; does nothing when it already does. */
export async function installPackages(folder) {
  if (matchesLock(folder)) return;
  console.log(`Installing the packages of ${folder}`);
  // No package of ours needs an install script: the native parsers come prebuilt.
  if ((await npm(folder, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")) !== 0) {
    throw new InstallError(`npm ci failed in ${folder}`);
  }
}

/** Installs the packages of test/e2e and completes the VS Code server in them. */
export async function installWorkbench(root) {
  const folder = join(root, "test", "e2e");
  await installPackages(folder);
  if ((await run(process.execPath, [join(folder, "setup.mjs")])) !== 0) {
    throw new InstallError(`${join(folder, "setup.mjs")} failed`);
  }
}

/** The path of a Chromium, installed with apt-get when this may be done. */
export async function installChromium() {
  const missing = (command) =>
    `No Chromium was found, which the tests in a real workbench need. Install it: ${command}`;
  await installWithApt(["chromium"], () => findChromium() !== null, missing, {
    darwin: "brew install --cask google-chrome",
    other: "install it with your package manager, or set E2E_CHROMIUM to its path",
  });
  return findChromium();
}

/** The prover, the build tool that runs it and a clock that can be set back, installed with apt-get when this may be done. */
export async function installRocq() {
  const programs = ["coqc", "dune", ...(onPath("apt-get") === null ? [] : ["faketime"])];
  const missing = (command) => {
    const absent = programs.filter((name) => onPath(name) === null).join(", ");
    return `Not found: ${absent}. The tests of real proofs need them. Install them: ${command}`;
  };
  const packages = ["coq", "ocaml-dune", "ocaml-findlib", "faketime"];
  await installWithApt(packages, () => programs.every((name) => onPath(name) !== null), missing, {
    darwin: "brew install coq dune",
    other: "opam install coq dune, and put the programs of the opam switch on the PATH",
  });
}

/** Makes `isThere` true, or says by `missing` which command of the reader would. */
async function installWithApt(packages, isThere, missing, { darwin, other }) {
  if (isThere()) return;
  if (process.platform !== "linux" || onPath("apt-get") === null) {
    throw new InstallError(missing(process.platform === "darwin" ? darwin : other));
  }
  const command = `apt-get update && apt-get install -y --no-install-recommends ${packages.join(" ")}`;
  if (process.getuid?.() !== 0) throw new InstallError(missing(`sudo sh -c '${command}'`));
  console.log(`Installing ${packages.join(", ")}: ${command}`);
  const environment = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  for (let attempt = 0; attempt < 2 && !isThere(); attempt++) {
    await run("sh", ["-c", `{ ${command}; } >/dev/null`], { env: environment });
  }
  if (!isThere()) throw new InstallError(missing(command));
}

function findChromium() {
  const named = process.env.E2E_CHROMIUM;
  if (named !== undefined) {
    if (!existsSync(named)) throw new InstallError(`E2E_CHROMIUM names ${named}, which does not exist.`);
    return named;
  }
  const mac = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";
  if (existsSync(mac)) return mac;
  for (const name of ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]) {
    const file = onPath(name);
    if (file !== null) return file;
  }
  return null;
}

/** True when npm's own record of what it installed agrees with the lock file; optional packages may be absent. */
function matchesLock(folder) {
  const record = join(folder, "node_modules", ".package-lock.json");
  if (!existsSync(record)) return false;
  const wanted = JSON.parse(readFileSync(join(folder, "package-lock.json"), "utf8")).packages;
  const present = JSON.parse(readFileSync(record, "utf8")).packages;
  return Object.entries(wanted).every(
    ([path, entry]) =>
      path === "" ||
      (present[path] === undefined ? entry.optional === true : present[path].version === entry.version),
  );
}
