/** Which settings a workspace that is not trusted may change: none that makes something run, or that says what or where. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { readSettings } from "../server/src/lsp/settings.ts";

/** They change what is shown. Whatever is not named here has to be restricted. */
const HARMLESS = [
  "refinedrust.specHotword",
  "refinedrust.lint",
  "refinedrust.project.exclude",
  "refinedrust.inlayHints",
  "refinedrust.gutterIcons",
  "refinedrust.generatedFilesReadOnly",
  "refinedrust.server.parser",
  "refinedrust.trace.server",
];

const manifest = JSON.parse(readFileSync(join(import.meta.dirname, "../package.json"), "utf8"));
const contributed = Object.keys(manifest.contributes.configuration.properties);
const { supported, restrictedConfigurations } = manifest.capabilities.untrustedWorkspaces;

test("every setting but the harmless ones waits for trust", () => {
  assert.equal(supported, "limited");
  const restricted = contributed.filter((name) => !HARMLESS.includes(name));
  assert.deepEqual([...restrictedConfigurations].sort(), restricted.sort());
  assert.ok(contributed.filter((name) => name.startsWith("refinedrust.run.")).length > 10);
});

test("a command is there without trust, too, since it says why nothing runs", () => {
  for (const { command, enablement } of manifest.contributes.commands) {
    assert.doesNotMatch(enablement ?? "", /isWorkspaceTrusted/, command);
  }
});

test("the server reads no setting that the manifest does not name", () => {
  // VS Code restricts only what it knows of.
  const read = new Set<string>();
  readSettings(recording("refinedrust", read));
  const isSection = (name: string) => contributed.some((each) => each.startsWith(`${name}.`));
  assert.deepEqual(
    [...read].filter((name) => !contributed.includes(name) && !isSection(name)),
    [],
  );
  assert.ok(read.has("refinedrust.run.wrapper"), [...read].join(", "));
});

/** Settings of which only the names are known, at every depth; remembers those that are looked at. */
const recording = (name: string, read: Set<string>): object =>
  new Proxy(
    {},
    {
      get: (_, key) => {
        const path = `${name}.${String(key)}`;
        read.add(path);
        const isSection = contributed.some((each) => each.startsWith(`${path}.`));
        return isSection ? recording(path, read) : undefined;
      },
    },
  );
