/** Tasks of the type `refinedrust`, for those who keep their terminal: our own command line, and the tools themselves. */
import {
  type Disposable,
  ProcessExecution,
  ShellExecution,
  Task,
  type TaskDefinition,
  TaskGroup,
  tasks,
  Uri,
  type WorkspaceFolder,
  workspace,
} from "vscode";

const TYPE = "refinedrust";

interface Definition extends TaskDefinition {
  readonly command: string;
  /** As `rr-tools verify --scope` takes it. */
  readonly scope?: string;
  /** Further arguments. */
  readonly args?: readonly string[];
  /** Where it runs, below the folder. */
  readonly cwd?: string;
}

interface Places {
  /** The path of the bundled command line. */
  readonly cli: string;
  /** Where results are kept, so that those of a task are seen in the editor. */
  readonly results: Uri;
}

export const taskProvider = (places: Places): Disposable =>
  tasks.registerTaskProvider(TYPE, {
    provideTasks: () => {
      const found = (workspace.workspaceFolders ?? []).flatMap((folder) =>
        Object.keys(COMMANDS).map((command) => taskOf({ type: TYPE, command }, folder, places)),
      );
      return Promise.all(found);
    },
    resolveTask: ({ definition, scope }) => {
      const folder = typeof scope === "object" ? scope : workspace.workspaceFolders?.[0];
      return folder && isDefinition(definition) ? taskOf(definition, folder, places) : undefined;
    },
  });

interface Command {
  readonly title: string;
  readonly detail: string;
  /** Null for our own command line. */
  readonly program: string | null;
  readonly words: readonly string[];
  readonly matcher: string;
}

const COMMANDS = {
  verify: own("verify", "RefinedRust, then dune; every function is reported on"),
  translate: own("translate", "RefinedRust only", "--translate-only"),
  check: own("check proofs", "dune only", "--check-only"),
  cargo: tool("$cargo-refinedrust", "cargo", "refinedrust"),
  dune: tool("$rocq", "dune", "build", "--display=short"),
};

function own(title: string, detail: string, ...words: readonly string[]): Command {
  return { title, detail, program: null, words, matcher: "$rr-tools" };
}

function tool(matcher: string, program: string, ...words: readonly string[]): Command {
  const title = [program, words[0]].join(" ");
  return { title, detail: [program, ...words].join(" "), program, words, matcher };
}

const isDefinition = (definition: TaskDefinition): definition is Definition =>
  typeof definition["command"] === "string" && Object.hasOwn(COMMANDS, definition["command"]);

async function taskOf(definition: Definition, folder: WorkspaceFolder, places: Places): Promise<Task> {
  const command: Command = COMMANDS[definition.command as keyof typeof COMMANDS];
  const { args = [], cwd } = definition;
  const directory = cwd === undefined ? folder.uri : Uri.joinPath(folder.uri, cwd);
  const { program, words } = command;
  const execution =
    program === null
      ? await ownExecution(words, definition, folder, directory, places)
      : new ShellExecution(program, [...words, ...args], { cwd: directory.fsPath });
  const task = new Task(definition, folder, command.title, "RefinedRust", execution, command.matcher);
  task.group = TaskGroup.Build;
  task.detail = command.detail;
  return task;
}

/** The host's own Node runs it, so that nothing else has to be installed; it obeys the same settings as the editor. */
async function ownExecution(
  words: readonly string[],
  { scope, args = [] }: Definition,
  folder: WorkspaceFolder,
  directory: Uri,
  { cli, results }: Places,
): Promise<ProcessExecution> {
  const settings = Uri.joinPath(results, `task-settings-${folder.index}.json`);
  const run = workspace.getConfiguration("refinedrust", folder).get("run") ?? {};
  await workspace.fs.writeFile(settings, new TextEncoder().encode(JSON.stringify(run)));
  return new ProcessExecution(
    process.execPath,
    [
      ...[cli, "verify", ...words, "--settings", settings.fsPath, "--results", results.fsPath, "--log"],
      ...(scope === undefined ? [] : ["--scope", scope]),
      ...args,
      ".",
    ],
    { cwd: directory.fsPath, env: { ELECTRON_RUN_AS_NODE: "1" } },
  );
}
