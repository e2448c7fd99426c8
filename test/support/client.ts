/** Modules of the VS Code client with a stand-in for the module `vscode`. */
import { join } from "node:path";
import { buildSync } from "esbuild";

/** What the client's module of this name exports; functions and classes see the given object as `vscode`. */
export function loadClient(
  name: string,
  vscode: unknown,
): Record<string, (...argumentsOf: unknown[]) => unknown> {
  const built = buildSync({
    entryPoints: [join(import.meta.dirname, `../../client/src/${name}.ts`)],
    bundle: true,
    write: false,
    format: "cjs",
    platform: "node",
    external: ["vscode"],
    logLevel: "silent",
  });
  const module = { exports: {} };
  const run = new Function("require", "module", "exports", built.outputFiles[0]?.text ?? "");
  run((id: string) => (id === "vscode" ? vscode : {}), module, module.exports);
  return module.exports;
}
