/** How goals of recorded runs are told: in a hover, as a tree, and as text to be copied. */
import assert from "node:assert/strict";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { Hint } from "../server/src/features/hint.ts";
import { hintSource } from "../server/src/features/obligationActions.ts";
import { obligationHelpAt } from "../server/src/features/obligationHelp.ts";
import { hintsFor } from "../server/src/features/obligationHints.ts";
import { obligationsOf } from "../server/src/features/obligations.ts";
import type { ProjectView } from "../server/src/features/projectView.ts";
import { applyEdits } from "../server/src/text.ts";
import type { RustFinding } from "../server/src/verification/rustFinding.ts";
import { MemoryDisk } from "./support/memoryDisk.ts";
import { nameOf, openProject, placed, placingProjects } from "./support/placing.ts";

for (const { folder, recordings } of placingProjects()) {
  for (const recording of recordings) {
    test(`the goals of ${nameOf(recording)}`, async () => {
      const { context, view } = await openProject(MemoryDisk.from(folder, "/w"));
      const findings = placed(recording, context);
      const told = obligationsOf(findings, false, (finding) => writtenFor(finding, view)).flatMap(
        ({ goals }, n) => [
          hoverOf(findings.filter((each) => each.goals.length > 0)[n], view),
          ...goals.map((goal) => `--- as text\n${goal.text}`),
        ],
      );
      if (told.length === 0) return;
      const path = join(folder, "runs", `${nameOf(recording)}.goals`);
      const text = `${told.join("\n\n")}\n`;
      if (process.env["UPDATE"]) writeFileSync(path, text);
      else assert.equal(text, readFileSync(path, "utf8"));
    });
  }
}

for (const { folder, recordings } of placingProjects()) {
  for (const recording of recordings) {
    test(`the hints of ${nameOf(recording)}`, async () => {
      const { context, view } = await openProject(MemoryDisk.from(folder, "/w"));
      const told = placed(recording, context).flatMap((finding) => {
        const source = hintSource(finding, view);
        return source ? hintsFor(finding, source).map((hint) => hintTold(hint, view.text)) : [];
      });
      const path = join(folder, "runs", `${nameOf(recording)}.hints`);
      if (!process.env["UPDATE"]) {
        assert.equal(told.join("\n"), existsSync(path) ? readFileSync(path, "utf8") : "");
      } else if (told.length > 0) writeFileSync(path, told.join("\n"));
      else rmSync(path, { force: true });
    });
  }
}

/** The title, and the lines that are new once the edits are applied. */
function hintTold({ title, edits }: Hint, text: (path: string) => string | null): string {
  const changes = edits.map(({ path, edits: own }) => {
    const before = text(path) ?? "";
    const [old, now] = [before.split("\n"), applyEdits(before, own).split("\n")];
    const from = now.findIndex((line, n) => line !== old[n]);
    const to = now.length - (old.length - from);
    const added = now.slice(from, to).map((line) => `+ ${line}`);
    assert.deepEqual([...now.slice(0, from), ...now.slice(to)], old, "nothing else changes");
    return [`${path}:${from + 1}`, `  ${old[from - 1] ?? ""}`, ...added, `  ${old[from] ?? ""}`].join("\n");
  });
  return `${[title, ...changes].join("\n")}\n`;
}

const writtenFor = (finding: RustFinding, view: ProjectView) => hintSource(finding, view)?.written ?? null;

const hoverOf = (finding: RustFinding | undefined, view: ProjectView): string => {
  assert.ok(finding);
  const help = obligationHelpAt(finding.range.start, [finding], {
    link: ({ path }) => `file://${path}`,
    writtenOf: (each) => writtenFor(each, view),
    hotword: "rr",
  });
  assert.deepEqual(help?.range, finding.range);
  return help.markdown;
};
