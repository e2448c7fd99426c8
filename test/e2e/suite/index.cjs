/** Runs the tests of this folder with mocha in the extension host, in our workbench and in desktop VS Code alike. */
const { readdirSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");
const Mocha = require("mocha");

exports.run = () =>
  new Promise((resolve, reject) => {
    const mocha = new Mocha({ timeout: 60_000, color: false, failZero: true, forbidOnly: true });
    for (const name of readdirSync(__dirname).sort()) {
      if (name.endsWith(".test.cjs")) mocha.addFile(join(__dirname, name));
    }
    const runner = mocha.run((failures) => {
      const { passes, pending } = runner.stats;
      const counts = { passed: passes, failed: failures, skipped: pending };
      if (process.env.E2E_RESULTS) writeFileSync(process.env.E2E_RESULTS, JSON.stringify(counts));
      if (failures > 0) reject(new Error(`${failures} failed`));
      else resolve();
    });
  });
