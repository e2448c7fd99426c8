/** Runs suite/ inside the extension host of a workbench; the exit code is the suite's. */
import { join } from "node:path";
import { openBrowser } from "./browser.mjs";
import { copySample } from "./sample.mjs";
import { extensionRoot, startWorkbench } from "./workbench.mjs";

const limit = Number(process.env.E2E_TIMEOUT ?? 180_000);
const verbose = process.env.E2E_VERBOSE !== undefined;
// What the workbench says because optional native modules and the marketplace are absent.
const noise =
  /bindings file|native-watchdog|from gallery|Creating a socket|connection token|serviceWorker\.js/;

const vsix = process.env.E2E_VSIX ?? null;
const sample = copySample();
const workbench = await startWorkbench({ vsix });
let code = 1;
try {
  const browser = await openBrowser();
  const page = await browser.newPage();
  if (verbose) page.on("console", (message) => console.log("[page]", message.text()));
  const suite = join(extensionRoot, "test", "e2e", "suite");
  code = await new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error(`no result within ${limit} ms`)), limit).unref();
    const open = async () => {
      await page.exposeFunction("codeAutomationLog", (_type, args) => {
        if (verbose || !noise.test(args.join(" "))) console.log(...args);
      });
      await page.exposeFunction("codeAutomationExit", resolve);
      const payload = [
        // Running tests needs a development path; when the package is under test, it is an empty extension.
        ["extensionDevelopmentPath", workbench.remote(vsix === null ? extensionRoot : suite)],
        ["extensionTestsPath", workbench.remote(join(suite, "index.cjs"))],
      ];
      await page.goto(workbench.address(sample.folder, payload));
    };
    open().catch(reject);
  });
  await browser.close();
} catch (error) {
  console.error(error);
} finally {
  await workbench.stop();
  sample.remove();
}
process.exit(code);
