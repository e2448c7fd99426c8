/** How goals of recorded runs are told: in a hover, as a tree, and as text to be copied. */
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { obligationHelpAt } from "../server/src/features/obligationHelp.ts";
import { obligationsOf } from "../server/src/features/obligations.ts";
import type { RustFinding } from "../server/src/verification/rustFinding.ts";
import { MemoryDisk } from "./support/memoryDisk.ts";
import { nameOf, openProject, placed, placingProjects } from "./support/placing.ts";

for (const { folder, recordings } of placingProjects()) {
  for (const recording of recordings) {
    test(`the goals of ${nameOf(recording)}`, async () => {
      const { context } = await openProject(MemoryDisk.from(folder, "/w"));
      const findings = placed(recording, context);
      const told = obligationsOf(findings, false).flatMap(({ goals }, n) => [
        hoverOf(findings[n]),
        ...goals.map((goal) => `--- as text\n${goal.text}`),
      ]);
      if (told.length === 0) return;
      const path = join(folder, "runs", `${nameOf(recording)}.goals`);
      const text = `${told.join("\n\n")}\n`;
      if (process.env["UPDATE"]) writeFileSync(path, text);
      else assert.equal(text, readFileSync(path, "utf8"));
    });
  }
}

const hoverOf = (finding: RustFinding | undefined): string => {
  assert.ok(finding);
  const help = obligationHelpAt(finding.range.start, [finding], ({ path }) => `file://${path}`);
  assert.deepEqual(help?.range, finding.range);
  return help.markdown;
};
