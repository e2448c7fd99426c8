/** Runs that the Test Explorer asked for, and results of all others as of when they were found. */
import {
  type CancellationToken,
  type Disposable,
  type TestController,
  type TestItem,
  type TestRun,
  TestRunRequest,
} from "vscode";
import type { FunctionResult, RunParams, RunScope, RunState } from "../../server/src/protocol.ts";
import type { Runs } from "./runs.ts";
import type { TestMessages } from "./testMessages.ts";
import { crateOf, type TestTree } from "./testTree.ts";

interface AskedRun {
  readonly testRun: TestRun;
  readonly functions: readonly TestItem[];
}

export class TestRuns implements Disposable {
  readonly #controller: TestController;
  readonly #tree: TestTree;
  readonly #runs: Runs;
  readonly #messages: TestMessages;
  readonly #asked = new Map<number, AskedRun>();
  /** When each result that is shown was found. */
  readonly #shown = new Map<string, number>();
  readonly #subscriptions: Disposable[];
  /** What was told of a run is looked at once it is known who asked for it, one after the other. */
  #queue: Promise<unknown> = Promise.resolve();

  constructor(controller: TestController, tree: TestTree, runs: Runs, messages: TestMessages) {
    this.#controller = controller;
    this.#tree = tree;
    this.#runs = runs;
    this.#messages = messages;
    this.#subscriptions = [
      runs.onDidChange((state) => this.#afterwards(() => this.#told(state))),
      runs.onDidPrint(({ run, text }) =>
        this.#afterwards(() => this.#asked.get(run)?.testRun.appendOutput(text.replace(/\r?\n/g, "\r\n"))),
      ),
      runs.onDidChangeResults(() => this.#afterwards(() => this.#showOthers())),
    ];
  }

  async start(request: TestRunRequest, token: CancellationToken, only?: RunParams["only"]): Promise<void> {
    const excluded = new Set(this.#tree.functionsIn(request.exclude ?? []));
    const functions = this.#tree.functionsIn(request.include).filter((item) => !excluded.has(item));
    const testRun = this.#controller.createTestRun(request);
    for (const item of functions) testRun.enqueued(item);
    const scope = scopeOf(request, functions);
    let number: number | null = null;
    token.onCancellationRequested(() => void (number !== null && this.#runs.cancel(number)));
    await this.#afterwards(async () => {
      number = await this.#runs.begin(only ? { scope, only } : { scope }).catch(() => null);
      if (number === null) this.#finish({ testRun, functions }, new Set());
      else this.#asked.set(number, { testRun, functions });
      if (number !== null && token.isCancellationRequested) await this.#runs.cancel(number);
    });
  }

  dispose(): void {
    for (const each of this.#subscriptions) each.dispose();
    for (const { testRun } of this.#asked.values()) testRun.end();
  }

  #afterwards(act: () => unknown): Promise<unknown> {
    this.#queue = this.#queue.then(act).catch(() => {});
    return this.#queue;
  }

  async #told({ run, phase, result }: RunState): Promise<void> {
    const asked = this.#asked.get(run);
    if (!asked) return;
    if (phase === "running") for (const item of asked.functions) asked.testRun.started(item);
    if (phase !== "ended" && phase !== "dropped") return;
    this.#asked.delete(run);
    const results = await this.#runs.refresh();
    const known = new Set(result?.items ?? []);
    for (const { id } of asked.functions) {
      const found = known.has(id) ? results.get(id) : undefined;
      if (found) await this.#report(asked.testRun, found);
    }
    if (result) asked.testRun.appendOutput(`\r\n${result.message}\r\n`);
    this.#finish(asked, known);
  }

  /** What came to no result is no failure, and no success. */
  #finish({ testRun, functions }: AskedRun, known: ReadonlySet<string>): void {
    for (const item of functions) if (!known.has(item.id)) testRun.skipped(item);
    testRun.end();
  }

  /** Results of runs that somebody else asked for, or of an earlier session; what changed since is outdated. */
  async #showOthers(): Promise<void> {
    const results = [...this.#runs.results.values()].filter(({ id }) => this.#tree.function(id) !== null);
    const isAsked = new Set([...this.#asked.values()].flatMap((one) => one.functions.map(({ id }) => id)));
    const unseen = results.filter(({ id, at }) => this.#shown.get(id) !== at && !isAsked.has(id));
    if (unseen.length > 0) {
      const items = unseen.flatMap(({ id }) => this.#tree.function(id) ?? []);
      const request = new TestRunRequest(items, undefined, undefined, false, true);
      const testRun = this.#controller.createTestRun(request, "RefinedRust", false);
      for (const result of unseen) await this.#report(testRun, result);
      testRun.end();
    }
    const stale = results.flatMap(({ id, isStale }) => (isStale ? (this.#tree.function(id) ?? []) : []));
    if (stale.length > 0) this.#controller.invalidateTestResults(stale);
  }

  async #report(testRun: TestRun, result: FunctionResult): Promise<void> {
    const item = this.#tree.function(result.id);
    if (!item) return;
    this.#shown.set(result.id, result.at);
    const duration = result.seconds === null ? undefined : result.seconds * 1000;
    if (result.outcome === "proved") return testRun.passed(item, duration);
    // Neither proved nor refuted.
    if (result.outcome === "admitted") return testRun.skipped(item);
    const messages = await this.#messages.of(result, item);
    if (result.outcome === "failed") testRun.failed(item, messages, duration);
    else testRun.errored(item, messages, duration);
  }
}

/** The smallest scope that names all of them. */
function scopeOf(request: TestRunRequest, functions: readonly TestItem[]): RunScope {
  const isPart = (request.exclude?.length ?? 0) > 0;
  if (!request.include && !isPart) return { kind: "workspace" };
  const [only, ...others] = request.include ?? [];
  const crate = only && others.length === 0 && !isPart ? crateOf(only) : null;
  if (crate !== null) return { kind: "crate", crate };
  return { kind: "items", items: functions.map(({ id }) => ({ id })) };
}
