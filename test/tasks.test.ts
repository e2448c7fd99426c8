/** Tasks of the VS Code client: which commands they start, and what their problem matchers read out of the tools' output. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { loadClient } from "./support/client.ts";

interface Pattern {
  readonly regexp: string;
  readonly file?: number;
  readonly line?: number;
  readonly severity?: number;
  readonly code?: number;
  readonly message?: number;
}

const manifest = JSON.parse(readFileSync(join(import.meta.dirname, "../package.json"), "utf8"));
const recorded = join(import.meta.dirname, "fixtures/tool-output");

/** As VS Code reads lines: each pattern takes one, from the first that fits on. */
function problems(matcher: string, output: string): Record<string, string>[] {
  const contributed = manifest.contributes.problemPatterns.find(
    ({ name }: { name: string }) => name === matcher,
  );
  const patterns: readonly Pattern[] = contributed.patterns ?? [contributed];
  const lines = output.split("\n");
  return lines.flatMap((_, start) => {
    const found: Record<string, string> = {};
    for (const [n, { regexp, ...groups }] of patterns.entries()) {
      const match = new RegExp(regexp).exec(lines[start + n] ?? "");
      if (!match) return [];
      for (const [key, group] of Object.entries(groups)) {
        const value = typeof group === "number" ? (match[group] ?? "") : "";
        if (typeof group === "number") found[key] = [found[key], value].filter(Boolean).join(" ");
      }
    }
    return [found];
  });
}

test("every error that Rocq prints with a place is a problem of its file and line", () => {
  let count = 0;
  for (const folder of ["coq-8.16", "dune", "rocq-9.2"]) {
    for (const name of readdirSync(join(recorded, folder), { recursive: true, encoding: "utf8" })) {
      if (!/\.(?:txt|out|err|log)$/.test(name)) continue;
      const output = readFileSync(join(recorded, folder, name), "utf8");
      const places = [
        ...output.matchAll(/^File "([^"]+)", line (\d+), characters [\d-]+:\n(?:Error|Warning)/gm),
      ];
      const found = problems("rocq", output);
      for (const [, file, line] of places) {
        count++;
        const one = found.find((each) => each["file"] === file && each["line"] === line);
        assert.ok(one, `${name}: ${file} ${line}`);
        assert.match(one["severity"] ?? "", /^(?:Error|Warning)$/);
      }
    }
  }
  assert.ok(count > 10, `${count} places`);
});

test("what our own command line and rustc print is read", () => {
  const text =
    "src/transfers.rs:8:15: error[condition-unproved]: A condition could not be proved: n + 50 < 60\nfailed     ledger::transfers::transfer\n";
  assert.deepEqual(problems("rr-tools", text), [
    {
      file: "src/transfers.rs",
      line: "8",
      column: "15",
      severity: "error",
      code: "condition-unproved",
      message: "A condition could not be proved: n + 50 < 60",
    },
  ]);
  const rustc = "error[E0425]: cannot find value `x` in this scope\n --> src/lib.rs:3:5\n  |\n";
  assert.deepEqual(problems("cargo-refinedrust", rustc), [
    {
      severity: "error",
      code: "E0425",
      message: "cannot find value `x` in this scope",
      file: "src/lib.rs",
      line: "3",
      column: "5",
    },
  ]);
});

interface Started {
  readonly program: string;
  readonly words: readonly string[];
  readonly options: { readonly cwd: string };
}

interface Shown {
  readonly definition: unknown;
  readonly name: string;
  readonly execution: Started;
  readonly matcher: string;
}

interface Provider {
  provideTasks(): Promise<Shown[]>;
  resolveTask(task: object): Promise<Shown> | undefined;
}

/** The module `vscode` as far as tasks look at it. */
function workbench() {
  const written = new Map<string, string>();
  class Execution implements Started {
    readonly program: string;
    readonly words: readonly string[];
    readonly options: Started["options"];
    constructor(program: string, words: readonly string[], options: Started["options"]) {
      this.program = program;
      this.words = words;
      this.options = options;
    }
  }
  class Task implements Shown {
    readonly definition: unknown;
    readonly name: string;
    readonly execution: Started;
    readonly matcher: string;
    constructor(
      definition: unknown,
      _scope: unknown,
      name: string,
      _source: string,
      execution: Started,
      matcher: string,
    ) {
      this.definition = definition;
      this.name = name;
      this.execution = execution;
      this.matcher = matcher;
    }
  }
  const uri = (path: string) => ({ fsPath: path });
  const folder = { uri: uri("/w"), index: 0 };
  const registered: Provider[] = [];
  const api = {
    Task,
    ProcessExecution: Execution,
    ShellExecution: Execution,
    TaskGroup: { Build: "build" },
    Uri: { joinPath: ({ fsPath }: { fsPath: string }, name: string) => uri(`${fsPath}/${name}`) },
    tasks: {
      registerTaskProvider: (_type: string, provider: Provider) => registered.push(provider),
    },
    workspace: {
      workspaceFolders: [folder],
      getConfiguration: () => ({ get: () => ({ preset: "ssh", place: "host" }) }),
      fs: {
        writeFile: async ({ fsPath }: { fsPath: string }, bytes: Uint8Array) => {
          written.set(fsPath, new TextDecoder().decode(bytes));
        },
      },
    },
  };
  loadClient("tasks", api)["taskProvider"]?.({ cli: "/x/cli.js", results: uri("/r") });
  const [provider] = registered;
  assert.ok(provider);
  return { provider, written, folder };
}

test("tasks start our command line with the settings of the editor, or the tools themselves", async () => {
  const { provider, written } = workbench();
  const tasks = await provider.provideTasks();
  const matchers = manifest.contributes.problemMatchers.map(({ name }: { name: string }) => `$${name}`);
  for (const { matcher } of tasks) assert.ok(matchers.includes(matcher), matcher);
  const { enum: known } = manifest.contributes.taskDefinitions[0].properties.command;
  assert.deepEqual(
    tasks.map(({ definition }) => (definition as { command: string }).command),
    known,
  );
  const started = new Map(
    tasks.map(({ name, execution }) => [name, [execution.program, ...execution.words]]),
  );
  assert.deepEqual(started.get("dune build"), ["dune", "build", "--display=short"]);
  assert.deepEqual(started.get("cargo refinedrust"), ["cargo", "refinedrust"]);
  assert.deepEqual(started.get("translate"), [
    process.execPath,
    "/x/cli.js",
    "verify",
    "--translate-only",
    ...["--settings", "/r/task-settings-0.json", "--results", "/r", "--log", "."],
  ]);
  assert.deepEqual(JSON.parse(written.get("/r/task-settings-0.json") ?? ""), {
    preset: "ssh",
    place: "host",
  });
});

test("a task of tasks.json has its scope, its arguments and its folder; an unknown command is none", async () => {
  const { provider, folder } = workbench();
  const resolve = (definition: object) =>
    provider.resolveTask({ definition: { type: "refinedrust", ...definition }, scope: folder });
  const own = await resolve({ command: "verify", scope: "crate:ledger", args: ["--jobs", "2"] });
  assert.deepEqual(own?.execution.words.slice(-5), ["--scope", "crate:ledger", "--jobs", "2", "."]);
  const dune = await resolve({ command: "dune", cwd: "verification", args: ["./proofs"] });
  assert.deepEqual(dune?.execution.options, { cwd: "/w/verification" });
  assert.deepEqual(dune?.execution.words.at(-1), "./proofs");
  assert.equal(await resolve({ command: "toString" }), undefined);
});
