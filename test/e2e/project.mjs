/** A fresh copy of a project laid out like a real one: the crate in a sub-folder, the verification elsewhere. */
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { extensionRoot } from "./workbench.mjs";

export function copyProject() {
  const parent = mkdtempSync(join(tmpdir(), "refinedrust-project-"));
  const folder = join(parent, "monitor");
  cpSync(join(extensionRoot, "test", "fixtures", "project", "monitor"), folder, { recursive: true });
  return {
    folder,
    rust: (name) => join(folder, "firmware", "src", name),
    proof: (name) => join(folder, "verification", "out", "monitor", "proofs", name),
    remove: () => rmSync(parent, { recursive: true, force: true }),
  };
}
