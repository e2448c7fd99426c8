/** A fresh copy of the sample crate, with one more file for the tests, which they may change. */
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { extensionRoot } from "./workbench.mjs";

export function copySample() {
  const parent = mkdtempSync(join(tmpdir(), "refinedrust-sample-"));
  const folder = join(parent, "counter");
  cpSync(join(extensionRoot, "samples", "counter"), folder, { recursive: true });
  cpSync(join(extensionRoot, "test", "e2e", "fixtures"), join(folder, "src"), { recursive: true });
  return {
    folder,
    file: (name) => join(folder, "src", name),
    remove: () => rmSync(parent, { recursive: true, force: true }),
  };
}
