/** The command that checks the installation: what the client asks the server, and what it shows. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { DOCTOR_REQUEST } from "../server/src/protocol.ts";
import { loadClient } from "./support/client.ts";

/** Runs the command in a window with these folders. */
async function check(folders: readonly string[], isTrusted: boolean) {
  const asked: unknown[] = [];
  const shown: string[] = [];
  const told: string[] = [];
  const executed: string[] = [];
  let provide = (): string => "";
  let command = async (): Promise<void> => {};
  const uri = (text: string) => ({ toString: () => text });
  const vscode = {
    EventEmitter: class {
      event = {};
      fire(): void {}
    },
    ProgressLocation: { Window: 10 },
    Uri: { from: ({ scheme, path }: { scheme: string; path: string }) => uri(`${scheme}:${path}`) },
    commands: {
      executeCommand: async (name: string) => executed.push(name),
      registerCommand: (name: string, run: typeof command) => {
        assert.equal(name, "refinedrust.checkInstallation");
        command = run;
        return {};
      },
    },
    window: {
      showInformationMessage: (text: string) => told.push(text),
      showWarningMessage: async (...texts: string[]) => {
        told.push(...texts);
        return texts[1];
      },
      withProgress: (_: unknown, run: () => unknown) => run(),
      showTextDocument: (text: string) => shown.push(text),
    },
    workspace: {
      isTrusted,
      workspaceFolders: folders.map((each) => ({ uri: uri(each) })),
      registerTextDocumentContentProvider: (
        _: string,
        provider: { provideTextDocumentContent: () => string },
      ) => {
        provide = provider.provideTextDocumentContent;
        return {};
      },
      openTextDocument: async () => provide(),
    },
  };
  const project = {
    ask: async (method: string, params: { folder: string }) => {
      asked.push([method, params]);
      return params.folder === "file:///refused"
        ? null
        : { text: `RefinedRust for ${params.folder}\n`, lines: [] };
    },
  };
  loadClient("checkInstallation", vscode)["checkInstallation"]?.(project);
  await command();
  await new Promise((done) => setImmediate(done));
  return { asked, shown, told, executed };
}

test("every folder is checked", async () => {
  const { asked, shown } = await check(["file:///a", "file:///b"], true);
  const params = (folder: string) => [DOCTOR_REQUEST, { folder }];
  assert.deepEqual(asked, [params("file:///a"), params("file:///b")]);
  assert.deepEqual(shown, ["RefinedRust for file:///a\n\nRefinedRust for file:///b\n"]);
});

test("without trust the user hears why no program was asked, and is led to where trust is granted", async () => {
  const untrusted = await check(["file:///a"], false);
  assert.match(untrusted.told[0] ?? "", /not trusted/);
  assert.deepEqual(untrusted.executed, ["workbench.trust.manage"]);
  const { told, executed } = await check(["file:///a"], true);
  assert.deepEqual([told, executed], [[], []]);
});

test("a folder that cannot be checked does not hide the others", async () => {
  const { shown } = await check(["file:///refused", "file:///b"], true);
  assert.deepEqual(shown, ["RefinedRust for file:///b\n"]);
});

test("without a folder there is nothing to check", async () => {
  const { asked, shown, told } = await check([], true);
  assert.deepEqual([asked, shown, told.length], [[], [], 1]);
});
