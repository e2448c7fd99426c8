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
      registerCommand: (name: string, run: typeof command) => {
        assert.equal(name, "refinedrust.checkInstallation");
        command = run;
        return {};
      },
    },
    window: {
      showInformationMessage: (text: string) => told.push(text),
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
  return { asked, shown, told };
}

test("every folder is checked, and the server hears whether the user trusts the workspace", async () => {
  for (const isTrusted of [true, false]) {
    const { asked, shown } = await check(["file:///a", "file:///b"], isTrusted);
    const params = (folder: string) => [DOCTOR_REQUEST, { folder, isTrusted }];
    assert.deepEqual(asked, [params("file:///a"), params("file:///b")]);
    assert.deepEqual(shown, ["RefinedRust for file:///a\n\nRefinedRust for file:///b\n"]);
  }
});

test("a folder that cannot be checked does not hide the others", async () => {
  const { shown } = await check(["file:///refused", "file:///b"], true);
  assert.deepEqual(shown, ["RefinedRust for file:///b\n"]);
});

test("without a folder there is nothing to check", async () => {
  const { asked, shown, told } = await check([], true);
  assert.deepEqual([asked, shown, told.length], [[], [], 1]);
});
