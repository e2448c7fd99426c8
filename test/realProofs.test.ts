/** A real dune and a real Rocq check a crate, started by our command line: what is said of each function, and what is left when it is stopped. */
import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { ENDLESS, Ledger, type ShownFinding, type VerifyReport } from "./support/ledger.ts";
import { leftOf, processWith } from "./support/processes.ts";
import { hasRealTranslator, withoutProver } from "./support/programs.ts";

const LIB = "src/lib.rs";
const TRANSFERS = "src/transfers.rs";
const AUDIT = "verification/out/ledger/proofs/proof_audit.v";
const DEPOSIT = ["--scope", "function:deposit"];

const states = ({ functions }: VerifyReport): Record<string, string> =>
  Object.fromEntries(functions.map(({ path, state }) => [path, state]));

const errors = ({ findings }: VerifyReport): readonly ShownFinding[] =>
  findings.filter(({ severity }) => severity === "error");

/** One that has to be the only error. */
function onlyError(report: VerifyReport): ShownFinding {
  const [error, ...more] = errors(report);
  assert.ok(error && more.length === 0, JSON.stringify(errors(report), null, 2));
  return error;
}

describe("a crate with a real prover", { skip: withoutProver, timeout: 600_000 }, () => {
  // Each test leaves the crate as it found it, so that dune has to do little for the next one.
  const ledger = new Ledger();
  after(() => ledger.remove());

  /** The text that the problem is shown on. */
  const textAt = ({ file, line, column, endLine, endColumn }: ShownFinding): string => {
    assert.equal(line, endLine);
    return (
      ledger
        .read(file)
        .split("\n")
        [line - 1]?.slice(column - 1, endColumn - 1) ?? ""
    );
  };

  /** Runs with parts of files replaced. */
  async function changed<T>(
    edits: readonly (readonly [string, string, string])[],
    run: () => Promise<T>,
  ): Promise<T> {
    const before = edits.map(([name]) => [name, ledger.read(name)] as const);
    try {
      for (const [name, part, by] of edits) ledger.edit(name, part, by);
      return await run();
    } finally {
      for (const [name, text] of before.toReversed()) ledger.write(name, text);
    }
  }

  test("each function has its fate, on its clause", async () => {
    const { status, report } = await ledger.verify();
    assert.equal(status, 1);
    assert.deepEqual(states(report), {
      deposit: "proved",
      audit: "admitted",
      "transfers::transfer": "failed",
      "transfers::fee": "failed",
      "transfers::book": "failed",
    });
    assert.deepEqual(
      report.steps.map(({ kind, modules }) => [kind, modules.planned, modules.done, modules.failed]),
      [
        ["translate", 0, 0, 0],
        ["check", 5, 5, 3],
      ],
    );
    const found = new Map(errors(report).map((error) => [error.rocqName, error]));
    const transfer = found.get("transfers_transfer");
    assert.ok(transfer);
    assert.deepEqual([transfer.code, transfer.clause], ["condition-unproved", '"ret < 60"']);
    assert.equal(textAt(transfer), '"ret < 60"');
    assert.match(transfer.goals.join(), /To show:\n {2}n \+ 50 < 60$/);
    assert.match(transfer.goals.join(), /0 ≤ n\b/);
    const fee = found.get("transfers_fee");
    assert.ok(fee);
    assert.deepEqual([fee.code, textAt(fee)], ["condition-unproved", "n + 10"]);
    assert.match(fee.goals.join(), /n \+ 10 ≤ MaxInt/);
    assert.equal(found.get("transfers_book")?.code, "proof-stuck");
    assert.equal(found.size, 3);
    for (const { path, cost } of report.functions) assert.ok((cost.automationSteps ?? 0) > 0, path);
  });

  test("what is up to date is said again, without being compiled", async () => {
    const { report } = await ledger.verify(DEPOSIT);
    assert.deepEqual(states(report), { deposit: "proved" });
    assert.deepEqual(errors(report), []);
  });

  test("a kept promise is proved after it was mended", async () => {
    const { status, report } = await changed([[TRANSFERS, "ret < 60", "ret < 100"]], () =>
      ledger.verify(["--scope", "function:transfers::transfer"]),
    );
    assert.deepEqual([status, states(report)], [0, { "transfers::transfer": "proved" }]);
  });

  const specifications: readonly (readonly [string, string, string, string])[] = [
    ["an unknown name", "n < limit", "name-not-found", "limit"],
    ["a wrong type", "n < true", "type-mismatch", "true"],
    ["a clause that does not parse", "n <", "rocq-syntax", ""],
  ];
  for (const [what, clause, code, shown] of specifications) {
    test(`a specification with ${what} keeps everything from being checked, and is shown on the clause`, async () => {
      await changed([[LIB, "n < 100", clause]], async () => {
        const { status, report } = await ledger.verify();
        assert.equal(status, 1);
        const error = onlyError(report);
        assert.deepEqual([error.file, error.code], [LIB, code]);
        assert.equal(error.line, 12);
        if (shown !== "") assert.equal(textAt(error), shown);
        const { deposit, ...others } = states(report);
        assert.equal(deposit, "failed");
        for (const [path, state] of Object.entries(others)) assert.notEqual(state, "failed", path);
        assert.ok(!Object.values(others).includes("proved"));
      });
    });
  }

  test("what is admitted is not proved, and proved once it is", async () => {
    const proof = "Admitted.";
    const solved =
      "all: print_remaining_goal.\n  Unshelve. all: sidecond_solver.\n  Unshelve. all: sidecond_hammer.\n  Unshelve. all: print_remaining_sidecond.\nQed.";
    const { report } = await changed([[AUDIT, proof, solved]], () =>
      ledger.verify(["--scope", "function:audit"]),
    );
    assert.deepEqual(states(report), { audit: "proved" });
    const after = await ledger.verify(["--scope", "function:audit"]);
    assert.deepEqual(states(after.report), { audit: "admitted" });
  });

  test("a library that is not installed is named", async () => {
    const edit = [
      LIB,
      "#![rr::coq_prefix",
      '#![rr::import("absent.theory", "facts")]\n#![rr::coq_prefix',
    ] as const;
    const { status, report } = await changed([edit], () => ledger.verify());
    assert.notEqual(status, 0);
    const error = onlyError(report);
    assert.equal(error.code, "library-not-found");
    assert.match(error.message + error.detail, /absent\.theory/);
    assert.ok(!Object.values(states(report)).includes("proved"));
  });

  test("a function that is left out is an error, although the exit status is 0", async () => {
    const { status, report } = await changed([[LIB, 'rr::returns("n + 1")', 'rr::retruns("n + 1")']], () =>
      ledger.verify(DEPOSIT),
    );
    assert.equal(status, 1);
    assert.equal(report.steps[0]?.outcome, "exit status 0");
    assert.equal(states(report)["deposit"], "left out");
    const error = errors(report).find(({ rocqName }) => rocqName === "deposit");
    assert.match(error?.message ?? "", /retruns/);
    assert.equal(error?.file, LIB);
    // dune has no rule for its proof until it is translated again.
    await ledger.verify(["--translate-only"]);
  });

  test("a proof that does not end is stopped at the time limit", async () => {
    const restore = ledger.beginProof("deposit", ENDLESS);
    try {
      const { status, report } = await ledger.verify([...DEPOSIT, "--check-only", "--seconds", "6"]);
      assert.equal(status, 1);
      assert.equal(onlyError(report).code, "time-limit");
      assert.match(report.outcome, /stopped after 6 s/);
      assert.notEqual(states(report)["deposit"], "proved");
      assert.deepEqual(await leftOf(ledger.folder), []);
    } finally {
      restore();
    }
  });

  test("cancelling in the middle of a proof leaves no process", {
    skip: process.platform === "win32",
  }, async () => {
    const restore = ledger.beginProof("deposit", ENDLESS);
    try {
      const running = ledger.start([...DEPOSIT, "--check-only"]);
      const prover = await processWith(
        ledger.folder,
        (command) => /coqc|rocq/.test(command) && command.endsWith("proof_deposit.v"),
      );
      assert.ok(prover.length > 0);
      running.process.kill("SIGINT");
      const { status, report } = await running.ended;
      assert.equal(status, 130);
      assert.equal(report.outcome, "cancelled");
      assert.notEqual(states(report)["deposit"], "proved");
      assert.deepEqual(await leftOf(ledger.folder), []);
    } finally {
      restore();
    }
    const { report } = await ledger.verify(DEPOSIT);
    assert.deepEqual(states(report), { deposit: "proved" });
  });

  test("the translator of these tests says what it is", {
    skip: hasRealTranslator && "the real one runs",
  }, async () => {
    const { stderr } = await ledger.verify(["--translate-only", "--log"]);
    assert.match(stderr, /Successfully translated deposit/);
  });
});
