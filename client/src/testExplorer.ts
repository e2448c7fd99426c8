/** Functions to be verified in the Test Explorer: what is there, and its two ways to run. */
import { type Disposable, TestRunProfileKind, tests } from "vscode";
import type { Project } from "./project.ts";
import type { Runs } from "./runs.ts";
import { TestMessages } from "./testMessages.ts";
import { TestRuns } from "./testRuns.ts";
import { TestTree } from "./testTree.ts";

export function testExplorer(project: Project, runs: Runs): Disposable[] {
  const controller = tests.createTestController("refinedrust", "RefinedRust");
  const tree = new TestTree(controller);
  const testRuns = new TestRuns(controller, tree, runs, new TestMessages(project));
  controller.createRunProfile(
    "Verify",
    TestRunProfileKind.Run,
    (request, token) => testRuns.start(request, token),
    true,
  );
  controller.createRunProfile("Translate Only", TestRunProfileKind.Run, (request, token) =>
    testRuns.start(request, token, "translate"),
  );
  controller.refreshHandler = () => project.refresh();
  return [controller, testRuns, project.onDidChange(() => tree.update(project.overview.items))];
}
