/** `npm test`: installs what is missing, builds, checks, runs every test; the last line gives the totals. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { InstallError, installChromium, installPackages, installRocq, installWorkbench } from "./install.mjs";
import { npm, run } from "./process.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const scratch = mkdtempSync(join(tmpdir(), "refinedrust-test-"));
const results = [];

try {
  await all();
} catch (error) {
  console.error(error instanceof InstallError ? error.message : error);
  results.push({ name: "installation", passed: 0, failed: 1, skipped: 0 });
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
report();

async function all() {
  await installPackages(root);
  const built = await check("build", "run", "--silent", "build");
  await check("types", "exec", "--", "tsc", "--noEmit");
  await check("lint and format", "exec", "--", "biome", "check", "--max-diagnostics=50");
  await check("dead code", "exec", "--", "knip");
  if (!built) return;

  // What ships is what is tested: the workbench installs the package, and one test looks into it.
  const vsix = join(scratch, "refinedrust-tools.vsix");
  const packaged = await check("package", "run", "--silent", "package", "--", "--out", vsix);
  const env = packaged ? { ...process.env, E2E_VSIX: vsix } : process.env;
  await attempt("installation of the prover", installRocq);
  const unit = ["--import", "tsx", ...reporters("unit tests"), ...testsIn("test", ".test.ts")];
  await suite("unit tests", unit, env);
  if (!packaged) return;

  await installWorkbench(root);
  const chromium = await installChromium();
  const e2e = { ...env, E2E_CHROMIUM: chromium, E2E_RESULTS: resultsFile("extension host tests") };
  await suite("extension host tests", [join(root, "test", "e2e", "hostSuite.mjs")], e2e);
  const ui = ["--import", "tsx", ...reporters("workbench tests"), ...testsIn("test/e2e/ui", ".test.mjs")];
  await suite("workbench tests", ["--test-concurrency=1", ...ui], e2e);
}

/** What only some of the tests need: without it the others still run, and the run as a whole has failed. */
async function attempt(name, install) {
  try {
    await install();
  } catch (error) {
    console.error(error instanceof InstallError ? error.message : error);
    results.push({ name, passed: 0, failed: 1, skipped: 0 });
  }
}

async function check(name, ...npmArguments) {
  console.log(`\n# ${name}`);
  const passed = (await npm(root, ...npmArguments)) === 0;
  results.push({ name, passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: 0 });
  return passed;
}

/** Runs a Node program that leaves its counts in a file; a run that failed without saying so counts as one failure. */
async function suite(name, args, env) {
  console.log(`\n# ${name}`);
  const code = await run(process.execPath, args, { cwd: root, env });
  const counts = readCounts(resultsFile(name));
  const silent = counts.failed === 0 && (code !== 0 || counts.passed === 0);
  if (silent) console.error(`${name}: the run ended with code ${code} and ${counts.passed} passed tests`);
  results.push({ name, ...counts, failed: silent ? 1 : counts.failed });
}

function resultsFile(name) {
  return join(scratch, `${name.replaceAll(" ", "-")}.json`);
}

function reporters(name) {
  return [
    "--test",
    "--test-reporter=spec",
    "--test-reporter-destination=stdout",
    "--test-reporter=./scripts/countReporter.mjs",
    `--test-reporter-destination=${resultsFile(name)}`,
  ];
}

function testsIn(folder, ending) {
  const names = readdirSync(join(root, folder)).filter((name) => name.endsWith(ending));
  return names.sort().map((name) => join(folder, name));
}

function readCounts(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return { passed: 0, failed: 0, skipped: 0 };
  }
}

function report() {
  const line = ({ passed, failed, skipped }) =>
    `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
  console.log("");
  for (const result of results) console.log(`${result.name}: ${line(result)}`);
  const sum = (key) => results.reduce((total, result) => total + result[key], 0);
  const total = { passed: sum("passed"), failed: sum("failed"), skipped: sum("skipped") };
  // The exit code is set rather than forced, so that this last line is surely written.
  process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
  console.log(line(total));
}
