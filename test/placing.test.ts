/** Where results of recorded runs stand on the Rust code. */
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { describe, test } from "node:test";
import { LineIndex, slice, type TextRange } from "../server/src/text.ts";
import type { RunContext } from "../server/src/verification/placeFindings.ts";
import type { RustFinding } from "../server/src/verification/rustFinding.ts";
import { MemoryDisk } from "./support/memoryDisk.ts";
import { nameOf, openProject, placed, placingProjects } from "./support/placing.ts";

for (const { name, folder, recordings } of placingProjects()) {
  describe(name, () => {
    for (const recording of recordings) {
      test(nameOf(recording), async () => {
        const { context } = await openProject(MemoryDisk.from(folder, "/w"));
        const dump = placed(recording, context).map((finding) => describeFinding(finding, context));
        const path = recording.path.replace(/\.txt$/, ".expected");
        const text = `${dump.join("\n\n")}\n`;
        if (process.env["UPDATE"]) writeFileSync(path, text);
        else assert.equal(text, readFileSync(path, "utf8"));
      });
    }
  });
}

function describeFinding(finding: RustFinding, context: RunContext): string {
  const at = (path: string, range: TextRange): string => {
    const text = context.text(path) ?? "";
    const { line, character } = new LineIndex(text).positionAt(range.start);
    return `${path}:${line + 1}:${character + 1} ${JSON.stringify(slice(text, range))}`;
  };
  return [
    `${finding.severity}[${finding.code}] by ${finding.precision}: ${finding.message}`,
    `  at ${at(finding.file, finding.range)}`,
    ...(finding.clause ? [`  clause ${at(finding.file, finding.clause.range)}`] : []),
    ...finding.related.map(({ path, range, message }) => `  see ${at(path, range)} ${message}`),
    `  about ${finding.rocqName ?? "the crate"}, ${finding.goals.length} goals`,
  ].join("\n");
}
