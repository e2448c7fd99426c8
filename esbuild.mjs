/** Bundles the client, the language server, the command line and the guard of their runs into dist/, with the parsers they load. */
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";

const root = dirname(fileURLToPath(import.meta.url));
const dist = join(root, "dist");
const require = createRequire(import.meta.url);

const shared = {
  absWorkingDir: root,
  bundle: true,
  platform: "node",
  format: "cjs",
  target: "node20",
  minify: !process.argv.includes("--watch"),
  sourcemap: process.argv.includes("--watch"),
  legalComments: "none",
  logLevel: "warning",
  // The native parsers are loaded from node_modules, and VS Code provides its own module.
  external: ["vscode", "tree-sitter", "tree-sitter-rust"],
  // The ESM build of web-tree-sitter reads import.meta.url, which a CommonJS bundle does not have.
  alias: { "web-tree-sitter": join(dirname(require.resolve("web-tree-sitter")), "web-tree-sitter.cjs") },
  // Our own modules may read import.meta.url; in the bundle it is the bundle's own address.
  define: { "import.meta.url": "bundleUrl" },
};

const addressOfBundle = 'const bundleUrl = require("node:url").pathToFileURL(__filename).href;';

const entries = [
  { source: "client/src/extension.ts", out: "extension.js", banner: addressOfBundle },
  { source: "server/src/main.ts", out: "server.js", banner: `#!/usr/bin/env node\n${addressOfBundle}` },
  { source: "server/src/cli.ts", out: "cli.js", banner: `#!/usr/bin/env node\n${addressOfBundle}` },
  { source: "server/src/runner/guardProcess.ts", out: "guard.js", banner: addressOfBundle },
];

mkdirSync(dist, { recursive: true });
// The package itself is ESM; these bundles are CommonJS, because VS Code of our lower bound loads nothing else.
writeFileSync(join(dist, "package.json"), '{ "type": "commonjs" }\n');
copyFileSync(require.resolve("web-tree-sitter/web-tree-sitter.wasm"), join(dist, "web-tree-sitter.wasm"));
copyFileSync(
  join(dirname(require.resolve("tree-sitter-rust/package.json")), "tree-sitter-rust.wasm"),
  join(dist, "tree-sitter-rust.wasm"),
);

// The server links each problem to its section of this page, which has to be there without a network.
copyFileSync(join(root, "docs", "codes.md"), join(dist, "codes.md"));

const watching = process.argv.includes("--watch");
const packages = new Map();
for (const { source, out, banner } of entries) {
  const options = { ...shared, entryPoints: [source], outfile: join(dist, out), banner: { js: banner } };
  if (watching) await (await esbuild.context(options)).watch();
  else noteLicences(await esbuild.build({ ...options, metafile: true }));
}
if (!watching) writeFileSync(join(dist, "LICENSES.txt"), licences());

/** The licences of the packages whose code is in a bundle, which ask to be passed on with it. */
function noteLicences({ metafile }) {
  for (const input of Object.keys(metafile.inputs)) {
    const folder = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0];
    if (folder !== undefined) packages.set(folder.replace(/^.*node_modules\//, ""), folder);
  }
}

function licences() {
  packages.set("tree-sitter-rust", "node_modules/tree-sitter-rust");
  return [...packages]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, folder]) => {
      const file = readdirSync(join(root, folder)).find((entry) => /^licen[cs]e/i.test(entry));
      const { version, license } = JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8"));
      const text = file === undefined ? license : readFileSync(join(root, folder, file), "utf8").trim();
      return `${name} ${version}\n\n${text}\n`;
    })
    .join(`\n${"-".repeat(80)}\n\n`);
}
