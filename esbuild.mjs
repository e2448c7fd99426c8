/** Bundles the client, the language server and the command line into dist/, with the parsers they load. */
import { copyFileSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
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
];

mkdirSync(dist, { recursive: true });
// The package itself is ESM; these bundles are CommonJS, because VS Code of our lower bound loads nothing else.
writeFileSync(join(dist, "package.json"), '{ "type": "commonjs" }\n');
copyFileSync(require.resolve("web-tree-sitter/web-tree-sitter.wasm"), join(dist, "web-tree-sitter.wasm"));
copyFileSync(
  join(dirname(require.resolve("tree-sitter-rust/package.json")), "tree-sitter-rust.wasm"),
  join(dist, "tree-sitter-rust.wasm"),
);

for (const { source, out, banner } of entries) {
  if (!existsSync(join(root, source))) {
    console.log(`esbuild: ${source} does not exist yet, dist/${out} was not made`);
    continue;
  }
  const options = {
    ...shared,
    entryPoints: [source],
    outfile: join(dist, out),
    banner: { js: banner },
  };
  if (process.argv.includes("--watch")) await (await esbuild.context(options)).watch();
  else await esbuild.build(options);
}
