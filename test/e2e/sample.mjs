/** A fresh copy of the sample crate, so that tests may change it. */
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { extensionRoot } from "./workbench.mjs";

export function copySample() {
  const parent = mkdtempSync(join(tmpdir(), "refinedrust-sample-"));
  const folder = join(parent, "counter");
  cpSync(join(extensionRoot, "samples", "counter"), folder, { recursive: true });
  return { folder, remove: () => rmSync(parent, { recursive: true, force: true }) };
}
