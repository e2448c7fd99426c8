/** The packaged extension holds what it needs to run, and nothing else. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { unzipSync } from "fflate";

const root = join(import.meta.dirname, "..");
const scratch = mkdtempSync(join(tmpdir(), "refinedrust-package-"));
let archive: Buffer;
let files: string[];

before(() => {
  archive = readFileSync(process.env["E2E_VSIX"] ?? makePackage());
  files = [];
  // Nothing is unpacked: the names are all that is asked for.
  unzipSync(archive, { filter: ({ name }) => files.push(name) < 0 });
});

after(() => rmSync(scratch, { recursive: true, force: true }));

test("it holds the three fronts, both parsers, the grammars and the snippets", () => {
  const needed = [
    "readme.md",
    "changelog.md",
    "LICENSE.txt",
    "dist/extension.js",
    "dist/server.js",
    "dist/cli.js",
    "dist/package.json",
    "dist/LICENSES.txt",
    "dist/codes.md",
    "dist/web-tree-sitter.wasm",
    "dist/tree-sitter-rust.wasm",
    "syntaxes/refinedrust-annotations.tmLanguage.json",
    "syntaxes/rocq.tmLanguage.json",
    "snippets/refinedrust.json",
    "icons/refinedrust.svg",
    "node_modules/tree-sitter-rust/src/node-types.json",
  ];
  const missing = needed.filter((name) => !files.includes(`extension/${name}`));
  assert.deepEqual(missing, []);
});

test("it holds the native parsers of six platforms", () => {
  for (const platform of [
    "darwin-arm64",
    "darwin-x64",
    "linux-arm64",
    "linux-x64",
    "win32-arm64",
    "win32-x64",
  ]) {
    for (const name of ["tree-sitter", "tree-sitter-rust"]) {
      const folder = `extension/node_modules/${name}/prebuilds/${platform}/`;
      assert.ok(
        files.some((file) => file.startsWith(folder) && file.endsWith(".node")),
        folder,
      );
    }
  }
});

test("it holds no sources, no tests and no other packages", () => {
  const packages = "(tree-sitter|tree-sitter-rust|node-gyp-build)";
  const allowed = new RegExp(
    `^(extension/(package\\.json|readme\\.md|changelog\\.md|LICENSE\\.txt|(dist|syntaxes|snippets|icons)/[^/]+|node_modules/${packages}/.+)|extension\\.vsixmanifest|\\[Content_Types\\]\\.xml)$`,
  );
  assert.deepEqual(
    files.filter((name) => !allowed.test(name) || /\.(ts|c|cc|h|map|gyp)$/.test(name)),
    [],
  );
});

test("it is smaller than 4 MB", () => {
  assert.ok(archive.length < 4_000_000, `${archive.length} bytes`);
});

/** Packages the bundles that the last build left in dist/. */
function makePackage(): string {
  const file = join(scratch, "refinedrust-tools.vsix");
  const options = [
    "--no-update-package-json",
    "--allow-missing-repository",
    "--no-rewrite-relative-links",
    "--out",
    file,
  ];
  const vsce = join(root, "node_modules", "@vscode", "vsce", "vsce");
  execFileSync(process.execPath, [vsce, "package", ...options], { cwd: root, stdio: "pipe" });
  return file;
}
